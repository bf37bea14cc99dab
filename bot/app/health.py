"""The health page and the metrics, over HTTP. Imported only where a port is set."""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

from aiohttp import web
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot.app.client import RvuBot
from bot.app.gateway import Gateway
from bot.app.metrics import Metrics
from bot.errors import StartupError

_PATIENCE: Final = 1.0
"""Seconds that a request in progress may take when the bot stops."""


class Health:
    """What there is to know of a bot's state."""

    def __init__(self, bot: RvuBot, metrics: Metrics) -> None:
        self._bot = bot
        self._metrics = metrics
        self._gateway = Gateway(bot)
        self._began = time.monotonic()
        metrics.add(self)

    def collect(self) -> Iterable[Metric]:
        """Yield what is read only when somebody looks."""
        up = GaugeMetricFamily("rvu_gateway_up", "1 while a shard is connected to Discord", labels=["shard"])
        latency = GaugeMetricFamily("rvu_gateway_latency_seconds", "A shard's last heartbeat", labels=["shard"])
        for shard, connected in self._gateway.up.items():
            up.add_metric([str(shard)], connected)
            if connected and (seconds := self._gateway.latency(shard)) is not None:
                latency.add_metric([str(shard)], seconds)
        yield from (up, latency, GaugeMetricFamily("rvu_servers", "Servers of this process", len(self._bot.guilds)))

    def state(self) -> tuple[bool, dict[str, object]]:
        """Return whether the bot answers, and the particulars."""
        store = "none" if self._bot.unsaved else "failing" if self._metrics.store_failing else "ok"
        whole = self._gateway.whole
        well = "ok" if store == "ok" else "not saving"
        status = well if whole else "disconnected" if self._gateway.began else "starting"
        shards = {
            str(shard): {"connected": up, "latency_ms": _milliseconds(self._gateway.latency(shard) if up else None)}
            for shard, up in self._gateway.up.items()
        }
        last = self._metrics.last_post
        return whole, {
            "status": status,
            "gateway": shards,
            "store": store,
            "servers": len(self._bot.guilds),
            "last_daily_post": None if last is None else datetime.fromtimestamp(last, UTC).isoformat("T", "seconds"),
            "uptime_seconds": round(time.monotonic() - self._began),
        }

    async def page(self, _request: web.Request) -> web.Response:
        """Answer /health: 200 while the bot answers people, else 503."""
        well, told = self.state()
        return web.json_response(told, status=200 if well else 503)

    async def metrics(self, _request: web.Request) -> web.Response:
        """Answer /metrics."""
        return web.Response(body=self._metrics.text(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)


@asynccontextmanager
async def serving(bot: RvuBot, metrics: Metrics, host: str, port: int) -> AsyncIterator[None]:
    """Serve both pages meanwhile. Raises `StartupError` when the port cannot be had."""
    health = Health(bot, metrics)
    app = web.Application()
    app.router.add_get("/health", health.page)
    app.router.add_get("/metrics", health.metrics)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=_PATIENCE)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            msg = f"HEALTH_PORT {port} cannot be opened on {host} ({error.strerror}): choose another, or none."
            raise StartupError(msg) from error
        yield
    finally:
        await runner.cleanup()
