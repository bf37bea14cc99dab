"""Words around a question that are no part of it: greetings, apologies, who argues about it, thanks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.lexicon import Cue
from bot.language.atoms import Atom, Sort
from bot.language.cues import Hit

_IDLE = frozenset(
    {
        *(Cue.ARTICLE, Cue.OWN, Cue.MINE, Cue.OURS, Cue.OF, Cue.FOR, Cue.WITH, Cue.TO, Cue.IN, Cue.AT, Cue.THIS),
        *(Cue.IT, Cue.REFERS, Cue.DEFINITE, Cue.ABOUT, Cue.AND, Cue.GOT, Cue.DO, Cue.DONE, Cue.PERSON, Cue.PEOPLE),
        *(Cue.ASKING, Cue.ASKED, Cue.KEPT, Cue.EARLIER, Cue.HERE, Cue.TODAY, Cue.IF, Cue.NEED, Cue.WONDER, Cue.CLAUSE),
        *(Cue.AGED, Cue.ROUGHLY, Cue.ROUNDS, Cue.ELAPSED, Cue.CONSIDERING, Cue.REQUEST),
        *(Cue.EXTRA, Cue.AGAIN, Cue.SAY, Cue.APPEND, Cue.ADD, Cue.CHANGE, Cue.SHIFT, Cue.PERIOD, Cue.DAYS, Cue.WEEKS),
        *(Cue.FOLLOW, Cue.ONCE_MORE, Cue.OFF, Cue.ALL_OF, Cue.WHO, Cue.UNRELATED, Cue.TOP, Cue.MOST, Cue.OUT_OF),
        *(Cue.WORKING, Cue.YES_NO, Cue.BREAK),
    }
)
"""Cues that say nothing of the question where they stand beside what only frames it."""
_SMALL = frozenset(
    {
        *(Cue.ARTICLE, Cue.OWN, Cue.MINE, Cue.OURS, Cue.OF, Cue.FOR, Cue.TO, Cue.IN, Cue.AT, Cue.IT, Cue.REFERS),
        *(Cue.DEFINITE, Cue.ABOUT, Cue.AND, Cue.GOT, Cue.AGED, Cue.HERE, Cue.YES_NO, Cue.WONDER, Cue.ROUGHLY, Cue.THIS),
        *(Cue.ELAPSED, Cue.CLAUSE, Cue.OUT_OF, Cue.ROUNDS, Cue.BREAK, Cue.PEOPLE),
    }
)
"""Cues of words that alone say nothing: a clause of no other frames the question behind it."""
_FRAMING = frozenset({Cue.FRAMING, Cue.INTERJECTION})
_DIRECTING = frozenset({Cue.IN, Cue.FOR, Cue.WITH, Cue.ABOUT})
"""Cues of words that go on with what follows: "in OK" is Oklahoma, "visit for tia" a stroke."""
_WEIGHING = frozenset({Cue.VERSUS, Cue.THAN, Cue.COMPARE, Cue.EQUALS})
"""Cues of a question about worth: "the biller says …" else opens one about a rule."""
_MARKS = frozenset({Cue.BREAK, Cue.OPENS})
_JOINING = frozenset({Cue.OR, Cue.AND, Cue.CLAUSE, Cue.FOLLOW, Cue.ASIDE})
"""Cues of words that join what frames a question to it: "dumb question but …", "… because we have a bet going"."""


def unframed(
    atoms: Sequence[Atom],
    hits: Sequence[Hit],
    trade: AbstractSet[str],
    light: AbstractSet[str],
    names: Callable[[Sequence[str]], bool],
) -> list[Atom] | None:
    """Return the atoms without what only frames the question; None where nothing does, or nothing else is there.

    `trade` are the words of every service's and topic's name, `light` small words; `names` tells what is a name.
    """
    cues = {at: hit.cues for hit in hits for at in range(hit.start, hit.end)}
    weighs = any(hit.cues & _WEIGHING for hit in hits)
    framing = [
        hit
        for hit in hits
        if hit.cues & _FRAMING
        and not _DIRECTING & cues.get(hit.start - 1, frozenset())
        and (weighs or Cue.RULE not in hit.cues)
    ]
    small = _small(atoms, cues, trade, light)
    if not (framing or small):
        return None
    framed = {at for hit in framing for at in range(hit.start, hit.end)}
    counted = {hit.start - 1 for hit in framing if hit.start and atoms[hit.start - 1].sort is Sort.NUMBER}
    idle = [at in counted or _idle(atom, cues.get(at, frozenset())) for at, atom in enumerate(atoms)]
    own = [one and (_free(atoms[at], trade, light) or at in framed) for at, one in enumerate(idle)]
    gone = set(range(small))
    for clause in _clauses(atoms, cues):
        stems = ["" if at in framed else atoms[at].stem for at in clause]
        whole = all(idle[at] for at in clause) and not framed.isdisjoint(clause) and not names(stems)
        gone.update(clause if whole else _Clause(clause, atoms, own, cues, light).framed(framing))
    kept = [at for at in range(len(atoms)) if at not in gone]
    if not gone or not any(atoms[at].sort is not Sort.MARK and not idle[at] for at in kept):
        return None
    while atoms[kept[0]].sort is Sort.MARK and Cue.BREAK in cues.get(kept[0], ()):
        del kept[0]
    return [atoms[at] for at in kept]


def _small(
    atoms: Sequence[Atom], cues: Mapping[int, AbstractSet[Cue]], trade: AbstractSet[str], light: AbstractSet[str]
) -> int:
    """Return where the clauses end that a text opens with and that say nothing: "biller here:", "look,"."""
    end = 0
    for at, atom in enumerate(atoms):
        said = cues.get(at, _SMALL)
        if atom.sort is Sort.MARK and Cue.BREAK in said:
            end = at
            continue
        known = atom.sort is Sort.WORD and atom.known and _free(atom, trade, light)
        if not known or not (said <= _SMALL or Cue.HERE in said):
            return end
    return 0


def _idle(atom: Atom, cues: AbstractSet[Cue]) -> bool:
    """Tell whether a word says nothing of the question where it stands beside what only frames it."""
    if cues & _FRAMING:
        return True
    return atom.sort is Sort.WORD and atom.known and cues <= _IDLE


def _free(atom: Atom, trade: AbstractSet[str], light: AbstractSet[str]) -> bool:
    """Tell whether a word is part of no name: "friend", but not the "point" of a trigger point."""
    return atom.stem in light or atom.stem not in trade


def _clauses(atoms: Sequence[Atom], cues: Mapping[int, AbstractSet[Cue]]) -> Iterator[range]:
    """Yield the stretches between marks that end what is said."""
    start = 0
    for at, atom in enumerate(atoms):
        if atom.sort is Sort.MARK and cues.get(at, frozenset()) & _MARKS:
            yield range(start, at)
            start = at + 1
    yield range(start, len(atoms))


class _Clause:
    """The words between two marks."""

    def __init__(
        self,
        places: range,
        atoms: Sequence[Atom],
        idle: Sequence[bool],
        cues: Mapping[int, AbstractSet[Cue]],
        light: AbstractSet[str],
    ) -> None:
        self._places, self._atoms, self._idle, self._cues, self._light = places, atoms, idle, cues, light

    def framed(self, framing: Sequence[Hit]) -> Iterator[int]:
        """Yield the atoms that frame the question: what the clause opens with, and what it closes with."""
        inside = [hit for hit in framing if hit.start in self._places and self._frames(hit)]
        said = [at for at in self._places if not self._idle[at]]
        first, last = min(said, default=self._places.stop), max(said, default=self._places.stop)
        opening = [hit for hit in inside if hit.start < first]
        if opening:
            yield from range(self._places.start, self._opens(opening[-1].end, first))
        closing = [hit for hit in inside if hit.start > last and Cue.FRAMING in hit.cues]
        if closing:
            yield from range(self._closes(closing[0].start), self._places.stop)

    def _frames(self, hit: Hit) -> bool:
        """Tell whether nothing but what frames the question too stands before an interjection."""
        before = range(self._places.start, hit.start)
        opens = all(self._cues.get(at, frozenset()) & _FRAMING for at in before)
        return Cue.FRAMING in hit.cues or (opens and Cue.TO not in self._cues.get(hit.end, ()))

    def _opens(self, framed: int, said: int) -> int:
        """Return where the question begins, between what frames it and the first word that says something."""
        begin = said
        while begin > framed and not self._joins(begin - 1) and self._small(begin - 1):
            begin -= 1
        return begin

    def _closes(self, framed: int) -> int:
        """Return where what frames the question begins, a joining word before it included."""
        end = framed
        while end > self._places.start and (self._joins(end - 1) or self._small(end - 1)):
            end -= 1
            if self._joins(end):
                return end
        return framed

    def _small(self, at: int) -> bool:
        """Tell whether a word may belong to the question behind it: "a", "is", "do we"."""
        word = self._atoms[at].sort is Sort.WORD
        return word and (self._atoms[at].stem in self._light or Cue.YES_NO in self._cues.get(at, ()))

    def _joins(self, at: int) -> bool:
        return self._atoms[at].sort is Sort.WORD and not self._cues.get(at, frozenset()).isdisjoint(_JOINING)
