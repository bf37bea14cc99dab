"""An answer's figures looked up by way, side and kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from bot.domain.answer import Answer, Figure, Op, Pathway, PathwayState, Side
from bot.render.numbers import exact, span
from bot.render.wording import code_units


class Span(NamedTuple):
    """The least and the most of one kind of figure."""

    low: Decimal
    high: Decimal


class Pair(NamedTuple):
    """One kind of figure of a way of the first side and of a way of the second."""

    first: Pathway
    second: Pathway
    mine: Decimal
    theirs: Decimal


@dataclass(frozen=True, slots=True)
class Sheet:
    """Read-only index of one answer."""

    answer: Answer
    _by_way: Mapping[tuple[str, str], Figure]
    _between: Mapping[tuple[str, str, str, str], Figure]
    _resting: Mapping[int | None, list[Pathway]]
    gauges: dict[tuple[object, ...], Any] = field(default_factory=dict, compare=False, repr=False)
    """What two sides were put on already, kept by who does so."""

    @classmethod
    def of(cls, answer: Answer) -> "Sheet":
        """Index an answer; figures that only a pathway lists are found too."""
        by_way = {(way.id, figure.key): figure for way in answer.pathways for figure in way.figures}
        between: dict[tuple[str, str, str, str], Figure] = {}
        for figure in answer.figures:
            if figure.pathway is None or (figure.pathway, figure.key) in by_way:
                continue
            over, colon, under = figure.pathway.partition(":")
            if colon:
                between[figure.key, over, under, figure.unit] = figure
            else:
                by_way[figure.pathway, figure.key] = figure
        resting: dict[int | None, list[Pathway]] = {}
        for way in answer.pathways:
            if way.in_verdict and way.state is not PathwayState.UNPAID:
                resting.setdefault(way.side, []).append(way)
        return cls(answer, by_way, between, resting)

    def figure(self, way: Pathway, key: str) -> Figure | None:
        """Return one figure of a way."""
        return self._by_way.get((way.id, key))

    def value(self, way: Pathway, key: str) -> Decimal | None:
        """Return the value of one figure of a way."""
        figure = self.figure(way, key)
        return None if figure is None else figure.value

    @property
    def sides(self) -> tuple[Side, ...]:
        """Return what is compared, in the order said."""
        return self.answer.sides

    def ways(self, side: Side, *states: PathwayState) -> list[Pathway]:
        """Return the ways of one side that are in one of the states."""
        return [way for way in self.answer.pathways if way.side == side.number and way.state in states]

    def resting(self, side: Side) -> list[Pathway]:
        """Return the ways that the verdict rests on and Medicare pays.

        A side that only has unpaid ways rests on none: its would-be dollars are told apart and never ranked.
        """
        return self._resting.get(side.number, [])

    def counted(self, side: Side, key: str) -> list[Pathway]:
        """Return the ways whose figure of a kind may be compared.

        RVUs of a side that Medicare does not pay at all are still a credit that a contract may count; its dollars are
        none.
        """
        paid = self.resting(side)
        if paid or "usd" in key:
            return paid
        return [way for way in self.answer.pathways if way.side == side.number and way.in_verdict]

    def named(self, pathway: str | None) -> Pathway | None:
        """Return the way of an id."""
        return next((way for way in self.answer.pathways if way.id == pathway), None)

    @property
    def payer(self) -> str:
        """Return who pays the dollars: "Medicare", or a payer at the asker's multiple of it."""
        multiple = self.answer.steps.noted("payer multiple of Medicare")
        return "Medicare" if multiple is None else f"a payer at {exact(multiple.value)} times Medicare"

    def span(self, side: Side, key: str) -> Span | None:
        """Return the least and the most of a figure over the ways the verdict rests on, None when one lacks it."""
        values = [self.value(way, key) for way in self.counted(side, key)]
        have = [value for value in values if value is not None]
        return Span(min(have), max(have)) if have and len(have) == len(values) else None

    def written(self, side: Side, key: str) -> str | None:
        """Write the span of a figure."""
        have = self.span(side, key)
        return None if have is None else span(have.low, have.high, key)

    def pairs(self, first: Side, second: Side, key: str) -> list[Pair]:
        """Pair every way of one side with every way of the other; empty when a way lacks the figure."""
        both = []
        for mine, theirs in product(self.counted(first, key), self.counted(second, key)):
            a, b = self.value(mine, key), self.value(theirs, key)
            if a is None or b is None:
                return []
            both.append(Pair(mine, theirs, a, b))
        return both

    def between(self, first: Side, second: Side, key: str, unit: str) -> Span | None:
        """Return the range of a figure of two ways (`ratio`, `break_even_count`), the first side's named first.

        None where a pair lacks it, so that a range never hides a missing end.
        """
        pairs = product(self.counted(first, unit), self.counted(second, unit))
        have = [self._between.get((key, a.id, b.id, unit)) for a, b in pairs]
        values = [self._unrounded(figure) for figure in have if figure is not None]
        return Span(min(values), max(values)) if values and len(values) == len(have) else None

    def _unrounded(self, figure: Figure) -> Decimal:
        """Return what a figure was rounded from, so that writing fewer digits does not round twice."""
        step = self.answer.steps.noted(figure.step)
        rounded = step is not None and step.op in {Op.ROUND_2, Op.ROUND_3}
        return step.inputs[0].value if step is not None and rounded else figure.value


def way_codes(way: Pathway) -> str:
    """Write the codes of a way as billed."""
    return code_units(way.codes, way.units)
