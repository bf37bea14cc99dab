"""Every kind of talk at every length for every clinician, each amount computed once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bot.calc.basis import Basis, settle
from bot.calc.pathways import Billed, Way, ways
from bot.calc.payment import price
from bot.calc.trace import Trace
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.question import Stated
from tests.calc.questions import thing

KINDS = (
    "lifestyle_counseling",
    "nutrition_counseling",
    "obesity_counseling",
    "smoking_cessation",
    "alcohol_counseling",
    "heart_risk_counseling",
    "stress_trauma_counseling",
    "chronic_pain_visit",
    "diabetes_training",
    "safety_planning",
    "advance_care_planning",
    "chronic_care",
    "portal_message",
    "phone_visit",
    "check_in",
)
MINUTES = range(1, 121)


@dataclass
class Talks:
    """The ways of talks, and what they pay nationally in an office."""

    catalog: Catalog
    _prices: dict[tuple[str, int, Clinician | None], tuple[Decimal, Decimal]] = field(default_factory=dict)
    _bases: dict[Clinician, Basis] = field(default_factory=dict)

    def ways(self, kind: str, minutes: int, clinician: Clinician) -> tuple[Way, ...]:
        basis = self._bases.get(clinician)
        if basis is None:
            basis = self._bases[clinician] = settle(Stated(clinician=clinician), Context(), self.catalog)
        return ways(thing(kind, minutes=minutes), basis)

    def usd(self, way: Way) -> Decimal:
        return sum((self._price(line, way.basis)[0] for line in way.lines), Decimal(0))

    def work(self, way: Way) -> Decimal:
        return sum((self._price(line, way.basis)[1] for line in way.lines), Decimal(0))

    def _price(self, line: Billed, basis: Basis) -> tuple[Decimal, Decimal]:
        key = (line.ref.written, line.units, basis.clinician)
        if key not in self._prices:
            made = price(Trace(), line.ref, line.units, basis)
            self._prices[key] = (made.usd.value if made.paid else Decimal(0), made.work.value)
        return self._prices[key]


def stretches(rows: list[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Join minutes in a row that say the same."""
    start, last, told = rows[0][0], rows[0][0], rows[0][1]
    for minutes, text in rows[1:]:
        if text != told:
            yield start, last, told
            start, told = minutes, text
        last = minutes
    yield start, last, told
