"""The options that a question is answered under, checked against what is loaded."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import typer

from bot.domain import typed
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.errors import RvuError

T = TypeVar("T")


def read(written: str, reading: Callable[[str], T], option: str) -> T:
    """Read what an option holds. Raises `typer.BadParameter` where `reading` raises `RvuError`."""
    try:
        return reading(written)
    except RvuError as error:
        message = f"{error.message} {error.hint}"
        raise typer.BadParameter(message, param_hint=option) from None


def read_if(written: str | None, reading: Callable[[str], T], option: str) -> T | None:
    """Read what an option holds, if it was given. Raises `typer.BadParameter` where `reading` raises `RvuError`."""
    return None if written is None else read(written, reading, option)


def year(written: int | None, catalog: Catalog) -> int | None:
    """Return the year when a release of it is loaded. Raises `typer.BadParameter`."""
    loaded = sorted({each.year for each in catalog.releases})
    if written is not None and written not in loaded:
        message = f"{written} is not loaded; loaded are {', '.join(map(str, loaded))}."
        raise typer.BadParameter(message, param_hint="--year")
    return written


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
        on=datetime.now(tz=UTC).date(),
        year=year(year_, catalog),
        release=read_if(release_, catalog.pinned, "--release"),
        setting=setting,
        locality=read_if(locality_, catalog.locality, "--locality"),
        track=factor,
        clinician=clinician,
        rate=read_if(rate, typed.dollars, "--rate"),
        payer_multiple=read_if(payer_multiple, typed.multiple, "--payer-multiple"),
    )
    of_year = {each.id: each.year for each in catalog.releases}
    if chosen.release and chosen.year not in {None, of_year[chosen.release]}:
        message = f"{chosen.release} is of {of_year[chosen.release]}, not {chosen.year}."
        raise typer.BadParameter(message, param_hint="--release")
    return chosen
