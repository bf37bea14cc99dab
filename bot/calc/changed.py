"""How many codes changed their work RVU from one year's release to the next, counted from the releases themselves."""

from collections.abc import Iterator
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.schedule import Schedule
from bot.calc.trace import Trace
from bot.domain.answer import Op
from bot.domain.money import round_half_up
from bot.domain.service import ServiceRow

EFFICIENCY = Decimal("0.975")
"""What the 2026 efficiency adjustment leaves of a work RVU (citation `efficiency2026`)."""


def changed(trace: Trace, basis: Basis) -> Iterator[str]:
    """Say how many codes with work RVU in both releases kept theirs, lost 2.5 percent, or changed in another way.

    Counts lines of the release, reading parts included. Nothing is said without an earlier year's release. The
    modelling gap: a count knows numbers and not reasons, so a code may have lost 2.5 percent for another one.
    """
    newer = basis.schedule
    earlier = [release for release in newer.catalog.releases if release.year < newer.release.year]
    if not earlier:
        return
    older = Schedule(newer.catalog, earlier[-1])
    both, same, cut = _counted(older, newer)
    cite = newer.release.cite
    counted = trace.given(f"codes with work RVU in {older.release.id} and {newer.release.id}", both, cite)
    kept = trace.given("codes with the same work RVU", same, cite)
    less = trace.given("codes with 2.5 percent less, rounded to two places", cut, cite)
    other = trace.make("codes changed in another way", Op.DIFFERENCE, [counted, kept, less], "what is left")
    yield (
        f"Of {counted.value:,} loaded codes with work RVU in both {older.release.id} and {newer.release.id}, "
        f"{less.value:,} went down by 2.5 percent, {kept.value:,} stayed and {other.value:,} changed in another way."
    )


def _counted(older: Schedule, newer: Schedule) -> tuple[int, int, int]:
    """Return how many rows both releases pay, how many kept their work RVU, and how many lost 2.5 percent of it."""
    known, releases = newer.catalog.counted, (older.release.id, newer.release.id)
    if releases not in known:
        pairs = list(_pairs(older, newer))
        same = sum(before == after for before, after in pairs)
        cut = sum(before != after == round_half_up(before * EFFICIENCY, 2) for before, after in pairs)
        known[releases] = len(pairs), same, cut
    return known[releases]


def _pairs(older: Schedule, newer: Schedule) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield the work RVU before and after of every row that both releases pay."""
    now = newer.catalog.rows[newer.release.id]
    then = older.catalog.rows[older.release.id]
    for key in now:
        if key not in then:
            continue
        before, after = then[key], now[key]
        if _counts(before) and _counts(after):
            yield before.work, after.work


def _counts(row: ServiceRow) -> bool:
    return row.paid and bool(row.work)
