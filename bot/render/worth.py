"""The verdict of a question about one service, or several together: what it is worth, at once or by the hour."""

from bot.domain.answer import Pathway, PathwayState, Side
from bot.domain.question import RatePerHour
from bot.render import naming
from bot.render.numbers import shown
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import counted, is_plural, listed, sentence, verb


def worth(sheet: Sheet, side: Side) -> list[str]:
    """Say what one side is worth to the clinician's count and to the practice."""
    ways = sheet.resting(side)
    if not ways:
        return nothing(sheet, side)
    work, total = sheet.written(side, "work_rvu"), sheet.written(side, "total_rvu")
    money = sheet.written(side, "allowed_usd")
    depends = "" if len(ways) == 1 else "depending on how it is billed, "
    text = (
        f"{depends}{naming.coded(sheet, side, side.one)} {verb(side.one, 'is', 'are')} worth {work} work RVU to the "
        f"clinician's count and {money} from {sheet.payer} to the practice before costs ({total} total RVU)"
    )
    return [sentence(text), *filter(None, [_a_minute(sheet, side), _pay(sheet, side), naming.unpaid(sheet)])]


def by_time(sheet: Sheet, side: Side) -> list[str]:
    """Say what an hour or a minute of one side brings."""
    if not sheet.resting(side):
        return nothing(sheet, side)
    question = sheet.answer.question
    per = question.per if isinstance(question, RatePerHour) else "hour"
    money, work = (sheet.written(side, f"{kind}_per_{per}") for kind in ("usd", "work_rvu"))
    on = naming.whose_minutes(sheet, (side,))
    if money is None or work is None or on is None:
        return [
            *worth(sheet, side),
            f"Neither you nor CMS gives minutes for {side.one}: no figure {_an(per)} is possible.",
        ]
    many = side.many if per == "hour" and side.many else side.one
    brings = "bring" if many == side.many or is_plural(side.one) else "brings"
    alone = ", back to back with nothing in between," if per == "hour" else ""
    text = (
        f"{naming.coded(sheet, side, many)}{alone} {brings} the practice {money} {_an(per)} from {sheet.payer} before "
        f"costs, and the clinician {work} work RVU {_an(per)}, on {on}{' each' if per == 'hour' else ''}"
    )
    return [sentence(text), *filter(None, [_pay(sheet, side), naming.unpaid(sheet)])]


def nothing(sheet: Sheet, side: Side) -> list[str]:
    """Say why Medicare pays nothing for a side, and what its numbers would be."""
    unpaid = sheet.ways(side, PathwayState.UNPAID)
    if unpaid:
        return [_unpaid(sheet, side, unpaid)]
    missed = sheet.ways(side, PathwayState.NEAR_MISS)
    if missed:
        first = missed[0]
        minutes = f" of {counted(first.minutes, 'minute')}" if first.minutes is not None else ""
        reach = f": {way_codes(first)} starts at {first.threshold} minutes" if first.threshold is not None else ""
        return [f"Medicare pays nothing for {side.one}{minutes}{reach}."]
    others = sheet.ways(side, PathwayState.OTHER_CLINICIAN)
    if others:
        return [sentence(f"not billable to Medicare by this clinician: {side.one} ({naming.codes(others)})")]
    depends = sheet.ways(side, PathwayState.ALTERNATIVE)
    if depends:
        return [sentence(f"{side.one} can be billed to Medicare only under conditions ({naming.codes(depends)})")]
    return [f"Medicare has no way to pay for {side.one}."]


def _unpaid(sheet: Sheet, side: Side, ways: list[Pathway]) -> str:
    if not any(sheet.figure(way, "allowed_usd") for way in ways):
        return f"Medicare's fee schedule has no price for {naming.coded(sheet, side, side.one)}."
    text = f"Medicare pays nothing for {naming.coded(sheet, side, side.one)}"
    parts = [told for way in ways if (told := _would_be_of(sheet, way, several=len(ways) > 1))]
    if not parts:
        return f"{text}."
    return f"{text}; at its factor it would be {listed(parts, 'or')}, which another payer or your contract may count."


def _would_be_of(sheet: Sheet, way: Pathway, *, several: bool) -> str:
    money = sheet.figure(way, "would_be_usd")
    work, total = sheet.figure(way, "work_rvu"), sheet.figure(way, "total_rvu")
    if money is None or work is None or total is None or not total.value:
        return ""
    code = f"{way_codes(way)}: " if several else ""
    return f"{shown(money)} ({code}{shown(work)} work RVU, {shown(total)} total)"


def _a_minute(sheet: Sheet, side: Side) -> str:
    money, work = sheet.written(side, "usd_per_minute"), sheet.written(side, "work_rvu_per_minute")
    on = naming.whose_minutes(sheet, (side,))
    if money is None or work is None or on is None:
        return ""
    return f"Per minute, on {on}, that is {money} and {work} work RVU."


def _pay(sheet: Sheet, side: Side) -> str:
    """Say what the employer's rate makes of the work RVU."""
    credit = sheet.written(side, "credit_usd")
    return "" if credit is None else f"At your rate per work RVU the credit is {credit}; your contract decides."


def _an(per: str) -> str:
    return "an hour" if per == "hour" else "a minute"
