"""Every word that any list knows, and the reading of one typed word."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from sys import intern

from bot.domain.lexicon import Cue, Lexicon, Unit
from bot.domain.service import CodeRef
from bot.language.atoms import Atom, Sort, digits
from bot.language.durations import Clock
from bot.language.numbers import Numerals
from bot.language.stem import Stemmer
from bot.language.tokens import Shape, Token, tokenize
from bot.language.typos import MOST, Spelling

_ENDING = 2
"""Letters that a last part of a joined word may lose as a plural's or a mute ending."""
_JOINED = 5
"""Letters from which a word may be two words written as one."""
_FORMED = 6
"""Letters from which forms with an ending are worth a typo search."""

_HYPHEN = "-"
_AGAINST = "vs"
_DRAWN = re.compile(r"(.)\1{2,}")
"""A letter three times or more in a row, which no word has."""

_SORTS = {
    Shape.WORD: Sort.WORD,
    Shape.NUMBER: Sort.NUMBER,
    Shape.MONEY: Sort.MONEY,
    Shape.PERCENT: Sort.PERCENT,
    Shape.IDENTIFIER: Sort.IDENTIFIER,
    Shape.MARK: Sort.MARK,
}


class Vocabulary:
    """The words of the lexicon and of every name, in the form under which they are looked up."""

    def __init__(self, lexicon: Lexicon, names: Sequence[str], places: Iterable[str] = ()) -> None:
        """Take the words of a language, of services and topics, and of places, which no typo is corrected to."""
        self._lexicon = lexicon
        self.compounds: frozenset[str] = frozenset()
        """A word and a number that are one word in names, written "level 4"."""
        self._places = frozenset(word for place in places for word in place.split())
        self._stemmer = Stemmer(lexicon)
        self._glued = {letter: self._stemmer.stem(word) for letter, word in lexicon.glued.items()}
        self._numerals, self._clock = Numerals(lexicon, self._stemmer), Clock(lexicon, self._stemmer)
        spellings: dict[str, str] = {}
        joined: dict[str, tuple[str, ...]] = {}
        for phrase in (*_phrases(lexicon), *names):
            words = [intern(token.written) for token in tokenize(phrase) if token.shape is Shape.WORD]
            spellings.update((word, self._stemmer.stem(word)) for word in words)
            for first, second in pairwise(words):
                joined.setdefault(first + second, (self._stemmer.stem(first), self._stemmer.stem(second)))
        everyday = {self._stemmer.stem(word) for word in lexicon.everyday}
        self.stems = frozenset((*spellings.values(), *everyday))
        idle = everyday | {self._stemmer.stem(word) for word in (*lexicon.common, *lexicon.filler)}
        self._whole = self.stems - idle
        """What two words may be one of: "in san francisco" is nobody insane."""
        small = (*lexicon.cues.get(Cue.ARTICLE, ()), *lexicon.cues.get(Cue.OWN, ()))
        self._articles = frozenset(self._stemmer.stem(word) for word in small)
        """No first part of a joined word: "a head" is not "ahead", "my chart" is not "mychart"."""
        joining = (word for cue in (Cue.AND, Cue.OR) for word in lexicon.cues.get(cue, ()))
        self._apart = frozenset((*lexicon.filler, *lexicon.numbers, *joining))
        """No last part of one: "stats in" is no "statin", "vaping or" no "vapor"."""
        self._titles = frozenset(map(self._stemmer.stem, lexicon.cues.get(Cue.TITLE, ())))
        self.hours = frozenset(self._stemmer.stem(word) for word in lexicon.units.get(Unit.HOUR, ()))
        self._joined = {
            self._stemmer.stem(word): parts
            for word, parts in joined.items()
            if len(word) >= _JOINED and self._stemmer.stem(word) not in self.stems
        }
        plain = {self._stemmer.stem(word) for word in (*lexicon.common, *lexicon.filler)}
        named = Counter(self._stemmer.stem(word) for name in names for word in name.split())
        self._spelling = Spelling(
            self._with_forms(spellings),
            {stem: times for stem, times in named.items() if stem not in plain},
            lexicon.acts,
        )

    def settle(self) -> None:
        """Let go of what only building needed."""
        self._stemmer.settle()

    def _with_forms(self, spellings: dict[str, str]) -> dict[str, str]:
        """Add the plurals and verb forms, so that a slip in an ending is found too."""
        added = (ending for group in self._lexicon.endings for ending, instead in group if not instead)
        endings = tuple(added)
        formed = {
            base + ending: stem
            for word, stem in spellings.items()
            for base in {word, stem}
            for ending in endings
            if len(base) >= _FORMED - len(ending) and self._stemmer.stem(base + ending) == stem
        }
        return formed | spellings

    def knows(self, word: str) -> bool:
        """Tell whether any list has a word, given in lower case, in this or another form."""
        return self._stemmer.stem(word) in self.stems or word in self._places

    def resembles(self, word: str) -> bool:
        """Tell whether a word, given in lower case, is known but for a slip."""
        return self._spelling.nearest(word) is not None

    def phrase(self, tokens: Iterable[Token]) -> list[Atom]:
        """Look up a phrase of the lexicon, in which "an hour" are two words and nothing is mistyped."""
        return self._numerals.read(self._words(tokens, forgiving=False))

    def atoms(self, tokens: Iterable[Token], *, forgiving: bool = True) -> list[Atom]:
        """Look every token up; `forgiving` corrects typing slips."""
        atoms = self._clock.read(self._numerals.read(self._words(tokens, forgiving=forgiving)))
        return self.compounded(atoms) if self.compounds else atoms

    def compounded(self, atoms: list[Atom]) -> list[Atom]:
        """Join a word and a number that name something together: "level 4", "12 lead"."""
        out: list[Atom] = []
        for atom in atoms:
            joined = f"{out[-1].stem} {atom.stem}" if out and Sort.NUMBER in {atom.sort, out[-1].sort} else ""
            if joined in self.compounds:
                out[-1] = replace(out[-1], sort=Sort.WORD, stem=joined, value=None)
            else:
                out.append(atom)
        return out

    def _words(self, tokens: Iterable[Token], *, forgiving: bool) -> list[Atom]:
        atoms: list[Atom] = []
        looked_up: dict[str, str | None] = {}
        for token in tokens:
            if token.glued and _hyphenated(atoms, token):
                atoms.pop()
            if token.glued and token.written in self._glued and atoms and atoms[-1].sort is Sort.NUMBER:
                atoms.append(Atom(Sort.WORD, self._glued[token.written], glued=True))
            elif token.shape is Shape.WORD:
                self._read_word(token, atoms, looked_up if forgiving else None)
            else:
                atoms.append(_plain(token))
        return atoms

    def _set_apart(self, written: str) -> tuple[str, ...]:
        """Return the words of two sides written without a space: "biopsyvsexcision"; none where they are not known."""
        first, sign, second = written.partition(_AGAINST)
        parts = (self._stemmer.stem(first), self._stemmer.stem(sign), self._stemmer.stem(second)) if second else ()
        return parts if all(part in self.stems for part in parts) else ()

    def _shortened(self, written: str) -> str | None:
        """Return the word that is meant where a letter is drawn out: "plzzz", "soooo"; None where none is."""
        drawn = _DRAWN.search(written) and (_DRAWN.sub(r"\1", written), _DRAWN.sub(r"\1\1", written))
        return next((stem for word in drawn or () if (stem := self._stemmer.stem(word)) in self.stems), None)

    def _mistyped(self, token: Token, stem: str, last: Atom | None) -> bool:
        """Tell whether an unknown word may be a slip: no place, and no name behind "dr"."""
        named = last is not None and last.stem in self._titles
        return stem not in self.stems and token.written not in self._places and not named

    def _read_word(self, token: Token, atoms: list[Atom], looked_up: dict[str, str | None] | None) -> None:
        stem, last = self._stemmer.stem(token.written, capitals=token.capitals), atoms[-1] if atoms else None
        if stem not in self.stems and looked_up is not None:
            stem = self._shortened(token.written) or stem
        joins = last is not None and last.sort is Sort.WORD and last.stem not in self._articles
        # "In taking" is no "intake", nor are "add-ons" anything but several of an "add-on".
        bent = {stem, token.written} & self._apart or len(token.written) > len(stem) + _ENDING
        if joins and last is not None and not bent:
            together = self._stemmer.stem(last.stem + stem)
            # What adds nothing but an ending is a word of its own: "diabetes ed".
            long = len(together) >= _JOINED or (self._stemmer.respells(last.stem + stem) and not token.glued)
            # "Pro fee" is another word for a reading, "profee".
            meant = self._whole if together == last.stem + stem else self.stems
            if long and together in meant and together != last.stem:
                atoms[-1] = Atom(Sort.WORD, together, glued=last.glued, capital=last.capital)
                return
        if stem not in self.stems and stem in self._joined:
            parts = self._joined[stem]
        elif stem not in self.stems and (apart := self._set_apart(token.written)):
            parts = apart
        elif self._mistyped(token, stem, last) and looked_up is not None:
            if token.written not in looked_up:
                looked_up[token.written] = self._spelling.nearest(token.written) if len(looked_up) < MOST else None
            parts = (looked_up[token.written] or stem,)
        else:
            parts = (stem,)
        for number, part in enumerate(parts):
            known = part in self.stems
            atoms.append(Atom(Sort.WORD, part, known=known, glued=token.glued and not number, capital=token.capital))


