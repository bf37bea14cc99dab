"""The text divided into the sides that are set against each other, each with its services and numbers."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.atoms import Sort
from bot.language.borders import Border, dividers, guides, sets_apart
from bot.language.borrowed import at_another, by_staff, drug_into, lone, of_those
from bot.language.calendar import PER
from bot.language.carrying import NEWBORNS, counts_anew, of_newborn, of_year, sizes_of, with_it
from bot.language.elsewhere import elsewhere
from bot.language.hands import Hands
from bot.language.lacking import lacking
from bot.language.listing import apart, listed
from bot.language.part import Part, Parts
from bot.language.quantities import Number
from bot.language.reading import Reader, Reading, Target
from bot.language.reasons import beside_code, names_subject, only_reason
from bot.language.repeats import told_again
from bot.language.spent import CLINICIANS, Spent, telling
from bot.language.stretch import Stretch
from bot.language.unnamed import added, another, further, heading, identifies, of_doer

__all__ = ["CLINICIANS", "Divider"]

"""Numbers that set a side apart from the other although both are the same service."""


class Divider:
    """Divides texts with one catalog's words."""

    def __init__(self, catalog: Catalog, reader: Reader) -> None:
        self._catalog = catalog
        self._reader = reader
        self._spent, self._hands = Spent(catalog, reader), Hands(catalog)
        words = (reader.compiled(word) for word in catalog.lexicon.cues.get(Cue.LATER, ()))
        self._regions = frozenset(
            stem for parts in catalog.lexicon.regions.values() for part in parts for stem in reader.compiled(part)
        )
        babies = catalog.lexicon.regions.get(NEWBORNS, ())
        self._babies = tuple(stem for word in babies for stem in reader.compiled(word))
        self._idle = reader.common - self._regions
        grouped = {one.id: one.in_group for one in catalog.concepts.values() if one.in_group}
        self._group, self._alone = grouped, {group: one for one, group in reversed(grouped.items())}
        self._later = tuple(stems[0] for stems in words if len(stems) == 1)

    def divide(self, reading: Reading, parts: Parts, numbers: Sequence[Number]) -> tuple[Stretch, ...]:
        """Return the sides in the order said; one side when nothing is set against anything."""
        stretches = self._cut(reading, parts, list(dividers(reading, parts)))
        stretches = self._hands.sorted(reading, self._complete(reading, stretches, numbers))
        stretches = [self._carried(reading, stretch, stretches, numbers) for stretch in stretches]
        full = [stretch for stretch in stretches if stretch.parts]
        if len(full) == 1 and len(full[0].parts) > 1 and sets_apart(reading):
            (only,) = full
            return told_again(reading, tuple(apart(reading, only)))
        if len(full) > 1:
            pieces = [piece for stretch in stretches for piece in listed(reading, stretch, len(full))]
            return told_again(reading, tuple(_without_empty(_described(reading, pieces))))
        return tuple(_without_empty(_titled(reading, stretch) for stretch in stretches))

    def _cut(self, reading: Reading, parts: Parts, dividers: Iterable[Border]) -> list[Stretch]:
        stretches, start = [], 0
        for divider in (*dividers, Border(len(reading.atoms), len(reading.atoms))):
            stretches.append(self.stretch(reading, parts, start, divider.at))
            start = divider.end
        return stretches

    def stretch(self, reading: Reading, parts: Parts, start: int, end: int) -> Stretch:
        """Return what is named in a stretch of the text."""
        inside = tuple(part for part in parts.found if start <= part.start < end)
        taken = {at for part in parts.found for at in part.taken}
        known = {stem for part in inside for name in part.concepts for stem in self._reader.words.get(name, ())}
        # A word of another name of the same service is no stranger beside it: "12 prick allergy tests".
        strange = [
            at
            for at in range(heading(reading, start, inside) or start, end)
            if at not in taken
            and at not in parts.aside
            and (reading.atoms[at].stem not in known or added(reading, at))
            and self.strange(reading, at)
            and not of_doer(reading, at)
            and not only_reason(reading, at, inside, self._catalog)
            and not names_subject(reading, at, inside, self._catalog)
        ]
        strange += [at for at in range(start, end) if at not in taken and self._left_over(reading, at, end)]
        strange += [at for at in range(start, end) if at not in taken and another(reading, at, taken)]
        strangers = (*sorted(set(strange)), *self._elsewhere(reading, inside), *further(reading, start, end, taken))
        return Stretch(start, end, inside, strangers)

    def _left_over(self, reading: Reading, at: int, end: int) -> bool:
        """Tell whether a word of a service that stands added alone is used by none: "IUD removal + insertion"."""
        stem = reading.atoms[at].stem
        if stem not in self._reader.services.words or reading.atoms[at].sort is not Sort.WORD or at in reading.light:
            return False
        follows = reading.atoms[at + 1] if at + 1 < end else None
        ends = follows is None or follows.sort is Sort.MARK
        free = at not in reading.hit_of or reading.signals(at, Cue.BODY)
        return ends and free and added(reading, at)

    def _elsewhere(self, reading: Reading, parts: Sequence[Part]) -> tuple[int, ...]:
        """Return the atoms that make another service of a plain visit: a "hospital visit" is no office visit."""
        plain = [part for part in parts if part.generic and self._catalog.concepts[part.concept].kind is Kind.VISIT]
        return tuple(part.start - 1 for part in plain if reading.signals(part.start - 1, Cue.FACILITY))

    def strange(self, reading: Reading, at: int) -> bool:
        """Tell whether an atom may name a service that no list has."""
        atom = reading.atoms[at]
        return (
            atom.sort is Sort.WORD
            and len(atom.stem) > 1
            and at not in reading.light
            and (at not in reading.hit_of or _told_of(reading.hit_of[at].cues))
            and at not in reading.placed
            and at not in reading.negated
            and atom.stem not in self._reader.common
            and not (atom.stem[0].isdigit() and reading.signals(at - 1, Cue.OVER))  # "messages over 7 days"
            and not (at == 0 and reading.signals(1, Cue.ASSERTS))  # "kim says a wart beats a 99213"
            and not identifies(reading, at)
        )

    def _complete(self, reading: Reading, stretches: Sequence[Stretch], numbers: Sequence[Number]) -> list[Stretch]:
        """Fill the sides that leave out what the other side says: "nexplanon in vs out", "30 vs 60 min"."""
        done = list(stretches)
        guided = any(self._is_done(part) for stretch in stretches for part in stretch.parts)
        for number, told in enumerate(stretches):
            # "Knee shot vs ultrasound" leads the needle; "talking vs imaging" sets a scan against a talk.
            stretch = replace(told, parts=tuple(part for part in told.parts if not (guided and guides(reading, part))))
            if stretch.parts:
                done[number] = self._varied(reading, stretch, done[:number])
                continue
            givers = [other for other in (*reversed(done[:number]), *done[number + 1 :]) if other.parts]
            givers.sort(key=lambda other: other.borrowed)
            bare = lacking(reading, stretch, givers[0]) if givers else ()
            if bare:
                done[number] = replace(stretch, parts=bare, borrowed=True)
                continue
            part = self._spent.own_visit(reading, stretch) or self._spent.abroad(reading, stretch)
            part = part or (self._spent.in_turn(reading, stretch, givers[0]) if givers else None)
            part = part or (self._borrow(reading, stretch, givers[0].parts[-1], numbers) if givers else None)
            part = part or self._spent.on_complaint(reading, stretch)
            if part is None and givers and not stretch.strangers:
                unsure = sorted(at for led in told.parts for at in led.taken)
                heavy = [at for at in range(told.start, told.end) if reading.signals(at, Cue.BODY, Cue.SIZE)]
                done[number] = replace(stretch, strangers=tuple(unsure or heavy or telling(reading, stretch)))
            if part:
                sizes = () if part.generic else sizes_of(stretch, givers[:1], numbers)
                done[number] = replace(stretch, parts=(part,), strangers=(), carried=sizes, borrowed=not part.generic)
        return done

    def _is_done(self, part: Part) -> bool:
        """Tell whether a service is something done, which may be led by pictures."""
        return bool(part.concepts) and self._catalog.concepts[part.concept].kind is Kind.PROCEDURE

    def _varied(self, reading: Reading, stretch: Stretch, before: Sequence[Stretch]) -> Stretch:
        """Return a side that a word for many services ends as the other side goes on: "IUD insertion vs removal"."""
        givers = [other.parts[-1] for other in reversed(before) if other.parts]
        if len(stretch.parts) > 1 and (vague := self._vague(stretch)):
            whole = self._varied(reading, replace(stretch, parts=vague), before).parts
            return replace(stretch, parts=tuple(whole[0] if part is vague[0] else part for part in stretch.parts))
        alone = stretch.parts[0] if len(stretch.parts) == 1 and stretch.parts[0].code is None else None
        if alone is None or not givers or not alone.concepts or givers[0].generic:
            return stretch
        if self._catalog.concepts[alone.concept].ask is None and not of_those(reading, alone.end):
            return stretch
        # How the other is done goes with no other way: "shave biopsy vs excision" is no shave excision.
        given = {reading.atoms[at].stem for at in givers[0].taken if not reading.signals(at, Cue.METHOD)}
        body = {reading.atoms[at].stem for at in givers[0].taken if reading.signals(at, Cue.BODY)}
        meant = self._changed(given, {reading.atoms[at].stem for at in alone.taken}, body, givers[0])
        concepts = tuple(sorted(target.concept for target in meant))
        return replace(stretch, parts=(replace(alone, concepts=concepts),)) if concepts else stretch

    def _vague(self, stretch: Stretch) -> tuple[Part, ...]:
        """Return the one service of a side of which there are several kinds: "a splint and a 99213"."""
        named = [part for part in stretch.parts if part.code is None and part.concepts]
        vague = tuple(part for part in named if self._catalog.concepts[part.concept].ask is not None)
        return vague if len(vague) == 1 else ()

    def _carried(
        self, reading: Reading, stretch: Stretch, every: Sequence[Stretch], numbers: Sequence[Number]
    ) -> Stretch:
        """Return a side with the place and the size that the other side says of "it"."""
        alone = stretch.parts[-1] if len(stretch.parts) == 1 and stretch.parts[0].code is None else None
        others = [other for other in every if other is not stretch and len(other.parts) == 1]
        if alone is None or not alone.concepts or len(others) != 1 or stretch.borrowed:
            return stretch
        alone = of_newborn(reading, stretch, alone, others[0], self._babies, self._reader.services)
        stretch = replace(stretch, parts=(alone,))
        its = any(reading.signals(at, Cue.IT) for at in range(alone.start, alone.end + 1))
        own, sizes = range(stretch.start, stretch.end), sizes_of(stretch, others, numbers)
        placed = any(reading.signals(at, Cue.BODY, Cue.SIZE) for at in own)
        if not its or placed:
            alike = sizes and any(reading.signals(at, Cue.SAME, Cue.AS_LONG) for at in own)
            return replace(stretch, carried=sizes) if alike else stretch
        told = range(others[0].start, others[0].end)
        stems = {reading.atoms[at].stem for at in alone.taken}
        body = [at for at in told if reading.atoms[at].stem in self._regions]
        found = (self._reader.services.exactly(stems | {reading.atoms[at].stem}) for at in body)
        concepts = next((tuple(sorted({one.concept for one in targets})) for targets in found if targets), ())
        part = replace(alone, concepts=concepts) if concepts else alone
        return replace(stretch, parts=(part,), carried=sizes)

    def _borrow(self, reading: Reading, stretch: Stretch, giver: Part, numbers: Sequence[Number]) -> Part | None:
        """Return the giver's service as this stretch changes it, or None when it says nothing of its own."""
        own = [
            at
            for at in range(stretch.start, stretch.end)
            if at not in reading.negated
            and not reading.signals(at, Cue.SIZE, Cue.VIEW, Cue.PERSONALLY, *PER)
            and not reading.signals(at + 1, *PER)
            and reading.atoms[at].stem in self._reader.services.words
            and reading.atoms[at].sort not in {Sort.MARK, Sort.MINUTES}
            and reading.atoms[at].value != 1
            and not by_staff(reading, at)
        ]
        given = {reading.atoms[at].stem for at in giver.taken if reading.atoms[at].sort is not Sort.MINUTES}
        if given and self._in_office(reading, stretch, giver):
            return Part(stretch.start, stretch.start, frozenset(), self._spent.visits, generic=True)
        gathered = self._gathered(reading, stretch, giver)
        if known := gathered or elsewhere(reading, stretch, giver, self._reader.services):
            return known
        if any(reading.signals(at, Cue.UNGUIDED) for at in range(stretch.start, stretch.end)):
            own = [at for at in own if not reading.signals(at, Cue.GUIDED, Cue.UNGUIDED)]
            given -= {reading.atoms[at].stem for at in giver.taken if own and reading.signals(at, Cue.GUIDED)}
        moved = any(reading.signals(at, Cue.BODY) for at in own)
        body = {reading.atoms[at].stem for at in giver.taken if reading.signals(at, Cue.BODY) and not moved}
        given |= drug_into(reading, giver, moved=moved)
        said = {reading.atoms[at].stem for at in own if at not in reading.light}
        idle = {reading.atoms[at].stem for at in own if self._says_little(reading, at)}
        changed = self._changed(given, said, body, giver) or self._changed(given, said - idle, body, giver)
        changed = changed or (at_another(said, giver, self._reader.services) if moved else frozenset())
        taken = frozenset(own)
        gone = {reading.atoms[at].stem for at in own if reading.signals(at, Cue.ABSENT)}
        changed = changed or self._changed(given, gone, body, giver)  # "vs taking one out"
        changed = self._otherwise(reading, stretch, giver, changed, bare=not said)
        if changed:
            concepts = tuple(sorted({target.concept for target in changed}))
            codes = {target.code for target in changed}
            code = CodeRef.parse(one) if len(codes) == 1 and (one := next(iter(codes))) else None
            return Part(stretch.start, stretch.end, taken, concepts, code, both_sides=giver.both_sides)
        if returning := self._returning(reading, stretch, giver):
            return returning
        if stretch.strangers:
            return None
        spent = self._spent.spent(reading, stretch, giver)
        if spent or telling(reading, stretch):
            return spent
        # A name that has a place in it is done nowhere else: "nursing home visit vs hospital".
        fixed = any(reading.signals(at, Cue.FACILITY, Cue.ABROAD) for at in giver.taken)
        settings = () if fixed else (Cue.OFFICE, Cue.FACILITY)
        says = any(
            reading.signals(at, *settings, *CLINICIANS) or reading.atoms[at].sort is Sort.MINUTES
            for at in range(stretch.start, stretch.end)
        )
        anew = counts_anew(reading, stretch, numbers) or of_year(reading, stretch, numbers)
        says = says or anew or self._hands.told(reading, stretch, giver)
        return replace(giver, start=stretch.start, end=stretch.start, taken=frozenset()) if says else None

    def _otherwise(
        self, reading: Reading, stretch: Stretch, giver: Part, changed: frozenset[Target], *, bare: bool
    ) -> frozenset[Target]:
        """Return what a side is by what it has, has not or how it is held; `bare` tells that it names nothing."""
        cues = {
            cue for at in range(stretch.start, stretch.end) if at in reading.hit_of for cue in reading.hit_of[at].cues
        }
        if cues & {Cue.WITHOUT, Cue.UNGUIDED}:
            changed = changed or self._lessened(reading, giver)
        if bare and Cue.WITH in cues:
            reads = {Target(name) for one in giver.concepts if (name := self._catalog.concepts[one].read_only)}
            changed = self._reader.services.exactly(with_it(reading, stretch, giver)) - reads
        if Cue.PLAIN in cues:
            changed = self._plain(giver) or changed
        return changed or self._in_person(reading, stretch, giver)

    def _says_little(self, reading: Reading, at: int) -> bool:
        """Tell whether a word of some name is more likely none: "the provider digging it out", "in the room"."""
        common = reading.atoms[at].stem in self._idle or reading.signals(at, Cue.PEOPLE, Cue.IN_PERSON)
        return common and not reading.signals(at, Cue.WITHOUT)

    def _gathered(self, reading: Reading, stretch: Stretch, giver: Part) -> Part | None:
        """Return the giver's service with several people at once, or with one alone: "DSMT group vs individual"."""
        told = [at for at in range(stretch.start, stretch.end) if reading.signals(at, Cue.CLASS, Cue.INDIVIDUAL)]
        told = told or lone(reading, stretch)
        if not told or not giver.concepts or any(at not in told for at in stretch.strangers):
            return None
        alone = not any(reading.signals(at, Cue.CLASS) for at in told)
        meant = (self._alone if alone else self._group).get(giver.concept)
        return Part(min(told), max(told) + 1, frozenset(told), (meant,)) if meant else None

    def _in_office(self, reading: Reading, stretch: Stretch, giver: Part) -> bool:
        """Tell whether a side is the office visit beside one elsewhere: "house call vs seeing her at the office"."""
        places = range(stretch.start, stretch.end)
        office = any(reading.signals(at, Cue.OFFICE) for at in places)
        seen = bool(giver.concepts) and self._catalog.concepts[giver.concept].kind is Kind.VISIT
        return office and seen and any(reading.signals(at, Cue.ABROAD) for at in giver.taken) and not stretch.strangers

    def _in_person(self, reading: Reading, stretch: Stretch, giver: Part) -> frozenset[Target]:
        """Return what the giver's words name without how it is held: "video visit vs in person"."""
        held = {reading.atoms[at].stem for at in giver.taken if reading.signals(at, Cue.VIRTUAL)}
        told = any(reading.signals(at, Cue.IN_PERSON, Cue.OFFICE) for at in range(stretch.start, stretch.end))
        if not held or not told:
            return frozenset()
        timed = any(atom.sort is Sort.MINUTES for atom in reading.atoms)
        # "20 min phone call vs 20 min in the room": where nothing but a length is said, a visit.
        visits = self._spent.visits if timed and giver.stems == held else ()
        return self._reader.services.exactly(giver.stems - held) or frozenset(map(Target, visits))

    def _returning(self, reading: Reading, stretch: Stretch, giver: Part) -> Part | None:
        """Return the known patient's visit where the giver is a new one's: "a new patient or two old ones"."""
        known = any(reading.signals(at, Cue.LATER) for at in range(stretch.start, stretch.end))
        new = {reading.atoms[at].stem for at in giver.taken if reading.signals(at, Cue.INITIAL)}
        if not (known and new):
            return self._spent.newcomer(reading, stretch, giver) if not known else None
        rest = {reading.atoms[at].stem for at in giver.taken} - new
        found = (self._reader.services.exactly(rest | {stem}) for stem in self._later)
        concepts = next((sorted(target.concept for target in targets) for targets in found if targets), ())
        return Part(stretch.start, stretch.start, frozenset(), tuple(concepts)) if concepts else None

    def _changed(self, given: set[str], own: set[str], body: set[str], giver: Part) -> frozenset[Target]:
        """Return what the giver's words name when the stretch's own replace or join some of them, on the same body."""
        if not own:
            return frozenset()
        found: dict[int, set[Target]] = {}
        for some in _subsets(given):
            kept = some | body if len(some) == 1 else some
            if body <= kept:
                found.setdefault(len(kept), set()).update(self._reader.services.exactly(kept | own))
        # What only says the giver's own service again sets nothing against it: "shave a mole vs excise it".
        again = self._reader.services.exactly(given) | {Target(concept) for concept in giver.concepts}
        ordered = [found[size] for size in sorted(found, reverse=True) if found[size]]
        return frozenset(next((targets for targets in ordered if targets - again), ordered[0] if ordered else ()))

    def _plain(self, giver: Part) -> frozenset[Target]:
        """Return the simpler service that one word less names, in the same place: "layered closure vs a simple one"."""
        near = {other for name in giver.concepts for other in self._catalog.concepts[name].instead_of}
        near |= {other for name in near for other in self._catalog.concepts[name].instead_of}
        near |= {other for name in near for other in self._catalog.concepts[name].by_region.values()}
        called = self._reader.services.called(frozenset(Target(name) for name in giver.concepts))
        placed = giver.stems & self._regions
        found = (
            self._reader.services.exactly((stems | placed) - {stem})
            for stems in sorted(called, key=sorted)
            for stem in sorted(giver.stems & stems - placed)
        )
        other = near - set(giver.concepts)
        return next((meant for meant in found if meant and {target.concept for target in meant} <= other), frozenset())

    def _lessened(self, reading: Reading, giver: Part) -> frozenset[Target]:
        """Return what the giver's words name without what stands behind its "with", or without its guidance."""
        stems = {at: reading.atoms[at].stem for at in giver.taken}
        cut = next((at for at in range(giver.start, giver.end) if reading.signals(at, Cue.WITH)), None)
        if cut is not None:
            return self._reader.services.exactly({stem for at, stem in stems.items() if at < cut})
        bare = {stem for at, stem in stems.items() if not reading.signals(at, Cue.GUIDED)}
        return self._reader.services.exactly(bare) if len(bare) < len(stems) else frozenset()


