"""Which shards are connected, as Discord's events tell it."""

from bot.discord_ui.host import DeskBot


class Gateway:
    """Listens to a bot's connections."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self.up: dict[int, bool] = dict.fromkeys(bot.shard_ids or [0], False)
        """By shard; false until it is connected, and while its connection is lost."""
        self.began = False
        """Whether any shard ever was."""
        # Not `on_shard_ready`, which waits for servers to be told of: the bot answers before that.
        bot.add_listener(self._connected, "on_shard_connect")
        bot.add_listener(self._connected, "on_shard_resumed")
        bot.add_listener(self._lost, "on_shard_disconnect")

    async def _connected(self, shard: int) -> None:
        self.up[shard] = self.began = True

    async def _lost(self, shard: int) -> None:
        self.up[shard] = False

    @property
    def whole(self) -> bool:
        """Tell whether every shard of this process is connected."""
        return all(self.up.values())

    def latency(self, shard: int) -> float | None:
        """Return the seconds that the last heartbeat took; None while there was none."""
        found = self._bot.get_shard(shard)
        seconds = found.latency if found is not None else float("nan")
        # No heartbeat yet is told as nan, one that is overdue as infinity.
        return seconds if 0 <= seconds < float("inf") else None
