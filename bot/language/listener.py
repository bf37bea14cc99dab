"""Any text to a question: the door of the language."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue, Say
from bot.domain.question import (
    BreakEven,
    Choice,
    Clarify,
    Compare,
    Explain,
    Item,
    Question,
    RatePerHour,
    Reason,
    Stated,
    Value,
)
from bot.domain.service import CodeRef
from bot.domain.suggestion import Suggestion
from bot.errors import CatalogError
from bot.language.asking import Asker, Priced
from bot.language.atoms import Sort
from bot.language.borders import unit_of
from bot.language.calendar import Calendar
from bot.language.doubts import Doubts, Understood
from bot.language.follow import Follower
from bot.language.grounds import instead_of_each_other, put_on
from bot.language.intents import REFUSED, Aim, Aims, Intent, period
from bot.language.items import Itemizer, SideItems
from bot.language.loose import Loose
from bot.language.merging import bills
from bot.language.nearest import Nearest
from bot.language.part import Part, Parts
from bot.language.parts import Finder
from bot.language.paying import Payer
from bot.language.plans import PLANNED, Plans, Told
from bot.language.quantities import Number, Role, numbers
from bot.language.reading import Reader, Reading
from bot.language.referring import points, refers
from bot.language.shared import shared_minutes
from bot.language.sides import CLINICIANS, Divider
from bot.language.stated import said, stated, with_own
from bot.language.stretch import Stretch
from bot.language.subjects import Subjects
from bot.language.terms import Terms, splits
from bot.language.text import LONGEST
from bot.language.ways import WayReader

_MOST_ATOMS = 300
"""Words and signs of the longest text that is understood: about a page of talk, one question."""

_HOUR = 60
_MOST_ITEMS = 12
"""Services in one question; a table of more cannot be read."""

_REASONS: dict[Aim, Reason] = {
    Aim.STEERING: "steering",
    Aim.CLAIMS: "claims",
    Aim.PERSON: "person",
    Aim.CLINICAL: "clinical",
    Aim.PRIVATE: "private_payer",
    Aim.FUTURE: "future",
    Aim.UNRELATED: "unrelated",
}
_SEEN = frozenset({Kind.IMAGING, Kind.TEST})
"""Kinds of service that only show what somebody has."""
_UNNAMED = frozenset({Aim.STEERING, Aim.PERSON, Aim.CLINICAL, Aim.UNRELATED})
"""Aims whose services are not what is asked about."""


class Listener:
    """Understands texts with the words of one catalog. Building it takes long, asking it does not."""

    def __init__(self, catalog: Catalog) -> None:
        """Build every index; raises `CatalogError` when the language has not all sentences that it must say."""
        missing = [say.value for say in Say if say not in catalog.lexicon.says]
        if missing:
            msg = f"The language {catalog.lexicon.language} has no sentence for {', '.join(missing)}."
            raise CatalogError(msg, "Add it under [says] in the language's file.")
        self._catalog = catalog
        self._reader = Reader(catalog)
        self._last: tuple[Reading, Question] | None = None
        self._finder = Finder(catalog, self._reader.services)
        self._divider = Divider(catalog, self._reader)
        self._subjects = Subjects(catalog, self._reader)
        self._itemizer = Itemizer(catalog, self._reader.vocabulary.hours)
        self._terms = Terms(catalog, self._reader.compiled, self._reader.common)
        self._aims = Aims(catalog, self._terms, Calendar(catalog.lexicon, self._reader.compiled))
        self._nearest = Nearest(catalog, self._reader.compiled)
        self._asker = Asker(catalog)
        self._doubts = Doubts(catalog, self._asker, self._nearest, Loose(catalog, self._asker, self._reader.compiled))
        self._plans = Plans(catalog, self._reader, self._divider, self._itemizer, self._asker, self._doubts)
        ends = Counter(self._reader.compiled(concept.name.lower())[-1] for concept in catalog.concepts.values())
        self._deeds = frozenset(stem for stem, times in ends.items() if times > 1)
        self._ways, self._paying = WayReader(catalog, self._reader), Payer(self._asker, self._doubts)
        generic = catalog.lexicon.cues.get(Cue.GENERIC, ())[:1]
        visits = self._reader.services.exactly(set(self._reader.compiled(" ".join(generic))))
        self._visit = tuple(sorted(target.concept for target in visits))
        self._follower = Follower(
            catalog, self._reader, self._finder, self._divider, self._doubts, self._asker, self._understood
        )
        self._reader.settle()
        asked = (Choice(label=text, question=self.understand(text)) for text in catalog.lexicon.examples)
        self._asker.examples = tuple(
            choice for choice in asked if choice.question and choice.question.intent not in {"clarify", "out_of_scope"}
        )

    def suggest(self, typed: str, limit: int = 25) -> tuple[Suggestion, ...]:
        """Return options for what is typed so far, for autocomplete."""
        return self._nearest.suggest(typed, limit)

    def nearest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the services that a typed code or phrase may have meant."""
        return self._nearest.nearest(typed, limit)

    def knows(self, word: str) -> bool:
        """Tell whether a word, in lower case, is one of the trade's rather than a name."""
        return self._reader.vocabulary.knows(word)

    def resembles(self, word: str) -> bool:
        """Tell whether a word, in lower case, is one of the trade's but for a slip."""
        return self._reader.vocabulary.resembles(word)

    def understand(self, text: str) -> Question:
        """Return what a text asks, or what has to be asked back. Never raises, whatever the text."""
        if len(text) > LONGEST:
            return self._asker.nothing(Say.TOO_LONG)
        return self._alone(self._reader.read(text))

    def follow(self, text: str, before: Question) -> Question | None:
        """Return the earlier question as a text changes it ("and in facility?"), None for a question of its own."""
        return self._followed(self._reader.read(text), before) if len(text) <= LONGEST else None

    def hear(self, text: str, before: Question | None) -> tuple[Question, bool]:
        """Return what a text asks, and whether it goes on with the question before it. The text is read once."""
        if len(text) > LONGEST:
            return self._asker.nothing(Say.TOO_LONG), False
        reading = self._reader.read(text)
        followed = self._followed(reading, before) if before is not None else None
        return (self._alone(reading), False) if followed is None else (followed, True)

    def _alone(self, reading: Reading) -> Question:
        """Return what a text asks that goes on with nothing: what "it" stands for has to be asked."""
        question = self._understood(reading)
        if isinstance(question, Value) and len(question.items) == 1 and refers(reading):
            return self._asker.closed(question, (self._doubts.one_side(question.items[0]),), question.items)
        if isinstance(question, Explain) and not question.items and points(reading):
            return self._asker.nothing()
        return question

    def _followed(self, reading: Reading, before: Question) -> Question | None:
        return self._follower.follow(reading, before) if len(reading.atoms) <= _MOST_ATOMS else None

    def blank(self, question: Question) -> bool:
        """Tell whether nothing was understood, so that nothing can follow on from it."""
        return isinstance(question, Clarify) and question.choices == self._asker.examples

    def _understood(self, reading: Reading) -> Question:
        """Return what a text asks; a text that was looked at as half a question is worked through once."""
        last = self._last
        if last is None or last[0] is not reading:
            self._last = last = reading, self._worked_through(reading)
        return last[1]

    def _worked_through(self, reading: Reading) -> Question:
        if len(reading.atoms) > _MOST_ATOMS:
            return self._asker.nothing(Say.TOO_LONG)
        parts = self._finder.find(reading)
        spread = self._subjects.spread(reading, parts)
        if spread is not None:
            reading, parts = spread, self._finder.find(spread)
        found = _counted(reading, parts)
        stretches = self._divider.divide(reading, parts, found)
        intent = self._aims.of(reading, parts.found, stretches, found)
        ways = self._ways.read(reading) if intent.aim not in REFUSED else None
        if ways is not None:
            # What is left of the text has the services, set against each other or not.
            left = _counted(ways.rest, ways.parts)
            whole = (Stretch(0, len(ways.rest.atoms)),)
            apart = self._divider.divide(ways.rest, ways.parts, left) if ways.parts.found else whole
            return self._paying.question(ways, self._worked(ways.rest, apart, left, Intent(Aim.PRICE)))
        understood = self._worked(reading, stretches, found, intent)
        if intent.aim in PLANNED:
            return self._plans.question(intent.aim, Told(understood, parts, found))
        return self._question(intent, understood)

    def _worked(
        self, reading: Reading, stretches: Sequence[Stretch], found: Sequence[Number], intent: Intent
    ) -> Understood:
        """Work out the items of the sides of a text."""
        numbered = _numbered(reading, intent, stretches)
        sides = self._sides(reading, stretches, numbered, _unknown(reading, stretches, numbered, found, intent))
        owns = [said(reading, stretch, found, self._catalog) for stretch in stretches]
        whole = stated(reading, owns, found)
        items = tuple(with_own(item, own, whole) for own, side in zip(owns, sides, strict=True) for item in side.items)
        return Understood(reading, stretches, sides, items, whole)

    def _sides(
        self, reading: Reading, stretches: Sequence[Stretch], numbered: Sequence[int | None], found: Sequence[Number]
    ) -> tuple[SideItems, ...]:
        shared = shared_minutes(reading, stretches, self._catalog)
        return tuple(
            self._itemizer.items(reading, stretch, found, shared, side)
            for stretch, side in zip(stretches, numbered, strict=True)
        )

    def _question(self, intent: Intent, understood: Understood) -> Question:
        """Return the question of an intent, or what has to be asked back before it can be answered."""
        reading, whole = understood.reading, understood.stated
        clear = tuple(item for item in understood.items if item.concept)
        if intent.aim is Aim.EXPLAIN and intent.topic:
            return Explain(topic=intent.topic, items=self._explained(understood, intent.topic), stated=whole)
        if intent.aim in _REASONS:
            clear = self._meant(understood)
            booked = any(self._terms.specific(reading, part) for side in understood.sides for part in side.parts)
            errand = intent.aim is Aim.UNRELATED and booked  # "book mr X for a colpo"
            listed = () if intent.aim in _UNNAMED and not errand else clear
            return self._asker.out_of_scope(_REASONS[intent.aim], clear, whole, listed)
        if len(understood.items) > _MOST_ITEMS:
            return self._asker.nothing(Say.TOO_LONG)
        if not any(side.parts for side in understood.sides):
            return self._doubts.without_items(understood)
        question = _priced(reading, intent, understood.items, whole)
        return self._asker.closed(question, self._doubts.of(understood), self._doubts.listed(understood))

    def _meant(self, understood: Understood) -> tuple[Item, ...]:
        """Return the services of what is not answered: no visit beside a code, nobody who is only spoken to."""
        pairs = [
            (part, item)
            for side in understood.sides
            for part, item in zip(side.parts, side.items, strict=False)
            if item.concept and not self._people(understood.reading, part)
        ]
        if understood.reading.has(Cue.DIAGNOSIS):
            # "ICD-10 for a plantar wart" names what somebody has; "… gets my MRI approved" is about its approval.
            pairs = [(part, item) for part, item in pairs if part.code or self._done_to(part)]
        exact = [item for part, item in pairs if not part.generic] or [item for _, item in pairs]
        # What stands for many services ("her CT") has no worth that could be told instead.
        return tuple(item for item in exact if item.codes or self._catalog.concepts[item.concept].ask is None)

    def _done_to(self, part: Part) -> bool:
        """Tell whether a name is that of something done about it, by its last word: "skin tag removal"."""
        return bool(part.stems & self._deeds) and self._catalog.concepts[part.concept].kind not in _SEEN

    def _explained(self, understood: Understood, topic: str) -> tuple[Item, ...]:
        """Return the services that an explanation is about, each once.

        None that only names people or any visit or procedure, and no word or number that names the topic itself.
        """
        reading = understood.reading
        words = self._terms.words_of(reading, topic)
        own = self._catalog.topics[topic].concepts
        onto = put_on(reading, [part for side in understood.sides for part in side.parts], self._catalog)
        rivals = any(hit.start in words for hit in reading.cues.get(Cue.VERSUS, ()))  # "ccm vs apcm" is a topic's name
        named = [
            _apart(item, words, reading)
            for side in understood.sides
            for part, item in zip(side.parts, side.items, strict=False)
            if item.concept
            and onto in {None, part}
            and (part.code or self._specific(reading, part))
            and (part.code or rivals or item.concept in own or words.isdisjoint(part.taken))
        ]
        each = instead_of_each_other(tuple(dict.fromkeys(named)), own, reading)
        return each if each or any(side.parts for side in understood.sides) else self._bodily(reading, topic)

    def _specific(self, reading: Reading, part: Part) -> bool:
        """Tell whether a name is that of a service, not of any visit or image, of people or of their coming back."""
        concept = self._catalog.concepts.get(part.concept) if part.concepts else None
        imaging = concept is not None and concept.ask is not None and concept.kind is Kind.IMAGING
        # "Tack a 25 on a sick visit": any visit that is more than the word is what the modifier is put on.
        if all(reading.signals(at, Cue.EACH) for at in part.taken):
            return False  # "is 20553 per muscle or per visit"
        plain = all(reading.signals(at, Cue.GENERIC, Cue.SAME_DAY) for at in part.taken)
        put_on = bool(reading.modifiers) and not part.generic and (reading.has(Cue.APPEND) or not plain)
        bare = len(part.stems) == 1 and part.concepts == self._visit  # "how is the e/m level chosen"
        told = put_on or (self._terms.listed(reading, part) and not bare)
        return told and not imaging and not self._people(reading, part)

    def _people(self, reading: Reading, part: Part) -> bool:
        """Tell whether the words of a name only say who is seen, by whom: "new patients", "the dietitian"."""
        own = any(reading.signals(at, Cue.LATER) for at in part.taken) and part.code is None  # "my f/u pt"
        people = any(reading.signals(at, Cue.MEMBER, *CLINICIANS) for at in (*part.taken, *[part.end] * own))
        return people and all(reading.signals(at, Cue.MEMBER, Cue.INITIAL, Cue.LATER, *CLINICIANS) for at in part.taken)

    def _bodily(self, reading: Reading, topic: str) -> tuple[Item, ...]:
        """Return the topic's own code for a part of the body that no service is named for: "bilateral knees"."""
        body = {reading.atoms[hit.start].stem for hit in reading.cues.get(Cue.BODY, ())}
        for code in self._catalog.topics[topic].codes if reading.has(Cue.BILATERAL, Cue.BOTH) else ():
            service = self._catalog.services.get(code)
            ref = CodeRef(code=code)
            named = (name for name, words in self._reader.words.items() if not body.isdisjoint(words))
            if service is not None and any(bills(name, ref, self._catalog) for name in named):
                return (Item(concept=service.concept, codes=(ref,), quantity=2, both_sides=True),)
        return ()


