"""Questions about plans and about the bot's memory: targets, suppositions, what was asked, statistics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue, Say
from bot.domain.question import Choice, Clarify, Item, Period, Question, Target
from bot.language.aimed import paid
from bot.language.asking import Asker, Open, Option, Priced
from bot.language.atoms import digits
from bot.language.calendar import Calendar
from bot.language.doubts import Doubts, Understood
from bot.language.goals import MOST, every, horizon
from bot.language.intents import Aim
from bot.language.items import Itemizer
from bot.language.part import Parts
from bot.language.plan import Plan, target
from bot.language.quantities import Number, Role
from bot.language.reading import Reader, Reading
from bot.language.recalls import KINDS, recall, statistics
from bot.language.sides import Divider
from bot.language.targets import Planner
from bot.language.whatifs import Supposer

PLANNED = frozenset({Aim.TARGET, Aim.WHAT_IF, Aim.HISTORY, Aim.STATS})
"""The aims that are read here."""
_PERIODS: tuple[Period, ...] = ("day", "week", "month", "year")
_MEASURES = frozenset({Role.SIZE, Role.LENGTH})


@dataclass(frozen=True, slots=True)
class Told:
    """A text with all that has been found in it."""

    understood: Understood
    parts: Parts
    numbers: Sequence[Number]


class Plans:
    """Reads plans with one catalog's words."""

    def __init__(
        self, catalog: Catalog, reader: Reader, divider: Divider, itemizer: Itemizer, asker: Asker, doubts: Doubts
    ) -> None:
        self._catalog, self._divider = catalog, divider
        self._itemizer, self._asker, self._doubts = itemizer, asker, doubts
        self._calendar = Calendar(catalog.lexicon, reader.compiled)
        self._planner = Planner(self._calendar, catalog.lexicon.fractions)
        self._supposer = Supposer(catalog, reader, divider, itemizer)

    def question(self, aim: Aim, told: Told) -> Question:
        """Return the question of one of the aims in `PLANNED`, or what has to be asked back."""
        if aim is Aim.TARGET:
            return self._target(told)
        if aim is Aim.WHAT_IF:
            return self._supposed(told)
        reading = told.understood.reading
        strange = any(stretch.strangers for stretch in told.understood.stretches)
        unknown = any(not part.concepts for part in told.parts.found)
        if unknown or (strange and not told.parts.found and reading.has(Cue.ABOUT)):
            return self._doubts.without_items(told.understood)
        if aim is Aim.HISTORY:
            return recall(reading, self._calendar, self._services(told))
        return statistics(reading, self._calendar, self._services(told, *KINDS))

    def _services(self, told: Told, *kinds: Cue) -> tuple[Item, ...]:
        """Return the services named, each once, without counts and lengths; words for asking or a kind are none."""
        said = (*kinds, Cue.ASKING, Cue.ASKED)
        named = (
            Item(concept=part.concept, codes=(part.code,) if part.code else ())
            for part in told.parts.found
            if not part.generic and not all(told.understood.reading.signals(at, *said) for at in part.taken)
        )
        return tuple(dict.fromkeys(named))

    # Targets.

    def _target(self, told: Told) -> Question:
        understood, reading = told.understood, told.understood.reading
        asked_for = (reading.next_to(hit.end - 1, 1) for hit in reading.cues.get(Cue.HOW_MANY, ()))
        if not told.parts.found and any(self._divider.strange(reading, at) for at in asked_for if _inside(reading, at)):
            return self._doubts.without_items(understood)
        taken = reading.named.union(*(part.taken for part in told.parts.found))
        plan = self._planner.plan(reading, taken)
        if plan.unclear:
            return self._asker.nothing(Say.UNCLEAR_NUMBER, digits(plan.unclear[0]))
        lacking = plan.goal is None and plan.goal_usd is None
        dollars = plan.goal is not None and (paid(reading, plan.goal_at) or plan.goal > MOST * (plan.people or 1))
        if lacking or dollars:
            return self._asker.nothing(Say.GOAL_NUMBER)
        items = self._wanted(told, plan)
        question = target(plan, items, every(reading, plan), understood.stated)
        known = tuple(item for item in items if item.concept)
        unknown = self._ambiguous(told, items)
        if unknown and len(items) != len(understood.items):
            # What the question left out has moved the others, and no choice would know whose place it takes.
            hints = tuple(Choice(label=option.label) for option in unknown[0].options)
            return Clarify(ask=unknown[0].ask, choices=hints, items=known)
        opens = (*unknown, *self._doubts.places(reading))
        if plan.per is None and plan.goal is not None and not horizon(plan):
            opens = (self._goal_period(question), *opens)
        return self._asker.closed(question, opens, known)

    def _wanted(self, told: Told, plan: Plan) -> tuple[Item, ...]:
        """Return the services that are to reach the target; a bare "visit" is any visit."""
        reading = told.understood.reading
        counting = [number for number in told.numbers if number.role in _MEASURES or number.at in plan.counting]
        made: list[Item] = []
        for stretch in (one for one in told.understood.stretches if one.parts and not one.borrowed):
            side = self._itemizer.items(reading, stretch, counting, (), None)
            for part, item in zip(side.parts, side.items, strict=True):
                # "each visit averages 1.6" is any visit, whatever the word names alone
                seen = plan.average is not None and all(reading.signals(at, Cue.SEEN) for at in part.taken)
                if (
                    (part.generic or seen)
                    and part.code is None
                    and self._catalog.concepts[part.concept].kind is Kind.VISIT
                ):
                    if item.minutes is not None and plan.average is not None:
                        plan.visit_minutes = item.minutes
                        continue
                    if item.minutes is None:
                        continue
                made.append(item.model_copy(update={"concept": part.concepts[0] if part.concepts else ""}))
        if len(made) > 1 and reading.has(Cue.OR, Cue.VERSUS) and not reading.has(Cue.PLUS, Cue.WITH):
            made = [item.model_copy(update={"side": side}) for side, item in enumerate(made, 1)]
        return tuple(made)

    def _ambiguous(self, told: Told, items: Sequence[Item]) -> tuple[Open, ...]:
        """Return what is to be asked of services that are not known, or whose words mean several."""
        unknown = [part for part in told.parts.found if not part.concepts]
        if not unknown or not items:
            return ()
        return self._doubts.named(told.understood)

    def _goal_period(self, question: Target) -> Open:
        """Ask for the period of a goal that has none."""
        goal = digits(question.goal) if question.goal is not None else ""

        def within(period: Period) -> Callable[[Priced], Priced]:
            return lambda asked: asked.model_copy(update={"per": period})

        options = (Option(self._asker.says(Say.GOAL_IN, goal, period), within(period)) for period in _PERIODS)
        return Open(self._asker.says(Say.GOAL_PERIOD, goal), tuple(options))

    # Suppositions.

    def _supposed(self, told: Told) -> Question:
        understood, reading = told.understood, told.understood.reading
        parts = _in_place(told)
        supposed = self._supposer.suppose(reading, parts, told.numbers, understood.stated)
        strange = any(stretch.strangers for stretch in understood.stretches)
        if supposed.ask and strange and not told.parts.found:
            return self._doubts.without_items(understood)
        if supposed.ask:
            return self._asker.nothing(supposed.ask)
        if supposed.unclear:
            return self._asker.nothing(Say.UNCLEAR_NUMBER, supposed.unclear)
        question = supposed.question
        read = Understood(reading, supposed.stretches, supposed.sides, question.items, question.stated)
        opens = (*self._doubts.named(read), *self._doubts.places(reading))
        listed = tuple(item for item in question.items if item.concept)
        return self._asker.closed(question, opens, listed)


def _in_place(told: Told) -> Parts:
    """Return the services, with what one is done in place of where only how it is done says it.

    "What if the MA flushes ears instead of me using a curette".
    """
    reading, found = told.understood.reading, told.parts.found
    places = [hit.end for hit in reading.cues.get(Cue.IN_PLACE, ())]
    behind = [one for one in told.understood.stretches if one.borrowed and one.start in places and one.parts[0].taken]
    if len(found) != 1 or len(behind) != 1:
        return told.parts
    (part,) = behind[0].parts
    part = replace(part, start=min(part.taken), end=max(part.taken) + 1)
    return Parts((*found, part), told.parts.aside)


def _inside(reading: Reading, at: int) -> bool:
    return at < len(reading.atoms)
