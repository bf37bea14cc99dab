"""The options that a question is answered under, checked against what is loaded."""

from decimal import Decimal, InvalidOperation
from typing import Final

import typer

from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.errors import UnknownPlaceError

_MOST: Final = {"--rate": Decimal(1000), "--payer-multiple": Decimal(20)}
"""Anything above is a slip: dollars per work RVU run to about a hundred, payer multiples to a few."""


def positive(written: str | None, option: str) -> Decimal | None:
    """Read a positive decimal such as `52.50` (a dollar sign in front is allowed). Raises `typer.BadParameter`."""
    if written is None:
        return None
    try:
        value = Decimal(written.strip().removeprefix("$"))
    except InvalidOperation:
        value = Decimal(0)
    if not value.is_finite() or not 0 < value <= _MOST[option]:
        message = f"{written!r} is not a number above 0 and up to {_MOST[option]}."
        raise typer.BadParameter(message, param_hint=option)
    return value


def release(written: str | None, catalog: Catalog) -> str | None:
    """Return the loaded release's id, however it was capitalised. Raises `typer.BadParameter`."""
    if written is None:
        return None
    loaded = [each.id for each in catalog.releases]
    found = next((each for each in loaded if each.lower() == written.strip().lower()), None)
    if found is None:
        message = f"{written!r} is not loaded; loaded are {', '.join(loaded)}."
        raise typer.BadParameter(message, param_hint="--release")
    return found


def year(written: int | None, catalog: Catalog) -> int | None:
    """Return the year when a release of it is loaded. Raises `typer.BadParameter`."""
    loaded = sorted({each.year for each in catalog.releases})
    if written is not None and written not in loaded:
        message = f"{written} is not loaded; loaded are {', '.join(map(str, loaded))}."
        raise typer.BadParameter(message, param_hint="--year")
    return written


def locality(written: str | None, catalog: Catalog) -> str | None:
    """Return the id of the one locality that the words mean. Raises `typer.BadParameter`, naming what fits."""
    try:
        return None if written is None else catalog.locality(written)
    except UnknownPlaceError as error:
        message = f"{error.message} {error.hint}"
        raise typer.BadParameter(message, param_hint="--locality") from None


def context(  # noqa: PLR0913 - one for each option of the command
    catalog: Catalog,
    *,
    year_: int | None,
    release_: str | None,
    setting: Setting,
    locality_: str | None,
    factor: Track,
    clinician: Clinician | None,
    rate: str | None,
    payer_multiple: str | None,
) -> Context:
    """Build the context of the options. Raises `typer.BadParameter` for the first that cannot be used."""
    chosen = Context(
        year=year(year_, catalog),
        release=release(release_, catalog),
        setting=setting,
        locality=locality(locality_, catalog),
        track=factor,
        clinician=clinician,
        rate=positive(rate, "--rate"),
        payer_multiple=positive(payer_multiple, "--payer-multiple"),
    )
    of_year = {each.id: each.year for each in catalog.releases}
    if chosen.release and chosen.year not in {None, of_year[chosen.release]}:
        message = f"{chosen.release} is of {of_year[chosen.release]}, not {chosen.year}."
        raise typer.BadParameter(message, param_hint="--release")
    return chosen
