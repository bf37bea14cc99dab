"""The one error door: a short cause, what to do next, and for our own faults an incident id that the log also has."""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Final

import discord
from discord import app_commands, ui

from bot.discord_ui import delivery
from bot.discord_ui.host import Interaction, guild_of
from bot.discord_ui.limits import DISPLAY_CHARACTERS, fit
from bot.discord_ui.send import warn
from bot.discord_ui.text import escape
from bot.discord_ui.typed import identifies
from bot.domain.answer import PHI
from bot.errors import RvuError
from bot.meter import Meter, NoMeter
from bot.render.wording import PRIVACY

_log = logging.getLogger(__name__)

_GONE: Final = {delivery.UNKNOWN_INTERACTION, delivery.ALREADY_ANSWERED, delivery.UNKNOWN_CHANNEL}
"""Codes of Discord's that leave nobody to be told."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the user is told."""

    cause: str
    remedy: str
    incident: str | None = None
    """None when the user can mend it alone."""
    warning: str | None = None


_UNCOUNTED: Final = NoMeter()


def explain(error: BaseException, where: str, server: int | None = None, meter: Meter = _UNCOUNTED) -> Trouble | None:
    """Turn any error into words and log what is ours to mend. None: nobody is left to be told.

    `where` names the command or button for the log; it never holds what a person typed.
    """
    cause = _root(error)
    if isinstance(cause, discord.HTTPException) and cause.code in _GONE:
        _log.warning("interaction_gone where=%s server=%s code=%s", where, server, cause.code)
        meter.unanswered("gone")
        return None
    known = _known(cause)
    if known is not None:
        _log.info("refused where=%s error=%s server=%s", where, type(cause).__name__, server)
        meter.unanswered("refused")
        return known
    incident = secrets.token_hex(4)
    _log.error("failed incident=%s where=%s server=%s", incident, where, server, exc_info=error)
    meter.unanswered("failed")
    return Trouble(
        "Something went wrong on my side.",
        "Try again in a minute; if it stays so, give the incident number to whoever runs this bot.",
        incident,
    )


def _known(cause: BaseException) -> Trouble | None:
    """Word what the user, or an admin of the server, can mend."""
    match cause:
        case RvuError():
            return Trouble(cause.message, cause.hint, warning=PRIVACY if PHI in cause.warnings else None)
        case discord.NotFound(code=delivery.UNKNOWN_MESSAGE):
            return Trouble("That message was deleted meanwhile.", "Ask again with /ask.")
        case discord.RateLimited():
            wait = round(cause.retry_after)
            return Trouble("Discord does not let me write any more just now.", f"Try again in {wait} seconds.")
        case discord.Forbidden():
            return Trouble("Discord does not let me do that here.", "Ask an admin to check my rights in this channel.")
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return Trouble("That command has changed.", "Reload Discord (Ctrl+R, or restart the app) and try again.")
        case app_commands.TransformerError():
            # Its message repeats what was typed, so it goes to no log.
            return Trouble("I cannot read one of those options.", "Pick one that is offered, or write it another way.")
        case app_commands.CommandOnCooldown():
            return Trouble("That was a little fast.", f"Try again in {max(1, round(cause.retry_after))} seconds.")
        case app_commands.CheckFailure():
            return Trouble("You may not use that here.", "Ask an admin of this server.")
        case _:
            return None


def layout(trouble: Trouble) -> ui.LayoutView:
    """Show a trouble: cause, remedy, incident."""
    lines = [f"**{escape(trouble.cause)}**", escape(trouble.remedy)]
    if trouble.warning:
        lines.append(f"**{escape(trouble.warning)}**")
    if trouble.incident:
        lines.append(f"-# Incident {trouble.incident}")
    view = ui.LayoutView(timeout=None)
    text: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(fit("\n".join(lines), DISPLAY_CHARACTERS))
    view.add_item(ui.Container(text, accent_colour=discord.Colour.red()))
    return view


async def report(interaction: Interaction, error: BaseException, where: str) -> None:
    """Tell the user privately, whether or not the interaction was answered before. Never raises."""
    trouble = explain(error, where, interaction.guild_id, interaction.client.meter)
    if trouble is None or interaction.type is discord.InteractionType.autocomplete:
        return
    if identifies(interaction):
        trouble = replace(trouble, warning=PRIVACY)
    view = layout(trouble)
    try:
        await delivery.deliver(interaction, view, private=True)
    except delivery.UNSENT as failed:
        _untold(failed, where, trouble)


@asynccontextmanager
async def guarding(interaction: Interaction, where: str) -> AsyncIterator[None]:
    """Give a component's callback the error door, because the library only logs what is raised there."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the door is where every error ends
        await report(interaction, error, where)


@asynccontextmanager
async def guarding_message(message: discord.Message, where: str, meter: Meter = _UNCOUNTED) -> AsyncIterator[None]:
    """Give the handling of a message the error door; the reply to it carries the trouble."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the door is where every error ends
        trouble = explain(error, where, guild_of(message), meter)
        if trouble is None or isinstance(_root(error), discord.Forbidden):
            return
        apart = trouble.warning is not None and guild_of(message) is not None
        told = replace(trouble, warning=None) if apart else trouble
        try:
            await delivery.reply(message, layout(told), "t")
            if apart:
                await warn(message)
        except delivery.UNSENT as failed:
            _untold(failed, where, trouble)


def _untold(error: Exception, where: str, trouble: Trouble) -> None:
    """Log that nobody could be told."""
    status, code = getattr(error, "status", type(error).__name__), getattr(error, "code", None)
    _log.warning("untold where=%s incident=%s status=%s code=%s", where, trouble.incident, status, code)


def _root(error: BaseException) -> BaseException:
    """Unwrap what the library wraps around the error of a command or a transformer."""
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__ is not None:
        return error.__cause__
    return error
