"""What the numbers of a side say of each of its services."""

from dataclasses import dataclass, field

from bot.domain.service import CodeRef
from bot.language.atoms import Atom, Sort
from bot.language.part import Part


@dataclass(frozen=True, slots=True)
class Doubt:
    """A number that could be minutes or a count."""

    item: int
    """Index among the items of the side."""
    value: int


@dataclass(slots=True)
class Measures:
    """What the numbers of a side say of each of its services, by the service's place."""

    lengths: list[list[Atom]]
    parts: list[Part]
    """The services, each as that of the patient's age."""
    totals: set[int] = field(default_factory=set)
    """Services whose length is that of all of them."""
    charting: dict[int, int] = field(default_factory=dict)
    """Minutes of charting among a service's."""
    counts: dict[int, int] = field(default_factory=dict)
    codes: dict[int, tuple[CodeRef, ...]] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    """Millimeters, or a count of regions, that a service's code was taken for."""
    doubts: list[Doubt] = field(default_factory=list)
    ahead: set[int] = field(default_factory=set)
    """Services whose own length stands ahead of them, joined to another service with them."""
    beyond: list[Doubt] = field(default_factory=list)
    """Minutes said to come on top of a visit's, without what they are spent on."""
    unsized: bool = False
    """A length that decides the code, and has none in the catalog."""

    def share_out(self) -> None:
        """Let each of several take its part of a length that all of them take: "3 knee shots in 45 min" 15 each."""
        for at in self.totals:
            whole = self.lengths[at][0].value if len(self.lengths[at]) == 1 else None
            count = self.counts.get(at, 1)
            if whole and count > 1:
                self.lengths[at] = [Atom(Sort.MINUTES, "", value=whole / count)]
