"""Reading a message the way a person sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.standin.refusal import JSON


def walk(components: Iterable[JSON]) -> Iterator[JSON]:
    """Every component, parents before children, in the order shown."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())
        if isinstance(component.get("accessory"), dict):
            yield from walk([component["accessory"]])


def texts(message: JSON) -> list[str]:
    """All that a message says: its content, then every text display in order."""
    content = [message["content"]] if message.get("content") else []
    return content + [part["content"] for part in walk(message.get("components") or ()) if part["type"] == Kind.TEXT]


def text(message: JSON) -> str:
    """All that a message says, in one string."""
    return "\n".join(texts(message))


def buttons(message: JSON) -> list[tuple[str, str]]:
    """Label and custom id of every button, links left out."""
    every = [part for part in walk(message.get("components") or ()) if part["type"] == Kind.BUTTON]
    return [(part.get("label", ""), part["custom_id"]) for part in every if part.get("custom_id")]


def button(message: JSON, label: str) -> str:
    """Return the custom id of the button with that label."""
    for said, custom_id in buttons(message):
        if said == label:
            return custom_id
    message_ = f"no button {label!r} among {[said for said, _ in buttons(message)]}"
    raise AssertionError(message_)


def menu(message: JSON) -> str:
    """Return the custom id of the message's first menu of words."""
    return next(part["custom_id"] for part in walk(message.get("components") or ()) if part["type"] == Kind.SELECT)


def pings(message: JSON) -> list[str]:
    """Whom a message notifies: user ids, and ``everyone``."""
    return [user["id"] for user in message["mentions"]] + ["everyone"] * message["mention_everyone"]


def descriptions(message: JSON) -> list[str]:
    """Alternative texts of everything shown: of attachments, thumbnails and gallery items."""
    parts = list(walk(message.get("components") or ()))
    shown = [*message["attachments"], *parts, *(item for part in parts for item in part.get("items") or ())]
    return [entry["description"] for entry in shown if entry.get("description")]
