"""Minutes that come on top of a visit: asked about where nothing says what they are spent on."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.measures import Doubt
from bot.language.part import Part
from bot.language.quantities import Number
from bot.language.reading import Reading


def on_top(reading: Reading, part: Part, at: int, place: int, minutes: int, catalog: Catalog) -> list[Doubt]:
    """Return minutes that come on top of a visit without what they are spent on: "worth the extra 15 min"."""
    visit = bool(part.concepts) and catalog.concepts[part.concept].kind is Kind.VISIT
    extra = visit and reading.signals(at - 1, Cue.EXTRA)
    return [Doubt(place, minutes)] if extra else []


def more_minutes(reading: Reading, part: Part, number: Number, place: int, catalog: Catalog) -> list[Doubt]:
    """Return the minutes on top of a visit where that word stands behind their number: "with 10 more min"."""
    after = number.at + 1
    minutes = reading.signals(after, Cue.EXTRA) and reading.signals(after + 1, Cue.MINUTES)
    last = minutes and not reading.signals(after + 2, Cue.OF)
    return on_top(reading, part, after + 1, place, int(number.value), catalog) if last else []


def joined_ahead(reading: Reading, parts: Sequence[Part], place: int, at: int) -> bool:
    """Tell whether a length ahead of a service is joined to the one before with it: "99215 plus 15 min prolonged"."""
    between = range(parts[place - 1].end, at) if place and at < parts[place].start else range(0)
    return any(reading.signals(step, Cue.PLUS, Cue.AND, Cue.WITH) for step in between)
