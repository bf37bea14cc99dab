"""The verdict on another way to pay: what it brings, in the units of the fee schedule, and what it is not."""

from typing import assert_never

from bot.domain.answer import Figure
from bot.domain.question import WhatIf
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, SameMinutes, Terms, ValueBased
from bot.render import months, savings
from bot.render.numbers import percent, usd
from bot.render.own import Own, amount
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import counted, listed, sentence, verb


def model(sheet: Sheet, own: Own, question: WhatIf, terms: Terms) -> list[str]:
    """Write the sentences of one way to pay, each figure with the numbers it comes from."""
    match terms:
        case DirectCare():
            return [*_direct(own, terms), *_pay(own, question), *_timed(sheet, own, terms)]
        case ValueBased():
            return [*savings.value(sheet, own, terms), *_pay(own, question)]
        case CollaborativeCare():
            return [*months.month(sheet, own, months.caseload(terms)), *months.net(sheet, own), *_pay(own, question)]
        case AdvancedCare():
            return [*months.month(sheet, own, months.enrolled(terms)), *months.net(sheet, own), *_pay(own, question)]
        case Blend():
            return [*_blend(sheet, own, terms), *_pay(own, question)]
        case SameMinutes():
            return [*_same(sheet, own), *_pay(own, question)]
    assert_never(terms)


def _direct(own: Own, terms: DirectCare) -> list[str]:
    year, month = own.one("gross_usd", "USD a year"), own.one("gross_usd", "USD a month")
    if year is None or month is None or terms.fee is None or terms.members is None:
        one = own.one("member_usd")
        return [] if one is None else [f"A member brings the practice {usd(one.value)} a year gross, before overhead."]
    gross = f"{usd(year.value)} a year ({usd(month.value)} a month)"
    who = counted(terms.members, "member")
    brings = verb(who, "brings", "bring")
    told = [f"{who} at {usd(terms.fee)} a month {brings} the practice {gross}, gross, before overhead."]
    left = own.one("after_overhead_usd")
    if left is not None and terms.overhead is not None:
        told.append(f"After {percent(terms.overhead)} overhead, {usd(left.value)} a year is left.")
    return told


def _pay(own: Own, question: WhatIf) -> list[str]:
    """Set the asker's pay beside it, and say that the two are not the same kind of money."""
    pay = own.one("pay_usd")
    if pay is None or question.base is None:
        return []
    return [
        f"Your pay now, {amount(question.base)} work RVU at your rate, is {usd(pay.value)} a year.",
        "The two are not like for like: that is your pay, this is the practice's revenue before its costs.",
    ]


def _timed(sheet: Sheet, own: Own, terms: DirectCare) -> list[str]:
    hourly, each = own.one("model_usd_per_hour"), own.one("model_usd_per_minute")
    if hourly is None or each is None or terms.hours is None:
        return []
    spread = f"{usd(hourly.value)} an hour and {usd(each.value)} a minute"
    return [f"Over {amount(terms.hours)} clinic hours that is {spread}, gross.", *savings.beside(sheet, own)]


def _blend(sheet: Sheet, own: Own, terms: Blend) -> list[str]:
    """Say what a minute brings under both parts, and where fee-for-service alone would stand."""
    share = terms.service_share
    minutes = own.all("model_usd_per_minute")
    ours = own.one("panel_usd_per_minute")
    if ours is None or share is None:
        return []
    told = []
    for figure in minutes:
        way = sheet.named(figure.pathway)
        brings = next((one for one in own.all("model_usd") if one.pathway == figure.pathway), None)
        if way is not None:
            whole = "" if brings is None else f" ({usd(brings.value)} for the {counted(way.minutes or 0, 'minute')})"
            told.append(f"{usd(figure.value)} a minute as {way_codes(way)}{whole}")
    parts = f"{percent(share)} of {sheet.payer}'s fees for services and {percent(1 - share)} of the panel's fee"
    lead = [sentence(f"with {parts}, the practice gets {listed(told)}")] if told else []
    return [*lead, f"The panel's part of it is {usd(ours.value)} a minute, whatever the minute is spent on."]


def _same(sheet: Sheet, own: Own) -> list[str]:
    """Rank the ways by what a clinician minute brings, where fee-for-service is among them by each way to bill."""
    minutes = sorted(own.all("model_usd_per_minute"), key=lambda one: (-one.value, one.label))
    if not minutes:
        return []
    told = listed(f"{usd(one.value)} ({_called(sheet, one)})" for one in minutes)
    lead = [f"A clinician minute brings the practice, before costs that you did not tell: {told}."]
    served = [one for one in minutes if one.pathway is not None and one.label.startswith("fee-for-service")]
    others = [one for one in minutes if one.pathway is None]
    if served and others:
        lead.append(_standing(sheet, served, others))
    return lead


def _called(sheet: Sheet, minute: Figure) -> str:
    name = minute.label.removesuffix(", a minute")
    return f"{sheet.payer}'s {name}" if name.startswith("fee-for-service") else name


def _standing(sheet: Sheet, served: list[Figure], others: list[Figure]) -> str:
    """Say how each other way stands to fee-for-service, billed one way or another."""
    found: dict[str, list[str]] = {}
    for one in others:
        below, above = any(way.value > one.value for way in served), any(way.value < one.value for way in served)
        where = "behind" if below else "ahead" if above else "even"
        where = "ahead or behind depending on how the minutes are billed" if below and above else where
        found.setdefault(where, []).append(_called(sheet, one))
    parts = (f"{listed(names)} {'is' if len(names) == 1 else 'are'} {where}" for where, names in found.items())
    return sentence(f"against {sheet.payer}'s fees for services, {'; '.join(parts)}")
