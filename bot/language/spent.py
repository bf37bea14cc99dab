"""Visits and talks that only minutes tell of, with what they are spent on or with whom: "25 min going over labs"."""

from collections.abc import Set as AbstractSet

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.part import Part
from bot.language.reading import Reader, Reading
from bot.language.stretch import Stretch

TALKERS = (Cue.THERAPIST, Cue.LCSW, Cue.PSYCHOLOGIST, Cue.RD)
"""Clinicians who see people for talks alone."""
CLINICIANS = (Cue.PHYSICIAN, Cue.NP, Cue.PA, Cue.CNS, Cue.CNM, Cue.RD, Cue.LCSW, Cue.PSYCHOLOGIST)
_VISITING = (Cue.PHYSICIAN, Cue.NP, Cue.PA)
_SEEN = frozenset({Kind.VISIT, Kind.TALK})
_TALK = "talk"
_VISIT = "office visit"
"""What is taken for a visit that is told only by its minutes and its reason."""


class Spent:
    """Finds visits and talks without a name of their own."""

    def __init__(self, catalog: Catalog, reader: Reader) -> None:
        """Take the catalog and what reads texts with its words."""
        self._catalog = catalog
        self._services = reader.services
        self._visit = frozenset(reader.compiled(_VISIT))
        self._seen = frozenset(reader.compiled(catalog.lexicon.cues[Cue.GENERIC][0]))
        later = map(reader.compiled, catalog.lexicon.cues[Cue.LATER])
        self._known = frozenset(concept for stems in later for concept in self._named({*stems}))
        self._talk = frozenset(reader.compiled(_TALK))

    @property
    def visits(self) -> tuple[str, ...]:
        """Return what is taken for a visit of which nothing more is said."""
        return self._named(self._visit)

    def own_visit(self, reading: Reading, stretch: Stretch) -> Part | None:
        """Return a clinician's visit, set against what others do: "30 min with me", "or the doc sees them 10 min"."""
        places = range(stretch.start, stretch.end)
        nursed = any(reading.signals(at, Cue.NURSE) for at in reading.named if at not in places)
        own = any(reading.signals(at, Cue.PERSONALLY) for at in places) and (nursed or reading.has(*TALKERS))
        own = own or (nursed and any(reading.signals(at, *_VISITING) for at in places))
        timed = _timed(reading, places)
        if not own or not (timed or nursed) or not self.visits or stretch.strangers:
            return None
        at = timed[0] if timed else stretch.start
        return Part(at, at + 1, frozenset(timed[:1]), self.visits, generic=True)

    def newcomer(self, reading: Reading, stretch: Stretch, giver: Part) -> Part | None:
        """Return a new patient's visit, told by its minutes beside a known one's: "four 99213s vs one 75 min new"."""
        places = range(stretch.start, stretch.end)
        words = (at for at in places if at not in reading.light and reading.atoms[at].sort is Sort.WORD)
        heavy = [at for at in words if not reading.signals(at, Cue.LENGTHY)]
        new = [at for at in heavy if reading.signals(at, Cue.INITIAL)]
        known = not giver.concepts or giver.concept not in {*self.visits, *self._known}
        if new != heavy or len(new) != 1 or not _timed(reading, places) or known:
            return None
        concepts = self._named({reading.atoms[new[0]].stem, *self._seen})
        return Part(new[0], new[0] + 1, frozenset(new), concepts) if concepts else None

    def abroad(self, reading: Reading, stretch: Stretch) -> Part | None:
        """Return the visit that only its minutes and where it is tell of: "40 minutes at a homebound lady's house"."""
        places = range(stretch.start, stretch.end)
        where = [at for at in places if reading.signals(at, Cue.ABROAD) and _timed(reading, places)]
        told = [frozenset(reading.atoms[at].stem for at in where), *({reading.atoms[at].stem} for at in where)]
        found = (self._named({*stems, *self._seen}) for stems in told if where)
        concepts = next(filter(None, found), ())
        if not concepts or stretch.strangers:
            return None
        return Part(where[0], where[-1] + 1, frozenset(where), concepts)

    def in_turn(self, reading: Reading, stretch: Stretch, other: Stretch) -> Part | None:
        """Return a clinician's own talk about what others see people for: "RD 30 min for weight vs me 30 min on it"."""
        places, told = range(stretch.start, stretch.end), range(other.start, other.end)
        it = any(reading.signals(at, Cue.IT) and reading.signals(at - 1, Cue.ABOUT, Cue.DO) for at in places)
        led = any(reading.signals(at, *TALKERS) for at in told) and not any(
            reading.signals(at, *TALKERS) for at in places
        )
        timed = [at for at in places if reading.atoms[at].sort is Sort.MINUTES or at in reading.lasting]
        if not it or not led or not timed or stretch.strangers:
            return None
        taken = reading.light.union(*(part.taken for part in other.parts))
        subjects = [reading.atoms[at].stem for at in told if at not in taken and reading.signals(at, Cue.REASON)]
        found = (self._named({stem, *kind}) for stem in subjects for kind in (self._talk, self._visit))
        concepts = next((concepts for concepts in found if concepts), ()) or self._named(self._talk)
        return Part(timed[0], timed[0] + 1, frozenset(timed[:1]), concepts, generic=True) if concepts else None

    def on_complaint(self, reading: Reading, stretch: Stretch) -> Part | None:
        """Return the visit that only its minutes and its reason tell of: "15 minutes on a sore throat"."""
        places = range(stretch.start, stretch.end)
        told = stretch.strangers and all(reading.signals(at, Cue.REASON) for at in stretch.strangers)
        first = min(stretch.strangers, default=stretch.start)
        # A verb of talking stands before everything that nobody knows: "going over pain science".
        explained = not told and _talked(reading, range(stretch.start, first))
        others = any(reading.signals(at, Cue.NURSE, *CLINICIANS) for at in places)
        if not (told or explained) or not _timed(reading, places) or others:
            return None
        # "10 min on vaping" is the talk that has a name of its own.
        stems = {reading.atoms[at].stem for at in stretch.strangers}
        named = (self._named({stem, *self._talk}) for stem in sorted(stems))
        talks = next((concepts for concepts in named if concepts), ()) if len(stems) == 1 else ()
        concepts = talks or self._named(self._talk if explained else self._visit)
        taken = frozenset(stretch.strangers)
        return Part(min(taken), max(taken) + 1, taken, concepts, generic=True) if concepts else None

    def spent(self, reading: Reading, stretch: Stretch, giver: Part) -> Part | None:
        """Return the talk or visit that minutes are spent in: "25 min going over labs", "20 min with the family"."""
        places = range(stretch.start, stretch.end)
        timed = _timed(reading, places)
        told = _talked(reading, places)
        seen = any(reading.signals(at + 1, Cue.WITH, Cue.PLUS) for at in timed)
        visited = bool(giver.concepts) and self._catalog.concepts[giver.concept].kind in _SEEN
        if not timed or not (told or (seen and not visited)):
            return None
        concepts = self._named(self._talk if told else self._visit)
        return Part(timed[0], timed[0] + 1, frozenset(timed[:1]), concepts, generic=True) if concepts else None

    def _named(self, stems: AbstractSet[str]) -> tuple[str, ...]:
        return tuple(sorted(target.concept for target in self._services.exactly(stems)))


def telling(reading: Reading, stretch: Stretch) -> list[int]:
    """Return the words of no list by which a side says more than its length: "20 minutes of hand holding"."""
    places = range(stretch.start, stretch.end)
    words = [at for at in places if reading.atoms[at].sort is Sort.WORD and at not in reading.light]
    more = [at for at in words if at not in reading.hit_of and at not in reading.placed]
    return more if _timed(reading, places) else []


def _timed(reading: Reading, places: range) -> list[int]:
    return [at for at in places if reading.atoms[at].sort is Sort.MINUTES or at in reading.lasting]


def _talked(reading: Reading, places: range) -> bool:
    """Tell whether a verb of talking is said, no small word such as "on"."""
    return any(reading.signals(at, Cue.ABOUT) and at not in reading.light for at in places)
