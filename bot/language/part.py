"""One service named in a text, before anything is said of how many or how long."""

from dataclasses import dataclass

from bot.domain.service import CodeRef


@dataclass(frozen=True, slots=True)
class Part:
    """One service named in the text."""

    start: int
    end: int
    taken: frozenset[int]
    """Atoms that name it."""
    concepts: tuple[str, ...]
    """What the name may mean; more than one is ambiguous, none is a code that the catalog does not have."""
    code: CodeRef | None = None
    generic: bool = False
    """Named only by a word such as "visit", which beside a more exact word says nothing of its own."""
    both_sides: bool = False
    several: int = 1
    """How many of one sort are told by a name each: "tdap and MMR shots" are two vaccines."""
    stems: frozenset[str] = frozenset()
    """The words that name it."""

    @property
    def concept(self) -> str:
        """Return the concept, or the first of several."""
        return self.concepts[0]


@dataclass(frozen=True, slots=True)
class Parts:
    """All services of a text, and the atoms that only say what a visit or talk is about."""

    found: tuple[Part, ...]
    aside: frozenset[int]
