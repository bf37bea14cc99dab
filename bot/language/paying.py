"""Questions about other ways to pay, of what was read; whatever has no part in one is asked back about."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from bot.domain.lexicon import Say
from bot.domain.question import Question, Stated, WhatIf
from bot.language.amounts import amounts
from bot.language.asking import Asker, Open, Option, Priced
from bot.language.atoms import Sort, digits
from bot.language.doubts import Doubts, Understood
from bot.language.quantities import Role, numbers
from bot.language.wayfields import Unsaid
from bot.language.ways import Ways
from bot.language.wayterms import with_told

_A_YEAR: Final = 12
_WEEKS: Final = (44, 46, 48, 50, 52)
"""Weeks a year to pick from; any other can be said in words."""
_QUIET: Final = frozenset({Role.SIZE, Role.LENGTH, Role.YEAR, Role.LESIONS, Role.AGE})
"""Roles of numbers that belong to a service or to the basis."""


class Payer:
    """Makes questions of ways to pay."""

    def __init__(self, asker: Asker, doubts: Doubts) -> None:
        self._asker, self._doubts = asker, doubts

    def question(self, ways: Ways, understood: Understood) -> Question:
        """Return the question about the ways and the services beside them, or what has to be asked back."""
        named = frozenset(at for part in ways.parts.found for at in part.taken)
        pay = amounts(ways.rest, named | ways.rest.placed)
        left = (*ways.unclear, *_left(ways, named | pay.spent, understood.stated))
        if left:
            return self._asker.nothing(Say.UNPLACED, left[0])
        timeless = _untimed(ways, understood)
        if timeless is not None:
            return self._asker.nothing(Say.WHOSE_MINUTES, digits(timeless))
        items = understood.items if ways.parts.found else ()
        several = len({item.side for item in items}) > 1
        beside = [item if several else item.model_copy(update={"side": None}) for item in items]
        question = WhatIf(
            items=(*ways.patients, *beside),
            stated=understood.stated.model_copy(update={"rate": pay.rate or understood.stated.rate}),
            period="month" if ways.monthly else None,
            base=pay.base,
            terms=ways.terms,
        )
        opens = (
            *(self._unsaid(one) for one in ways.opens),
            *self._doubts.named(understood),
            *self._doubts.places(understood.reading),
        )
        return self._asker.closed(question, opens, tuple(item for item in question.items if item.concept))

    def _unsaid(self, unsaid: Unsaid) -> Open:
        """Ask for the stretch of time of a number."""

        def told(value: Decimal) -> Callable[[Priced], Priced]:
            def change(asked: Priced) -> Priced:
                before = asked.terms if isinstance(asked, WhatIf) else None
                terms = None if before is None else with_told(before, unsaid.kind, unsaid.name, value)
                return asked.model_copy(update={"terms": terms})

            return change

        says, written = self._asker.says, digits(unsaid.value)
        if unsaid.name == "hours":
            weeks = tuple(Option(says(Say.AS_WEEKS, count), told(unsaid.value * count)) for count in _WEEKS)
            return Open(says(Say.WEEKS_WORKED, written), weeks)
        ask = Say.FEE_PERIOD if unsaid.name == "fee" else Say.COST_PERIOD
        periods = (("month", unsaid.value), ("year", unsaid.value / _A_YEAR))
        return Open(
            says(ask, written),
            tuple(Option(says(Say.GOAL_IN, f"${written}", word), told(value)) for word, value in periods),
        )


def _left(ways: Ways, taken: frozenset[int] | set[int], stated: Stated) -> tuple[str, ...]:
    """Return the numbers of the services' part of the text that have no part to play, as written."""
    rest = ways.rest
    quiet = _QUIET | ({Role.PERCENT} if stated.payer_multiple is not None else set())
    counted = [number for number in numbers(rest, rest.named | set(taken)) if number.role not in quiet]
    bare = [rest.atoms[number.at].stem for number in counted]
    money = [
        atom.stem for at, atom in enumerate(rest.atoms) if atom.sort is Sort.MONEY and atom.value and at not in taken
    ]
    return (*bare, *money)


def _untimed(ways: Ways, understood: Understood) -> Decimal | None:
    """Return minutes that no service takes."""
    named = ways.rest.named  # a "24 hour monitor" is no length of anybody's work
    atoms = enumerate(ways.rest.atoms)
    lengths = (atom.value for at, atom in atoms if atom.sort is Sort.MINUTES and atom.value and at not in named)
    return None if any(item.minutes for item in understood.items) else next(lengths, None)
