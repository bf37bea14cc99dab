"""Options that look for kept answers."""

from datetime import date
from typing import Final

from discord import app_commands

from bot.ask import Asker, Desk
from bot.discord_ui import options
from bot.discord_ui.limits import AUTOCOMPLETE_CHOICES, CHOICE_NAME, fit
from bot.domain.question import Recall
from bot.errors import BadQuestionError

_MOST_WORDS: Final = 8

service_choices = options.service_choices


def sought(
    desk: Desk, service: str | None, words: str | None, since: str | None, until: str | None, *, mine: bool
) -> Recall:
    """Return what options look for. Raises `BadQuestionError` for a service or a day that cannot be read."""
    items = options.understood(desk, service).items if service else ()
    if service and not items:
        message = "I found no service in that."
        raise BadQuestionError(message, "Name it in plain words or by code, such as 99214 or wart freezing.")
    # Words that look like a patient's details are no words of ours.
    heard = desk.redact(words).text.split() if words else []
    first, last = _day(since), _day(until)
    if first is not None and last is not None and last < first:
        message = "The last day is before the first."
        raise BadQuestionError(message, "Give the earlier day as since.")
    return Recall(items=items, words=tuple(heard[:_MOST_WORDS]), since=first, until=last, mine=mine)


def _day(typed: str | None) -> date | None:
    if typed is None:
        return None
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        day = date.min
    if not date.min.year < day.year < date.max.year:
        message = "That is no day that I can read."
        raise BadQuestionError(message, "Write it as 2026-11-30.")
    return day


def answer_choices(desk: Desk, asker: Asker, typed: str) -> list[app_commands.Choice[int]]:
    """Offer the newest answers that the asker may see, of a number or of words, from memory."""
    found = desk.archive.offered(asker, typed)[:AUTOCOMPLETE_CHOICES]
    return [app_commands.Choice(name=fit(f"#{one.id} {one.text}", CHOICE_NAME), value=one.id) for one in found]
