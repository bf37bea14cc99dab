"""The verdict on another way to pay: what it brings, in the units of the fee schedule, and what it is not."""

from typing import assert_never

from bot.domain.answer import Figure, Pathway
from bot.domain.question import AdvancedCare, CollaborativeCare, DirectCare, Terms, ValueBased, WhatIf
from bot.render import worth
from bot.render.numbers import percent, usd
from bot.render.own import Own, amount
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import listed, sentence


def model(sheet: Sheet, own: Own, question: WhatIf, terms: Terms) -> list[str]:
    """Write the sentences of one way to pay, each figure with the numbers it comes from."""
    match terms:
        case DirectCare():
            return [*_direct(own, terms), *_pay(own, question), *_timed(sheet, own, terms)]
        case ValueBased():
            return [*_value(sheet, own, terms), *_pay(own, question)]
        case CollaborativeCare():
            patients = _counts(
                (terms.new, "patient in a first month", "patients in a first month"),
                (terms.follow_up, "in a later one", "in a later one"),
            )
            return [*_month(sheet, own, patients), *_net(own), *_pay(own, question)]
        case AdvancedCare():
            levels = (terms.level_1, terms.level_2, terms.level_3)
            patients = _counts(
                *(
                    (count, f"patient of level {level}", f"patients of level {level}")
                    for level, count in enumerate(levels, 1)
                )
            )
            return [*_month(sheet, own, patients), *_pay(own, question)]
    assert_never(terms)


def _counts(*asked: tuple[int | None, str, str]) -> str:
    return listed(f"{count:,} {one if count == 1 else many}" for count, one, many in asked if count)


def _money(figure: Figure | None) -> str:
    return "" if figure is None else usd(figure.value)


def _direct(own: Own, terms: DirectCare) -> list[str]:
    year, month = own.one("gross_usd", "USD a year"), own.one("gross_usd", "USD a month")
    if year is None or terms.fee is None or terms.members is None:
        one = own.one("member_usd")
        return [] if one is None else [f"A member brings the practice {usd(one.value)} a year gross, before overhead."]
    gross = f"{usd(year.value)} a year ({_money(month)} a month)"
    told = [
        f"{terms.members:,} members at {usd(terms.fee)} a month bring the practice {gross}, gross, before overhead."
    ]
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
    told = [f"Over {amount(terms.hours)} clinic hours that is {spread}, gross."]
    for side in sheet.sides:
        brings = next((one for one in own.all("model_usd") if one.side == side.number), None)
        if brings is None:
            continue
        medicare = sheet.written(side, "allowed_usd")
        beside = (
            f", beside {medicare} from {sheet.payer} for the service itself"
            if medicare
            else f"; {sheet.payer} pays nothing for the service itself"
        )
        told.append(sentence(f"{brings.label} come to {usd(brings.value)}{beside}"))
    return told


def _value(sheet: Sheet, own: Own, terms: ValueBased) -> list[str]:
    told = []
    month, year = own.one("fee_usd", "USD a month"), own.one("fee_usd", "USD a year")
    if month is not None and year is not None and terms.members is not None and terms.fee is not None:
        told.append(
            f"{terms.members:,} members at {usd(terms.fee)} a month bring {usd(month.value)} a month and "
            f"{usd(year.value)} a year, on top of fee-for-service."
        )
    ways = {way.id: way for way in sheet.answer.pathways}
    for figure in own.all("avoided_usd"):
        cheap, dear = (ways[name] for name in (figure.pathway or "").split(":"))
        names = {side.number: side.one for side in sheet.sides}
        ours, theirs = (_told(sheet, way, names[way.side]) for way in (cheap, dear))
        if figure.value:
            told.append(
                sentence(
                    f"with {percent(terms.share or figure.value)} of the savings, {ours} would each time have to avoid "
                    f"{usd(figure.value)} of spending for the practice to be as well off as with {theirs}"
                )
            )
        else:
            told.append(sentence(f"{ours} already pays as much as {theirs}"))
    if own.one("avoided_usd") is not None:
        told.append("That it avoids so much is not claimed here.")
    return told


def _told(sheet: Sheet, way: Pathway, name: str) -> str:
    """Write "a wart freezing ($111.22 from Medicare as 17110)"."""
    figure = next(one for one in sheet.answer.figures if one.pathway == way.id and one.key == "allowed_usd")
    billed = "" if way_codes(way) in name else f" as {way_codes(way)}"
    return f"{name} ({usd(figure.value)} from {sheet.payer}{billed})"


def _month(sheet: Sheet, own: Own, patients: str) -> list[str]:
    month, work = own.one("month_usd", "USD a month"), own.one("month_work_rvu")
    if month is None or work is None:
        priced = [(side, paid) for side in sheet.sides if (paid := sheet.written(side, "allowed_usd"))]
        told = [f"{sheet.payer} pays {listed(f'{paid} for {side.one}' for side, paid in priced)}, before costs."]
        unpriced = (side for side in sheet.sides if side not in [side for side, _ in priced])
        return [*(told if priced else []), *(text for side in unpriced for text in worth.nothing(sheet, side))]
    owed, year = own.one("coinsurance_usd"), own.one("month_usd", "USD a year")
    brings = "brings" if patients.startswith("1 ") and " and " not in patients else "bring"
    a_month = f"{usd(month.value)} a month from {sheet.payer} before costs ({amount(work.value)} work RVU)"
    return [
        f"{patients} {brings} the practice {a_month}, {_money(year)} a year if every month is like that.",
        f"Of it the patients owe {_money(owed)} a month, their 20 %.",
    ]


def _net(own: Own) -> list[str]:
    staff, month, year = own.one("staff_usd"), own.one("net_usd", "USD a month"), own.one("net_usd", "USD a year")
    if staff is None or month is None or year is None:
        return []
    return [
        f"After {usd(staff.value)} a month for staff, {usd(month.value)} a month is left, {usd(year.value)} a year."
    ]
