"""Who bills. It can change the payment, never the work RVU."""

from enum import StrEnum

from bot.domain.base import Frozen
from bot.domain.money import Exact


class Clinician(StrEnum):
    """The clinician types that Medicare tells apart."""

    PHYSICIAN = "physician"
    NP = "np"
    PA = "pa"
    CNS = "cns"
    CNM = "cnm"
    RD = "rd"
    LCSW = "lcsw"
    PSYCHOLOGIST = "psychologist"


class ClinicianShare(Frozen):
    """The part of the fee schedule amount that Medicare pays to one clinician type, with its source."""

    clinician: Clinician
    name: str
    """In words, with its article: "a nurse practitioner"."""
    share: Exact
    """A fraction of money; work RVUs are never multiplied by it."""
    cite: str
