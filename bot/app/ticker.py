"""The minute loop of the daily posts. It never ends by itself, whatever one look at them raises.

The library's own `tasks.loop` is not used: it skips a slot that passed while the process was down, stops for good at an
HTTP error, and knows one zone.
"""

import asyncio
import logging
import time
from datetime import date
from typing import Final

import discord

from bot.day.posting import CannotPostError, Digest, Poster
from bot.discord_ui.host import DeskBot
from bot.discord_ui.stats_view import digest_layout, warning_layout
from bot.domain.posting import Schedule, nonce
from bot.errors import RvuError

_log = logging.getLogger(__name__)

EVERY: Final = 60
"""Seconds between two looks, from the minute on."""
_REFUSED: Final = range(400, 500)
_TOO_MANY: Final = 429


async def tick(bot: DeskBot, poster: Poster) -> None:
    """Post what is due, minute after minute, until cancelled."""
    outlet, failing = DiscordOutlet(bot), False
    while True:
        if bot.is_ready():
            try:
                await poster.look(outlet)
                failing = False
            except RvuError as error:
                if not failing:
                    _log.warning("posts_not_read error=%s", error)
                failing = True
            except Exception:  # noqa: BLE001 - whatever it is, the next minute is looked at again
                _log.exception("posts_failed")
        await asyncio.sleep(EVERY - time.time() % EVERY)


class DiscordOutlet:
    """Sends through the bot's connection."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    def serves(self, guild_id: int) -> bool:
        """Tell whether the server is one of this process's: another shard's are another's to post to."""
        return self._bot.get_guild(guild_id) is not None

    async def post(self, schedule: Schedule, on: date, digest: Digest) -> None:
        """Send a post, once for each nonce. Raises `CannotPostError` for what Discord will refuse again."""
        channel = self._bot.get_partial_messageable(schedule.channel_id, guild_id=schedule.guild_id)
        try:
            await channel.send(view=digest_layout(digest), nonce=nonce(schedule.guild_id, on))
        except discord.HTTPException as error:
            if error.status in _REFUSED and error.status != _TOO_MANY:
                raise CannotPostError from error
            raise
        self._bot.meter.posted()

    async def warn(self, schedule: Schedule) -> None:
        """Write to the admin who scheduled it, or else to the server's owner."""
        guild = self._bot.get_guild(schedule.guild_id)
        view = warning_layout(schedule, guild.name if guild is not None else "your server")
        for user_id in dict.fromkeys((schedule.by, guild.owner_id if guild is not None else None)):
            if user_id is None:
                continue
            try:
                user = await self._bot.create_dm(discord.Object(user_id))
                await user.send(view=view)
            except discord.HTTPException as error:
                _log.info("admin_not_told server=%s status=%s", schedule.guild_id, error.status)
            else:
                return
