"""Minutes that are not one service's own: on top of a visit, ahead of an add-on, or over all that is done in them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.measures import Doubt, Measures
from bot.language.part import Part
from bot.language.quantities import Number
from bot.language.reading import Reading
from bot.language.stretch import Stretch

_HOUR = 60


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


def over_all(reading: Reading, stretch: Stretch, own: Measures) -> None:
    """Share hours out among codes that are done in them: "8 99214s and 4 99213s in 4 hours", twenty minutes each.

    How long each takes makes no difference to what an hour of all of them brings. Where that is no whole number, or
    minutes would choose the code, it is asked whose they are.
    """
    behind = range(max(part.end for part in stretch.parts), stretch.end)
    hours = [
        at
        for at in behind
        if reading.atoms[at].sort is Sort.MINUTES
        and (reading.atoms[at].value or 0) >= _HOUR
        and reading.signals(at - 1, Cue.IN, Cue.OVER)
    ]
    if len(stretch.parts) < 2 or len(hours) != 1 or sum(map(len, own.lengths)) != 1:  # noqa: PLR2004 - several
        return
    whole = reading.atoms[hours[0]]
    minutes, count = int(whole.value or 0), sum(own.counts.get(place, 1) for place in range(len(stretch.parts)))
    if all(part.code for part in stretch.parts) and minutes % count == 0:
        own.lengths = [[replace(whole, value=Decimal(minutes // count))] for _ in stretch.parts]
    else:
        own.beyond.append(Doubt(len(stretch.parts) - 1, minutes))
