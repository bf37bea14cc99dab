"""Discord's limits, once. What is about to be sent is measured here, because the library sends it unchecked."""

from codecs import utf_16_le_encode
from dataclasses import dataclass
from typing import Final

from discord import ui

DISPLAY_CHARACTERS: Final = 4_000
"""All text of one Components V2 message together."""
DISPLAY_BYTES: Final = 10_000
"""Undocumented: from about 10,170 UTF-8 bytes of text Discord answers 500 (discord-api-docs #8554)."""
COMPONENTS: Final = 40
"""Counting nested ones."""
BUTTONS_IN_ROW: Final = 5
SELECT_OPTIONS: Final = 25
AUTOCOMPLETE_CHOICES: Final = 25
CHOICE_NAME: Final = 100
CHOICE_VALUE: Final = 100
BUTTON_LABEL: Final = 80
OPTION_LABEL: Final = 100
PLACEHOLDER: Final = 150
ALT_TEXT: Final = 1_024
CUSTOM_ID: Final = 100
QUESTION: Final = 2_000
"""Longest text that a message, and our own option, can carry."""

ELLIPSIS: Final = "…"


def length(text: str) -> int:
    """Count characters as Discord's clients do: UTF-16 code units, so that an emoji counts two."""
    # Not by the codec's name, which would be looked up on the disk at the first answer.
    return len(utf_16_le_encode(text, "surrogatepass")[0]) // 2


def size(text: str) -> int:
    """Count UTF-8 bytes."""
    return len(text.encode("utf-8", "surrogatepass"))


def fit(text: str, characters: int, max_bytes: int | None = None) -> str:
    """Return `text`, cut with an ellipsis where it exceeds `characters` (or `max_bytes`).

    Cuts at the last line break or space within the final fifth, so that no number is shown in half.
    """
    most_bytes = DISPLAY_BYTES if max_bytes is None else max_bytes
    if length(text) <= characters and size(text) <= most_bytes:
        return text
    low, high = 0, min(len(text), characters)
    while low < high:
        middle = (low + high + 1) // 2
        tried = text[:middle] + ELLIPSIS
        if length(tried) <= characters and size(tried) <= most_bytes:
            low = middle
        else:
            high = middle - 1
    kept = text[:low]
    boundary = max(kept.rfind("\n"), kept.rfind(" "))
    if boundary >= low * 4 // 5 > 0:
        kept = kept[:boundary]
    return kept.rstrip() + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Size:
    """What one layout weighs."""

    characters: int
    bytes: int
    components: int


class TooLargeError(ValueError):
    """A layout that Discord would refuse: a fault of ours, never of the asker."""


def measure(view: ui.LayoutView) -> Size:
    """Weigh all text and components of a layout."""
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    return Size(
        characters=sum(length(text) for text in texts),
        bytes=sum(size(text) for text in texts),
        components=sum(1 for _ in view.walk_children()),
    )


def assert_fits(view: ui.LayoutView) -> None:
    """Raise `TooLargeError` when Discord would refuse the layout."""
    weighed = measure(view)
    limits = (
        ("characters", weighed.characters, DISPLAY_CHARACTERS),
        ("bytes", weighed.bytes, DISPLAY_BYTES),
        ("components", weighed.components, COMPONENTS),
    )
    for name, have, most in limits:
        if have > most:
            msg = f"a layout of {have} {name} exceeds Discord's {most}"
            raise TooLargeError(msg)
