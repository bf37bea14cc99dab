"""The price of one line, as `fees price` tells it."""

from bot.domain.answer import Source, Steps
from bot.domain.base import Frozen
from bot.domain.money import Exact
from bot.domain.service import Status


class Quote(Frozen):
    """One code, modifier and number of units under one basis. Dollars are of all units together."""

    code: str
    modifier: str
    """As asked, several joined by `-`; empty for none."""
    name: str | None
    """Our own words for the code, where we have them."""
    units: int
    status: Status
    status_words: str
    """What the status means for payment."""
    paid: bool
    """Whether Medicare prices the code under this schedule. Priced is not covered."""
    work_rvu: Exact | None
    """None where the release has no RVUs for the code."""
    total_rvu: Exact | None
    allowed_usd: Exact | None
    """What a participating clinician is allowed; `0.00` where Medicare pays nothing, None where the amount exists and
    is not in this schedule."""
    would_be_usd: Exact | None
    """What the formula gives for a code that Medicare does not pay."""
    nonpar_usd: Exact | None
    """The fee schedule amount of a clinician who does not participate; None where that cannot be."""
    limiting_charge_usd: Exact | None
    """The most that such a clinician may charge a patient when not accepting assignment."""
    coinsurance_usd: Exact | None
    """The patient's part of `allowed_usd` once the deductible is met."""
    basis: str
    """The source line: release, date, place, setting, factor."""
    notes: tuple[str, ...]
    """What the figures leave out or rest on, in sentences."""
    steps: Steps
    sources: tuple[Source, ...]
