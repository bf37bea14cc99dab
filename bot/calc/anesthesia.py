"""Why an anesthesia code has no figure, and the factor that its payment would be computed with.

Medicare pays anesthesia as (base units + time units) x a conversion factor of its own, set by locality. CMS gives the
factors in a file of theirs; the base units of a code are in none of the files that are read here, so there is no sum.
"""

from bot.calc.basis import Basis
from bot.calc.trace import Trace

_RULE = "Medicare pays anesthesia as (base units + time units) x a conversion factor of its own"
_LACKING = "The base units are not in these files, so there is no figure"


def anesthesia(trace: Trace, basis: Basis) -> str:
    """Return the sentence, with the factor of the locality, or of the nation, where that year's file is loaded."""
    release, catalog = basis.schedule.release, basis.schedule.catalog
    factors = catalog.anesthesia.get(release.year, {})
    place = basis.gpci.id if basis.gpci is not None else ""
    if place not in factors:
        return f"{_RULE}. {_LACKING}."
    where = f"in {place}" if place else "national"
    cite = f"anes{release.year}"
    factor = trace.given(f"anesthesia factor {release.year}, {where}", factors[place], cite)
    return f"{_RULE}: ${factor.value} a unit ({where}, {catalog.citations[cite].file}). {_LACKING}."
