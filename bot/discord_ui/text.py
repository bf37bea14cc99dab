"""Plain text made safe for Discord: nothing that an asker typed becomes formatting, a link or a ping."""

import re
from typing import Final

_ANYWHERE: Final = re.compile(r"([\\*_~`|<>\[\]@])")
"""Characters that start formatting, mentions, timestamps or masked links anywhere in a line."""
_LINE_START: Final = re.compile(r"^(\s*)([#+-])", re.MULTILINE)
"""Headings, lists and small print, which Discord sees at the start of a line only."""
_LIST_NUMBER: Final = re.compile(r"^(\s*\d+)([.)])(?=\s)", re.MULTILINE)
_LINK: Final = "://"
"""What makes Discord show a text as a link, also without brackets."""
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Characters that show as nothing or turn the direction of what follows: a name could hide or reverse words by them."""
_MODIFIER_LETTER_GRAVE: Final = "\N{MODIFIER LETTER GRAVE ACCENT}"


def escape(text: str) -> str:
    """Return text that Discord shows exactly as written, but for characters that cannot be seen, which go."""
    escaped = _ANYWHERE.sub(r"\\\1", seen(text)).replace(_LINK, rf"\{_LINK}")
    for pattern in (_LIST_NUMBER, _LINE_START):
        escaped = pattern.sub(r"\1\\\2", escaped)
    return escaped


def seen(text: str) -> str:
    """Return a text without the characters that show as nothing."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def small(text: str) -> str:
    """Return the lines of a text in small, grey print."""
    return "\n".join(f"-# {escape(line.strip())}" for line in text.splitlines() if line.strip())


def code_block(text: str) -> str:
    """Return text in a fixed-width block that its own backticks cannot close."""
    return f"```\n{seen(text).replace('`', _MODIFIER_LETTER_GRAVE)}\n```"
