"""What has been read of a target so far."""

from dataclasses import dataclass, field
from decimal import Decimal

from bot.domain.question import Period


@dataclass(slots=True)
class Plan:
    """What has been read so far. Every number has a field, or it is among the unclear ones."""

    goal: Decimal | None = None
    goal_at: int = -1
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
