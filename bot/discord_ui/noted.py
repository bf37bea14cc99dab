"""What is logged and counted of an answer: which kind, on which server, how fast. Never who asked, or what."""

import logging
import time
from typing import Final

import discord

from bot.ask import Reply
from bot.discord_ui.host import DeskBot, Interaction

_log = logging.getLogger(__name__)

_RECEIVED: Final = "received"


def now() -> float:
    """Return seconds on a clock that never jumps."""
    return time.monotonic()


def received(interaction: Interaction) -> None:
    """Note the moment that an interaction arrived, before anything is done about it."""
    interaction.extras[_RECEIVED] = now()
    interaction.client.meter.received(interaction.id, interaction.type.name)


def since(interaction: Interaction) -> float:
    """Return when an interaction arrived."""
    found: float = interaction.extras.setdefault(_RECEIVED, now())
    return found


def answered(bot: DeskBot, where: str, server: int | None, reply: Reply, began: float) -> None:
    """Note an answer that was sent just now."""
    seconds, saved = now() - began, reply.record_id is not None
    intent = reply.answer.intent
    _log.info(
        "answered where=%s server=%s intent=%s saved=%s latency_ms=%d",
        where,
        server,
        intent,
        saved,
        round(seconds * 1000),
    )
    bot.meter.answered(intent, saved=saved, seconds=seconds)


def place(interaction: Interaction) -> str:
    """Name what was used for the log, as Discord knows it; nothing that was typed."""
    if interaction.type is discord.InteractionType.application_command and interaction.command is not None:
        return f"command:{interaction.command.qualified_name}"
    return interaction.type.name
