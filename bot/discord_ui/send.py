"""Sending: one request while the answer is quick, a deferral when it is not."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, Final, TypeVar

import discord
from discord import ui

from bot.ask import Reply
from bot.discord_ui import delivery, noted
from bot.discord_ui.host import Interaction, guild_of
from bot.discord_ui.layout import answer_layout, note_layout, privacy_layout
from bot.discord_ui.typed import identifies
from bot.domain.answer import PHI

PATIENCE: Final = 1.0
"""Seconds that work may take before the interaction is deferred. Discord gives three to the first response; the
rest is for the way there and back."""

_SENT: Final = "That is for you alone, so I sent it to you in a direct message."
_UNSENT: Final = "That is for you alone, and you take no direct messages from me. Ask it with /ask: only you see that."

T = TypeVar("T")


async def within_time(interaction: Interaction, work: Coroutine[Any, Any, T], *, private: bool) -> T:
    """Return the work's result, deferring the interaction when it takes long.

    The deferral decides already who sees the answer, therefore `private` is asked for before the work is done.
    """
    task = asyncio.create_task(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            await delivery.promise(interaction, private=private)
        return await task
    finally:
        task.cancel()


async def respond(
    interaction: Interaction, work: Coroutine[Any, Any, Reply], *, private: bool = False, heard: bool = False
) -> None:
    """Answer a command or a click with the reply that the work brings, and warn of identifiers privately.

    Of what was heard as a question the reply says itself whether there are any; else what was typed is looked through.
    """
    began = noted.since(interaction)
    reply = await within_time(interaction, work, private=private)
    await send_view(interaction, answer_layout(reply), private=private)
    noted.answered(interaction.client, noted.place(interaction), interaction.guild_id, reply, began)
    if PHI in reply.answer.warnings or (not heard and identifies(interaction)):
        await send_view(interaction, privacy_layout(), private=True)


async def send_view(
    interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File] = (), *, private: bool
) -> None:
    """Send a layout and the files it names: as the first response, or as the follow-up that a deferral owes."""
    await delivery.deliver(interaction, view, files, private=private)


async def reply_to(message: discord.Message, reply: Reply) -> None:
    """Answer a message in its channel, as a reply that pings nobody.

    What is the asker's alone goes to them in a direct message, and the channel is told no more than that. So does a
    warning of identifiers; it stands below an answer that only its asker sees.
    """
    hidden = guild_of(message) is None
    view = answer_layout(reply, warn=hidden or reply.private)
    if reply.private and not hidden:
        try:
            await message.author.send(view=view)
            view, hidden = note_layout(_SENT), True
        except discord.Forbidden:
            view = note_layout(_UNSENT)
    await delivery.reply(message, view)
    if PHI in reply.answer.warnings and not hidden:
        await warn(message)


async def warn(message: discord.Message) -> None:
    """Send the author of a message the warning, with a link to it: directly, or below it where that is refused."""
    try:
        await message.author.send(view=privacy_layout(message.jump_url))
    except discord.HTTPException:
        await delivery.reply(message, privacy_layout(), "p")
