"""Plain text made safe for Discord: nothing that an asker typed becomes formatting, a link or a ping."""

import re
from typing import Final

_ANYWHERE: Final = re.compile(r"([\\*_~`|<>\[\]@])")
"""Characters that start formatting, mentions, timestamps or masked links anywhere in a line."""
_LINE_START: Final = re.compile(r"^(\s*)([#+-])", re.MULTILINE)
"""Headings, lists and small print, which Discord sees at the start of a line only."""
_LIST_NUMBER: Final = re.compile(r"^(\s*\d+)([.)])(?=\s)", re.MULTILINE)
_MODIFIER_LETTER_GRAVE: Final = "\N{MODIFIER LETTER GRAVE ACCENT}"


def escape(text: str) -> str:
    """Return text that Discord shows exactly as written."""
    escaped = _ANYWHERE.sub(r"\\\1", text)
    for pattern in (_LIST_NUMBER, _LINE_START):
        escaped = pattern.sub(r"\1\\\2", escaped)
    return escaped


def small(text: str) -> str:
    """Return the lines of a text in small, grey print."""
    return "\n".join(f"-# {escape(line.strip())}" for line in text.splitlines() if line.strip())


def code_block(text: str) -> str:
    """Return text in a fixed-width block that its own backticks cannot close."""
    return f"```\n{text.replace('`', _MODIFIER_LETTER_GRAVE)}\n```"
