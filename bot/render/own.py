"""Figures of the asker's own numbers: looked up by key, written, and laid out as a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.domain.answer import Answer, Figure, Pathway
from bot.domain.question import Target, WhatIf
from bot.render.numbers import by_key, fixed, percent, shown, usd, whole
from bot.render.sheet import Sheet, Span, way_codes

_HIDDEN: Final = frozenset({"visits_exact"})
"""Told within another figure's cell."""
MOST_CHANGES: Final = 4
"""Pairs of ways whose change is listed one by one; more are told as a range in the verdict alone."""


@dataclass(frozen=True, slots=True)
class Own:
    """The figures that belong to no single way."""

    answer: Answer
    figures: tuple[Figure, ...]

    @classmethod
    def of(cls, answer: Answer) -> "Own":
        """Take the figures that no way of the answer lists."""
        listed = {(figure.key, figure.step) for way in answer.pathways for figure in way.figures}
        return cls(answer, tuple(figure for figure in answer.figures if (figure.key, figure.step) not in listed))

    def all(self, key: str, unit: str = "") -> list[Figure]:
        """Return every figure of a key, with a unit only those in it."""
        return [figure for figure in self.figures if figure.key == key and unit in ("", figure.unit)]

    def one(self, key: str, unit: str = "") -> Figure | None:
        """Return the first figure of a key."""
        return next(iter(self.all(key, unit)), None)

    def span(self, key: str, unit: str = "") -> Span | None:
        """Return the least and the most of a key's figures."""
        values = [figure.value for figure in self.all(key, unit)]
        return Span(min(values), max(values)) if values else None


def amount(value: Decimal) -> str:
    """Write RVUs in a sentence: whole where they are, else to two places."""
    return whole(value) if value == value.to_integral_value() else fixed(value, 2)


def moved(have: Span, key: str, unit: str) -> str:
    """Write a change: "9 work RVU more", "$3.39 less", "from 1.20 work RVU less to 7.68 more"."""
    low, high = (_size(value, key, unit) for value in have)
    if not have.low and not have.high:
        return f"no change in {unit or 'dollars'}"
    if have.low >= 0 or have.high <= 0:
        small, large = (low, high) if have.low >= 0 else (high, low)
        size = large if small == large else f"{small.removesuffix(f' {unit}')} to {large}"
        return f"{size} {'more' if have.low >= 0 else 'less'}"
    return f"from {low} less to {high} more"


def _size(value: Decimal, key: str, unit: str) -> str:
    if "usd" in key:
        return usd(abs(value))
    written = amount(abs(value)) if "rvu" in key else whole(abs(value))
    noun = unit.removesuffix("s") if unit == "minutes" and abs(value) == 1 else unit
    return f"{written} {noun}" if unit else written


def listed(answer: Answer) -> bool:
    """Tell whether an answer is told as a list of own figures, not as ways to bill side by side."""
    question = answer.question
    if isinstance(question, Target):
        return True
    return isinstance(question, WhatIf) and (question.terms is not None or question.cuts)


def rows(answer: Answer) -> list[tuple[str, str]]:
    """List the own figures, label and value, then what Medicare pays for each way of the same items."""
    own = Own.of(answer)
    told = [(figure.label, _cell(own, figure)) for figure in own.figures if figure.key not in _HIDDEN]
    return [*told, *_beside(answer, own)]


def _cell(own: Own, figure: Figure) -> str:
    if figure.key == "visits_needed":
        exact = next((one for one in own.all("visits_exact", figure.unit) if one.pathway == figure.pathway), None)
        if exact is not None and exact.value != figure.value:
            return f"{whole(figure.value)} ({fixed(exact.value, 2)})"
    if figure.key in {"change_share", "savings_rate"}:
        return percent(figure.value)
    return shown(figure)


def _beside(answer: Answer, own: Own) -> Iterator[tuple[str, str]]:
    """Set what Medicare pays for the same items beside what another way to pay makes of them."""
    if not isinstance(answer.question, WhatIf) or answer.question.terms is None or own.one("month_usd") is not None:
        return
    sheet = Sheet.of(answer)
    for side in answer.sides:
        for way in _in_verdict(answer, side.number):
            figure = sheet.figure(way, "allowed_usd")
            if figure is not None:
                yield f"{sheet.payer}, {way_codes(way)}", shown(figure)


def _in_verdict(answer: Answer, side: int | None) -> list[Pathway]:
    return [way for way in answer.pathways if way.side == side and way.in_verdict]


def changes(answer: Answer) -> list[tuple[str, dict[str, str]]]:
    """Return the rows of a supposition's changes: a heading, then each pair of ways with its figures by column."""
    own = Own.of(answer)
    rows: list[tuple[str, dict[str, str]]] = []
    units = list(dict.fromkeys(figure.unit for figure in own.all("change_work_rvu")))
    for unit in units:
        pairs = own.all("change_work_rvu", unit)
        if len(pairs) > MOST_CHANGES:
            continue
        over = unit.removeprefix("work RVU").strip()
        rows.append((f"change {over}".strip(), {}))
        for pair in pairs:
            cells = {}
            for column, key, told in (
                ("work_rvu", "change_work_rvu", "work RVU"),
                ("total_rvu", "change_total_rvu", "total RVU"),
                ("allowed_usd", "change_usd", "USD"),
            ):
                found = [one for one in own.all(key, f"{told} {over}".strip()) if one.pathway == pair.pathway]
                if found:
                    cells[column] = by_key(key, found[0].value)
            rows.append((pair.label.removesuffix(f" {over}") if over else pair.label, cells))
    return rows