def _counted(reading: Reading, parts: Parts) -> tuple[Number, ...]:
    """Return the numbers that are no part of a name."""
    return numbers(reading, reading.named.union(*(part.taken for part in parts.found)))


def _apart(item: Item, words: frozenset[int], reading: Reading) -> Item:
    """Return an item without side, count or minutes of the topic's own ("the 8 minute rule"); both sides stay two."""
    others = {atom.value for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES and at not in words}
    own = {reading.atoms[at].value for at in words} - others
    minutes = None if item.minutes in own else item.minutes
    quantity = item.quantity if item.both_sides else 1
    return item.model_copy(update={"side": None, "minutes": minutes, "quantity": quantity})


def _priced(reading: Reading, intent: Intent, items: tuple[Item, ...], whole: Stated) -> Priced:
    """Return the question about items."""
    if intent.aim is Aim.RATE:
        items = _an_hour_each(reading, items)
        per = "minute" if reading.has(Cue.PER_MINUTE) and not reading.has(Cue.PER_HOUR) else "hour"
        return RatePerHour(items=items, stated=whole, per="minute" if per == "minute" else "hour")
    if intent.aim in {Aim.HOW_LONG, Aim.HOW_MANY}:
        # In the order said: what is solved for is told by its side, which is the first.
        solve: Literal["count", "minutes"] = "minutes" if intent.aim is Aim.HOW_LONG else "count"
        return BreakEven(items=items, stated=whole, solve=solve, period=period(reading))
    if len({item.side for item in items}) > 1:
        return Compare(items=items, stated=whole, split=splits(reading))
    return Value(items=items, stated=whole, split=splits(reading))


