"""Minutes of charting beside those with the patient: "30 min face to face + 10 min charting" are 40 of one visit."""

from dataclasses import dataclass
from decimal import Decimal

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.reading import Reading
from bot.language.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Charted:
    """Two lengths of time of one service, one of which is charting."""

    at: int
    """The place of the length that the charting belongs to."""
    charting_at: int
    minutes: Decimal
    """Both together."""
    charting: int


def charted(reading: Reading, stretch: Stretch) -> Charted | None:
    """Return the length of charting of a side with the length before it, or behind it where none is before.

    Only where the words say whether it comes on top or lies within: else which of the two counts is the asker's to say.
    """
    places = range(stretch.start, stretch.end)
    lengths = [at for at in places if reading.atoms[at].sort is Sort.MINUTES or _bare(reading, at)]
    marked = [at for at in lengths if _marked(reading, stretch, at)]
    others = [at for at in lengths if at not in marked]
    if len(marked) != 1 or not others:
        return None
    (place,) = marked
    before = [at for at in others if at < place]
    other = before[-1] if before else others[0]
    charting, own = reading.atoms[place].value or Decimal(0), reading.atoms[other].value or Decimal(0)
    between = range(min(place, other) + 1, max(place, other))
    if any(reading.atoms[at].ranged for at in (place, other)) or charting < 1 or charting % 1:
        return None
    if any(reading.signals(at, Cue.INSIDE) for at in between) and charting < own:
        return Charted(other, place, own, int(charting))
    if any(reading.signals(at, Cue.PLUS, Cue.AND) for at in between):
        return Charted(other, place, own + charting, int(charting))
    return None


def _bare(reading: Reading, at: int) -> bool:
    """Tell whether a number without its unit is a part of the minutes before it: "40 min, of which 10 are charting"."""
    return (
        reading.atoms[at].sort is Sort.NUMBER
        and reading.signals(reading.next_to(at, -1), Cue.INSIDE)
        and reading.signals(reading.next_to(at, 1), Cue.CHARTING)
    )


def _marked(reading: Reading, stretch: Stretch, at: int) -> bool:
    """Tell whether a length is charting's: the word stands behind it, or before it and behind no other length."""
    behind = reading.next_to(at, 1)
    if behind < stretch.end and reading.signals(behind, Cue.CHARTING):
        return True
    ahead = reading.next_to(at, -1)
    if ahead < stretch.start or not reading.signals(ahead, Cue.CHARTING):
        return False
    earlier = reading.next_to(ahead, -1)
    return earlier < stretch.start or reading.atoms[earlier].sort is not Sort.MINUTES
