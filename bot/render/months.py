"""The verdict on care paid by the month: what the patients bring, what is left, and the same hours as visits."""

from bot.domain.answer import Figure
from bot.domain.terms import AdvancedCare, CollaborativeCare
from bot.render import worth
from bot.render.numbers import usd
from bot.render.own import Own, amount
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import listed, sentence


def caseload(terms: CollaborativeCare) -> str:
    """Name the patients of behavioral health in the clinic."""
    return _counts(
        (terms.new, "patient in a first month", "patients in a first month"),
        (terms.follow_up, "in a later one", "in a later one"),
        (terms.extra, "further half hour", "further half hours"),
        (terms.short, "half-hour month", "half-hour months"),
        (terms.general, "patient in general integration", "patients in general integration"),
    )


def enrolled(terms: AdvancedCare) -> str:
    """Name the patients of advanced primary care management, and their add-ons."""
    levels = ((count, level) for level, count in enumerate((terms.level_1, terms.level_2, terms.level_3), 1))
    return _counts(
        *((count, f"patient of level {level}", f"patients of level {level}") for count, level in levels),
        (
            terms.collaborative_new,
            "collaborative-care add-on (first month)",
            "collaborative-care add-ons (first month)",
        ),
        (terms.collaborative_later, "collaborative-care add-on", "collaborative-care add-ons"),
        (terms.behavioral, "behavioral add-on", "behavioral add-ons"),
    )


def _counts(*asked: tuple[int | None, str, str]) -> str:
    return listed(f"{count:,} {one if count == 1 else many}" for count, one, many in asked if count)


def _money(figure: Figure | None) -> str:
    return "" if figure is None else usd(figure.value)


def month(sheet: Sheet, own: Own, patients: str) -> list[str]:
    """Say what a month of the patients brings, and what of it they owe."""
    made, work = own.one("month_usd", "USD a month"), own.one("month_work_rvu")
    if made is None or work is None:
        priced = [(side, paid) for side in sheet.sides if (paid := sheet.written(side, "allowed_usd"))]
        told = [f"{sheet.payer} pays {listed(f'{paid} for {side.one}' for side, paid in priced)}, before costs."]
        unpriced = (side for side in sheet.sides if side not in [side for side, _ in priced])
        return [*(told if priced else []), *(text for side in unpriced for text in worth.nothing(sheet, side))]
    owed, year = own.one("coinsurance_usd"), own.one("month_usd", "USD a year")
    brings = "brings" if patients.startswith("1 ") and " and " not in patients else "bring"
    a_month = f"{usd(made.value)} a month from {sheet.payer} before costs ({amount(work.value)} work RVU)"
    return [
        f"{patients} {brings} the practice {a_month}, {_money(year)} a year if every month is like that.",
        f"Of it the patients owe {_money(owed)} a month, their 20 %.",
    ]


def net(sheet: Sheet, own: Own) -> list[str]:
    """Say what is left after staff, and how the same hours would be paid as visits."""
    staff, left, year = own.all("staff_usd"), own.one("net_usd", "USD a month"), own.one("net_usd", "USD a year")
    told = []
    if staff and left is not None and year is not None:
        costs = listed(f"{usd(one.value)} for {_whom(one)}" for one in staff)
        state = "is left" if left.value >= 0 else "is lacking"
        rest = (
            f"{usd(abs(left.value))} a month {state}, {usd(abs(year.value))} a year"
            if left.value
            else "nothing is left"
        )
        told.append(f"After {costs} a month, {rest}.")
    return [*told, *_staff_minute(own), *_beside(sheet, own)]


def _whom(figure: Figure) -> str:
    return "the consultant" if "consultant" in figure.label else "staff"


def _staff_minute(own: Own) -> list[str]:
    rates = sorted(own.all("staff_minute_usd"), key=lambda one: one.value)
    if not rates:
        return []
    low, high = rates[0], rates[-1]
    range_ = f"{usd(low.value)} to {usd(high.value)}"
    return [f"That is {range_} for a care manager's minute, at the most or the least minutes that the months pay for."]


def _beside(sheet: Sheet, own: Own) -> list[str]:
    each = own.one("model_usd_per_minute")
    told = [] if each is None else [f"Over the hours it takes, that is {usd(each.value)} a minute."]
    for spent in own.all("visits_usd"):
        way = sheet.named(spent.pathway)
        more = next((one for one in own.all("against_usd") if one.pathway == spent.pathway), None)
        if way is None or more is None:
            continue
        apart = f"{usd(abs(more.value))} {'less' if more.value >= 0 else 'more'}" if more.value else "as much"
        bring = f"{usd(spent.value)} a month from {sheet.payer}, {apart}"
        told.append(sentence(f"the same hours billed as {way_codes(way)} bring {bring}"))
    return told
