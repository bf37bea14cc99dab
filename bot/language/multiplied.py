"""Counts of a day, brought to the stretch of time that its days are said for."""

from bot.domain.question import Item, Period
from bot.language.amounts import Amounts


def over_days(items: tuple[Item, ...], period: Period | None, found: Amounts) -> tuple[tuple[Item, ...], Period | None]:
    """Return one item of a day by the year or the week: "6 a day, 220 days" are 1,320 a year."""
    if period != "day" or len(items) != 1:
        return items, period
    weekly = found.days_per_week if found.weeks is None and found.days is None else None
    times, longer = (found.days, "year") if found.days is not None else (weekly, "week")
    if times is None or times != times.to_integral_value():
        return items, period
    many = tuple(item.model_copy(update={"quantity": item.quantity * int(times)}) for item in items)
    if longer == "year":
        return many, "year"
    found.days_per_week = None
    return many, "week"
