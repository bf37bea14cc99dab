"""The services that a text names, one by one, before anything is said of how many or how long."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.concept import LISTED
from bot.domain.lexicon import Cue
from bot.domain.service import CodeRef
from bot.language.addons import added_on
from bot.language.alongside import alongside
from bot.language.asides import TELLING, asides
from bot.language.atoms import Sort
from bot.language.completing import completed, dealt_with, headed, levelled, likewise
from bot.language.coordinated import coordinated, paid_apart, put_back, renewed, timed_beside
from bot.language.counseled import counseled
from bot.language.lesions import spots
from bot.language.mentions import booked, day_of, rounds, set_aside, what_one_does, which
from bot.language.merging import as_one
from bot.language.names import Names
from bot.language.part import Part, Parts
from bot.language.purposes import purposes
from bot.language.quantities import of_patient
from bot.language.reading import DIVIDING, Reading, Target
from bot.language.several import several
from bot.language.spent import CLINICIANS
from bot.language.staff import staffed
from bot.language.treated import newcomers, treated
from bot.language.unions import is_tool, kind_said, united, with_reading
from bot.language.variants import spanning

_ANNOUNCING = frozenset({":", "-", "(", ","})
"""Marks behind a service of which the level follows."""
_BOTH_SIDES = "50"
_JOINING = frozenset({Cue.AND, Cue.PLUS, Cue.BREAK, *DIVIDING})
_PRICING = frozenset({Cue.WORK, Cue.TOTAL, Cue.RVU, Cue.DOLLARS, Cue.WORTH})
_PAUSES = frozenset(",:-")
_ENDS = frozenset({".", "!", "?", ";", "\n"})
"""Marks that end a sentence."""
_BESIDE = (Cue.ARTICLE, Cue.WITH, Cue.PLUS, Cue.FOR, Cue.ABOUT, Cue.IN)
"""Words before a patient who is only told of: "with a", "for", "in a"."""


class Finder:
    """Finds the services of texts, once where one text is asked about again: half a question and as its own."""

    def __init__(self, catalog: Catalog, names: Names[Target]) -> None:
        self._catalog = catalog
        self._names = names
        self._last: tuple[Reading, Parts] | None = None

    def find(self, reading: Reading) -> Parts:
        """Return the services of a text in the order named."""
        last = self._last
        if last is None or last[0] is not reading:
            self._last = last = reading, find_parts(reading, self._catalog, self._names)
        return last[1]


def find_parts(reading: Reading, catalog: Catalog, names: Names[Target]) -> Parts:
    """Return the services in the order named, each once even when both its name and its code are said."""
    found = (one for part in _by_name(reading, catalog) for one in paid_apart(part, reading, names))
    named = (_told(part, reading, catalog, names) for part in found)
    said = sorted((*named, *_by_code(reading, catalog)), key=lambda part: part.start)
    said = dealt_with((*said, *levelled(said, reading, names)), reading, names)
    told_of = headed(said, reading, catalog, names)
    done = [part for part in told_of if not _result(part, reading)] or told_of
    parts = purposes(done, reading, catalog, names)
    merged: list[Part] = []
    for part in parts:
        one = _one(merged[-1], part, reading, catalog, names) if merged else None
        if one:
            merged[-1] = one
            # "flex sig with biopsy 45331": the code says both names.
            whole = as_one(merged[-2], one, reading, catalog) if len(merged) > 1 and one.code else None
            merged[-2:] = [whole] if whole else merged[-2:]
        else:
            merged.append(part)
    for at in reversed(range(1, len(merged))):
        whole = _spanned(merged[at - 1], merged[at], reading, catalog, names)
        merged[at - 1 : at + 1] = [whole] if whole else merged[at - 1 : at + 1]
    merged = likewise(renewed(merged, reading, catalog), reading, names)
    merged = completed(merged, reading, catalog, names)
    merged = timed_beside(
        several(put_back([*coordinated(merged, reading, names)], reading, catalog), reading, catalog), reading, catalog
    )
    merged = counseled(merged, reading, catalog, names)
    merged = treated(staffed(merged, reading, catalog, names), reading, catalog, names)
    merged = newcomers(merged, reading, catalog, names)
    merged = added_on(alongside(merged, reading, catalog), reading, catalog)
    merged = [with_reading(_by_clinician(part, reading, catalog), reading, catalog, names) for part in merged]
    announcing: frozenset[int] = frozenset()
    for at in reversed(range(1, len(merged))):
        announced = _announced(merged[at], merged[at - 1], reading, names)
        if announced:
            announcing |= merged[at - 1].taken
            merged[at - 1 : at + 1] = [announced]
    for at in range(1, len(merged)):
        merged[at] = _levelled(merged[at], merged[at - 1], reading, names)
    aside = announcing.union(asides(merged, reading, catalog))
    told = [part for part in merged if part.code or part.start not in aside]
    others = (_same_visit, _complaint, _who_has_it, _who_comes, _whose, which, rounds, set_aside, booked, day_of)
    kept = tuple(part for part in told if not any(other(part, told, reading) for other in others))
    kept = tuple(part for part in kept if not is_tool(part, kept, reading, names))
    kept = tuple(part for part in kept if not what_one_does(part, kept, reading, catalog))
    opening = _opening(kept, reading)
    kept = tuple(part for part in kept if part.start >= opening)
    dropped = (*(part for part in told if part not in kept), *(part for part in told_of if part not in done))
    aside |= {at for part in dropped for at in part.taken} | set(range(opening))
    return Parts(kept, aside - {at for part in kept for at in part.taken})


def _same_visit(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a word such as "visit" only says that the other services were done in one: "same visit"."""
    own = {reading.atoms[at].stem for at in part.taken if reading.signals(at, Cue.SAME_DAY)}
    said = len(own) == len(part.taken) and part.stems <= own  # what stands for another visit has that one's words
    return said and any(other is not part for other in told)


