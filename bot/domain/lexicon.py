"""The words of one language: what connects, negates, counts and asks."""

from collections.abc import Mapping

from bot.domain.base import Frozen


class Lexicon(Frozen):
    """Words as data, so that another language is another file. Phrases have at most three words, lower case."""

    language: str
    cues: Mapping[str, tuple[str, ...]]
    """Cue name to the words and phrases that give it."""
    numbers: Mapping[str, int]
    """Number words ("dozen": 12)."""
