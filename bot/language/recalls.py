"""Questions about questions: what was asked here before, and the server's statistics."""

from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.domain.question import Item, Recall, Stats, Tally
from bot.language.atoms import Sort
from bot.language.calendar import Calendar, unit_at
from bot.language.reading import Reading

KINDS = {
    Cue.PROCEDURES: Kind.PROCEDURE,
    Cue.TALKS: Kind.TALK,
    Cue.VISITS: Kind.VISIT,
    Cue.TESTS: Kind.TEST,
    Cue.IMAGES: Kind.IMAGING,
}
_MOST_SHOWN = 25
_REACH = 3
"""Words within which a number counts questions: "5 most recent questions"."""


def recall(reading: Reading, calendar: Calendar, items: tuple[Item, ...]) -> Recall:
    """Return the question about what was asked before; `items` are the services that it names."""
    return Recall(
        items=items,
        mine=reading.has(Cue.MINE) and not reading.has(Cue.OURS),
        limit=_limit(reading),
        when=calendar.when(reading),
    )


def statistics(reading: Reading, calendar: Calendar, items: tuple[Item, ...]) -> Stats:
    """Return the question about a server's statistics."""
    tally = _tally(reading)
    kinds = {kind for cue, kind in KINDS.items() if reading.has(cue)}
    return Stats(
        items=items,
        tally=tally,
        when=calendar.when(reading),
        kind=next(iter(kinds)) if len(kinds) == 1 and tally is not Tally.TALK else None,
        channel=reading.has(Cue.HERE),
    )


def _tally(reading: Reading) -> Tally:
    if reading.has(Cue.UNANSWERED):
        return Tally.UNANSWERED
    if reading.has(Cue.TALKS) and reading.has(Cue.PROCEDURES):
        return Tally.TALK
    if reading.has(Cue.PEOPLE) and (reading.has(Cue.HOW_MANY) or not reading.has(Cue.TOP)):
        return Tally.ASKERS
    if reading.has(Cue.TOP):
        return Tally.MOST_COMPARED if reading.has(Cue.COMPARED) else Tally.MOST_ASKED
    return Tally.ALL


def _limit(reading: Reading) -> int | None:
    """Return how many are to be shown: "my last 5", "10 previous answers"."""
    for at, atom in enumerate(reading.atoms):
        if atom.sort is not Sort.NUMBER or atom.value is None or atom.value != atom.value.to_integral_value():
            continue
        asked = any(reading.signals(near, Cue.ASKED) for near in range(at + 1, at + 1 + _REACH))
        last = reading.signals(reading.next_to(at, -1), Cue.LAST) and unit_at(reading, at + 1) is None
        if (asked or last) and atom.value >= 1:
            return min(int(atom.value), _MOST_SHOWN)
    return None
