"""Number words read as numbers: "twenty five", "a dozen", "half a dozen", "two hundred"."""

from dataclasses import replace
from decimal import Decimal

from bot.domain.lexicon import Cue, Lexicon
from bot.language.atoms import Atom, Sort, digits
from bot.language.stem import Stemmer

_MULTIPLIERS = frozenset({12, 100, 1000})
"""Numbers that multiply the smaller one before them: two dozen, three hundred."""
_TENS = frozenset(range(20, 100, 10))
_DIGITS = frozenset(range(1, 10))
_HYPHEN = "-"


class Numerals:
    """The number words of one language."""

    def __init__(self, lexicon: Lexicon, stemmer: Stemmer) -> None:
        self._numbers = {stemmer.stem(word): value for word, value in lexicon.numbers.items()}
        self._repeats = frozenset(map(stemmer.stem, lexicon.repeats))
        times = lexicon.cues.get(Cue.TIMES, ())
        self._times = stemmer.stem(times[0]) if times else ""
        self._fractions = {stemmer.stem(word): value for word, value in lexicon.fractions.items()}
        self._ands = frozenset(map(stemmer.stem, lexicon.cues.get(Cue.AND, ())))
        self._articles = frozenset(map(stemmer.stem, lexicon.cues.get(Cue.ARTICLE, ())))

    def read(self, atoms: list[Atom]) -> list[Atom]:
        """Replace number words by numbers, joining the words of one number."""
        out: list[Atom] = []
        spoken = False
        for atom in atoms:
            value = self._numbers.get(atom.stem) if atom.sort is Sort.WORD else None
            if value is None:
                out.append(atom)
                spoken = spoken and atom.stem == _HYPHEN
                continue
            keep, total = self._join(out, value, spoken=spoken)
            del out[keep:]
            out.append(replace(atom, sort=Sort.NUMBER, stem=digits(total), value=total, known=True, spoken=True))
            spoken = True
            if atom.stem in self._repeats:
                out.append(Atom(Sort.WORD, self._times))
        return self._halved(out)

    def _halved(self, atoms: list[Atom]) -> list[Atom]:
        """Join a number with "and a half"."""
        out: list[Atom] = []
        for atom in atoms:
            share = self._fractions.get(atom.stem) if atom.sort is Sort.WORD else None
            number = out[-3] if len(out) > 2 and out[-1].stem in self._articles else None  # noqa: PLR2004 - "3 and a"
            counted = number is not None and number.sort is Sort.NUMBER and out[-2].stem in self._ands
            if share is None or number is None or number.value is None or not counted:
                out.append(atom)
                continue
            total = number.value + share
            out[-3:] = [replace(number, stem=digits(total), value=total)]
        return out

    def _join(self, out: list[Atom], value: int, *, spoken: bool) -> tuple[int, Decimal]:
        """Return how many of the atoms before stay, and the number with those that do not."""
        size = len(out)
        alone = size, Decimal(value)
        if not out:
            return alone
        last = out[-1]
        if value in _MULTIPLIERS:
            if last.sort is Sort.NUMBER and last.value is not None and last.value < value:
                return size - 1, last.value * value
            at = size - 2 if last.stem in self._articles and size > 1 else size - 1
            fraction = self._fractions.get(out[at].stem)
            if fraction is not None:
                return at, fraction * value
        if spoken and value in _DIGITS:
            at = size - 2 if last.stem == _HYPHEN else size - 1
            tens = out[at].value
            if tens in _TENS:
                return at, Decimal(tens + value)
        return alone
