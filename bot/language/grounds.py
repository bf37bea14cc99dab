"""What asks for a rule or a price by its form alone: whether there is any price, for whom, whether two are the same."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.domain.question import Item
from bot.language.atoms import Sort
from bot.language.forms import OPENING, PRICED, free, opens
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS

_WEIGHING = (Cue.THAN, Cue.VERSUS, Cue.EQUALS, Cue.BREAK_EVEN, Cue.HOW_MANY, Cue.PER_HOUR, Cue.PER_MINUTE)
"""Cues of questions about numbers."""
_MORE = (Cue.RAISE, Cue.LOWER, Cue.ALTERED, Cue.EXTRA, Cue.COMPARE)
"""Cues of something that is worth more or less."""
_PAIR = 2


def any_price(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked if a service has a price at all, not by which rule: "do we get anything if my MA …".

    Who does it is no rule then, nor is what a code is called.
    """
    if not reading.has(Cue.ANYTHING) or not opens(reading):
        return False
    hits = [hit for hit in reading.cues[Cue.ANYTHING] if reading.named.isdisjoint(range(hit.start, hit.end))]
    own = {at for part in parts for at in part.taken} | {at for hit in hits for at in range(hit.start, hit.end)}
    staff = (Cue.STAFFED, Cue.NURSE, *CLINICIANS)
    told = (match.places for match in reading.topics if own.isdisjoint(match.places))
    ruled = any(not all(reading.signals(at, *staff) for at in places) for places in told)
    return bool(hits) and not ruled


def severe(reading: Reading) -> bool:
    """Tell whether it is asked if a code is worth more for somebody who is sicker: "do complex pts pay more"."""
    if not reading.has(Cue.SEVERITY):
        return False
    priced = free(reading, Cue.SEVERITY) and reading.has(*PRICED)
    moved = reading.has(*_MORE)
    asked = any(hit.start < OPENING for hit in reading.cues.get(Cue.YES_NO, ())) or reading.has(Cue.EXPLAIN)
    return asked and (priced or moved) and not reading.has(*_WEIGHING)


def of_time(reading: Reading) -> bool:
    """Tell whether time is what something counts toward: "does it count in the 99214 minutes"."""
    return free(reading, Cue.MINUTES, Cue.PART_TIME)


def same(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked if two services are one, not if they are worth the same: "is an AWV the same as …"."""
    if not reading.has(Cue.SAME_AS) or len(parts) != _PAIR or not opens(reading):
        return False
    numbered = any(atom.value is not None and atom.sort is not Sort.CODE for atom in reading.atoms)
    return not (numbered or reading.has(*PRICED, Cue.PER_HOUR, Cue.PER_MINUTE))


def instead_of_each_other(items: tuple[Item, ...], concepts: Sequence[str], reading: Reading) -> tuple[Item, ...]:
    """Return what an explanation is about, the codes that stand for one service as that one.

    A name beside its codes is no service of its own, and the codes are one where a minute is asked for that both have:
    "prolonged visits, is it 99417 or G2212 and when does the clock start".
    """
    typed = {item.concept for item in items if item.codes}
    items = tuple(item for item in items if item.codes or item.concept not in typed)
    coded = [item for item in items if item.concept in concepts and item.codes]
    if len(coded) < _PAIR:
        return items
    kept = [item for item in items if item.codes or item.concept not in concepts]
    if not reading.has(Cue.MINIMUM, Cue.HOW_LONG) or reading.has(Cue.COMPARE, Cue.DIFFERENCE, Cue.VERSUS):
        return tuple(kept)
    whole = coded[0].model_copy(update={"codes": tuple(code for item in coded for code in item.codes)})
    return tuple(whole if item is coded[0] else item for item in kept if item not in coded[1:])


def several(parts: Sequence[Part]) -> bool:
    """Tell whether more than one service is named: a code and the name of what it stands for are one."""
    typed = {part.concept for part in parts if part.code is not None and part.concepts}
    named = {part.concept for part in parts if part.code is None and part.concepts}
    return len({part.code for part in parts if part.code is not None}) + len(named - typed) > 1


def put_on(reading: Reading, parts: Sequence[Part], catalog: Catalog) -> Part | None:
    """Return the added code whose first minute on another service is asked for: "when does g2212 start on a 99215".

    The other service is only what it goes on, so the question is about the added one alone.
    """
    added = [part for part in parts if part.concepts and catalog.concepts[part.concept].kind is Kind.ADDON]
    exact = [part for part in parts if not part.generic]
    when = any(Cue.WONDER in hit.cues for hit in reading.cues.get(Cue.BREAK_EVEN, ()))
    if len(added) != 1 or len(exact) != _PAIR or not (when or reading.has(Cue.HOW_LONG, Cue.MINIMUM)):
        return None
    weighed = reading.has(Cue.THAN, Cue.VERSUS, Cue.EQUALS, Cue.PER_HOUR, Cue.PER_MINUTE, *PRICED)
    return None if weighed else added[0]


def which_unit(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether it is asked what a code is paid by: "is 20610 per joint or per needle"."""
    if len(parts) != 1 or not reading.has(Cue.OR) or not opens(reading):
        return False
    said = (hit for cue in (Cue.PER_ONE, Cue.EACH) for hit in reading.cues.get(cue, ()))
    told = {at for hit in said for at in (hit.start, hit.end)}
    return bool(told) and any(min(told) < hit.start < max(told) for hit in reading.cues[Cue.OR])
