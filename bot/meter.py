"""What is counted and timed of the running bot. No label may name a server, a person or a question."""

from typing import Protocol


class Meter(Protocol):
    """Takes down what happens. Every method is quick and never raises."""

    def received(self, interaction: int, kind: str) -> None:
        """Note that an interaction arrived: a command, a click, a form or what is offered while somebody types."""

    def answered(self, intent: str, *, saved: bool, seconds: float) -> None:
        """Note an answer, and how long after its question it was sent."""

    def unanswered(self, outcome: str) -> None:
        """Note a question that got a word instead: refused, failed, gone or limited."""

    def stored(self, access: str, seconds: float, *, failed: bool) -> None:
        """Note a read or a write of the store, waiting for a connection included."""

    def posted(self) -> None:
        """Note a daily post."""


class NoMeter:
    """Takes nothing down: nobody looks."""

    def received(self, interaction: int, kind: str) -> None:
        """Do nothing."""

    def answered(self, intent: str, *, saved: bool, seconds: float) -> None:
        """Do nothing."""

    def unanswered(self, outcome: str) -> None:
        """Do nothing."""

    def stored(self, access: str, seconds: float, *, failed: bool) -> None:
        """Do nothing."""

    def posted(self) -> None:
        """Do nothing."""
