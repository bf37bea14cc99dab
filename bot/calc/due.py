"""When a server's daily post is due. Pure: the moment, the zone and what was posted come in as arguments."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the moment (UTC) at which a local day's post is due.

    A time that the clocks skip is due when they have sprung forward; one that they pass twice, the first time.
    """
    local = datetime.combine(day, at.replace(fold=0), zone)
    # Going to UTC and back moves a skipped time to where the clocks went; a real one stays.
    return local.astimezone(UTC)


def due(now: datetime, at: time, zone: tzinfo, since: date, last: date | None) -> date | None:
    """Return the local day whose post is due now, or None.

    `since` is the first local day with a post, `last` the latest day that has one. After a time without the bot only
    the latest missed day is due, so a team gets one late post and not five. A change of zone or time never makes a
    day due twice, because the days only go forward. `now` must have a zone.
    """
    today = now.astimezone(zone).date()
    # The local date may be a day ahead of the latest due moment, or (in a skipped midnight) level with it.
    latest = next(day for day in (today + DAY, today, today - DAY, today - 2 * DAY) if instant(day, at, zone) <= now)
    if latest < since or (last is not None and latest <= last):
        return None
    return latest


def following(now: datetime, at: time, zone: tzinfo, since: date, last: date | None) -> datetime:
    """Return the moment (UTC) of the next post: now or earlier when one is due, else when the next day's comes."""
    waiting = due(now, at, zone, since, last)
    if waiting is not None:
        return instant(waiting, at, zone)
    today = now.astimezone(zone).date()
    first = max(since, last + DAY if last is not None else since, today)
    return next(moment for day in (first, first + DAY) if (moment := instant(day, at, zone)) > now)
