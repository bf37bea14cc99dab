"""Other ways to pay in words: which are meant, what each number is, and what of the text is left for the services.

Every number has to find its part: next to a word that says what it is ("2 % minimum savings rate"), or by its own form
("$80 a month", "1,600 clinic hours a year"). What none of them claims is asked back about; nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.domain.question import Item
from bot.domain.terms import Terms
from bot.domain.way import Slot
from bot.language.atoms import Atom, Sort
from bot.language.cues import Table
from bot.language.part import Part, Parts
from bot.language.parts import find_parts
from bot.language.placing import Form, Given, Word, place
from bot.language.reading import DIVIDING, Reader, Reading
from bot.language.wayfields import COSTS, Found, Unsaid, give
from bot.language.waynumbers import given, split
from bot.language.wayterms import HEADS, LEVELS, MONTHLY, Kind, capitated, patients, terms

_MOST: Final = 40
"""Numbers in one question; more are no question."""
_NEAR: Final = 3
_LOOSE: Final = frozenset(
    {Slot.OVERHEAD, Slot.QUALITY, Slot.MINIMUM, Slot.LOSSES, Slot.UPSIDE, Slot.BENCHMARK, Slot.SHARE, Slot.STAFF}
)
"""Words that name no service, with or without a number."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways to pay that a text asks about."""

    terms: Terms
    rest: Reading
    """The text without what the terms have said: the services, and what the asker is paid now."""
    parts: Parts
    """The services in it."""
    unclear: tuple[str, ...] = ()
    """Numbers that no word claims, as written."""
    opens: tuple[Unsaid, ...] = ()
    monthly: bool = False
    """Care that is paid by the month."""
    patients: tuple[Item, ...] = ()
    """The patients that a month is paid for, where a service names them."""


class WayReader:
    """Reads ways to pay with the words of one catalog."""

    def __init__(self, catalog: Catalog, reader: Reader) -> None:
        self._catalog, self._reader = catalog, reader
        lexicon = catalog.lexicon
        self._words = Table((reader.compiled(phrase), slot) for slot, said in lexicon.ways.items() for phrase in said)
        parts = {word: 1 / Decimal(count) for word, count in lexicon.parts.items()}
        self._shares = {reader.compiled(word)[0]: value for word, value in (parts | dict(lexicon.fractions)).items()}

    def read(self, reading: Reading) -> Ways | None:
        """Return the ways to pay that are asked about with numbers or for a service; None where there are none."""
        words = [Word(*span) for span in self._words.spans(reading.atoms)]
        if not any(word.slots & {*HEADS, Slot.FEES, Slot.EVERY, Slot.MONTHLY} for word in words):
            return None
        numbers = given(reading, self._shares, words)
        if len(numbers) > _MOST:
            return None
        kinds, heads = _kinds(reading, words, numbers)
        if not kinds:
            return None
        found = Found(reading, kinds, heads)
        give(found, words, numbers)
        rest = self._rest(found, words)
        parts = _beside(rest, find_parts(rest, self._catalog, self._reader.services), self._catalog)
        together = _together(found, words, parts)
        if not _asks(found, parts, together=together):
            return None
        monthly = any(kind in MONTHLY for kind in kinds)
        made = terms(kinds, found.told, together=together)
        return Ways(
            terms=capitated(made) if _in_place(reading, words) else made,
            rest=rest,
            parts=parts,
            unclear=tuple(found.unclear),
            opens=tuple(found.opens),
            monthly=monthly and not together,
            patients=() if together else patients(found.told),
        )

    def _rest(self, found: Found, words: Sequence[Word]) -> Reading:
        """Read the text without the ways, their numbers and what measures them; a comma stands in each gap."""
        reading = found.reading
        gone = set(found.spent)
        for word in words:
            if word.slots & {*HEADS, Slot.FEES, Slot.EVERY, Slot.PANEL, *_LOOSE} - {Slot.MEMBERS}:
                gone |= set(range(word.start, word.end))
        months = [word for word in words if word.slots & {Slot.NEW, Slot.LATER} and "cocm" in found.kinds]
        for word in months:  # "1st month" is no number of anything
            numbers = (at for at in range(word.start, word.end) if reading.atoms[at].sort is Sort.NUMBER)
            gone |= {near for at in numbers for near in (at, at + 1)}
        gone |= {word.start for word in words if Slot.TAIL in word.slots and word.start - 1 in gone}
        atoms: list[Atom] = []
        for at, atom in enumerate(reading.atoms):
            if at not in gone:
                atoms.append(atom)
            elif not atoms or atoms[-1].stem != ",":
                atoms.append(Atom(Sort.MARK, ","))
        return self._reader.find(atoms)


