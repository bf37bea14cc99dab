"""Custom ids: the row id inside a button is all the state that a click needs, weeks and restarts later."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.discord_ui.limits import CUSTOM_ID

VERSION: Final = 1
"""Raised when an id's parts change their meaning; buttons of other versions are then answered with a word."""
_PREFIX: Final = f"rvu{VERSION}"

OURS: Final = r"rvu[0-9]{1,4}:.*"
"""Every id of ours, of this version or another."""


class Action(StrEnum):
    """What a click does."""

    MATH = "math"
    CODES = "codes"
    CHART = "chart"
    CHANGE = "change"
    """What another way to pay rests on, in a form."""
    SHOW = "show"
    """A kept answer once more, from the history list."""
    PICK = "pick"
    """Continue with one of the answer's choices: record id, number of the choice."""
    CHOOSE = "choose"
    """The same from a menu, whose value is the number of the choice."""
    OLDER = "older"
    """Turn the history list: id of the search that it shows (0: none), and the moment and id of the last answer."""
    NEWER = "newer"
    AGAIN = "again"
    """A kept answer beside today's."""
    RESUME = "resume"
    """Let the next half question go on with a kept one."""
    DROP = "drop"
    """Ask whether to remove a kept answer."""
    REMOVE = "remove"
    FORGET = "forget"
    """Delete one's own answers that a search looks for (0: all of them here)."""
    ERASE = "erase"
    """Delete everything about oneself: 0 here, 1 everywhere."""
    AUDIT = "audit"
    """Older changes of the settings than the one of this id."""
    DAYFORM = "dayform"
    """Open the form of the day's log; the number says nothing."""
    DAYEDIT = "dayedit"
    """The same with one of one's own logs in it, by its id."""
    DAYUNDO = "dayundo"
    DAYSHARE = "dayshare"


_NUMBERS: Final = dict.fromkeys(Action, 1) | {Action.PICK: 2, Action.OLDER: 3, Action.NEWER: 3}
_FORM: Final = re.compile(rf"{_PREFIX}:([a-z]+)((?::[0-9]{{1,18}})+)")


_ACTIONS: Final[dict[str, Action]] = {action.value: action for action in Action}


@dataclass(frozen=True, slots=True)
class Click:
    """What one custom id says."""

    action: Action
    number: int
    """The record id; of the history list the id of a search, for a day's log that log's id."""
    choice: int | None = None
    """The choice; of the history list microseconds since 1970."""
    behind: int | None = None
    """The id of the answer that the page of a history list begins or ends with."""


def build(action: Action, *numbers: int) -> str:
    """Write a custom id such as `rvu1:pick:1042:0`.

    Raises `ValueError` when it could not be read back or is longer than Discord takes.
    """
    custom_id = ":".join((_PREFIX, action, *map(str, numbers)))
    if len(custom_id) > CUSTOM_ID or parse(custom_id) is None:
        msg = f"{custom_id!r} is not a custom id of {action.value}"
        raise ValueError(msg)
    return custom_id


def parse(custom_id: str) -> Click | None:
    """Read a custom id; None when another version wrote it."""
    found = _FORM.fullmatch(custom_id)
    action = None if found is None else _ACTIONS.get(found[1])
    if found is None or action is None:
        return None
    numbers = [int(number) for number in found[2].split(":")[1:]]
    return Click(action, *numbers) if len(numbers) == _NUMBERS[action] else None
