"""Sums of a team's logs that are safe to show: cells of at least five people, never of fewer."""

from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.base import Frozen
from bot.domain.clinician import Clinician
from bot.domain.money import Exact

FEWEST: Final = 5
"""People below whom no sum is shown: a smaller group is no group but persons."""


class Part(StrEnum):
    """What of a day is added up, each by itself."""

    TALK = "talk"
    """Talks and visits."""
    PROCEDURE = "procedure"


class Contribution(Frozen):
    """What one log adds to one part. It leaves the store for a decision, and goes nowhere else."""

    log_id: int
    person: int
    role: Clinician | None
    minutes: Exact
    work_rvu: Exact


class Cell(Frozen):
    """A sum that was shown, and never changes again. It says nothing of who is in it."""

    part: Part
    first: date
    last: date
    role: Clinician | None = None
    """The role that all in it have; None: of any."""
    minutes: Exact
    work_rvu: Exact


class Release(Frozen):
    """What is decided about contributions that nobody has seen yet."""

    cells: tuple[Cell, ...] = ()
    """None: they stay unseen."""
    enough: bool = False
    """Whether there were enough people; then the decision itself tells something, and is made once a day only."""


class TeamSums(Frozen):
    """What may be shown of a stretch of days."""

    cells: tuple[Cell, ...] = ()
    withheld: bool = False
    """Some logs are in no cell that may be shown."""

    def minutes(self, part: Part) -> Exact | None:
        """Return the minutes of a part; None where nothing of it may be shown."""
        found = [cell.minutes for cell in self.cells if cell.part is part]
        return sum(found[1:], found[0]) if found else None

    def work_rvu(self, part: Part, role: Clinician | None = None) -> Exact | None:
        """Return the work RVU of a part, of one role or of all."""
        found = [cell.work_rvu for cell in self.cells if cell.part is part and (role is None or cell.role is role)]
        return sum(found[1:], found[0]) if found else None

    @property
    def roles(self) -> tuple[Clinician, ...]:
        """Return the roles that cells of their own are there for."""
        return tuple(sorted({cell.role for cell in self.cells if cell.role is not None}))