def _kinds(
    reading: Reading, words: Sequence[Word], numbers: Sequence[Given]
) -> tuple[tuple[Kind, ...], list[tuple[int, Kind]]]:
    """Return the ways meant, in the order said, and where each is named."""
    heads = [(word.start, kind) for word in words for slot, kind in HEADS.items() if slot in word.slots]
    split = _blended(reading, words, numbers)
    if split or any(kind == "blend" for _, kind in heads):
        # Beside fees for services, "capitation" is the panel's part of a blend.
        inner = {word.start for word in words if word.slots & {Slot.PANEL, Slot.FEES}}
        heads = [(at, kind) for at, kind in heads if kind == "blend" or at not in inner]
        heads += [(at, "blend") for at in sorted(inner)] if split else []
    kinds: list[Kind] = [kind for _, kind in sorted(heads)]
    if not kinds and any(Slot.MONTHLY in word.slots for word in words):
        kinds.append("value")
    return tuple(dict.fromkeys(kinds)), sorted(heads)


def _blended(reading: Reading, words: Sequence[Word], numbers: Sequence[Given]) -> bool:
    """Tell whether parts of one are said of fees for services and of a panel's fee."""
    fees = [word for word in words if Slot.FEES in word.slots]
    panel = [word for word in words if Slot.PANEL in word.slots]
    parts = [number for number in numbers if number.form is Form.PART]
    placed = place(reading, fees, parts, lambda slot, _, __: slot is Slot.FEES) if fees and parts else {}
    return bool(panel) and bool(fees) and (bool(placed) or any(split(reading)))


def _beside(rest: Reading, parts: Parts, catalog: Catalog) -> Parts:
    """Return the services that are no patients of the ways themselves.

    A word such as "talk" that has no length names none of its own beside another service: "what the talk would avoid".
    """
    others = [part for part in parts.found if not _own(part, catalog)]
    exact = any(not part.generic for part in others)
    kept = (part for part in others if not (exact and part.generic and not part.code and not _long(rest, part)))
    return Parts(tuple(kept), parts.aside)


def _own(part: Part, catalog: Catalog) -> bool:
    return bool(part.concepts) and all(catalog.concepts[name].way for name in part.concepts)


def _long(rest: Reading, part: Part) -> bool:
    """Tell whether a length stands beside a service."""
    near = range(max(part.start - _NEAR, 0), min(part.end + _NEAR, len(rest.atoms)))
    return any(rest.atoms[at].sort is Sort.MINUTES for at in near)


def _together(found: Found, words: Sequence[Word], parts: Parts) -> bool:
    """Tell whether the same minutes are asked about under several ways."""
    if len(found.kinds) > 1:
        return True
    fees = any(Slot.FEES in word.slots for word in words) and found.kinds != ("blend",)
    return (fees or any(Slot.EVERY in word.slots for word in words)) and bool(parts.found)


def _in_place(reading: Reading, words: Sequence[Word]) -> bool:
    """Tell whether the panel's fee is paid in place of fees for services: "capitation", "pmpm instead of ffs"."""
    fees = [word for word in words if Slot.FEES in word.slots]
    if any(reading.signals(word.start - 1, Cue.PLUS) for word in fees):
        return False
    monthly = any(Slot.MONTHLY in word.slots for word in words)
    instead = any(reading.signals(reading.next_to(word.start, -1), Cue.IN_PLACE) for word in fees)
    return (monthly and instead) or any(Slot.CAPITATED in word.slots for word in words)


def _asks(found: Found, parts: Parts, *, together: bool) -> bool:
    """Tell whether there is enough to work out, or to ask for: a number of the way, or a service for several ways."""
    reading, told = found.reading, {name for _, name in (*found.told, *((o.kind, o.name) for o in found.opens))}
    if set(found.kinds) <= set(MONTHLY):
        divided = any(hit.cues & DIVIDING for hit in reading.hits) or bool(parts.found)
        caseload = {"new", "follow_up"} <= told
        if together or (divided and not caseload and not told & {"hours", *COSTS}):
            return False
        levels = len(told & set(LEVELS))
        stretched = reading.has(Cue.PER_MONTH, Cue.WHAT_IF) or bool(told - set(LEVELS))
        return levels > 1 or (levels == 1 and stretched) or bool(told - {*LEVELS, "hours", *COSTS})
    if together:
        return bool(told) or bool(parts.found)
    return bool(told)