def _told_of(cues: AbstractSet[Cue]) -> bool:
    """Tell whether a word only says what a patient has or who comes together, so that alone it may be a service."""
    return not cues.isdisjoint({Cue.REASON, Cue.CLASS}) and cues <= {Cue.REASON, Cue.CLASS, Cue.FINDING}


def _described(reading: Reading, stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """Pass over unknown words that only describe a code which is set against another service."""
    for stretch in stretches:
        kept = tuple(at for at in stretch.strangers if not beside_code(reading, at, stretch.parts))
        yield stretch if reading.has(Cue.EQUALS) else replace(stretch, strangers=kept)


def _titled(reading: Reading, stretch: Stretch) -> Stretch:
    """Pass over words of the trade that touch a code, which says itself what it is: "device supply 99454"."""
    codes = [at for part in stretch.parts for at in part.taken if reading.atoms[at].sort is Sort.CODE]
    touching = {near for at in codes for near in (at - 1, at + 1)}
    kept = tuple(at for at in stretch.strangers if at not in touching or not reading.atoms[at].known)
    return replace(stretch, strangers=kept)


def _subsets(stems: set[str]) -> Iterable[set[str]]:
    """Yield the words without each one of them, then all of them, then each alone."""
    yield stems
    for stem in sorted(stems):
        yield stems - {stem}
        yield {stem}


def _without_empty(stretches: Iterable[Stretch]) -> Iterable[Stretch]:
    """Leave out stretches that say nothing, such as "which pays more"."""
    return (stretch for stretch in stretches if stretch.parts or stretch.strangers)
