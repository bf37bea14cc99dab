"""Conversion factors of imported releases, fitted among those that the catalog knows by date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.release import ConversionFactor, Track


@dataclass(frozen=True, slots=True, order=True)
class Printed:
    """The factor that a release's rows carry."""

    effective: date
    track: Track | None
    value: Decimal
    cite: str


def merged(known: Iterable[ConversionFactor], printed: Iterable[Printed]) -> tuple[ConversionFactor, ...]:
    """Return the factors by date, such that on its first day each release has the one that it carries.

    A release does not say how long its factor holds: until the next known one, at most to the end of its year.
    """
    factors = list(known)
    for one in sorted(printed, key=lambda each: each.effective):
        covering = next((factor for factor in factors if _covers(factor, one)), None)
        if covering is not None and covering.value == one.value:
            continue
        end = covering.end if covering is not None else _open_end(factors, one)
        if covering is not None:
            factors.remove(covering)
            if covering.start < one.effective:
                factors.append(covering.model_copy(update={"end": one.effective - timedelta(days=1)}))
        factors.append(ConversionFactor(value=one.value, track=one.track, start=one.effective, end=end, cite=one.cite))
    return tuple(sorted(factors, key=lambda factor: (factor.start, factor.track or "")))


def _covers(factor: ConversionFactor, one: Printed) -> bool:
    return factor.start <= one.effective <= factor.end and factor.track in {None, one.track}


def _open_end(factors: list[ConversionFactor], one: Printed) -> date:
    last = date(one.effective.year, 12, 31)
    later = (factor.start for factor in factors if factor.track in {None, one.track})
    following = min((start for start in later if one.effective < start <= last), default=None)
    return following - timedelta(days=1) if following is not None else last
