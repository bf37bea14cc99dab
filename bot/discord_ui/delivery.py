"""The way to Discord when it is out of order: once more, by another road, or not at all, but never twice."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from enum import Enum, auto
from typing import Any, Final, TypeVar

import aiohttp
import discord
from discord import ui

from bot.discord_ui.host import Interaction, guild_of
from bot.discord_ui.limits import TooLargeError, assert_fits
from bot.discord_ui.text import small

_log = logging.getLogger(__name__)

UNKNOWN_CHANNEL: Final = 10_003
UNKNOWN_MESSAGE: Final = 10_008
UNKNOWN_INTERACTION: Final = 10_062
ALREADY_ANSWERED: Final = 40_060

UNSENT: Final = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError)
"""Everything with which sending can fail."""

_PAUSES: Final = (0.2, 1.0)
"""Seconds before each further try. The first has to leave room in the three seconds that an interaction waits."""
_UNAVAILABLE: Final = 503
LONGEST: Final = 30.0
"""Seconds that an answer may take to get through, rate limits included, before it counts as lost."""
_WAY: Final = "way"
"""Under which an interaction notes how it is answered from now on."""

_LAPSED: Final = "It took too long to answer the command itself, so the answer comes by itself."
_BARRED: Final = "Discord does not let me write in that channel just now, so the answer comes to you."

T = TypeVar("T")


class _Way(Enum):
    BESIDE = auto()
    """By messages of their own: Discord no longer takes an answer."""
    OVER = auto()
    """By changing the answer that is there: an attempt whose success was not heard of, or a second process, made it."""
    AFTER = auto()
    """By follow-ups."""


_TURNS: Final = {UNKNOWN_INTERACTION: _Way.BESIDE, ALREADY_ANSWERED: _Way.OVER}
"""Where to turn at an error of Discord's."""


async def patiently(send: Callable[[], Awaitable[T]]) -> T:
    """Send, and again when the connection broke or Discord is out for a moment: what the library does not repeat.

    Discord takes the same thing only once: a first answer by its interaction, a message by its nonce.
    """
    for seconds in _PAUSES:
        try:
            return await send()
        except discord.DiscordServerError as error:
            if error.status != _UNAVAILABLE:
                raise
        except (aiohttp.ClientError, OSError) as error:
            _log.info("sent_again error=%s", type(error).__name__)
        await asyncio.sleep(seconds)
    return await send()


def pending(interaction: Interaction) -> bool:
    """Tell whether nothing was answered or promised yet."""
    return not interaction.response.is_done() and _WAY not in interaction.extras


async def promise(interaction: Interaction, *, private: bool) -> None:
    """Promise an answer, which `deliver` then gives, also when Discord does not take the promise."""
    await _first(interaction, lambda: interaction.response.defer(thinking=True, ephemeral=private))


async def deliver(
    interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File] = (), *, private: bool
) -> None:
    """Answer an interaction: first, as the follow-up that a promise owes, or by the way that is left."""
    response = interaction.response
    if pending(interaction) and await _first(
        interaction, lambda: response.send_message(view=view, files=_fresh(files), ephemeral=private)
    ):
        return
    match interaction.extras.get(_WAY, _Way.AFTER):
        case _Way.BESIDE:
            await _beside(interaction, view, files, private=private)
        case _Way.OVER:
            await interaction.edit_original_response(view=view, attachments=_fresh(files))
            interaction.extras[_WAY] = _Way.AFTER
        case _:
            await _follow(interaction, view, files, private=private)


async def _follow(
    interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File], *, private: bool
) -> None:
    """Send a follow-up; one that is held up, by a long rate limit say, comes by itself."""
    try:
        async with asyncio.timeout(LONGEST):
            await patiently(lambda: interaction.followup.send(view=view, files=_fresh(files), ephemeral=private))
    except TimeoutError:
        _log.warning("answered_otherwise way=%s interaction=%d", "beside", interaction.id)
        await _beside(interaction, view, files, private=private)


async def reply(message: discord.Message, view: ui.LayoutView, part: str = "") -> None:
    """Answer a message in its channel, pinging nobody; where Discord does not allow that, directly to its author.

    Each `part` of an answer, a letter, is posted once, also when two processes of the bot run for a moment.
    """
    reference = message.to_reference(fail_if_not_exists=False)
    try:
        await _post(message.channel, view, nonce=f"{message.id}{part}", reference=reference, mention_author=False)
    except (discord.Forbidden, discord.RateLimited) as error:
        if guild_of(message) is None:
            raise
        _log.info("channel_barred channel=%d error=%s", message.channel.id, type(error).__name__)
        await _post(message.author, _noting(view, _BARRED))


async def _beside(
    interaction: Interaction, view: ui.LayoutView, files: Sequence[discord.File], *, private: bool
) -> None:
    """Send to the channel, or to the asker alone what is private or may not be sent there."""
    channel = interaction.channel
    noted = _noting(view, _LAPSED, interaction.user.mention)
    if not private and isinstance(channel, discord.abc.Messageable):
        try:
            await _post(channel, noted, files)
        except (discord.Forbidden, discord.RateLimited):
            _log.info("channel_barred channel=%s", interaction.channel_id)
        else:
            return
    await _post(interaction.user, noted, files)


async def _post(
    where: discord.abc.Messageable,
    view: ui.LayoutView,
    files: Sequence[discord.File] = (),
    nonce: str = "",
    **how: Any,  # noqa: ANN401 - what the library takes
) -> None:
    nonce = nonce or secrets.token_hex(8)
    await patiently(lambda: where.send(view=view, files=_fresh(files), nonce=nonce, **how))


async def _first(interaction: Interaction, send: Callable[[], Awaitable[object]]) -> bool:
    """Tell whether Discord took a first response; where it did not, take another way from now on, if there is one."""
    try:
        async with asyncio.timeout(LONGEST):
            await patiently(send)
    except TimeoutError:
        way = _Way.BESIDE
    except discord.HTTPException as error:
        if error.code not in _TURNS:
            raise
        way = _TURNS[error.code]
    else:
        return True
    _log.warning("answered_otherwise way=%s interaction=%d", way.name.lower(), interaction.id)
    interaction.extras[_WAY] = way
    return False


def _noting(view: ui.LayoutView, text: str, whom: str = "") -> ui.LayoutView:
    """Add a line to a layout, where there is room for it."""
    line: ui.TextDisplay[ui.LayoutView] = ui.TextDisplay(f"{small(text)} {whom}".rstrip())
    view.add_item(line)
    try:
        assert_fits(view)
    except TooLargeError:
        view.remove_item(line)
    return view


def _fresh(files: Sequence[discord.File]) -> list[discord.File]:
    """Return files that are sent from their beginning, also once more."""
    for file in files:
        file.reset()
    return list(files)
