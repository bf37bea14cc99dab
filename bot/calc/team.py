"""Which sums of a team's logs may be shown, so that nobody's own can be worked out.

Every figure that is ever shown is a sum of whole cells. A cell is decided once, holds at least five people of whom
none makes up more than half, and never changes; no log is in two cells of one part. So whatever is added to or
subtracted from each other, what is left over is again sums of whole cells: at least five people's, or nothing.
Logs that come later, or are too few, wait for others to make a new cell with, of the day, the week or the month.

Modelling gap: that a sum is withheld tells a little too (not enough people, or one with most of it); which of the
two is never said, and the second is decided once a day only. Five people of whom four tell each other their numbers
know the fifth's; no rule about sums can help that.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from bot.domain.clinician import Clinician
from bot.domain.team import FEWEST, Cell, Contribution, Part, Release

_Sums = dict[int, tuple[Decimal, Decimal]]
"""Minutes and work RVU by person."""


def release(waiting: tuple[Contribution, ...], part: Part, first: date, last: date) -> Release:
    """Decide about contributions to one part that were in no figure yet: one cell of all, or one for each role."""
    people = _by_person(waiting)
    if len(people) < FEWEST:
        return Release()
    whole = _cell(people, None, part, first, last)
    if whole is None:
        return Release(enough=True)
    split = [_cell(sums, role, part, first, last) for role, sums in _by_role(waiting, people).items()]
    found = [cell for cell in split if cell is not None]
    return Release(cells=tuple(found) if len(found) == len(split) else (whole,), enough=True)


def _by_person(waiting: Iterable[Contribution]) -> _Sums:
    """Add up what each person did; who did nothing of it is no contributor."""
    added: _Sums = defaultdict(lambda: (Decimal(0), Decimal(0)))
    for one in waiting:
        minutes, work_rvu = added[one.person]
        added[one.person] = (minutes + one.minutes, work_rvu + one.work_rvu)
    return {person: sums for person, sums in added.items() if any(sums)}


def _by_role(waiting: Iterable[Contribution], people: _Sums) -> dict[Clinician | None, _Sums]:
    """Group people by their latest role; roles of fewer than five are of none."""
    role = {one.person: one.role for one in sorted(waiting, key=lambda one: one.log_id)}
    of = {one: [person for person in people if role[person] is one] for one in sorted(set(role.values()), key=str)}
    groups: dict[Clinician | None, _Sums] = defaultdict(dict)
    for one, members in of.items():
        groups[one if len(members) >= FEWEST else None].update({person: people[person] for person in members})
    return {one: sums for one, sums in groups.items() if sums}


def _cell(people: _Sums, role: Clinician | None, part: Part, first: date, last: date) -> Cell | None:
    """Return the sum of people; None where they are too few or one of them makes up most of it."""
    measures = tuple(zip(*people.values(), strict=True))
    if not all(_safe(values) for values in measures):
        return None
    minutes, work_rvu = (sum(values, Decimal(0)) for values in measures)
    return Cell(part=part, first=first, last=last, role=role, minutes=minutes, work_rvu=work_rvu)


def _safe(values: tuple[Decimal, ...]) -> bool:
    return sum(1 for value in values if value) >= FEWEST and 2 * max(values) <= sum(values)
