"""Gathers what a calculation on the asker's own numbers finds: figures, what it took for granted, what it lacks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bot.calc.trace import Num, Trace
from bot.domain.answer import Figure, Op
from bot.domain.money import round_half_up

ASKER = "asker"
"""Source of a number that the asker gave."""
DEFINITION = "definition"
USD, PART, COUNT = "USD", "part", "count"


def _short(value: Decimal) -> str:
    """Write a number with at most two places, as two thirds have no end."""
    return f"{round_half_up(value, 2).normalize():,f}"


_WRITTEN: Mapping[str, Callable[[Decimal], str]] = {
    USD: lambda value: f"${value:,.2f}",
    PART: lambda value: f"{_short(value * 100)} %",
    COUNT: _short,
}
CONTRACT = "Work RVU is what many contracts pay on; your contract decides what counts and what it pays"


@dataclass(slots=True)
class Ledger:
    """What an answer is made of, in the order found."""

    trace: Trace
    figures: list[Figure] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Noun phrases for what the asker would have to say to learn more: "how many weeks you work"."""
    cites: list[str] = field(default_factory=list)
    """Citations of what is said without a number."""
    formulas: list[str] = field(default_factory=list)
    """How it is worked out, in words, one formula each."""
    inputs: list[str] = field(default_factory=list)
    """The asker's numbers, each with its name."""
    prefix: str = ""
    """Goes before the names of steps, where two calculations of one answer would use the same ones."""

    def asked(self, name: str, value: Decimal | int, unit: str = "") -> Num:
        """Enter a number of the asker's; with a unit (`USD`, `PART`, `COUNT`) it is told among the input."""
        if unit:
            told = f"{self.prefix}{name} {_WRITTEN[unit](Decimal(value))}"
            self.inputs.extend([told] if told not in self.inputs else [])
        return self.trace.given(f"{self.prefix}{name}", value, ASKER)

    def make(self, name: str, op: Op, inputs: list[Num], source: str) -> Num:
        """Compute from earlier numbers; `source` is the rule in words. Raises what `Trace.make` raises."""
        return self.trace.make(f"{self.prefix}{name}", op, inputs, source)

    def defined(self, name: str, value: int) -> Num:
        """Enter a number that holds by definition, such as the months of a year."""
        return self.trace.given(name, value, DEFINITION)

    def enter(
        self, key: str, label: str, number: Num, unit: str, *, side: int | None = None, pathway: str | None = None
    ) -> Num:
        """Keep a number as a figure, digits as they are, and return it."""
        self.figures.append(
            Figure(key=key, label=label, value=number.value, unit=unit, side=side, pathway=pathway, step=number.name)
        )
        return number

    def shown(
        self, key: str, label: str, number: Num, unit: str, *, side: int | None = None, pathway: str | None = None
    ) -> Num:
        """Keep a number as a figure rounded to two places; return the number before that, to go on with."""
        rounded = self.trace.make(f"{number.name}, shown", Op.ROUND_2, [number], "shown")
        self.enter(key, label, rounded, unit, side=side, pathway=pathway)
        return number

    def lacks(self, *what: str) -> None:
        """Note what is missing, once."""
        self.missing.extend(each for each in what if each not in self.missing)

    @property
    def worked_out(self) -> tuple[str, ...]:
        """Return how it is worked out, and on which numbers of the asker's."""
        told = (f"Your input: {', '.join(self.inputs)}",) if self.inputs else ()
        return (*dict.fromkeys(self.formulas), *told)

    @property
    def ask(self) -> str | None:
        """Return one sentence that asks for all that is missing."""
        return f"Tell me {self.wanted}, and I can say more." if self.missing else None

    @property
    def wanted(self) -> str:
        """Return all that is missing, in words."""
        *first, last = self.missing
        if any(set(",:") & set(each) for each in self.missing):
            return "; ".join(self.missing)
        return f"{', '.join(first)} and {last}" if first else last
