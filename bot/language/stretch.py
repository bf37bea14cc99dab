"""One side of a question."""

from dataclasses import dataclass

from bot.language.part import Part


@dataclass(frozen=True, slots=True)
class Stretch:
    """One side of a question: a stretch of text with what is named in it."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()
    strangers: tuple[int, ...] = ()
    """Atoms that may name something and are in no list."""
    carried: tuple[int, ...] = ()
    """Atoms of another side that tell how long or where what "it" stands for is: "glue a 3 cm chin cut or sew it"."""
    borrowed: bool = False
    """The service is not said here but taken over from the other side."""
