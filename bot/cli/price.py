"""`python -m bot fees price`: one line of the fee schedule, with everything that its price rests on."""

import re
from collections.abc import Iterator
from typing import Annotated, Final

import typer

from bot.cli.context import context, read
from bot.cli.loaded import loaded
from bot.domain.answer import Op
from bot.domain.clinician import Clinician
from bot.domain.quote import Quote
from bot.domain.release import Track
from bot.domain.service import CodeRef, Setting
from bot.errors import BadQuestionError, UnknownCodeError, UnknownPlaceError

_CODE: Final = re.compile(r"[0-9A-Z][0-9]{3}[0-9A-Z](?:-[0-9A-Z]{2})*")
_MOST_UNITS: Final = 999


def price(  # noqa: PLR0913 - one for each option
    code: Annotated[str, typer.Argument(metavar="CODE[-MOD]", help="A code such as 17110, 71046-26 or 20610-50.")],
    *,
    units: Annotated[int, typer.Option(min=1, max=_MOST_UNITS, help="How many of it.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    year: Annotated[int | None, typer.Option(help="Calendar year. Default: the newest loaded.")] = None,
    release: Annotated[str | None, typer.Option(help="CMS release such as RVU26B. Default: the year's newest.")] = None,
    setting: Annotated[Setting, typer.Option(help="Where the service happens.")] = Setting.OFFICE,
    locality: Annotated[
        str | None, typer.Option(help="Carrier-locality such as 01112-05, state, city or ZIP. Default: national.")
    ] = None,
    factor: Annotated[Track, typer.Option(help="Which 2026 conversion factor.")] = Track.NONQP,
    clinician: Annotated[Clinician | None, typer.Option(help="Who bills. Default: a physician.")] = None,
    payer_multiple: Annotated[
        str | None, typer.Option(metavar="X", help="1.3 for a payer at 130 % of Medicare.")
    ] = None,
) -> None:
    """Price one code: what Medicare does with it, its price and formula, and what follows from the price."""
    ref = read(code, parse, "CODE")
    # These take longest to import, and neither help nor bad usage needs them.
    from bot.calc.quote import quote  # noqa: PLC0415

    catalog = loaded(ref.code)
    chosen = context(
        catalog,
        year_=year,
        release_=release,
        setting=setting,
        locality_=locality,
        factor=factor,
        clinician=clinician,
        rate=None,
        payer_multiple=payer_multiple,
    )
    try:
        made = quote(ref, units, chosen, catalog)
    except (BadQuestionError, UnknownCodeError, UnknownPlaceError) as error:
        message = f"{error.message} {error.hint}"
        raise typer.BadParameter(message, param_hint="CODE") from None
    typer.echo(made.model_dump_json() if as_json else "\n".join(as_text(made)))


def parse(written: str) -> CodeRef:
    """Read a code with its modifiers. Raises `BadQuestionError` for what has not their shape."""
    plain = written.strip().upper()
    if not _CODE.fullmatch(plain):
        message = f"{written!r} is no billing code."
        raise BadQuestionError(message, "Write it like 17110, G0447 or 71046-26.")
    return CodeRef.parse(plain)


def as_text(made: Quote) -> Iterator[str]:
    """Yield the lines: status, price with its formula, what follows from it, notes, source."""
    written = "-".join(filter(None, (made.code, made.modifier)))
    named = f"{written} ({made.name})" if made.name else written
    yield f"{named}: {made.status_words} (status {made.status})"
    yield _priced(made)
    for label, amount in (
        ("Non-participating, 95 %", made.nonpar_usd),
        ("Limiting charge, 109.25 %", made.limiting_charge_usd),
        ("Patient's coinsurance, 20 %", made.coinsurance_usd),
    ):
        if amount is not None:
            yield f"  {label:<28}{f'${amount:,}':>12}"
    if made.work_rvu is not None:
        yield f"  {'Work RVU, total RVU':<28}{f'{made.work_rvu}, {made.total_rvu}':>12}"
    yield from made.notes
    yield f"Source: {made.basis}"


def _priced(made: Quote) -> str:
    if made.paid:
        return f"{_each(made)} = ${made.allowed_usd:,}"
    if made.allowed_usd is None:
        return "No price in this schedule"
    if made.would_be_usd is None:
        return "Medicare pays nothing"
    return f"Medicare pays nothing; the formula would give {_each(made)} = ${made.would_be_usd:,}"


def _each(made: Quote) -> str:
    from bot.render.formula import formula  # noqa: PLC0415 - JSON has no use for it

    unit = next(step for step in made.steps if step.op is Op.ROUND_2)
    written = formula({step.name: step for step in made.steps}, unit.inputs[0].name)
    return written if made.units == 1 else f"{made.units} x ${unit.value:,} (each {written})"
