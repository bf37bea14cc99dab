"""Medicare payment localities."""

from bot.domain.base import Frozen
from bot.domain.money import Exact


class Gpci(Frozen):
    """Geographic price indices of one locality and year. Multipliers of RVUs, national average 1."""

    carrier: str
    """Contractor number, five digits."""
    locality: str
    """Two digits."""
    state: str
    name: str
    year: int
    work: Exact
    """Work index with the 1.0 floor, the column that reproduces CMS's published amounts."""
    pe: Exact
    mp: Exact

    @property
    def id(self) -> str:
        """Return `carrier-locality`, for example `01112-05`."""
        return f"{self.carrier}-{self.locality}"
