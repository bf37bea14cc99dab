"""The verdict of a comparison, composed from its figures for any pair of services.

Names the four choices that flip it: how it is billed, per visit and per minute, clinician credit and practice
revenue, whose minutes.
"""

from typing import Final

from bot.domain.answer import Side
from bot.domain.concept import Kind
from bot.domain.question import Metric
from bot.render import naming
from bot.render.gauge import CREDIT, MONEY, TOTAL, Gauge, Scale, Standing, per_hour, per_minute
from bot.render.sheet import Sheet
from bot.render.wording import is_plural, listed, sentence, verb, with_note

_CLEAR: Final = {Standing.AHEAD, Standing.BEHIND}
_LEVEL: Final = {Standing.EVEN, Standing.SAME}
_PAIR: Final = 2
_SAME_ORDER: Final = "CMS's own minutes give the same order."


def compared(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of two sides that Medicare pays."""
    first, second = sheet.sides
    found = at_once(sheet, _scales(sheet), _opener(sheet.sides))
    return [text for text in (found, *per_minute_told(sheet, first, second), naming.unpaid(sheet)) if text]


def headline(sheet: Sheet) -> str:
    """Write the finding on revenue in one short sentence, for the title of a chart."""
    first, second = sheet.sides[:_PAIR]
    hourly = sheet.answer.intent == "rate_per_hour"
    at = Gauge.of(sheet, first, second, per_hour(MONEY) if hourly else MONEY)
    if at is None:
        return ""
    opener = "Per hour," if hourly else _opener(sheet.sides)
    found = f"{opener} {_clause(sheet, _from_leader(at), named=True, amounts=False)}"
    minute = None if hourly else Gauge.of(sheet, first, second, per_minute(MONEY))
    if minute is None:
        return sentence(found)
    turned = _from_leader(minute)
    if turned.overall is Standing.FLIPS or turned.times is None:
        return sentence(found)
    if turned.overall not in _CLEAR:
        return sentence(f"{found}; per minute it is about even")
    return sentence(f"{found}; per minute, {turned.times} times as much for {naming.short(sheet, turned.first)}")


def compared_by_hour(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of two sides by the hour."""
    scales = [per_hour(scale) for scale in _scales(sheet) if scale is not TOTAL]
    on = naming.whose_minutes(sheet, sheet.sides)
    opener = f"Per hour, back to back on {on}," if on else "Per hour, back to back,"
    return [text for text in (at_once(sheet, scales, opener), naming.unpaid(sheet)) if text]


def credited(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of two sides by credit alone, for one that Medicare does not pay."""
    first, second = sheet.sides
    found = at_once(sheet, [CREDIT], "If a contract counts it all the same,")
    on = naming.whose_minutes(sheet, sheet.sides)
    gauge = Gauge.of(sheet, first, second, per_minute(CREDIT))
    minute = "" if gauge is None or on is None else sentence(f"Per minute, on {on}, {_joined(sheet, [gauge])}")
    return [text for text in (found, minute) if text]


def ranked(sheet: Sheet) -> list[str]:
    """Write the sentences of a comparison of three or more sides: all amounts, in the order said."""
    on = naming.whose_minutes(sheet, sheet.sides)
    minute = f"per minute, on {on}, that is" if on else "per minute, that is"
    scales = [
        (MONEY.key, f"{_opener(sheet.sides)} {sheet.payer} pays the practice, before costs,", ""),
        (CREDIT.key, "the clinician's credit is", " work RVU"),
        (per_minute(MONEY).key, minute, ""),
        (per_minute(CREDIT).key, "the credit per minute is", " work RVU"),
    ]
    sentences = []
    for key, opener, unit in scales:
        parts = [
            f"{text}{unit} for {side.one}" for side in sheet.sides if (text := sheet.written(side, key)) is not None
        ]
        if len(parts) == len(sheet.sides):
            sentences.append(sentence(f"{opener} {listed(parts)}"))
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


def at_once(sheet: Sheet, scales: list[Scale], opener: str) -> str:
    """Say how the two sides stand on each scale, the first scale leading; "" where figures are missing."""
    first, second = sheet.sides[:_PAIR]
    gauges = [gauge for gauge in (Gauge.of(sheet, first, second, scale) for scale in scales) if gauge is not None]
    if not gauges:
        return ""
    lead = _from_leader(gauges[0])
    finding = _finding(sheet, gauges)
    named = " than " not in finding and " as " not in finding
    clauses = [_clause(sheet, lead, named=named), *(_following(sheet, lead, gauge) for gauge in gauges[1:])]
    return sentence(f"{opener} {finding}{''.join(clauses)}")


def _finding(sheet: Sheet, gauges: list[Gauge]) -> str:
    """Say in a few words which way it goes, "" where the numbers say it alone."""
    found = [gauge.overall for gauge in gauges]
    first, second = gauges[0].first, gauges[0].second
    if Standing.FLIPS in found:
        many = [side for side in (first, second) if len(sheet.resting(side)) > 1]
        what = "each" if len(many) > 1 else naming.short(sheet, many[0])
        plural = what != "each" and is_plural(many[0].one)
        return f"it depends on how {what} {'are' if plural else 'is'} billed: "
    if set(found) >= _CLEAR:
        return "it depends on what you count: "
    if len(set(found)) == 1 and found[0] in _CLEAR and len(found) > 1:
        ahead, other = (first, second) if found[0] is Standing.AHEAD else (second, first)
        tied = any(Standing.SAME in gauge.standings for gauge in gauges)
        more = "worth at least as much as" if tied else "worth more than"
        return f"{ahead.one} {verb(ahead.one, 'is', 'are')} {more} {other.one}: "
    return ""


def _from_leader(gauge: Gauge) -> Gauge:
    """Turn the gauge so that the side ahead, or the one with more ways to bill, is named first."""
    if gauge.overall is Standing.BEHIND:
        return gauge.swapped
    if gauge.overall is Standing.FLIPS and gauge.varying is not None:
        return gauge.varying
    return gauge


def _clause(sheet: Sheet, gauge: Gauge, *, named: bool, short: bool = False, amounts: bool = True) -> str:
    """Say how the first side stands to the second on one scale, naming both, the first in short, or neither."""
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
    if short:
        who = f" for {naming.short(sheet, gauge.first)}"
    told = f"{scale.stem.format(payer=sheet.payer)} {much}{who}"
    return f"{told} ({gauge.amounts})" if amounts else told


def _following(sheet: Sheet, lead: Gauge, gauge: Gauge) -> str:
    """Add a second scale to the first clause without naming both sides again."""
    if gauge.first.number != lead.first.number:
        gauge = gauge.swapped
    if gauge.overall is Standing.BEHIND:
        word = "but" if lead.overall is Standing.AHEAD else "while"
        return f", {word} {_clause(sheet, gauge.swapped, named=False, short=True)}"
    same_way = gauge.overall is lead.overall
    return f", {'and' if same_way else 'while'} {_clause(sheet, gauge, named=False)}"


def per_minute_told(sheet: Sheet, first: Side, second: Side) -> list[str]:
    """Say how the sides stand a minute on the asker's minutes or CMS's, and what CMS's own minutes change."""
    on = naming.whose_minutes(sheet, (first, second))
    gauges = [Gauge.of(sheet, first, second, per_minute(scale)) for scale in (MONEY, CREDIT)]
    have = [gauge for gauge in gauges if gauge is not None]
    if not have or on is None:
        without = [side.one for side in (first, second) if naming.minutes_of(sheet, side) is None]
        told = f"Nothing can be said per minute: neither you nor CMS gives minutes for {listed(without, 'or')}."
        return [told] if without else []
    return [sentence(f"Per minute, on {on}, {_joined(sheet, have)}"), _whose(sheet, first, second)]


def _joined(sheet: Sheet, gauges: list[Gauge]) -> str:
    """Say revenue, then credit, a minute."""
    open_ = [gauge for gauge in gauges if gauge.overall is Standing.FLIPS and gauge.varying is None]
    if len(open_) == _PAIR:
        names, amounts = (
            listed(texts) for texts in zip(*((g.scale.plain_name, g.amounts) for g in open_), strict=True)
        )
        return f"{names} depend on how each is billed ({amounts})"
    level = {gauge.overall for gauge in gauges if not gauge.mixed}
    if len(gauges) == _PAIR and len(level) == 1 and level <= _LEVEL and not any(gauge.mixed for gauge in gauges):
        names, amounts = (
            listed(texts) for texts in zip(*((g.scale.plain_name, g.amounts) for g in gauges), strict=True)
        )
        how = "the same" if level == {Standing.SAME} else "about even"
        return f"{names} are {how} ({amounts})"
    parts: list[str] = []
    leader: int | None = None
    before: Standing | None = None
    for gauge in map(_from_leader, gauges):
        clear = not gauge.mixed and gauge.overall in _CLEAR
        again = clear and bool(parts) and leader == gauge.first.number
        flat = not gauge.mixed and gauge.overall in _LEVEL
        phrase = _minute_phrase(sheet, gauge, again=again)
        if parts:
            phrase = f" and {phrase}" if again or (flat and before in _LEVEL) else f", while {phrase}"
        parts.append(phrase)
        leader = gauge.first.number if clear else None
        before = gauge.overall if flat else None
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
    lead = "" if again else f"{who} {naming.bringing(gauge.first)} "
    if gauge.times is None:
        return f"{lead}more {name} ({gauge.amounts})"
    return f"{lead}{gauge.times} times the {name}"


def _whose(sheet: Sheet, first: Side, second: Side) -> str:
    """Say whether CMS's own minutes, of the day or with the later visits, turn the result round."""
    both_cms = first.minutes_are_cms and second.minutes_are_cms
    day = None if both_cms else _turned(sheet, first, second, "_cms_same_day")
    whole = _turned(sheet, first, second, "_cms_whole")
    later = f"counting later visits too, {whole}" if whole else ""
    if both_cms:
        return sentence(later) if later else ""
    if day is None:
        return ""
    if not day:
        return sentence(f"CMS's own minutes agree for the day, but {later}") if later else _SAME_ORDER
    if whole == "":
        later = "counting later visits too, it is as on yours"
    return sentence(f"on CMS's own minutes, {day}{'; ' + later if later and whole != day else ''}")


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
    return with_note(_joined(sheet, found), f"{' against '.join(text or '?' for text in minutes)} minutes")