def _hyphenated(atoms: list[Atom], token: Token) -> bool:
    """Tell whether a hyphen binds this token to the word before it: "follow-up", "level-4"."""
    if len(atoms) < 2 or atoms[-1].stem != _HYPHEN or not atoms[-1].glued:  # noqa: PLR2004 - a word and its hyphen
        return False
    return token.shape is Shape.WORD or (token.shape is Shape.NUMBER and atoms[-2].sort is Sort.WORD)


def _plain(token: Token) -> Atom:
    """Return the atom of anything but a word."""
    if token.shape is Shape.CODE:
        return Atom(
            Sort.CODE, token.written, ref=CodeRef(code=token.written, modifiers=token.modifiers), glued=token.glued
        )
    stem = digits(token.value) if token.value is not None and token.shape is Shape.NUMBER else token.written
    return Atom(_SORTS[token.shape], stem, value=token.value, glued=token.glued)


def _phrases(lexicon: Lexicon) -> Iterator[str]:
    """Yield every word and phrase of the lexicon."""
    yield from (phrase for phrases in (*lexicon.cues.values(), *lexicon.ways.values()) for phrase in phrases)
    yield from (word for words in lexicon.units.values() for word in words)
    yield from (spelling for word, others in lexicon.same.items() for spelling in (word, *others))
    yield from (*lexicon.numbers, *lexicon.fractions, *lexicon.parts, *lexicon.months, *lexicon.weekdays)
    yield from (*lexicon.filler, *lexicon.common)
