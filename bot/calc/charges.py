"""What follows from a fee schedule amount: without participation, without assignment, and the patient's part.

Each is a share of the amount as CMS publishes it, which is to the cent, and is rounded once. CMS states the shares and
not the rounding; the one published limiting charge at hand ($98.41 for $90.08) agrees with a single multiplication by
1.0925, and not with 115 % of a rounded 95 %. Modelling gap: services that the law frees from the patient's part, the
deductible, and the sequester are not in the data.
"""

from dataclasses import dataclass
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.payment import Priced
from bot.calc.trace import Num, Trace
from bot.domain.answer import Op
from bot.domain.clinician import Clinician

NONPAR = Decimal("0.95")
"""Part of the fee schedule amount for a clinician who does not participate (42 CFR 414.48)."""
LIMITING = Decimal("1.0925")
"""115 % of that 95 %, which CMS says to multiply the fee schedule amount by (RVU26B layout document)."""
COINSURANCE = Decimal("0.2")
"""The patient's part of the allowed amount (42 USC 1395l(a)(1))."""
NONPAR_CITE, COINSURANCE_CITE = "cfr_414_48", "usc_1395l"
ASSIGNMENT_CITE = "usc_1395u"
"""Who has to accept assignment always, so that neither of the first two can be (unconfirmed)."""


@dataclass(frozen=True, slots=True)
class Charges:
    """US dollars of all units of one line; None where the amount cannot be."""

    nonpar: Num | None = None
    limiting: Num | None = None
    coinsurance: Num | None = None


def charges(trace: Trace, one: Priced, line: Priced, basis: Basis) -> Charges:
    """Return what follows from a price: `one` unit of it, which CMS publishes, and the whole `line`.

    Nothing follows for what Medicare does not pay, nor from another payer's amount. Only physicians may choose not to
    participate; every other clinician type here has to accept assignment.
    """
    if not line.paid or basis.payer_multiple is not None:
        return Charges()
    coinsurance = _share(trace, line, "coinsurance", COINSURANCE, COINSURANCE_CITE)
    if basis.clinician not in (None, Clinician.PHYSICIAN):
        return Charges(coinsurance=coinsurance)
    return Charges(
        nonpar=_times(trace, _share(trace, one, "non-participating", NONPAR, NONPAR_CITE), line.units),
        limiting=_times(trace, _share(trace, one, "limiting charge", LIMITING, NONPAR_CITE), line.units),
        coinsurance=coinsurance,
    )


def _share(trace: Trace, priced: Priced, label: str, part: Decimal, cite: str) -> Num:
    share = trace.given(f"{label} part", part, cite)
    exact = trace.make(f"{label}, exact", Op.PRODUCT, [priced.usd, share], "part of the fee schedule amount")
    return trace.make(f"{label} $", Op.ROUND_2, [exact], "rounded once, to the cent")


def _times(trace: Trace, one: Num, units: int) -> Num:
    if units == 1:
        return one
    count = trace.given("units", units, "asker")
    return trace.make(f"{units} x {one.name}", Op.PRODUCT, [one, count], "times units")
