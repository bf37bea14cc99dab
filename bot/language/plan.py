"""What has been read of a target so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.domain.question import Item, Period, Stated, Target, Tier

_WEEKS, _MONTHS = 52, 12


@dataclass(slots=True)
class Plan:
    """What has been read so far. Every number has a field, or it is among the unclear ones."""

    goal: Decimal | None = None
    goal_at: int = -1
    goal_usd: Decimal | None = None
    """US dollars that the goal is to pay, where it was said in them."""
    rate: Decimal | None = None
    """US dollars a work RVU, where they were said without their sign."""
    tiers: tuple[Tier, ...] = ()
    per: Period | None = None
    extra: bool = False
    full_time_share: Decimal | None = None
    done: Decimal | None = None
    done_percent: Decimal | None = None
    months_elapsed: Decimal | None = None
    weeks_elapsed: Decimal | None = None
    months: Decimal | None = None
    weeks: Decimal | None = None
    weeks_left: bool = False
    """The weeks are those still left, not all that are worked."""
    weeks_off: Decimal = Decimal(0)
    days_per_week: Decimal | None = None
    days: Decimal | None = None
    average: Decimal | None = None
    visits: Decimal | None = None
    visits_per: Period | None = None
    hours: Decimal | None = None
    hours_per: Period | None = None
    lacking: Decimal | None = None
    """Work RVUs that somebody is short of the goal."""
    lacking_per: Period | None = None
    lacking_rate: Period | None = None
    visit_minutes: int | None = None
    pace: Decimal | None = None
    pace_per: Period | None = None
    counting: set[int] = field(default_factory=set)
    """Numbers that count a service."""
    spent: set[int] = field(default_factory=set)
    """Atoms of rates that belong to a number, so that they are not what is asked for."""
    scale: Decimal | None = None
    changed: Decimal | None = None
    """A raise or cut of the goal, as a fraction; it is in the goal already where that was said as what it went to."""
    people: Decimal | None = None
    unclear: list[Decimal] = field(default_factory=list)


def target(plan: Plan, items: Sequence[Item], asked: Period | None, stated: Stated) -> Target:
    """Return the question."""
    done = plan.done
    if done is None and plan.done_percent is not None and plan.goal is not None:
        done = plan.goal * plan.done_percent
    weeks = _WEEKS - plan.weeks_off if plan.weeks is None and plan.weeks_off else plan.weeks
    if plan.weeks_elapsed is not None and weeks is None and done is not None and plan.per == "year":
        weeks = _WEEKS - plan.weeks_elapsed or None
    elif plan.weeks_elapsed is not None and weeks is not None and not plan.weeks_left and plan.weeks_elapsed < weeks:
        weeks -= plan.weeks_elapsed  # "after 20 of my 46 weeks"
    elapsed, months = plan.months_elapsed, plan.months
    if months is not None and not plan.extra and plan.per == "year":
        elapsed, months = (elapsed or _MONTHS - months or None), None
    return Target(
        items=tuple(items),
        stated=stated if plan.rate is None else stated.model_copy(update={"rate": plan.rate}),
        goal=plan.goal,
        goal_usd=plan.goal_usd if plan.goal is None else None,
        per=plan.per or "year",
        extra=plan.extra,
        scale=plan.scale,
        people=plan.people,
        full_time_share=plan.full_time_share,
        done=done,
        months_elapsed=elapsed,
        weeks_elapsed=plan.weeks_elapsed,
        months=months,
        weeks=weeks,
        days_per_week=plan.days_per_week,
        days=plan.days,
        average=plan.average,
        visit_minutes=None if plan.visit_minutes is None else Decimal(plan.visit_minutes),
        pace=plan.pace,
        pace_per=plan.pace_per,
        visits=plan.visits,
        visits_per=plan.visits_per,
        hours=plan.hours,
        hours_per=plan.hours_per,
        tiers=plan.tiers,
        every=asked,
    )
