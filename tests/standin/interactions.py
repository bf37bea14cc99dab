"""The rules of answering interactions: once, within three seconds, follow-ups for fifteen minutes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tests.standin.checks.autocomplete import check_choices
from tests.standin.checks.form import Form
from tests.standin.checks.message import EDITED_FLAGS, SENT_FLAGS, Rules, check_message
from tests.standin.checks.modal import check_modal
from tests.standin.kinds import Callback, Event, Flag
from tests.standin.refusal import (
    JSON,
    Refusal,
    Unknown,
    stricter,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin.exchange import Interaction
    from tests.standin.messages import Files, Messages
    from tests.standin.world import Channel

    Emit = Callable[[str, JSON, Channel], None]

_MESSAGES = {Callback.MESSAGE, Callback.DEFER}
ALLOWED: dict[Event, set[Callback]] = {
    Event.COMMAND: {*_MESSAGES, Callback.MODAL},
    Event.COMPONENT: {*_MESSAGES, Callback.DEFER_UPDATE, Callback.UPDATE, Callback.MODAL},
    Event.AUTOCOMPLETE: {Callback.CHOICES},
    Event.SUBMIT: {*_MESSAGES, Callback.DEFER_UPDATE, Callback.UPDATE},
}
NEW = Rules(flags=SENT_FLAGS | Flag.EPHEMERAL)
EDIT = Rules(flags=EDITED_FLAGS)


class Interactions:
    """All interactions of one run, found by id and token."""

    def __init__(self, messages: Messages, emit: Emit, *, deadline: float, life: float) -> None:
        self.messages = messages
        self.emit = emit
        self.deadline = deadline
        self.life = life
        self.by_token: dict[str, Interaction] = {}

    def opened(self, interaction: Interaction) -> None:
        """Expect answers to an interaction from now on."""
        self.by_token[interaction.token] = interaction

    def callback(self, key: str, token: str, body: JSON, files: Files, arrived: float) -> JSON:
        """Take the first response; return Discord's ``with_response`` body. ``arrived`` is monotonic time."""
        it = self.by_token.get(token)
        if it is None or it.id != key:
            raise Unknown.INTERACTION.refusal()
        if it.first_response is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if arrived - it.dispatched > self.deadline:
            raise Unknown.INTERACTION.refusal()
        kind = self._kind(it, body)
        data = body.get("data") or {}
        message = self._take(it, kind, data, files)
        it.note(kind, data, arrived)
        return self._resource(it, kind, message)

    def _kind(self, it: Interaction, body: JSON) -> Callback:
        form = Form()
        form.only(body, {"type", "data"})
        allowed = ALLOWED[it.kind] - ({Callback.UPDATE, Callback.DEFER_UPDATE} if it.source is None else set())
        if not form.at("type").choice(body.get("type"), allowed):
            form.close()
        return Callback(body["type"])

    def _take(self, it: Interaction, kind: Callback, data: JSON, files: Files) -> JSON | None:
        form = Form(("data",))
        if kind == Callback.CHOICES:
            assert it.option is not None
            check_choices(form, data, it.option["type"])
        elif kind == Callback.MODAL:
            check_modal(form, data)
        elif kind == Callback.DEFER and ((data.get("flags") or 0) & ~Flag.EPHEMERAL or data.keys() - {"flags"}):
            form.stricter("a deferral carries the ephemeral flag and nothing else")
        form.close()
        match kind:
            case Callback.MESSAGE:
                check_message(data, files, NEW)
                it.original = self._send(it, data, files)
            case Callback.DEFER:
                it.loading, it.ephemeral = True, bool((data.get("flags") or 0) & Flag.EPHEMERAL)
                it.original = self._place(it, {"flags": Flag.LOADING | (data.get("flags") or 0)}, {})
            case Callback.UPDATE:
                it.original = it.source
                self._change(it, self._source(it), data, files)
            case Callback.DEFER_UPDATE:
                it.original = it.source
        return it.original

    def _source(self, it: Interaction) -> JSON:
        if it.source is None or it.source["id"] not in self.messages.stored:
            raise Unknown.MESSAGE.refusal()
        return it.source

    def _resource(self, it: Interaction, kind: Callback, message: JSON | None) -> JSON:
        about: JSON = {"id": it.id, "type": it.kind}
        resource: JSON = {"type": kind}
        if message is not None:
            about |= {
                "response_message_id": message["id"],
                "response_message_loading": it.loading,
                "response_message_ephemeral": bool(message["flags"] & Flag.EPHEMERAL),
            }
            if kind in {Callback.MESSAGE, Callback.UPDATE}:
                resource["message"] = message
        return {"interaction": about, "resource": resource}

    def _place(self, it: Interaction, body: JSON, files: Files) -> JSON:
        bot = self.messages.world.bot
        about = {"id": it.id, "type": it.kind, "user": it.user.payload(), "authorizing_integration_owners": {}}
        extra = {"application_id": bot.id, "webhook_id": bot.id, "interaction_metadata": about}
        kind = 20 if it.kind == Event.COMMAND else 0
        message = self.messages.create(it.channel, bot, body, files, type=kind, **extra)
        if message["flags"] & Flag.EPHEMERAL:
            self.messages.only_for[message["id"]] = it.user
        self._tell("MESSAGE_CREATE", it, message)
        return message

    def _send(self, it: Interaction, body: JSON, files: Files) -> JSON:
        message = self._place(it, body, files)
        it.messages.append(message)
        return message

    def _change(self, it: Interaction, message: JSON, body: JSON, files: Files) -> None:
        check_message(body, files, EDIT, message)
        self.messages.edit(it.channel, self.messages.world.bot, message, body, files)
        if message is it.original and it.loading:
            it.loading = False
        if message not in it.messages:
            it.messages.append(message)
        self._tell("MESSAGE_UPDATE", it, message)

    def _tell(self, event: str, it: Interaction, message: JSON) -> None:
        """Bots hear of public messages only."""
        if not message["flags"] & Flag.EPHEMERAL:
            self.emit(event, message, it.channel)

    def _live(self, token: str) -> Interaction:
        it = self.by_token.get(token)
        if it is None or it.first_response is None or it.first_response.type == Callback.CHOICES:
            raise Unknown.WEBHOOK.refusal()
        if it.expired or time.monotonic() - it.dispatched > self.life:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return it

    def _named(self, it: Interaction, key: str) -> JSON:
        mine = [message for message in (it.original, *it.messages) if message is not None]
        message = it.original if key == "@original" else next((one for one in mine if one["id"] == key), None)
        if message is None or message["id"] not in self.messages.stored:
            raise Unknown.MESSAGE.refusal()
        return message

    def followup(self, token: str, body: JSON, files: Files) -> JSON:
        """Send a further message; after a deferral the first one becomes the promised answer."""
        it = self._live(token)
        if not it.loading or it.original is None:
            check_message(body, files, NEW)
            return self._send(it, body, files)
        asked = body.get("flags") or 0
        if asked & Flag.EPHEMERAL and not it.ephemeral:
            message = "the deferral was public, so this private answer would be shown to everybody"
            raise stricter(message)
        body = body | {"flags": asked & ~Flag.EPHEMERAL}
        check_message(body, files, NEW, it.original)
        self._change(it, it.original, body, files)
        return it.original

    def get(self, token: str, key: str) -> JSON:
        """Read one message of this interaction."""
        return self._named(self._live(token), key)

    def edit(self, token: str, key: str, body: JSON, files: Files) -> JSON:
        """Edit one message of this interaction."""
        it = self._live(token)
        message = self._named(it, key)
        self._change(it, message, body, files)
        return message

    def delete(self, token: str, key: str) -> None:
        """Delete one message of this interaction."""
        it = self._live(token)
        message = self._named(it, key)
        self.messages.delete(message)
        it.loading = it.loading and message is not it.original
        it.messages[:] = [one for one in it.messages if one is not message]
        self._tell("MESSAGE_DELETE", it, message)
