"""The words to find an answer by, for those that were kept before there were any."""

import asyncio
import logging
from typing import Final

from bot.ask import Desk
from bot.domain.question import Question
from bot.errors import RvuError
from bot.render.sentence import sentence
from bot.store.history import History
from bot.store.meta import Meta

_log = logging.getLogger(__name__)

_DONE: Final = "worded"
"""What the store remembers once there are none left; every answer kept since has its words."""
_FIRST: Final = 30.0
"""Seconds after the start, when the bot has better things to do."""
_AT_ONCE: Final = 200
"""Answers given their words at a time, so that nobody waits for the writer meanwhile."""
_PAUSE: Final = 0.05
"""Seconds between two of these, for questions come first."""


async def run(history: History, meta: Meta, desk: Desk) -> None:
    """Do it once, some time after the start; what fails is tried again at the next one."""
    await asyncio.sleep(_FIRST)
    try:
        await word_all(history, meta, desk)
    except RvuError as error:
        _log.warning("wording_failed error=%s", error)
    except Exception:  # noqa: BLE001 - whatever it is, the bot goes on without
        _log.exception("wording_failed")


async def word_all(history: History, meta: Meta, desk: Desk) -> int:
    """Give every answer its words, and return how many it were. Raises `StoreError`.

    Several processes may do so at once: they give the same words.
    """
    if await meta.get(_DONE) is not None:
        return 0
    done = above = 0
    while found := await history.wordless(above, _AT_ONCE):
        await history.word({number: _words(question, desk) for number, question in found.items()})
        done, above = done + len(found), max(found)
        await asyncio.sleep(_PAUSE)
    await meta.set(_DONE, str(done))
    _log.info("answers_worded count=%d", done)
    return done


def _words(question: Question | None, desk: Desk) -> str:
    """Return our own sentence of a question; nothing for one that another version wrote in a form not known here."""
    try:
        return "" if question is None else sentence(question, desk.catalog)
    except (RvuError, KeyError):
        return ""