def _unknown(
    reading: Reading,
    stretches: Sequence[Stretch],
    numbered: Sequence[int | None],
    found: Sequence[Number],
    intent: Intent,
) -> Sequence[Number]:
    """Return the numbers without those of how many there are now of what is solved for: "we have 30, how many …"."""
    hits = reading.cues.get(Cue.HOW_MANY, ()) if intent.aim is Aim.HOW_MANY else ()
    breaks = [at for at in range(hits[0].start) if reading.signals(at, Cue.BREAK)] if hits else []
    solved = next((stretch for stretch, side in zip(stretches, numbered, strict=True) if side == 1), None)
    if not breaks or solved is None:
        return found
    now = range(solved.start, min(breaks[-1], solved.end))
    return [number for number in found if number.at not in now or number.role is not Role.COUNT]


def _an_hour_each(reading: Reading, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return the items with the counts that each side has for an hour as minutes: "6 warts or 3 99214s, per hour"."""
    said = (at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.MINUTES)
    spoken = reading.lasting or any(at not in reading.hourly for at in said)
    sides = {item.side for item in items}
    counted = all(item.minutes or (item.quantity > 1 and _HOUR % item.quantity == 0) for item in items)
    if spoken or reading.has(Cue.PER_MINUTE) or len(items) < 2 or len(sides) < len(items) or not counted:  # noqa: PLR2004
        return items
    return tuple(
        item if item.minutes else item.model_copy(update={"minutes": _HOUR // item.quantity, "quantity": 1})
        for item in items
    )


def _traded(reading: Reading, stretches: Sequence[Stretch]) -> bool:
    """Tell whether the first side is given for the second: "i'm trading a vasectomy for 99215s, how many is fair"."""
    named = [part for stretch in stretches for part in stretch.parts]
    verbs = any(hit.end <= named[0].start for hit in reading.cues.get(Cue.SWAP, ()))
    return verbs and any(reading.signals(at, Cue.FOR) for at in range(named[0].end, named[-1].start))


def _numbered(reading: Reading, intent: Intent, stretches: Sequence[Stretch]) -> tuple[int | None, ...]:
    """Return the number of each side: in the order said, but what is solved for is the first."""
    if len(stretches) < 2:  # noqa: PLR2004 - one side needs no number
        return (None,) * len(stretches)
    if intent.aim not in {Aim.HOW_MANY, Aim.HOW_LONG}:
        return tuple(range(1, len(stretches) + 1))
    unit = unit_of(reading, tuple(part for stretch in stretches for part in stretch.parts))
    if unit is not None:
        return tuple(1 if unit in stretch.parts else 2 for stretch in stretches)
    hits = reading.cues.get(Cue.HOW_MANY if intent.aim is Aim.HOW_MANY else Cue.HOW_LONG, ())
    # "Need to make up 7 visits, how many shots" asks for what stands behind the words that ask alone.
    plain = tuple(hit for hit in hits if hit.cues.isdisjoint({Cue.EQUALS, Cue.TO_EQUAL}))
    # "9 EKGs fell thru. 99214s needed to make it up, how many" asks for what stands before the words that equal.
    last = bool(plain) and not any(part.end > plain[0].start for stretch in stretches for part in stretch.parts)
    hits = () if last and reading.has(Cue.TO_EQUAL) else plain or hits
    if not hits and reading.has(Cue.TO_EQUAL):
        named = [stretch for stretch in stretches if stretch.parts]
        equal = reading.cues[Cue.TO_EQUAL][0].start  # "lost 3 IUDs, 99214s to make it up" asks for what stands before
        wanted = max(
            (stretch for stretch in named if stretch.start < equal), key=lambda one: one.start, default=stretches[0]
        )
        return tuple(1 if stretch is wanted else 2 for stretch in stretches)
    asked = hits[0].start if hits else 0
    solved = next((number for number, stretch in enumerate(stretches) if stretch.end > asked), 0)
    behind = any(part.end > asked for part in stretches[solved].parts)
    if last and _traded(reading, stretches):
        return tuple(1 if stretch is stretches[-1] else 2 for stretch in stretches)
    if not behind or (hits and Cue.EQUALS in hits[0].cues):
        solved = 0  # "A vs B, how many needed" and "A needed to equal B" ask for the first
    return tuple(1 if number == solved else 2 for number in range(len(stretches)))
