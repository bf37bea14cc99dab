"""What one CMS file holds, read and checked: the interface between reading files and keeping them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, NamedTuple

from bot.domain.place import Gpci
from bot.domain.release import Release, Track
from bot.domain.service import Minutes, ServiceRow


class Kind(StrEnum):
    """The kinds of CMS file that are read."""

    VALUES = "relative values"
    GPCI = "price indices"
    COUNTIES = "counties"
    CAPS = "imaging caps"
    ANESTHESIA = "anesthesia"
    MINUTES = "minutes"
    ZIPS = "ZIP codes"


class Line(NamedTuple):
    """One line of a relative value file."""

    row: ServiceRow
    description: str
    """CMS's short description, whose words are the AMA's: it goes into the operator's own database and nowhere else."""


@dataclass(frozen=True, slots=True)
class RelativeValues:
    """One release of the relative value file, and the factor that its rows carry."""

    kind: ClassVar[Kind] = Kind.VALUES
    release: Release
    track: Track | None
    """None where both tracks share the factor."""
    factor: Decimal
    """US dollars per RVU."""
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return f"{self.release.id} qp" if self.track is Track.QP else self.release.id


@dataclass(frozen=True, slots=True)
class PriceIndices:
    """The localities of one year."""

    kind: ClassVar[Kind] = Kind.GPCI
    year: int
    lines: tuple[Gpci, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return str(self.year)


class Area(NamedTuple):
    """The counties of one locality."""

    locality: str
    state: str
    name: str
    counties: str
    """As CMS lists them, in one text."""


@dataclass(frozen=True, slots=True)
class Counties:
    """Which counties the localities of one year are made of."""

    kind: ClassVar[Kind] = Kind.COUNTIES
    year: int
    lines: tuple[Area, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return str(self.year)


class CapAmount(NamedTuple):
    """CMS's published amount, US dollars, above which the technical part of an image is not paid."""

    code: str
    modifier: str
    locality: str
    facility: Decimal
    office: Decimal


@dataclass(frozen=True, slots=True)
class Caps:
    """The published cap amounts of one release."""

    kind: ClassVar[Kind] = Kind.CAPS
    release: str
    year: int
    lines: tuple[CapAmount, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return self.release


class AnesthesiaFactor(NamedTuple):
    """US dollars per anesthesia unit in one locality; the national one has no locality."""

    locality: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Anesthesia:
    """The anesthesia conversion factors of one year."""

    kind: ClassVar[Kind] = Kind.ANESTHESIA
    year: int
    lines: tuple[AnesthesiaFactor, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return str(self.year)


@dataclass(frozen=True, slots=True)
class WorkTimes:
    """CMS's physician minutes of one year."""

    kind: ClassVar[Kind] = Kind.MINUTES
    year: int
    lines: tuple[Minutes, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return str(self.year)


class ZipCode(NamedTuple):
    """Where a five-digit ZIP code lies."""

    zip: str
    locality: str
    split: bool
    """Its last four digits decide, which this file does not have; the locality is the one that CMS lists."""


@dataclass(frozen=True, slots=True)
class ZipCodes:
    """The ZIP codes of one quarter."""

    kind: ClassVar[Kind] = Kind.ZIPS
    year: int
    quarter: int
    lines: tuple[ZipCode, ...]

    @property
    def name(self) -> str:
        """Return what tells it from its like; a later import of the same name replaces it."""
        return f"{self.year}-{self.quarter}"


Dataset = RelativeValues | PriceIndices | Counties | Caps | Anesthesia | WorkTimes | ZipCodes


@dataclass(frozen=True, slots=True)
class Imported:
    """A dataset with the file that it was read from."""

    dataset: Dataset
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that is in the database, as `fees list` shows it."""

    kind: Kind
    name: str
    title: str
    year: int
    effective: date
    file: str
    sha256: str
    lines: int
