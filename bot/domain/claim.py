"""A claim about how clinic work is paid, and the questions that test it."""

from bot.domain.base import Frozen


class Claim(Frozen):
    """One claim, in our own words. It is not said to be true: its questions show where it holds and where not."""

    id: str
    title: str
    """The claim in a few words, for a list."""
    asks: tuple[str, ...]
    """Questions in words; the first is answered, the others are one click away."""
    note: str
    """What to keep in mind about the claim itself, one sentence."""
