"""What a day's log comes to: work RVU, Medicare's dollars, minutes, and how much of it is talk.

- each thing done is billed the first way that the verdict on it rests on; where nothing was said that decides among
  several codes, nothing is guessed (`undecided`)
- minutes are the asker's, else CMS's of the day; what has neither is in no minutes
- work RVU are those of the schedule, before any reduction of the day, as in every other answer
- share of talk = minutes of talks and visits / minutes of talks, visits and procedures

Several of a thing are of as many patients, so no multiple-procedure reduction applies, unless said to be of one.
Modelling gap: what was done on one patient but logged apart is not reduced, and the day's documentation is unknown.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis, settle
from bot.calc.sides import Weighed, weigh
from bot.calc.tally import Tally
from bot.calc.trace import Trace
from bot.domain.answer import PathwayState
from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.context import Context
from bot.domain.daylog import DayLine, DayTotals, Entry
from bot.domain.money import round_half_up
from bot.errors import BadQuestionError

SPOKEN: Final = frozenset({Kind.TALK, Kind.VISIT})
_NOTHING: Final = Decimal(0)


def lines(entries: tuple[Entry, ...], context: Context, catalog: Catalog) -> tuple[DayLine, ...]:
    """Return what each thing done comes to, in the order said.

    Raises what the engine raises, and `BadQuestionError` where several codes could be meant and none was chosen.
    """
    return tuple(line for entry in entries for line in _of_entry(entry, context, catalog))


def totals(found: tuple[DayLine, ...]) -> DayTotals:
    """Add up the lines of a day."""
    spoken = [line for line in found if line.kind in SPOKEN]
    done = [line for line in found if line.kind is Kind.PROCEDURE]
    return DayTotals(
        work_rvu=_sum(line.work_rvu for line in found),
        usd=_sum(line.usd for line in found),
        minutes=_sum(line.minutes for line in found),
        talk_minutes=_sum(line.minutes for line in spoken),
        procedure_minutes=_sum(line.minutes for line in done),
        talk_work_rvu=_sum(line.work_rvu for line in spoken),
        procedure_work_rvu=_sum(line.work_rvu for line in done),
        unpriced=any(line.usd is None for line in found),
        untimed=any(line.minutes is None for line in found),
    )


def together(days: tuple[DayTotals, ...]) -> DayTotals:
    """Add up several logs of one day."""
    numbers = ("work_rvu", "usd", "minutes", "talk_minutes", "procedure_minutes", "talk_work_rvu", "procedure_work_rvu")
    sums = {name: _sum(getattr(day, name) for day in days) for name in numbers}
    return DayTotals(**sums, unpriced=any(day.unpriced for day in days), untimed=any(day.untimed for day in days))


def pace(done: Decimal, target: Decimal) -> Decimal:
    """Return the work RVU of a day as a percentage of what a day worked has to bring."""
    return round_half_up(done / target * 100, 0)


def _of_entry(entry: Entry, context: Context, catalog: Catalog) -> tuple[DayLine, ...]:
    basis = replace(settle(entry.stated, context, catalog), apart=not entry.together)
    items = tuple(item.model_copy(update={"side": None}) for item in entry.items)
    groups = (items,) if entry.together else tuple((item,) for item in items)
    made = []
    for group in groups:
        (weighed,) = weigh(Trace(), group, basis)
        if len(group) > 1 and weighed.verdict:
            made += _apart(weighed, basis)
        else:
            made.append(_line(weighed, 1 if entry.together else group[0].quantity))
    return tuple(made)


def _apart(weighed: Weighed, basis: Basis) -> list[DayLine]:
    """Return the lines of one patient's visit, so that its talk and its procedures count as what they are.

    They are priced together; minutes stated for a thing of several codes stand at its first.
    """
    way = _chosen(weighed)
    catalog, left = basis.schedule.catalog, dict(enumerate(weighed.items))
    made = []
    for line in way.lines if way is not None else ():
        code = line.ref.code
        at = next((at for at in left if code in weighed.answered[at].codes), None)
        item = left.pop(at) if at is not None else None
        known = basis.schedule.minutes(code)
        cms = None if known is None else Decimal(known.same_day) * line.units
        asked = None if item is None or item.minutes is None else Decimal(item.minutes * item.quantity)
        service = catalog.services.get(code)
        made.append(
            DayLine(
                name=line.ref.written,
                kind=catalog.concepts[service.concept].kind if service is not None else weighed.side.kind,
                codes=(line.ref.written,),
                units=(line.units,),
                patients=1,
                work_rvu=line.work.value,
                usd=(line.usd.value if line.paid else _NOTHING) if line.row.amount_known else None,
                minutes=cms if asked is None else asked,
                minutes_are_cms=asked is None and cms is not None,
                note=_note(paid=line.paid, known=line.row.amount_known),
            )
        )
    return made


def _otherwise(weighed: Weighed) -> str | None:
    """Tell what else it could be billed as, where the verdict rests on several ways and the first one counts."""
    others = [f"{_billed(way)} ({way.numbers['work_rvu'].value} work RVU)" for way in weighed.verdict[1:]]
    return f"could also be {' or '.join(others)}" if others else None


def _billed(way: Tally) -> str:
    pairs = zip(way.pathway.codes, way.pathway.units, strict=True)
    return " + ".join(code if units == 1 else f"{code} x {units}" for code, units in pairs)


def _note(*, paid: bool, known: bool) -> str | None:
    if not known:
        return "the fee schedule holds no amount for it"
    return None if paid else "Medicare pays nothing for it"


def _line(weighed: Weighed, patients: int) -> DayLine:
    way = _chosen(weighed)
    if way is None:
        return DayLine(
            name=weighed.side.name,
            kind=weighed.side.kind,
            codes=(),
            units=(),
            patients=patients,
            work_rvu=_NOTHING,
            usd=_NOTHING,
            minutes=_asked(weighed),
            note="no code can be billed at these minutes",
        )
    asked = way.pathway.minutes
    minutes = Decimal(asked) if asked is not None else way.pathway.cms_same_day_minutes
    usd = way.numbers.get("allowed_usd")
    return DayLine(
        name=weighed.side.name,
        kind=weighed.side.kind,
        codes=way.pathway.codes,
        units=way.pathway.units,
        patients=patients,
        work_rvu=way.numbers["work_rvu"].value,
        usd=None if usd is None else usd.value,
        minutes=minutes,
        minutes_are_cms=asked is None and minutes is not None,
        note=_note(paid=way.pathway.paid_by_medicare, known=usd is not None) or _otherwise(weighed),
    )


def _chosen(weighed: Weighed) -> Tally | None:
    """Return the way that a thing done is counted by.

    Raises `BadQuestionError` when neither minutes nor a code decide among several.
    """
    ways = weighed.verdict
    if len(ways) > 1 and any(item.minutes is None and not item.codes for item in weighed.items):
        codes = list(dict.fromkeys(way.pathway.codes[0] for way in ways))
        message = f"{weighed.side.name} could be any of {', '.join(codes)}."
        raise BadQuestionError(message, f"Say which, such as 6 {codes[len(codes) // 2]}, or how long each took.")
    unpaid = (way for way in weighed.others if way.pathway.state is PathwayState.UNPAID)
    return next(iter(ways), None) or next(unpaid, None)


def _asked(weighed: Weighed) -> Decimal | None:
    minutes = [item.minutes * item.quantity for item in weighed.items if item.minutes is not None]
    return Decimal(sum(minutes)) if minutes else None


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    """Add up what is known."""
    return sum((value for value in values if value is not None), _NOTHING)
