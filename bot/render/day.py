"""A day's log in words: to its owner with everything, to a channel with what is rare put together."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.daylog import DayLine, DayTotals, Entry, Person
from bot.domain.question import Item
from bot.render.numbers import fixed, percent, usd, whole
from bot.render.wording import code_units, counted

RARE: Final = 5
"""Patients below whom a service is not named to others: what few had could be somebody whom people know."""

_BUCKETS: Final = {
    Kind.PROCEDURE: "procedure",
    Kind.TALK: "talk",
    Kind.VISIT: "visit",
    Kind.TEST: "test",
    Kind.IMAGING: "scan",
    Kind.MONTH: "monthly service",
    Kind.ADDON: "add-on",
}
SEPARATE: Final = "Each one is taken as a patient of its own unless you said same patient."
CONTRACT: Final = "Work RVU is credit and dollars are Medicare's price before cost; your contract decides."


def day_named(on: date) -> str:
    """Write a day: "Wednesday, 25 November 2026"."""
    return f"{on:%A}, {on.day} {on:%B} {on.year}"


def told(line: DayLine) -> str:
    """Write what one thing done comes to."""
    codes = code_units(line.codes, line.units)
    how = f" as {codes}" if codes else ""
    who = "1 patient" if line.patients == 1 else f"{line.patients} patients"
    money = "no Medicare amount known" if line.usd is None else usd(line.usd)
    length = "no minutes known" if line.minutes is None else f"{whole(line.minutes)} min"
    told_by = " (CMS's)" if line.minutes_are_cms else ""
    note = f"; {line.note}" if line.note and line.usd is not None else ""
    return f"{line.name}{how}, {who}: {fixed(line.work_rvu, 2)} work RVU, {money}, {length}{told_by}{note}"


def summed(totals: DayTotals) -> str:
    """Write the sums of a day."""
    money = f"at least {usd(totals.usd)}" if totals.unpriced else usd(totals.usd)
    minutes = f"at least {whole(totals.minutes)}" if totals.untimed else whole(totals.minutes)
    return f"{fixed(totals.work_rvu, 2)} work RVU, {money} from Medicare, {minutes} minutes"


def shares(totals: DayTotals) -> str:
    """Write how much of the minutes was talk; nothing where there were neither talks nor procedures."""
    share = totals.talk_share
    if share is None:
        return ""
    return (
        f"Talks and visits {percent(share)} of the minutes ({whole(totals.talk_minutes)} min, "
        f"{fixed(totals.talk_work_rvu, 2)} work RVU), procedures {percent(1 - share)} "
        f"({whole(totals.procedure_minutes)} min, {fixed(totals.procedure_work_rvu, 2)} work RVU)"
    )


def paced(done: Decimal, share: int, person: Person) -> str:
    """Write the pace of a day against its owner's own target; nothing where they set none."""
    target = person.day_target
    if target is None:
        return ""
    return f"Your target is {fixed(target, 2)} work RVU for each day you work; {fixed(done, 2)} is {share} % of it"


def shared(lines: Sequence[DayLine], totals: DayTotals) -> str:
    """Write a day for others: services of at least five patients by name, the rest by their kind."""
    done: dict[tuple[Kind, str], int] = {}
    for line in lines:
        key = (line.kind, _labelled(line))
        done[key] = done.get(key, 0) + line.patients
    parts = [f"{number} x {label}" for (_, label), number in done.items() if number >= RARE]
    rest: dict[Kind, int] = {}
    for (kind, _), number in done.items():
        if number < RARE:
            rest[kind] = rest.get(kind, 0) + number
    parts += [counted(number, _BUCKETS[kind]) for kind, number in rest.items()]
    return f"{summed(totals)}. {', '.join(parts)}."


def _labelled(line: DayLine) -> str:
    codes = " + ".join(line.codes)
    return line.name if not codes or line.name == codes else f"{line.name} ({codes})"


def typed(entries: Sequence[Entry], catalog: Catalog) -> str:
    """Write what was understood as a list that reads back the same, to be edited; the words typed are not kept."""
    return ", ".join(_entry(entry, catalog) for entry in entries)


def _entry(entry: Entry, catalog: Catalog) -> str:
    parts = [part for item in entry.items for part in _item(item, catalog)]
    if not entry.together:
        return ", ".join(parts)
    alone = len(parts) == 1 or any(item.quantity > 1 for item in entry.items)
    return ", ".join(f"{part} same patient" for part in parts) if alone else " + ".join(parts)


def _item(item: Item, catalog: Catalog) -> Iterator[str]:
    named = " ".join(ref.written for ref in item.codes) or catalog.concepts[item.concept].name
    length = "" if item.minutes is None else f"{item.minutes} min "
    times = f"{item.quantity}x" if length and item.quantity > 1 else f"{item.quantity} "
    sides = "bilateral " if item.both_sides else ""
    yield f"{times if not item.both_sides else ''}{length}{sides}{named}"
