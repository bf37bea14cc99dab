"""One CMS release with its factors and indices, looked up by code and modifier."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.catalog import Catalog
from bot.domain.place import Gpci
from bot.domain.release import ConversionFactor, Release, Track
from bot.domain.service import CodeRef, Minutes, ServiceRow
from bot.errors import MissingReleaseError, UnknownCodeError, UnknownPlaceError


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rows of one release. Same release, same numbers."""

    catalog: Catalog
    release: Release

    @classmethod
    def of(
        cls, catalog: Catalog, *, release: str | None = None, year: int | None = None, on: date | None = None
    ) -> Self:
        """Pick a release by id, else the newest of a year, else the newest of all.

        With a day, one that is not in force yet is picked only when nothing else of the year is loaded.
        Raises `MissingReleaseError` naming what is loaded.
        """
        fitting = [
            candidate
            for candidate in catalog.releases
            if release in (None, candidate.id) and (release is not None or year in (None, candidate.year))
        ]
        if not fitting:
            loaded = ", ".join(f"{known.id} ({known.year})" for known in catalog.releases)
            msg = f"The fee schedule of {release or year} is not loaded."
            raise MissingReleaseError(msg, f"Loaded are {loaded}: ask for one of these years.")
        in_force = [candidate for candidate in fitting if on is None or candidate.effective <= on]
        return cls(catalog, (fitting if release is not None else in_force or fitting)[-1])

    def row(self, ref: CodeRef) -> ServiceRow:
        """Return the row of a code, 26, TC and 53 rows kept apart.

        Raises `UnknownCodeError` when the release has no such code, or the code no such row.
        """
        try:
            # Asked sixty times an answer, and next to never in vain.
            return self.catalog.rows[self.release.id][ref.code, ref.row_modifier]
        except KeyError:
            raise self._unknown(ref) from None

    def _unknown(self, ref: CodeRef) -> UnknownCodeError:
        if self.has(ref.code):
            msg = f"{ref.code} has no separate {ref.row_modifier} row in {self.release.id}."
            return UnknownCodeError(msg, f"Ask for {ref.code} without the modifier.")
        msg = f"{ref.code} is not among the codes loaded for {self.release.id}."
        return UnknownCodeError(msg, "Check the code, name the service in words, or ask about another year.")

    def has(self, code: str) -> bool:
        """Tell whether the release prices the code's whole row."""
        return (code, "") in self.catalog.rows[self.release.id]

    def factor(self, track: Track) -> ConversionFactor:
        """Return the US dollars per RVU in force on the release's effective date.

        Raises `MissingReleaseError` when no factor covers that date.
        """
        day = self.release.effective
        for factor in self.catalog.factors:
            if factor.start <= day <= factor.end and factor.track in (None, track):
                return factor
        msg = f"No conversion factor is known for {day:%d %B %Y}."
        raise MissingReleaseError(msg, "Choose another year or release.")

    def gpci(self, locality: str) -> Gpci:
        """Return the price indices of a locality in the release's year.

        Raises `UnknownPlaceError` when CMS has no such locality that year.
        """
        found = self.catalog.gpcis.get(self.release.year, {}).get(locality)
        if found is None:
            msg = f"Medicare has no payment locality {locality} in {self.release.year}."
            raise UnknownPlaceError(msg, "Give the state, the city, or a number such as 01112-05.")
        return found

    def minutes(self, code: str) -> Minutes | None:
        """Return CMS's minutes of a code, from the newest work-time file loaded."""
        return self.catalog.minutes.get(code)
