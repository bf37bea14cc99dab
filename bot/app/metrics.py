"""Prometheus metrics of the running bot. Imported only where a port is set, for it costs memory.

No label names a server, a person or a question: each has a handful of values that the program itself defines.
"""

import re
import time
from collections import OrderedDict
from types import SimpleNamespace
from typing import Final

import aiohttp
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.registry import Collector

from bot import __version__

_CALLBACK: Final = re.compile(r"/interactions/(\d+)/[^/]+/callback$")
_PENDING: Final = 10_000
"""Interactions that wait for their acknowledgement; one that never gets it makes place for later ones."""
_FAST: Final = (0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.2, 0.5, 1.0, 2.0, 3.0)
"""Seconds. Discord gives three until it tells the person that the interaction failed."""
_STORE: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0)


class Metrics:
    """Takes down what happens; the meter of a bot that is watched."""

    def __init__(self) -> None:
        self._all = CollectorRegistry()
        # The process's own: memory, processor time, open files, start.
        ProcessCollector(registry=self._all)
        self._pending: OrderedDict[int, tuple[float, str]] = OrderedDict()
        self._answers = Counter(
            "rvu_answers", "Answers by kind, and whether they were saved", ("intent", "outcome"), registry=self._all
        )
        self._unanswered = Counter(
            "rvu_unanswered",
            "Questions that got a word instead: refused (theirs to mend), failed (an incident), limited, gone",
            ("outcome",),
            registry=self._all,
        )
        self._acknowledged = Histogram(
            "rvu_acknowledgement_seconds",
            "From an interaction's arrival to Discord's receipt of the first response",
            ("kind",),
            buckets=_FAST,
            registry=self._all,
        )
        self._seconds = Histogram(
            "rvu_answer_seconds", "From a question's arrival to its answer", buckets=_FAST, registry=self._all
        )
        self._store = Histogram(
            "rvu_store_seconds",
            "Reads and writes of the store, waiting for a connection included",
            ("access",),
            buckets=_STORE,
            registry=self._all,
        )
        self._store_failures = Counter(
            "rvu_store_failures", "Reads and writes that failed", ("access",), registry=self._all
        )
        self._responses = Counter(
            "rvu_discord_responses", "Discord's responses by class of status", ("status",), registry=self._all
        )
        self._posted = Gauge(
            "rvu_last_daily_post_timestamp_seconds",
            "When this process last sent a daily post; 0: not since its start",
            registry=self._all,
        )
        Gauge("rvu_info", "The program", ("version",), registry=self._all).labels(__version__).set(1)
        for access in ("read", "write"):
            self._store_failures.labels(access)
        for outcome in ("refused", "failed", "gone", "limited"):
            self._unanswered.labels(outcome)
        self.store_failing: frozenset[str] = frozenset()
        """Which of reading and writing failed the last time."""
        self.last_post: float | None = None

    def received(self, interaction: int, kind: str) -> None:
        """Note that an interaction arrived."""
        self._pending[interaction] = (time.monotonic(), kind)
        if len(self._pending) > _PENDING:
            self._pending.popitem(last=False)

    def answered(self, intent: str, *, saved: bool, seconds: float) -> None:
        """Note an answer."""
        self._answers.labels(intent, "saved" if saved else "not_saved").inc()
        self._seconds.observe(seconds)

    def unanswered(self, outcome: str) -> None:
        """Note a question that got a word instead."""
        self._unanswered.labels(outcome).inc()

    def stored(self, access: str, seconds: float, *, failed: bool) -> None:
        """Note a read or a write of the store."""
        self._store.labels(access).observe(seconds)
        if failed:
            self._store_failures.labels(access).inc()
            self.store_failing |= {access}
        elif self.store_failing:
            self.store_failing -= {access}

    def posted(self) -> None:
        """Note a daily post."""
        self.last_post = time.time()
        self._posted.set(self.last_post)

    def trace(self) -> aiohttp.TraceConfig:
        """Return what the library is to tell of each request."""
        config = aiohttp.TraceConfig()
        config.on_request_end.append(self._responded)
        return config

    async def _responded(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
    ) -> None:
        del session, context
        status = ended.response.status
        self._responses.labels(f"{status // 100}xx" if status != 429 else "429").inc()  # noqa: PLR2004 - a rate limit
        found = _CALLBACK.search(ended.url.path) if status < 300 else None  # noqa: PLR2004 - it was taken
        pending = self._pending.pop(int(found[1]), None) if found is not None else None
        if pending is not None:
            began, kind = pending
            self._acknowledged.labels(kind).observe(time.monotonic() - began)

    def add(self, collector: Collector) -> None:
        """Let something else yield metrics of its own whenever somebody looks."""
        self._all.register(collector)

    def text(self) -> bytes:
        """Return all of it in Prometheus's text format."""
        return generate_latest(self._all)