def _result(part: Part, reading: Reading) -> bool:
    """Tell whether a test is only named for what it showed: "a PHQ-9 of 18"."""
    at = reading.next_to(part.end - 1, 1)
    said = all(reading.signals(place, Cue.FINDING) for place in part.taken)
    return said and at < len(reading.atoms) and reading.atoms[at].sort is Sort.NUMBER and of_patient(reading, at)


def _opening(told: Sequence[Part], reading: Reading) -> int:
    """Return where the question begins that names all it needs: "i scope in FM. how many 99213 equal an EGD"."""
    asked = reading.cues[Cue.HOW_MANY][0].start if reading.has(Cue.HOW_MANY) and reading.has(Cue.EQUALS) else 0
    ends = [at for at in range(1, asked) if reading.atoms[at].stem in _ENDS]
    return ends[-1] + 1 if ends and sum(1 for part in told if part.start > asked) > 1 else 0


def _complaint(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name is only what the patient has, beside what is done: "debriding nails, diabetic foot"."""
    if not all(reading.signals(at, Cue.REASON) for at in part.taken):
        return False
    # "A 20 min diabetes diet talk" is the talk, whose own name has a complaint's word too.
    named = (other for other in told if other.start == part.end)
    if any(not all(reading.signals(at, Cue.REASON) for at in other.taken) for other in named):
        return True
    ahead, after = reading.next_to(part.start, -1), reading.next_to(part.end - 1, 1)
    if reading.signals(after, Cue.BODY) and reading.signals(after + 1, Cue.GENERIC):
        return False  # "diabetes foot exam plus nail trim"
    counted = any(0 <= at < len(reading.atoms) and reading.atoms[at].value is not None for at in (ahead, after))
    joins = [(at, step) for at, step in ((ahead, -1), (after, 1)) if reading.signals(at, Cue.AND, Cue.PLUS)]
    if counted or any(not _reason(reading, reading.next_to(at, step)) for at, step in joins):
        return False
    walls = [at for at in range(len(reading.atoms)) if reading.signals(at, *DIVIDING)]
    beside = (other for other in told if not any(reading.signals(at, Cue.REASON) for at in other.taken))
    return any(not any(min(part.start, o.start) < at < max(part.start, o.start) for at in walls) for o in beside)


def _who_has_it(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name only says what the patient has, beside what is done: "stress talk w a chronic pain lady"."""
    if part.code or not reading.signals(part.end, Cue.CARED_FOR) or not reading.signals(part.start - 1, *_BESIDE):
        return False
    told_of = any(reading.signals(at, Cue.REASON) for at in part.taken)
    ill = told_of and not any(reading.signals(at, Cue.GENERIC, Cue.LATER, Cue.CHECKED) for at in part.taken)
    walls = [at for at in range(part.start) if reading.signals(at, *DIVIDING)]
    return ill and any(max(walls, default=-1) < other.start < part.start for other in told)


def _who_comes(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name only says whom a service with an age is done for: "a well woman, 28 yo new pt"."""
    new = all(reading.signals(at, Cue.INITIAL, Cue.MEMBER) for at in part.taken) and part.code is None
    before = [other for other in told if other.end <= part.start]
    if not new or not before or not reading.has(Cue.AGE) or before[-1].code:
        return False
    between = range(before[-1].end, part.start)
    aged = any(reading.signals(at, Cue.AGE) for at in (*between, *range(part.end, part.end + 3)))
    return aged and not any(reading.signals(at, Cue.AND, Cue.PLUS, *DIVIDING) for at in between)


def _reason(reading: Reading, at: int) -> bool:
    """Tell whether a complaint or the part of the body that has it stands at a place: "stress + back pain"."""
    return reading.signals(at, Cue.REASON, Cue.BODY)


def _by_name(reading: Reading, catalog: Catalog) -> Iterator[Part]:
    for match in reading.services:
        several = {target.concept for target in match.name.targets}
        # In the catalog's order, which is looked up for few names only: most mean one concept.
        concepts = tuple(several) if len(several) == 1 else tuple(one for one in catalog.concepts if one in several)
        codes = {target.code for target in match.name.targets}
        code = codes.pop() if len(codes) == 1 else None
        yield Part(
            start=match.start,
            end=match.end,
            taken=frozenset(match.places),
            concepts=concepts,
            code=CodeRef.parse(code) if code else None,
            stems=frozenset(match.name.stems),
            generic=all(reading.signals(at, Cue.GENERIC) for at in match.places),
        )


def _one(first: Part, second: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part | None:
    """Return two names as one service, or None when they are two."""
    one = as_one(first, second, reading, catalog) or united(first, second, reading, catalog, names)
    return one or spots(first, second, reading, catalog) or kind_said(first, second, reading, catalog, names)


def _told(part: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part:
    """Return the talk about a service where only that is meant: "explaining the lumbar MRI" is no MRI."""
    verb = reading.next_to(part.start, -1)
    if not reading.signals(verb, Cue.ABOUT) or part.code or catalog.concepts[part.concept].kind in TELLING:
        return part
    said = (names.exactly({reading.atoms[verb].stem, stem}) for stem in sorted(part.stems))
    talks = next((sorted(target.concept for target in found) for found in said if found), None)
    if talks is None:
        return part
    return replace(part, start=verb, taken=part.taken | {verb}, concepts=tuple(talks), generic=False)


def _spanned(first: Part, second: Part, reading: Reading, catalog: Catalog, names: Names[Target]) -> Part | None:
    """Return the one service that two names with at most a pause between them are parts of, or None for two."""
    coded = first.code or second.code or not first.concepts or not second.concepts
    between = [at for at in range(first.end, second.start) if at not in reading.light]
    if coded or first.concepts == second.concepts or any(reading.atoms[at].stem not in _PAUSES for at in between):
        return None
    said = [
        frozenset(reading.atoms[at].stem for at in part.taken if not reading.signals(at, Cue.GENERIC))
        for part in (first, second)
    ]
    found = spanning(said[0], said[1], (first.concept, second.concept), catalog, names)
    taken = first.taken | second.taken
    return replace(second, start=first.start, taken=taken, concepts=found[:1], generic=False) if found else None


def _by_clinician(part: Part, reading: Reading, catalog: Catalog) -> Part:
    """Return the clinician's own work where a side says so: "CCM done by me" is no staff's."""
    own = catalog.concepts[part.concept].by_clinician if part.concepts and not part.code else None
    if own is None or not reading.has(Cue.PERSONALLY):
        return part
    walls = [at for at in range(len(reading.atoms)) if reading.signals(at, *DIVIDING)]
    start = max((at for at in walls if at < part.start), default=0)
    end = min((at for at in walls if at >= part.end), default=len(reading.atoms))
    said = any(reading.signals(at, Cue.PERSONALLY) for at in range(start, end))
    return replace(part, concepts=(own,)) if said else part


def _levelled(part: Part, before: Part, reading: Reading, names: Names[Target]) -> Part:
    """Return the service of the one before at another level: "apcm level 1 and 60 level 2"."""
    placed = any(reading.signals(at, Cue.OFFICE) for at in (reading.next_to(part.start, -1), part.end))
    if part.code or len(part.stems) != 1 or placed:
        return part
    (own,) = part.stems
    word, _, number = own.partition(" ")
    same = {stem for stem in before.stems if number and stem != own and stem.partition(" ")[0] == word}
    found = names.exactly(before.stems - same | {own}) if same and before.stems - same else frozenset()
    concepts = tuple(sorted({target.concept for target in found}))
    return replace(part, concepts=concepts, stems=before.stems - same | {own}) if concepts else part


def _announced(part: Part, before: Part, reading: Reading, names: Names[Target]) -> Part | None:
    """Return the level that follows the service it is one of: "apcm: 300 level 2 patients"; None for two services."""
    between = [at for at in range(before.end, part.start) if at not in reading.light]
    apart = any(reading.signals(at, Cue.GENERIC) for at in (part.end, part.end - 1))
    joined = all(
        reading.atoms[at].sort is Sort.NUMBER
        or reading.atoms[at].stem in _ANNOUNCING
        or reading.signals(at, Cue.MEMBER, Cue.PATIENT)
        for at in between
    )
    if part.code or before.code or len(part.stems) != 1 or apart or not joined or before.stems & part.stems:
        return None
    meant = frozenset(Target(concept) for concept in before.concepts)
    # Whatever name of the service was said, its levels go by one of its names.
    for stems in (before.stems, *names.called(meant)):
        concepts = tuple(sorted({target.concept for target in names.exactly(stems | part.stems)}))
        if concepts:
            return replace(part, concepts=concepts, stems=stems | part.stems)
    return None


def _by_code(reading: Reading, catalog: Catalog) -> Iterator[Part]:
    for at, atom in enumerate(reading.atoms):
        if atom.ref is None or at in reading.named or at in reading.placed or at in reading.negated:
            continue
        concepts = _concepts(atom.ref.code, catalog)
        if not concepts and reading.signals(at - 1, Cue.IDENTIFIER):
            continue  # "acct 99999TEST"
        modifiers, end = _modifiers(reading, at, catalog)
        both = _BOTH_SIDES in modifiers
        kept = tuple(modifier for modifier in modifiers if modifier != _BOTH_SIDES)
        yield Part(
            start=at,
            end=end,
            taken=frozenset(range(at, end)),
            concepts=concepts,
            code=CodeRef(code=atom.ref.code, modifiers=kept),
            both_sides=both,
        )


def _concepts(code: str, catalog: Catalog) -> tuple[str, ...]:
    """Return what a code is about: our words for it, or none of ours where only an imported release has it."""
    service = catalog.services.get(code)
    if service is not None:
        return (service.concept,)
    listed = any((code, "") in rows for rows in catalog.rows.values())
    return (LISTED,) if listed else ()


def _modifiers(reading: Reading, at: int, catalog: Catalog) -> tuple[tuple[str, ...], int]:
    """Return the modifiers of the code at a place, written close, behind a space or in words, and where they end.

    A bare number is a modifier only when nothing that it could count or measure follows.
    """
    atom = reading.atoms[at]
    typed = atom.ref.modifiers if atom.ref else ()
    after = at + 1
    said = linked = False
    while after < len(reading.atoms) and (
        (after in reading.light and not reading.signals(after, Cue.AT))
        or reading.signals(after, Cue.WITH, Cue.MODIFIER, Cue.ARTICLE)
    ):
        said = said or reading.signals(after, Cue.MODIFIER)
        linked = linked or reading.signals(after, Cue.WITH)
        after += 1
    number = reading.atoms[after] if after < len(reading.atoms) else None
    if number is None or number.stem not in catalog.lexicon.modifiers:
        return typed, at + 1
    beyond = after + 1
    if reading.signals(beyond, Cue.PER_RVU) or (reading.as_long(after) and not said):
        return typed, at + 1
    if reading.signals(beyond, Cue.MODIFIER):
        return (*typed, number.stem.upper()), beyond + 1
    follows = reading.atoms[beyond] if beyond < len(reading.atoms) else None
    ends = follows is None or follows.sort is Sort.MARK or reading.signals(beyond, *_JOINING)
    if said or ends or (linked and reading.signals(beyond, *_PRICING)):
        return (*typed, number.stem.upper()), beyond
    return typed, at + 1


def _whose(part: Part, told: list[Part], reading: Reading) -> bool:
    """Tell whether a name only says of which trade somebody is, beside what they do: "our EMG guy, 95910".

    So does one in a sentence before the question: "our nail doc left, how many G0447 replace an avulsion".
    """
    if part.code or part is told[-1]:
        return False
    if not any(hit.cues & DIVIDING for hit in reading.hits):
        return reading.signals(part.end, Cue.PEOPLE)
    pause = next((hit.start for hit in reading.cues.get(Cue.BREAK, ()) if hit.start > part.end), len(reading.atoms))
    asked = reading.counts_unknown or reading.has(Cue.TO_EQUAL)
    ahead = asked and sum(1 for other in told if other.start > pause) > 1
    return ahead and reading.signals(part.end, Cue.PEOPLE, *CLINICIANS)
