"""What shows a turn."""

from typing import Protocol

from bot.console.turn import Turn


class Printer(Protocol):
    """Shows what the conversation says."""

    def show(self, turn: Turn) -> None:
        """Print one turn to standard output."""
