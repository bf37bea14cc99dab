"""One conversation: what a line means after the lines before it."""

import logging
import secrets
from dataclasses import replace
from typing import Final

from bot.ask import Asker, Desk
from bot.console.turn import Answered, Ended, Listed, Looked, Told, Turn, View
from bot.domain.answer import PHI, Answer
from bot.domain.question import Question
from bot.domain.record import Turn as Older
from bot.errors import RvuError
from bot.render.wording import PRIVACY

_log = logging.getLogger(__name__)

CONSOLE: Final = Asker(user_id=0)
"""Whoever sits at the terminal; their history is kept like one person's direct messages."""

HELP: Final = """\
Ask in your own words, for example: 30 minutes of lifestyle counseling vs a wart freeze
  math       the arithmetic behind the last answer
  codes      the codes that could apply
  chart      the last answer as bars
  history    earlier answers; history 2 is the next page
  claims     what people say about pay, to be tested
  1, 2 ...   take one of the choices offered
  help       this list
  quit       leave"""

_CHANNELS: Final = 2**53

_END: Final = frozenset({"quit", "exit", "bye", "q"})


class Conversation:
    """Remembers the last answer, so that `math` or the number of a choice can follow it. Never raises for any line."""

    def __init__(self, desk: Desk, last: Answer | None = None) -> None:
        self._desk = desk
        # A channel of its own: what an earlier conversation asked is not gone on with in this one.
        self._asker = replace(CONSOLE, channel_id=secrets.randbelow(_CHANNELS))
        self._last = last

    async def say(self, line: str) -> Turn:
        """Return what there is to say to one line."""
        # Bytes that were no text arrive as lone surrogates, which can be neither stored nor printed.
        text = line.encode("utf-8", "replace").decode("utf-8").strip()
        try:
            return await self._turn(text)
        except RvuError as error:
            told = (error.message, error.hint, *(PRIVACY for each in error.warnings if each == PHI))
            return Told(" ".join(told))
        except Exception:  # noqa: BLE001 - logged in full below
            # One broken line must not take the conversation down; the number joins what is seen to what is logged.
            incident = secrets.token_hex(4)
            _log.exception("failed incident=%s", incident)
            return Told(f"Something went wrong with that one (incident {incident}). Please ask in other words.")

    async def _turn(self, text: str) -> Turn:
        command, _, argument = text.lower().partition(" ")
        if not argument:
            if command in _END:
                return Ended()
            if command in {"help", "?"}:
                return Told(HELP)
            if command == "claims":
                return await self._ask(self._desk.claims.offer())
            if command in set(View):
                return self._look(View(command))
        if command == "history" and (not argument or argument.isdecimal()):
            return await self._listed(int(argument[:9] or 1))
        if (number := self._number(text)) is not None:
            return await self._continue(number)
        question, before = await self._desk.hear(text, self._asker)
        return await self._ask(question, before)

    async def _listed(self, wanted: int) -> Turn:
        """Turn page by page up to the one that is asked for, or to the last."""
        number, page = 1, await self._desk.archive.page(CONSOLE)
        while number < wanted and page.older is not None:
            number, page = number + 1, await self._desk.archive.page(CONSOLE, turn=Older(key=page.older))
        return Listed(page, number)

    def _number(self, text: str) -> int | None:
        """Return the offered choice that the line names; a code such as 99214 is a question, not a choice."""
        offered = len(self._last.offered) if self._last else 0
        number = int(text) if text.isascii() and text.isdecimal() and len(text) < len("99214") else 0
        return number if 1 <= number <= offered else None

    async def _continue(self, number: int) -> Turn:
        choice = self._last.offered[number - 1] if self._last else None
        if choice is None or choice.question is None:
            return Told(f"Say it in words, please: {choice.label if choice else ''}")
        return await self._ask(choice.question)

    async def _ask(self, question: Question, before: Question | None = None) -> Turn:
        reply = await self._desk.ask(question, self._asker, before=before)
        self._last = reply.answer
        return Answered(reply.answer, saved=reply.record_id is not None)

    def _look(self, view: View) -> Turn:
        if self._last is None:
            return Told(f"Ask something first, then {view} shows more of the answer.")
        if view is View.CHART and self._last.chart is None:
            return Told("That answer has nothing to draw.")
        return Looked(view, self._last)
