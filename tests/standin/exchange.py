"""One thing a person does and all that the bot answers to it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.standin.kinds import Callback, Event
from tests.standin.snowflake import snowflake

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.bell import Bell
    from tests.standin.messages import Messages
    from tests.standin.refusal import JSON
    from tests.standin.world import Channel, User


@dataclass(frozen=True, slots=True)
class Response:
    """The first answer: its callback type (None for a plain message), its body as sent, and how long it took."""

    type: int | None
    data: JSON
    latency: float
    """Milliseconds from dispatching the event to the answer's arrival."""


@dataclass(eq=False, kw_only=True)
class Exchange:
    """What both doors share: waiting for answers, and the answers."""

    user: User
    channel: Channel
    bell: Bell
    store: Messages
    dispatched: float = field(default_factory=time.monotonic)
    first_response: Response | None = None
    messages: list[JSON] = field(default_factory=list)
    """What people see, in order: the original answer, then follow-ups; edits are applied, deleted ones are gone."""

    @property
    def settled(self) -> bool:
        """Whether the bot owes nothing any more."""
        return self.first_response is not None

    @property
    def message(self) -> JSON:
        """The last message of the answer."""
        assert self.messages, f"no message answers {self}"
        return self.messages[-1]

    @property
    def files(self) -> dict[str, bytes]:
        """All files of the answer by name."""
        return {name: content for message in self.messages for name, content in self.store.files(message).items()}

    @property
    def latency(self) -> float:
        """Milliseconds to the first response."""
        assert self.first_response is not None, f"nothing answers {self}"
        return self.first_response.latency

    async def until(
        self, true: Callable[[Exchange], object], seconds: float = 5.0, what: str = "is as the test wants it"
    ) -> Exchange:
        """Wait until something holds of this exchange: ``await exchange.until(lambda e: len(e.messages) == 2)``."""
        await self.bell.until(lambda: true(self), seconds, lambda: f"{self} {what}")
        return self

    async def responded(self, seconds: float = 3.5) -> Exchange:
        """Wait for the first response."""
        return await self.until(lambda it: it.first_response, seconds, "is answered")

    async def done(self, seconds: float = 10.0) -> Exchange:
        """Wait until the bot owes nothing any more: after a deferral, until what was promised is there."""
        return await self.until(lambda it: it.settled, seconds, "is answered in full")

    def note(self, kind: int | None, data: JSON, arrived: float) -> None:
        """Keep the first response."""
        if self.first_response is None:
            self.first_response = Response(kind, data, (arrived - self.dispatched) * 1000)


@dataclass(eq=False, kw_only=True)
class Conversation(Exchange):
    """A person's message and the bot's messages after it in the same channel."""

    said: JSON

    def __str__(self) -> str:
        """Say who did what, for test reports."""
        return f"message {self.said['content'][:60]!r} of {self.user.name}"


@dataclass(eq=False, kw_only=True)
class Interaction(Exchange):
    """A slash command, autocomplete, menu, click, selection or submitted modal."""

    kind: Event
    data: JSON
    source: JSON | None = None
    """The message whose component was used."""
    option: JSON | None = None
    """The definition of the option that is being typed (autocomplete)."""
    id: str = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: f"token-{snowflake()}")
    original: JSON | None = None
    """What ``@original`` names."""
    loading: bool = False
    """Deferred with "thinking", and nothing came yet."""
    ephemeral: bool = False
    """What the deferral promised."""
    expired: bool = False
    """Set by ``Discord.expire``: as if the fifteen minutes were over."""

    @property
    def settled(self) -> bool:
        """Whether the bot owes nothing any more; a deferred update is owed until a message is edited or sent."""
        if self.first_response is None or self.loading:
            return False
        return self.first_response.type != Callback.DEFER_UPDATE or bool(self.messages)

    @property
    def choices(self) -> list[JSON]:
        """The autocomplete choices: name and value each."""
        assert self.first_response is not None, f"nothing answers {self}"
        assert self.first_response.type == Callback.CHOICES, f"{self} was answered otherwise"
        choices: list[JSON] = self.first_response.data["choices"]
        return choices

    @property
    def modal(self) -> JSON:
        """The modal that was opened."""
        assert self.first_response is not None, f"nothing answers {self}"
        assert self.first_response.type == Callback.MODAL, f"{self} was answered otherwise"
        return self.first_response.data

    def __str__(self) -> str:
        """Say who did what, for test reports."""
        name = self.data.get("name") or self.data.get("custom_id")
        return f"{self.kind.name.lower()} {name!r} of {self.user.name}"
