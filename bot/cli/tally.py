"""What a comparison of published amounts with ours came to."""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(slots=True)
class Tally:
    """What the comparison came to."""

    compared: int = 0
    exact: int = 0
    not_loaded: int = 0
    """Rows whose release, locality or code is not loaded."""
    contractors: int = 0
    """Rows of a contractor-priced code, whose cap follows a rule that CMS does not state."""
    misses: list[str] = field(default_factory=list)

    def count(self, what: str, published: Decimal, computed: Decimal) -> None:
        """Count one amount, and keep what there is to say of a miss."""
        self.compared += 1
        if computed == published:
            self.exact += 1
        else:
            self.misses.append(f"{what}: published {published}, computed {computed}")
