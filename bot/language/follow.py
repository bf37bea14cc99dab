"""Half a question: what it changes about the one before it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

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
    OutOfScope,
    Question,
    RatePerHour,
    Target,
    Value,
    WhatIf,
)
from bot.language.asking import Asker, Open, Option, Priced
from bot.language.atoms import Atom
from bot.language.changes import adding, alone, compared, giving, joined, replaced, swapping, under
from bot.language.doubts import Doubts
from bot.language.half import PERIODS, Half, Told, Way, goes_on, opening, sides_alone, told
from bot.language.parts import Finder
from bot.language.reading import Reader, Reading
from bot.language.referring import refers
from bot.language.sides import Divider

_PRICED = (Compare, Value, RatePerHour, BreakEven)
_MOST_ITEMS = 12
_PAIR = 2
_SHORTEST = 5
"""A bare number below is no length of time."""
_MANY = 10
"""A bare number from there may be a length of time."""
_TRAILING = 2
"""Atoms from the end within which a closing word such as "instead" stands."""


class Follower:
    """Joins a text to the question before it, with one catalog's words."""

    def __init__(
        self,
        catalog: Catalog,
        reader: Reader,
        finder: Finder,
        divider: Divider,
        doubts: Doubts,
        asker: Asker,
        understand: Callable[[Reading], Question],
    ) -> None:
        """Take what the listener is made of; `understand` reads the half as if it stood alone."""
        self._catalog = catalog
        self._reader = reader
        self._finder = finder
        self._divider = divider
        self._doubts = doubts
        self._asker = asker
        self._understand = understand

    def follow(self, reading: Reading, before: Question) -> Question | None:
        """Return the earlier question as the text changes it, or None when the text is a question of its own."""
        half = self._half(reading)
        return self._after(half, before) if half.rest.atoms or half.way is not Way.PLAIN else None

    def _after(self, half: Half, before: Question) -> Question | None:
        if isinstance(before, Clarify):
            return self._asked_back(half, before)
        if isinstance(before, OutOfScope):
            first = next((choice.question for choice in before.choices if before.items), None)
            return self._after(half, first) if first is not None else None
        read = self._by_reading(half, before)
        if read is not None:
            return read
        swapped = self._exchanged(half, before)
        if swapped is not None:
            return swapped
        if not half.parts and sides_alone(half.rest):
            return self._bare(half, before)
        if half.parts:
            # "Does it beat a 99213" sets what was asked before against what is named now.
            whole = replace(half, way=Way.AGAINST) if refers(half.rest) else half
            return self._named(whole, self._understand(half.rest), before) if goes_on(whole) else None
        own = self._understand(half.rest)
        strange = any(self._divider.strange(half.rest, at) for at in range(len(half.rest.atoms)))
        if not isinstance(own, Clarify) or strange:
            return None
        return self._bare(half, before)

    def _half(self, reading: Reading) -> Half:
        """Take the opening words off."""
        way, at = opening(reading, self._reader.common)
        rest = self._reader.find(reading.atoms[at:]) if at else reading
        closing = [hit for hit in rest.hits if Cue.RETRACT in hit.cues and hit.end >= len(rest.atoms) - _TRAILING + 1]
        if closing and closing[-1].start and way is not Way.SUPPOSED:
            way, rest = Way.INSTEAD, self._reader.find(rest.atoms[: closing[-1].start])
        opened = (hit for hit in reading.cues.get(Cue.ALTER, ()) if hit.end == at)
        return Half(way, rest, self._finder.find(rest).found, altered=any(opened))

    # A question that was asked back.

    def _asked_back(self, half: Half, before: Clarify) -> Question | None:
        """Return the choice that the words name, else every choice as the words change it."""
        if before.choices == self._asker.examples:
            return None
        words = _words(half.rest)
        named = [
            choice.question
            for choice in before.choices
            if choice.question and words and words <= set(self._reader.compiled(choice.label.lower()))
        ]
        if len(named) == 1:
            return named[0]
        if half.parts:
            return None
        changed = [(choice, choice.question and self._after(half, choice.question)) for choice in before.choices]
        made = tuple(Choice(label=choice.label, question=question) for choice, question in changed if question)
        if made and all(choice.question == made[0].question for choice in made):
            return made[0].question
        return before.model_copy(update={"choices": made}) if made else None

    def _by_reading(self, half: Half, before: Question) -> Question | None:
        """Return the question with the other reading of an item that the words single out: "with ultrasound"."""
        words = _words(half.rest)
        plain = half.way is Way.SUPPOSED or (half.way is Way.PLAIN and bool(half.parts))
        if plain or not words or not isinstance(before, _PRICED):
            return None
        fitting = [
            option
            for at, option in self._readings(before)
            if words <= set(self._reader.compiled(option.label.lower()))
            and not words <= set(self._reader.compiled(self._asker.name(before.items[at]).lower()))
        ]
        return self._asker.settled(fitting[0].change(before)) if len(fitting) == 1 else None

    def _readings(self, question: Priced) -> Iterator[tuple[int, Option]]:
        """Yield each other thing that the words could mean, with the item that it is another reading of."""
        for at, item in enumerate(question.items):
            if not item.codes:
                for other in self._catalog.concepts[item.concept].instead_of:
                    yield at, self._asker.swap(at, other, self._catalog.concepts[other].name)

    # What names no service.

    def _bare(self, half: Half, before: Question) -> Question | None:
        says = told(half.rest, self._catalog)
        if says.unclear or (says.nothing and not half.rest.places):
            return None
        if isinstance(before, Explain | Target | WhatIf):
            if not says.basis_only or says.nothing:
                return None
            return before.model_copy(update={"stated": joined(before.stated, says.stated)})
        if not isinstance(before, _PRICED):
            return None
        changed = under(before, says.stated)
        if says.other:
            return self._other(changed)
        if says.per:
            changed = RatePerHour(items=changed.items, stated=changed.stated, per=says.per)
        elif says.margin:
            return compared(changed)
        if says.both:
            return self._doubled(changed)
        opens = (*self._numbers(says, changed, half), *self._doubts.places(half.rest))
        return self._closed(changed, opens)

    def _doubled(self, question: Priced) -> Priced | None:
        """Return the question with the one procedure in it done on both sides."""
        meant = [at for at, item in enumerate(question.items) if self._kind(item) is Kind.PROCEDURE]
        if len(meant) != 1:
            return None
        both = question.items[meant[0]].model_copy(update={"quantity": 2, "both_sides": True})
        return replaced(question, meant[0], (both,))

    def _numbers(self, told: Told, question: Priced, half: Half) -> Iterator[Open]:
        """Yield what gives a stated number to the item that it can only mean, or asks which."""
        says = self._asker.says
        if told.minutes is not None:
            each = len(question.items) > 1 and half.rest.has(Cue.EACH, Cue.BOTH)
            yield self._which(says(Say.WHICH_LENGTH, told.minutes), question, "minutes", told.minutes, each=each)
        if told.count is not None:
            yield self._which(says(Say.WHICH_COUNT, told.count), question, "quantity", told.count)
        changed = _changes(question.items, told.bare) if half.altered and told.bare is not None else None
        if told.bare is not None and changed is not None:
            ask = Say.WHICH_LENGTH if changed == "minutes" else Say.WHICH_COUNT
            yield self._which(says(ask, told.bare), question, changed, told.bare)
        elif told.bare is not None:
            both = (("minutes", Say.AS_MINUTES), ("quantity", Say.AS_COUNT))
            kinds = [(self._which("", question, key, told.bare).options[0], say) for key, say in both]
            yield Open(
                says(Say.BARE_NUMBER, told.bare),
                tuple(Option(says(say, told.bare), option.change) for option, say in kinds),
            )

    def _which(self, ask: str, question: Priced, key: str, value: int, *, each: bool = False) -> Open:
        meant = self._meant(question.items, key)
        if each:
            return Open(ask, (Option(ask, giving(tuple(range(len(question.items))), key, value)),))
        options = [Option(self._asker.name(question.items[at]), giving((at,), key, value)) for at in meant]
        if len(options) > 1:
            options.append(Option(self._asker.says(Say.ALL_OF_THEM), giving(tuple(meant), key, value)))
        return Open(ask, tuple(options))

    def _meant(self, items: Sequence[Item], key: str) -> list[int]:
        """Return the items that a number can mean: the one that already has such a number, else the one of its kind."""
        places = list(range(len(items)))
        if key == "minutes":
            having = [at for at in places if items[at].minutes is not None]
            likely = [at for at in places if self._kind(items[at]) is Kind.TALK]
        else:
            having = [at for at in places if items[at].quantity > 1]
            likely = [at for at in places if self._kind(items[at]) is Kind.PROCEDURE]
        if having:
            return having
        return likely if len(likely) == 1 else places

    def _other(self, question: Priced) -> Question | None:
        """Return the other reading of what was said, or ask which one, where nothing else could be meant."""
        options = [option for _, option in self._readings(question)]
        if options:
            return self._closed(question, (Open(self._asker.says(Say.SEVERAL), tuple(options)),))
        if len(question.items) == 1:
            return None
        either = tuple(
            Option(self._asker.name(item), alone(item.model_copy(update={"side": None}))) for item in question.items
        )
        return self._closed(question, (Open(self._asker.says(Say.SEVERAL), either),))

    # What names a service.

    def _named(self, half: Half, own: Question, before: Question) -> Question | None:
        if isinstance(own, Clarify):
            if own.choices == self._asker.examples:
                return None
            met = [(choice, choice.question and self._named(half, choice.question, before)) for choice in own.choices]
            made = tuple(Choice(label=choice.label, question=question) for choice, question in met if question)
            return own.model_copy(update={"choices": made}) if made else None
        one = isinstance(own, Value | RatePerHour) and len({item.side for item in own.items}) == 1
        if not one or not isinstance(own, Value | RatePerHour) or not isinstance(before, _PRICED):
            return None
        base: Priced = under(before, own.stated)
        if isinstance(own, RatePerHour):
            base = RatePerHour(items=base.items, stated=base.stated, per=own.per)
        if len(base.items) + len(own.items) > _MOST_ITEMS:
            return None
        again = self._again(half, own.items[0], base) if len(own.items) == 1 and half.way is not Way.AGAINST else None
        if again is not None or half.way in {Way.SUPPOSED, Way.PLAIN}:
            return again
        if half.way is Way.INSTEAD:
            return self._instead(base, own.items, keep=True)
        if half.way is Way.TOGETHER:
            return self._together(base, own.items)
        return self._beside(base, own.items, half.way)

    def _exchanged(self, half: Half, before: Question) -> Question | None:
        """Return the question with one of its services exchanged: "swap the wart for an ekg", "an ekg instead of it".

        Of the two that are named one is there and goes, the other comes in its place.
        """
        rest, pair = half.rest, half.parts
        exchanges = rest.has(Cue.SWAP, Cue.IN_PLACE) and not rest.has(*PERIODS)
        if not exchanges or len(pair) != _PAIR or not isinstance(before, _PRICED):
            return None
        wall = next((hit for hit in rest.cues.get(Cue.IN_PLACE, ()) if hit.start >= pair[0].end), None)
        ends = (wall.start, wall.end) if wall else (pair[0].end, pair[0].end)
        halves = rest.atoms[: ends[0]], rest.atoms[ends[1] :]
        named = [self._understand(self._reader.find(_without_verb(rest, atoms))) for atoms in halves]
        items = [one.items if isinstance(one, Value) else () for one in named]
        if not all(len(new) == 1 for new in items):
            return None
        each = zip(pair, items, strict=True)
        first, second = (self._same(replace(half, parts=(part,)), new[0], before.items) for part, new in each)
        if (first is None) == (second is None):
            return None
        at, new = (second or 0, items[0]) if first is None else (first, items[1])
        return self._asker.settled(swapping(at, new, keep=False)(before))

    def _again(self, half: Half, item: Item, base: Priced) -> Question | None:
        """Return the question with an item that it already has as the text restates it."""
        at = self._same(half, item, base.items)
        if at is None:
            return None
        old = base.items[at]
        told: dict[str, object] = {
            "minutes": item.minutes,
            "quantity": item.quantity if item.quantity > 1 else None,
            "both_sides": item.both_sides or None,
            "setting": item.setting,
            "year": item.year,
            "clinician": item.clinician,
        }
        changed = {key: value for key, value in told.items() if value is not None}
        if item.minutes is not None:
            changed["charting"] = item.charting
        if not changed and half.way is Way.PLAIN:
            return None
        if not changed and len(base.items) > 1:
            return Value(items=(old.model_copy(update={"side": None}),), stated=base.stated)
        return replaced(base, at, (old.model_copy(update=changed),))

    def _same(self, half: Half, item: Item, items: Sequence[Item]) -> int | None:
        """Return the place of the item that is named again, by its name or by a word such as "talk"."""
        same = [at for at, one in enumerate(items) if _same(item, one)]
        if not same and all(part.generic for part in half.parts):
            same = [at for at, one in enumerate(items) if self._kind(one) is self._kind(item)]
        return same[0] if len(same) == 1 else None

    def _instead(self, base: Priced, new: Sequence[Item], *, keep: bool) -> Question:
        """Put services in the place of the item that they can only mean, or ask which."""
        kinds = [at for at, one in enumerate(base.items) if self._kind(one) is self._kind(new[0])]
        meant = kinds if len(kinds) == 1 else list(range(len(base.items)))
        options = tuple(Option(self._asker.name(base.items[at]), swapping(at, tuple(new), keep=keep)) for at in meant)
        return self._closed(base, (Open(self._asker.says(Say.WHICH_PLACE_OF), options),))

    def _together(self, base: Priced, new: Sequence[Item]) -> Question:
        """Add services to the only side there is, or ask to which."""
        last = {item.side: at for at, item in enumerate(base.items)}
        options = tuple(
            Option(self._asker.name(base.items[at]), adding(at, tuple(new)))
            for _, at in sorted(last.items(), key=_second)
        )
        return self._closed(base, (Open(self._asker.says(Say.BESIDE), options),))

    def _beside(self, base: Priced, new: Sequence[Item], way: Way) -> Question:
        """Set services against those that are there; alone, "and 99213?" asks the same about them."""
        sides = {item.side for item in base.items}
        if isinstance(base, BreakEven):
            return self._instead(base, new, keep=False)
        if way is Way.AGAINST or len(sides) > 1:
            first = tuple(item if item.side else item.model_copy(update={"side": 1}) for item in base.items)
            number = max(item.side or 1 for item in first) + 1
            items = (*first, *(item.model_copy(update={"side": number}) for item in new))
            made: Priced = Compare(items=items, stated=base.stated)
            if isinstance(base, RatePerHour):
                made = base.model_copy(update={"items": items})
            return self._asker.settled(made)
        return self._asker.settled(base.model_copy(update={"items": tuple(new)}))

    def _closed(self, question: Priced, opens: Iterable[Open]) -> Question:
        """Take each thing that can only be meant in one way as meant, and ask about the others."""
        left = []
        for one in opens:
            if len(one.options) == 1:
                question = one.options[0].change(question)
            else:
                left.append(one)
        return self._asker.closed(question, left, question.items)

    def _kind(self, item: Item) -> Kind | None:
        concept = self._catalog.concepts.get(item.concept)
        return concept.kind if concept else None


def _same(named: Item, item: Item) -> bool:
    """Tell whether what is named again is an item."""
    return named.concept == item.concept and named.codes in ((), item.codes)


def _without_verb(rest: Reading, atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Return atoms without the verb of exchanging that opens the text: "swap the wart"."""
    verb = next((hit for hit in rest.cues.get(Cue.SWAP, ()) if hit.start == 0), None)
    return atoms[verb.end :] if verb and atoms and atoms[0] is rest.atoms[0] else atoms


def _changes(items: Sequence[Item], value: int) -> str | None:
    """Return what a bare number changes: the one kind of number that was said before, or a count where none was."""
    timed, counted = any(item.minutes for item in items), any(item.quantity > 1 for item in items)
    if timed != counted:
        return "quantity" if counted else "minutes" if value >= _SHORTEST else None
    return "quantity" if not timed and value < _MANY else None


def _words(rest: Reading) -> set[str]:
    return {atom.stem for at, atom in enumerate(rest.atoms) if at not in rest.light and _says(atom.stem)}


def _says(stem: str) -> bool:
    return any(letter.isalnum() for letter in stem)


def _second(pair: tuple[object, int]) -> int:
    return pair[1]
