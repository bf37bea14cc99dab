"""`python -m bot ask`: one question, or a file of them, without Discord; nothing is recorded."""

import logging
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot import logs
from bot.cli.context import context
from bot.cli.loaded import loaded
from bot.domain.answer import Answer, Asking
from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.question import Clarify, Question
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.errors import RvuError

if TYPE_CHECKING:
    from bot.ask import Desk

_log = logging.getLogger(__name__)


def ask(  # noqa: PLR0913 - one for each option
    typed: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question, in words.", show_default=False)] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a question.")] = False,
    batch: Annotated[
        str | None, typer.Option(metavar="FILE", help="Answer each line of the file; - is standard input.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Calendar year. Default: the newest loaded.")] = None,
    release: Annotated[str | None, typer.Option(help="CMS release such as RVU26B. Default: the year's newest.")] = None,
    setting: Annotated[Setting, typer.Option(help="Where the service happens.")] = Setting.OFFICE,
    locality: Annotated[
        str | None, typer.Option(help="Carrier-locality such as 01112-05, state, city or ZIP. Default: national.")
    ] = None,
    factor: Annotated[Track, typer.Option(help="Which 2026 conversion factor.")] = Track.NONQP,
    clinician: Annotated[Clinician | None, typer.Option(help="Who bills. Default: a physician.")] = None,
    rate: Annotated[str | None, typer.Option(metavar="DOLLARS", help="The employer's dollars per work RVU.")] = None,
    payer_multiple: Annotated[
        str | None, typer.Option(metavar="X", help="1.3 for a payer at 130 % of Medicare.")
    ] = None,
) -> None:
    """Answer a question in words."""
    if typed.args:
        # The words themselves are not repeated: they may name a patient.
        message = "The question has to be in quotes."
        raise typer.BadParameter(message)
    texts = _questions(question, batch)
    logs.configure("WARNING", "text")
    # These take longest to import, and neither help nor bad usage needs them.
    from bot.ask import Desk  # noqa: PLC0415
    from bot.render.text import as_text  # noqa: PLC0415
    from bot.warm import known  # noqa: PLC0415

    own = known()
    catalog = loaded(embedded=own.catalog)
    chosen = context(
        catalog,
        year_=year,
        release_=release,
        setting=setting,
        locality_=locality,
        factor=factor,
        clinician=clinician,
        rate=rate,
        payer_multiple=payer_multiple,
    )
    desk = Desk(catalog, known=own.of(catalog))
    failed = False
    for number, text in enumerate(texts):
        try:
            answer = _answer(desk, text, chosen)
        except Exception as error:  # noqa: BLE001 - logged in full; the other lines of a batch must not suffer
            failed = True
            _log.exception("line_failed line=%d", number + 1)
            answer = apology(Clarify(ask=""), _DefectError(error))
        if as_json:
            typer.echo(answer.model_dump_json())
        else:
            typer.echo(("\n" if number else "") + as_text(answer).rstrip())
    raise typer.Exit(int(failed))


class _DefectError(RvuError):
    """A fault of ours, told as one."""

    def __init__(self, error: Exception) -> None:
        super().__init__(f"The program failed at this question ({type(error).__name__}).", "Ask it in other words.")


def _questions(question: str | None, batch: str | None) -> Iterable[str]:
    """Return the questions, one a line of the batch. Raises `typer.BadParameter`."""
    if (question is None) == (batch is None):
        message = "Give either a QUESTION in quotes or --batch FILE."
        raise typer.BadParameter(message)
    if question is not None:
        if not question.strip():
            message = "The question is empty."
            raise typer.BadParameter(message)
        return [question]
    if batch == "-":
        return _lines(sys.stdin)
    try:
        return _lines(Path(str(batch)).open(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        message = f"{batch} cannot be read: {error.strerror}."
        raise typer.BadParameter(message, param_hint="--batch") from None


def _lines(stream: TextIO) -> Iterator[str]:
    """Yield each line as it comes, blank ones too, so that the n-th answer belongs to the n-th line."""
    with stream:
        for line in stream:
            yield line.rstrip("\r\n")


def _answer(desk: "Desk", text: str, context: Context) -> Answer:
    """Answer in words also what cannot be computed, such as an unknown code."""
    # Bytes that were no text reach us as lone surrogates, which can be neither stored nor printed.
    question = desk.understand(text.encode("utf-8", "replace").decode("utf-8"))
    try:
        return desk.answer(question, context)
    except RvuError as error:
        return apology(question, error)


def apology(question: Question, error: RvuError) -> Answer:
    """Return the answer to a question that failed: what is wrong, and what to ask instead."""
    ask = f"{error.message} {error.hint}"
    return Answer(
        intent="clarify",
        question=Clarify(ask=ask, items=question.items),
        verdict=ask,
        clarify=Asking(ask=ask),
        warnings=error.warnings,
    )
