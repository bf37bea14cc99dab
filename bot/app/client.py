"""The composition root: every part is made here, handed to those that need it, and closed in reverse order."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.app import refresh, wording
from bot.app.refresh import Refresh
from bot.app.sturdy import pass_over_what_cannot_be_read
from bot.app.sync import sync_if_changed
from bot.app.ticker import tick
from bot.app.tree import DeskTree
from bot.app.upkeep import Upkeep
from bot.ask import Asker, Desk
from bot.day.book import DayBook
from bot.day.posting import Digests, Poster
from bot.day.team import Team
from bot.discord_ui import clicks, gate, noted, strays, zones
from bot.discord_ui.buttons import Clickable
from bot.discord_ui.host import DeskBot, Interaction
from bot.discord_ui.intake import Intake
from bot.discord_ui.pace import Allowance, Pace
from bot.discord_ui.pictures import Pictures
from bot.domain.catalog import Catalog
from bot.errors import StoreError
from bot.meter import Meter, NoMeter
from bot.settings import Settings
from bot.store.database import Database
from bot.store.days import Days
from bot.store.fees import load_releases
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.meta import Meta
from bot.store.persons import Persons
from bot.store.posts import Posts
from bot.store.retention import Retention
from bot.warm import known

_log = logging.getLogger(__name__)

EXTENSIONS: Final = (
    "cogs.ask",
    "cogs.compare",
    "cogs.breakeven",
    "cogs.target",
    "cogs.model",
    "cogs.rvu",
    "cogs.explain",
    "cogs.claim",
    "cogs.history",
    "cogs.mydata",
    "cogs.day",
    "cogs.stats",
    "cogs.me",
    "cogs.setup",
)
"""Loaded by name: nothing in `bot` imports a cog."""

_HANGING_UP: Final = 1.0
"""Seconds that Discord is given to take leave."""
_BETWEEN: Final = 0.05
"""Seconds between two servers whose answers are read to be offered."""
HEARTBEAT: Final = 60.0
"""Seconds of silence after which a connection counts as lost."""
_LONGEST_RATE_LIMIT: Final = 30.0
"""Seconds to wait out a rate limit; a longer one is an error that the user is told."""


_MINUTE: Final = 60
_MEMBER_BURST: Final = 12.0
_SERVER_BURST: Final = 3.0
"""Seconds' worth of what is allowed that may come at once: a person clicks through an answer in a hurry; a server is
many people, and evens itself out."""
_TYPING_MEMBER: Final = Allowance(at_once=100, a_second=20)
_TYPING_SERVER: Final = Allowance(at_once=500, a_second=200)


def _allowed(a_minute: int, seconds: float) -> Allowance | None:
    """Return what a setting allows; 0 there is no limit."""
    a_second = a_minute / _MINUTE
    return Allowance(max(1, round(a_second * seconds)), a_second) if a_minute else None


def intents_for(settings: Settings) -> discord.Intents:
    """Return what is listened to: servers and messages. Mentions carry their text without the privileged intent."""
    return discord.Intents(guilds=True, messages=True, message_content=settings.message_content)


class RvuBot(DeskBot):
    """The bot that `python -m bot run` runs."""

    def __init__(
        self, settings: Settings, meter: Meter | None = None, trace: aiohttp.TraceConfig | None = None
    ) -> None:
        super().__init__(
            # No prefixed command exists, and `on_message` below looks for none.
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=DeskTree,
            intents=intents_for(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
            max_ratelimit_timeout=_LONGEST_RATE_LIMIT,
            heartbeat_timeout=HEARTBEAT,
            # One connection unless told otherwise; Discord requires more only from 2,500 servers on.
            shard_count=settings.shard_count or 1,
            shard_ids=list(settings.shard_ids or range(settings.shard_count or 1)),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            http_trace=trace,  # type: ignore[arg-type]  # None is the library's own default
        )
        self.meter = meter or NoMeter()
        self.pace = Pace(_allowed(settings.member_limit, _MEMBER_BURST), _allowed(settings.server_limit, _SERVER_BURST))
        self.typing_pace = Pace(_TYPING_MEMBER, _TYPING_SERVER)
        self.unsaved = False
        """Whether there is no store: answers come, and are kept nowhere."""
        pass_over_what_cannot_be_read(self)
        self.intake = Intake()
        self.pictures = Pictures()
        self._settings = settings
        self._opened = AsyncExitStack()
        self._opened.callback(self.pictures.close)
        self._remembering = False
        self._upkeep: Upkeep | None = None

    async def setup_hook(self) -> None:
        """Open and wire everything once, after login and before the connection."""
        database = await self._open_database()
        own = known()
        embedded = own.catalog
        seen = await refresh.imported(database)
        guilds = Guilds(database)
        logs = Days(database) if database else None
        catalog = await _catalog(database, embedded)
        self.desk = Desk(
            catalog,
            History(database) if database else None,
            guilds=guilds,
            persons=Persons(database) if database else None,
            team=Team(logs, embedded).added if logs else None,
            known=own.of(catalog),
        )
        await _read_settings(guilds)
        await self.desk.recollect()
        self.daybook = DayBook(self.desk, logs)
        if database is not None:
            self._upkeep = Upkeep(Retention(database), guilds)
            self._until_closed(self._upkeep.run(), "upkeep")
            self._until_closed(wording.run(History(database), Meta(database), self.desk), "wording")
            self.poster = Poster(Posts(database), Digests(self.desk, self._me).make)
            self._until_closed(tick(self, self.poster), "ticker")
            read = refresh.reader(self._settings.database_url, embedded)
            self._keep_up(Refresh(database, guilds, self.desk, read, seen))
        self.add_dynamic_items(Clickable)
        for name in EXTENSIONS:
            await self.load_extension(name)
        assert isinstance(self.tree, DeskTree)  # noqa: S101 - narrows what tree_cls made
        await sync_if_changed(self.tree, Meta(database) if database else None)
        refresh.spare_what_stays()

    async def _remember(self) -> None:
        """Read what is offered while somebody types: the zones, and each server's newest answers."""
        await zones.prepare()
        for guild in self.guilds:
            await self.desk.archive.remind(Asker(user_id=0, guild_id=guild.id))
            await asyncio.sleep(_BETWEEN)

    def _keep_up(self, with_database: Refresh) -> None:
        """Look at the database from time to time, until the bot closes."""
        self._until_closed(with_database.run(), "refresh")

    def _me(self) -> int:
        """Return the bot's own id, which it has from login on."""
        return self.user.id if self.user is not None else 0

    def _until_closed(self, work: Coroutine[Any, Any, None], name: str) -> None:
        """Let something run until the bot closes."""
        running = asyncio.create_task(work, name=name)

        async def stop() -> None:
            running.cancel()
            await asyncio.wait([running])

        self._opened.push_async_callback(stop)

    async def _open_database(self) -> Database | None:
        """Open the history; without it the bot still answers, and says "not saved"."""
        database = Database(self._settings.database_url, self.meter.stored)
        self._opened.push_async_callback(database.close)
        try:
            await database.open()
        except StoreError:
            _log.exception("history_unavailable")
            self.unsaved = True
            return None
        return database

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's
        """Note when each interaction arrived, which the library tells before anything is done about it."""
        if event_name == "interaction":
            noted.received(args[0])
        super().dispatch(event_name, *args, **kwargs)

    async def handle_click(self, interaction: Interaction, item: ui.Item[ui.LayoutView]) -> None:
        """Answer a click on any of our buttons and menus."""
        if await gate.admits(interaction):
            await clicks.handle(interaction, item)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Answer what nothing of ours took."""
        await strays.answer(interaction)

    async def on_message(self, message: discord.Message, /) -> None:
        """Leave messages to the cogs; there are no prefixed commands to look for."""

    async def on_ready(self) -> None:
        """Log it, and note which servers are there. Fires again after every new session: nothing is set up here."""
        _log.info("ready servers=%d shards=%s", len(self.guilds), self.shard_count)
        if not self._remembering:
            self._remembering = True
            self._until_closed(self._remember(), "remember")
        if self._upkeep is not None:
            here = [guild.id for guild in self.guilds]
            await self._upkeep.reconcile(here, self.shard_ids or [0], self.shard_count or 1)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Begin to count the days until what is kept of the server is deleted."""
        if self._upkeep is not None:
            await self._upkeep.left(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Delete nothing of a server that the bot is on again."""
        if self._upkeep is not None:
            await self._upkeep.came(guild.id)

    async def finish(self, seconds: float) -> None:
        """Take nothing more from Discord, and let what is at work end; what takes longer is cut off."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_HANGING_UP):
                await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))
        if cut := await self.intake.finish(seconds):
            _log.warning("cut_off events=%d", cut)

    async def close(self) -> None:
        """Take no more questions, then let go of what was opened, last opened first."""
        try:
            await super().close()
        finally:
            await self._opened.aclose()


async def _catalog(database: Database | None, embedded: Catalog) -> Catalog:
    """Read the catalog with what the operator imported; without the database the embedded releases answer."""
    if database is None:
        return embedded
    try:
        return await load_releases(database, embedded)
    except StoreError:
        _log.exception("imported_releases_unavailable")
        return embedded


async def _read_settings(guilds: Guilds) -> None:
    """Read what the servers chose; without it the bot still answers, and says that the defaults apply."""
    try:
        await guilds.load()
    except StoreError:
        _log.exception("settings_unavailable")
