"""Every price of a release at once, in whole cents: the sum that `payment.price` does, without its trace.

A release holds two million amounts, and a traced price takes fifty times as long as its arithmetic. So the same rule
is written here over integers: RVUs, indices and the factor are scaled to whole numbers, multiplied and added, and
rounded once, half-up, to the cent. Tests hold it against the traced price and against CMS's published amounts.
Modelling gap: one unit by itself, as in CMS's own files; what a day's other lines take off is in `encounter`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bot.calc.basis import Basis
from bot.domain.catalog import RowKey
from bot.domain.place import Gpci
from bot.domain.service import ServiceRow, Setting, Status

RVU_PLACES: Final = 2
"""CMS prints RVUs in hundredths; no file with more is taken in."""

_Three = tuple[int, int, int]
"""Work, practice expense and malpractice, scaled to whole numbers."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """What one unit of a row is paid at each place, in US cents."""

    row: ServiceRow
    office: tuple[int, ...]
    """In the order of the places asked for."""
    facility: tuple[int, ...]

    def at(self, setting: Setting) -> tuple[int, ...]:
        """Return the amounts of one setting."""
        return self.office if setting is Setting.OFFICE else self.facility


class Sweep:
    """The prices of one release at given places, under one factor and payment share."""

    def __init__(self, basis: Basis, places: Sequence[Gpci | None]) -> None:
        """Take release, factor, clinician's share and payer multiple of a basis; not its place and setting.

        No place means national. Raises `MissingReleaseError` when no factor covers the release.
        """
        self._rows = basis.schedule.catalog.rows[basis.schedule.release.id]
        multiplier = basis.schedule.factor(basis.track).value
        if basis.reduced is not None:
            multiplier *= basis.reduced.share
        if basis.payer_multiple is not None:
            multiplier *= basis.payer_multiple
        indices = [(place.work, place.pe, place.mp) if place else (Decimal(1),) * 3 for place in places]
        index_places = max((_places(index) for three in indices for index in three), default=0)
        self._indices: list[_Three] = [
            (_whole(work, index_places), _whole(pe, index_places), _whole(mp, index_places)) for work, pe, mp in indices
        ]
        self._multiplier = _whole(multiplier, _places(multiplier))
        # RVU x index x multiplier is a whole number of these parts of a cent.
        self._cent = 10 ** (RVU_PLACES + index_places + _places(multiplier) - 2)

    def amounts(self, keys: Sequence[RowKey] | None = None) -> Iterator[Amounts]:
        """Yield the amounts of each row that Medicare prices, by code; of the rows named only, when any are."""
        for key in sorted(self._rows) if keys is None else keys:
            row = self._rows[key]
            if row.paid:
                yield Amounts(row, self.of(row, Setting.OFFICE), self.of(row, Setting.FACILITY))

    def of(self, row: ServiceRow, setting: Setting) -> tuple[int, ...]:
        """Return what the formula gives for a row at each place, in cents, whether or not Medicare pays it."""
        plain = self._paid_on(row.work, row.pe(setting), row.mp)
        if row.status is Status.ACTIVE and row.opps_pe(setting):
            return self._cents([min(pair) for pair in zip(plain, self._capped(row, setting), strict=True)])
        return self._cents(plain)

    def cap(self, row: ServiceRow, setting: Setting) -> tuple[int, ...]:
        """Return the imaging cap of a row at each place, in cents: the formula with the file's outpatient columns."""
        return self._cents(self._capped(row, setting))

    def _capped(self, row: ServiceRow, setting: Setting) -> list[int]:
        return self._paid_on(row.work, row.opps_pe(setting), row.opps_mp)

    def _paid_on(self, *rvus: Decimal) -> list[int]:
        work, pe, mp = (_whole(rvu, RVU_PLACES) for rvu in rvus)
        return [work * by_work + pe * by_pe + mp * by_mp for by_work, by_pe, by_mp in self._indices]

    def _cents(self, adjusted: Sequence[int]) -> tuple[int, ...]:
        factor, cent = self._multiplier, self._cent
        half = cent // 2
        return tuple([(rvus * factor + half) // cent for rvus in adjusted])


def _places(value: Decimal) -> int:
    """Return how many digits a decimal has behind its point."""
    return max(-int(value.as_tuple().exponent), 0)


def _whole(value: Decimal, places: int) -> int:
    """Return a decimal as a whole number of its last digit. Raises `ValueError` when that would drop digits."""
    scaled = value.scaleb(places)
    whole = int(scaled)
    if whole != scaled:
        msg = f"{value} has more than {places} digits behind its point"
        raise ValueError(msg)
    return whole
