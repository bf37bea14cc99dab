"""The verdict of a comparison, composed from its figures for any pair of services.

Names the four choices that flip it: how it is billed, per visit and per minute, clinician credit and practice
revenue, whose minutes.
"""

from bot.domain.answer import Side
from bot.domain.concept import Kind
from bot.domain.question import Metric
from bot.render import naming
from bot.render.gauge import CREDIT, MONEY, TOTAL, Gauge, Scale, Standing, per_hour, per_minute
from bot.render.sheet import Sheet
from bot.render.wording import is_plural, listed, sentence, verb

_CLEAR = {Standing.AHEAD, Standing.BEHIND}


def compared(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of two sides that Medicare pays."""
    first, second = sheet.sides
    sentences = [
        _at_once(sheet, first, second, _scales(sheet), _opener(sheet.sides)),
        _a_minute(sheet, first, second),
        _whose(sheet, first, second),
        naming.unpaid(sheet),
    ]
    return [text for text in sentences if text]


def compared_by_hour(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of two sides by the hour."""
    first, second = sheet.sides
    scales = [per_hour(scale) for scale in _scales(sheet) if scale is not TOTAL]
    on = naming.whose_minutes(sheet, sheet.sides)
    opener = f"Per hour, back to back on {on}," if on else "Per hour, back to back,"
    return [text for text in (_at_once(sheet, first, second, scales, opener), naming.unpaid(sheet)) if text]


def ranked(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of three or more sides: all amounts, in the order said."""
    sentences = []
    on = naming.whose_minutes(sheet, sheet.sides)
    scales = ((MONEY, _opener(sheet.sides)), (CREDIT, ""), (per_minute(MONEY), f"Per minute, on {on},"))
    for scale, opener in scales:
        have = [(side, sheet.written(side, scale.key)) for side in sheet.sides]
        parts = [f"{text} for {side.one}" for side, text in have if text is not None]
        if len(parts) == len(sheet.sides):
            unit = " work RVU" if scale is CREDIT else ""
            tail = ", before costs" if scale is MONEY else ""
            sentences.append(sentence(f"{opener} {scale.stem}{unit and ', in work RVU,'} {listed(parts)}{tail}"))
    return [*sentences, *filter(None, [naming.unpaid(sheet)])]


def _scales(sheet: Sheet) -> list[Scale]:
    """Return what is compared, the asked measure first."""
    metric = sheet.answer.question.stated.metric if hasattr(sheet.answer.question, "stated") else None
    if metric is Metric.WORK_RVU:
        return [CREDIT, MONEY]
    if metric is Metric.TOTAL_RVU:
        return [TOTAL, CREDIT, MONEY]
    return [MONEY, CREDIT]


def _opener(sides: tuple[Side, ...]) -> str:
    if any(is_plural(side.one) for side in sides):
        return "In all,"
    return "Each time," if any(side.kind is Kind.MONTH for side in sides) else "Per visit,"


def _at_once(sheet: Sheet, first: Side, second: Side, scales: list[Scale], opener: str) -> str:
    gauges = [gauge for gauge in (Gauge.of(sheet, first, second, scale) for scale in scales) if gauge is not None]
    if not gauges:
        return ""
    lead = _from_leader(gauges[0])
    clauses = [_clause(lead, named=True), *(_following(sheet, lead, gauge) for gauge in gauges[1:])]
    return sentence(f"{opener} {_finding(sheet, gauges)}{''.join(clauses)}")


def _finding(sheet: Sheet, gauges: list[Gauge]) -> str:
    """Say in a few words which way it goes, "" where the numbers say it alone."""
    found = [gauge.overall for gauge in gauges]
    if Standing.FLIPS in found:
        many = [side for side in (gauges[0].first, gauges[0].second) if len(sheet.resting(side)) > 1]
        what = "each" if len(many) > 1 else naming.short(sheet, many[0])
        return f"it depends on how {what} {'are' if is_plural(many[0].one) and what != 'each' else 'is'} billed: "
    if set(found) == _CLEAR:
        return "it depends on what you count: "
    if len(set(found)) == 1 and found[0] in _CLEAR:
        leader = gauges[0].first if found[0] is Standing.AHEAD else gauges[0].second
        return f"{leader.one} {verb(leader.one, 'is', 'are')} worth more: "
    return ""


def _from_leader(gauge: Gauge) -> Gauge:
    """Turn the gauge so that the side ahead, or the one with more ways to bill, is named first."""
    if gauge.overall is Standing.BEHIND:
        return gauge.swapped
    if gauge.overall is Standing.FLIPS and gauge.varying is not None:
        return gauge.varying
    return gauge


def _clause(gauge: Gauge, *, named: bool, stem: str | None = None) -> str:
    """Say how the first side stands to the second on one scale."""
    scale, overall = gauge.scale, gauge.overall
    much, than = f"as {scale.size}", "as"
    if overall is Standing.SAME:
        much = "the same"
    elif overall is Standing.EVEN:
        much = f"about {much}"
    elif gauge.times is not None:
        much = f"{gauge.times} times {much}"
    elif overall in _CLEAR:
        much, than = (scale.more if overall is Standing.AHEAD else "less"), "than"
    else:
        much = f"more or less {much}"
    who = f" for {gauge.first.one} {than} for {gauge.second.one}" if named else ""
    return f"{stem or scale.stem} {much}{who} ({gauge.amounts})"


def _following(sheet: Sheet, lead: Gauge, gauge: Gauge) -> str:
    """Add a second scale to the first clause without naming both sides again."""
    if gauge.first.number != lead.first.number:
        gauge = gauge.swapped
    if gauge.overall is Standing.BEHIND:
        turned = gauge.swapped
        clause = _clause(turned, named=False).replace(" (", f" for {naming.short(sheet, turned.first)} (", 1)
        return f", {'but' if lead.overall is Standing.AHEAD else 'while'} {clause}"
    same_way = gauge.overall is lead.overall
    return f", {'and' if same_way else 'while'} {_clause(gauge, named=False)}"


def _a_minute(sheet: Sheet, first: Side, second: Side) -> str:
    on = naming.whose_minutes(sheet, (first, second))
    gauges = [Gauge.of(sheet, first, second, per_minute(scale)) for scale in (MONEY, CREDIT)]
    have = [gauge for gauge in gauges if gauge is not None]
    if not have or on is None:
        return _no_minutes(sheet, first, second)
    return sentence(f"Per minute, on {on}, {_joined(sheet, have)}")


def _no_minutes(sheet: Sheet, first: Side, second: Side) -> str:
    without = [side.one for side in (first, second) if naming.minutes_of(sheet, side) is None]
    if not without:
        return ""
    return f"Per minute nothing can be said: neither you nor CMS gives minutes for {listed(without)}."


def _joined(sheet: Sheet, gauges: list[Gauge]) -> str:
    """Say revenue, then credit, a minute."""
    parts: list[str] = []
    leader: int | None = None
    for gauge in map(_from_leader, gauges):
        clear = not gauge.mixed and gauge.overall in _CLEAR
        again = clear and bool(parts) and leader == gauge.first.number
        phrase = _minute_phrase(sheet, gauge, again=again)
        if parts:
            phrase = f" and {phrase}" if again else f", while {phrase}"
        parts.append(phrase)
        leader = gauge.first.number if clear else None
    return "".join(parts)


def _minute_phrase(sheet: Sheet, gauge: Gauge, *, again: bool) -> str:
    """Say how the sides stand a minute; `again`: the same side was just said to be ahead on another scale."""
    name = gauge.scale.plain_name
    if gauge.mixed and gauge.varying is not None:
        return f"{name} is {gauge.varying.by_way(naming.short(sheet, gauge.varying.first))}"
    if gauge.overall is Standing.FLIPS:
        return f"{name} depends on how each is billed ({gauge.amounts})"
    if gauge.overall is Standing.SAME:
        return f"{name} is the same ({gauge.amounts})"
    if gauge.overall is Standing.EVEN:
        return f"{name} is about even ({gauge.amounts})"
    who = naming.short(sheet, gauge.first)
    lead = "" if again else f"{who} {naming.bringing(who)} "
    if gauge.times is None:
        return f"{lead}more {name} ({gauge.amounts})"
    return f"{lead}{gauge.times} times the {name}"


def _whose(sheet: Sheet, first: Side, second: Side) -> str:
    """Say whether CMS's own minutes, of the day or with the later visits, turn the result round."""
    both_cms = first.minutes_are_cms and second.minutes_are_cms
    day = None if both_cms else _turned(sheet, first, second, "_cms_same_day")
    whole = _turned(sheet, first, second, "_cms_whole")
    if day == whole or (both_cms and not whole):
        return "" if day is None and not both_cms else "CMS's own minutes give the same order." if day == "" else ""
    later = f"counting later visits too, {whole}" if whole else "counting later visits too, the order holds"
    if both_cms:
        return sentence(later)
    if not day:
        return sentence(f"CMS's own minutes agree for the day, but {later}")
    return sentence(f"on CMS's own minutes, {day}{'; ' + later if whole is not None else ''}")


def _turned(sheet: Sheet, first: Side, second: Side, basis: str) -> str | None:
    """Say what another basis turns round: "" where nothing, None where it cannot be told."""
    minutes = [naming.minutes_of(sheet, side, basis) for side in (first, second)]
    found = []
    for scale in (MONEY, CREDIT):
        stated = Gauge.of(sheet, first, second, per_minute(scale))
        other = Gauge.of(sheet, first, second, per_minute(scale, basis))
        if stated is None or other is None:
            return None
        if other.reverses(stated):
            found.append(other)
    if not found:
        return ""
    return f"{_joined(sheet, found)} ({' against '.join(text or '?' for text in minutes)} minutes)"
