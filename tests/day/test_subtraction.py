"""Two contributors try to work out a third's log from every figure that any sequence of commands shows."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalog.load import load
from bot.day.team import Team
from bot.domain.clinician import Clinician
from bot.domain.daylog import DayTotals, Entry, NewLog
from bot.domain.question import Item
from bot.domain.team import Part, TeamSums
from bot.store.database import Database
from bot.store.days import Days

CATALOG: Final = load()
GUILD: Final = 1
MONDAY: Final = date(2026, 11, 2)
PEOPLE: Final = range(1, 8)
ATOMS: Final = 24
"""As many as an exact sum of them has digits for."""
Vector = tuple[Fraction, ...]

log = st.tuples(st.just("log"), st.sampled_from(PEOPLE), st.integers(0, 8))
undo = st.tuples(st.just("undo"), st.sampled_from(PEOPLE), st.just(0))
look = st.tuples(st.just("look"), st.sampled_from([1, 7, 30]), st.integers(0, 8))
everybody = st.tuples(st.just("everybody"), st.just(0), st.integers(0, 8))


def totals(atom: int) -> DayTotals:
    """Return a log whose digits tell in any sum whether it is in it: nearly the same amount for everybody."""
    value = Decimal(100) + Decimal(1).scaleb(-1 - atom)
    none = Decimal(0)
    return DayTotals(
        work_rvu=value,
        usd=none,
        minutes=value,
        talk_minutes=value,
        procedure_minutes=none,
        talk_work_rvu=value,
        procedure_work_rvu=none,
    )


def seen(sums: TeamSums) -> list[Vector]:
    """Read off which logs each figure is the sum of: the whole, and every role that is told apart."""
    figures = [sums.work_rvu(Part.TALK), *(sums.work_rvu(Part.TALK, role) for role in sums.roles)]
    return [vector(figure) for figure in figures if figure is not None]


def vector(figure: Decimal) -> Vector:
    digits = f"{figure:.{ATOMS}f}".partition(".")[2]
    return tuple(Fraction(int(digit)) for digit in digits)


def rank(rows: list[Vector], columns: list[int]) -> int:
    """Return the rank of some columns, which is how many things the figures tell of these logs."""
    left, found = [[row[column] for column in columns] for row in rows], 0
    for column in range(len(columns)):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        found += 1
        left.remove(pivot)
        for row in left:
            factor = row[column] / pivot[column]
            if factor:
                row[:] = [value - factor * other for value, other in zip(row, pivot, strict=True)]
    return found


def given_away(figures: list[Vector], known: list[int], theirs: list[int]) -> int:
    """Return how many sums of somebody's logs follow from the figures for whoever knows some logs.

    What is known can be subtracted, so it drops out. A combination of figures in which nothing but the third's logs
    is left is zero in all the others' columns: without the third's, the rank is then smaller.
    """
    unknown = [atom for atom in range(ATOMS) if atom not in known]
    return rank(figures, unknown) - rank(figures, [atom for atom in unknown if atom not in theirs])


async def played(
    steps: list[tuple[str, int, int]], roles: dict[int, Clinician | None]
) -> tuple[list[Vector], dict[int, list[int]]]:
    """Run commands on a store of their own; return every figure shown and which atoms are whose."""
    database = Database("sqlite+aiosqlite:///:memory:")
    figures: list[Vector] = []
    owner: dict[int, list[int]] = {person: [] for person in PEOPLE}
    try:
        await database.open()
        days = Days(database)
        team = Team(days, CATALOG)

        async def add(person: int, back: int) -> None:
            atom = sum(map(len, owner.values()))
            if atom < ATOMS:
                owner[person].append(atom)
                on = MONDAY + timedelta(days=back)
                item = Entry(items=(Item(concept="counseling"),))
                at = datetime(2026, 11, 20, tzinfo=UTC)
                new = NewLog(
                    guild_id=GUILD, user_id=person, on=on, at=at, entries=(item,), totals=totals(atom),
                    role=roles[person],
                )  # fmt: skip
                await days.add(new)

        for kind, first, second in steps:
            if kind == "log":
                await add(first, second)
            elif kind == "everybody":
                for person in PEOPLE:
                    await add(person, second)
            elif kind == "undo":
                await days.undo(first, GUILD)
            else:
                start = MONDAY + timedelta(days=second if first == 1 else 0)
                shown = await team.sums(GUILD, (start, start + timedelta(days=first - 1)), date(2026, 12, 1))
                figures += seen(shown)
    finally:
        await database.close()
    return figures, owner


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(st.one_of(log, log, log, everybody, undo, look, look), min_size=8, max_size=24),
    roles=st.fixed_dictionaries({person: st.sampled_from([None, Clinician.NP]) for person in PEOPLE}),
)
def test_no_sequence_of_commands_gives_two_contributors_anything_of_a_third(
    steps: list[tuple[str, int, int]], roles: dict[int, Clinician | None]
) -> None:
    figures, owner = asyncio.run(played(steps, roles))
    distinct = list(dict.fromkeys(figures))
    for one, other in combinations(PEOPLE, 2):
        for third in set(PEOPLE) - {one, other}:
            assert given_away(distinct, [*owner[one], *owner[other]], owner[third]) == 0


def test_the_attack_finds_what_plain_sums_give_away() -> None:
    before, after = vector(Decimal("0.11111")), vector(Decimal("0.111111"))
    assert given_away([before, after], [], [5]) == 1
    assert given_away([before], [0, 1], [4]) == 0
    assert given_away([before], [0, 1, 2, 3], [4]) == 1


async def test_a_latecomer_is_not_shown_by_what_a_sum_grows_by() -> None:
    steps = [*(("log", person, 0) for person in range(1, 6)), ("look", 1, 0), ("log", 6, 0), ("look", 1, 0)]
    figures, _ = await played(steps, dict.fromkeys(PEOPLE))
    assert len(figures) == 2
    assert figures[0] == figures[1]


async def test_a_week_holds_what_no_day_could_show() -> None:
    steps = [*(("log", person, person) for person in range(1, 6)), ("look", 1, 1), ("look", 7, 0)]
    figures, owner = await played(steps, dict.fromkeys(PEOPLE))
    assert figures == [tuple(Fraction(int(at < 5)) for at in range(ATOMS))]
    assert sum(map(len, owner.values())) == 5


async def test_a_week_does_not_tell_what_its_days_withheld() -> None:
    monday = [("log", person, 0) for person in range(1, 7)]
    steps = [*monday, ("log", 1, 1), ("look", 1, 0), ("look", 1, 1), ("look", 7, 0), ("look", 30, 0)]
    figures, _ = await played(steps, dict.fromkeys(PEOPLE))
    assert len(set(figures)) == 1
