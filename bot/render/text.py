"""An answer as plain text: for a terminal, a pipe, a file."""

import textwrap
from typing import Final

from bot.domain.answer import PHI, Answer
from bot.render import card
from bot.render.codes import codes_text
from bot.render.monospace import monospace
from bot.render.table import table
from bot.render.verdict import verdict
from bot.render.wording import PRIVACY, inline, sentence
from bot.render.working import math_text

__all__ = ["as_text", "codes_text", "math_text"]

WIDTH: Final = 80


def as_text(answer: Answer, width: int = WIDTH) -> str:
    """Write verdict, choices, card or table, assumptions, caveats, the source line and a warning, where it has them."""
    parts = [
        wrapped(answer.verdict or verdict(answer), width),
        "" if answer.basis or answer.details else numbered(answer, width),
        carded(answer, width) or monospace(table(answer), width),
        bulleted("Worked out", answer.formulas, width),
        wrapped(assumed(answer), width),
        bulleted("Keep in mind", answer.caveats, width),
        wrapped(f"Source: {answer.basis}" if answer.basis else "", width),
        f"{_further(answer)}:\n{numbered(answer, width)}"
        if answer.offered and (answer.basis or answer.details)
        else "",
        wrapped(PRIVACY, width) if PHI in answer.warnings else "",
    ]
    return "\n\n".join(part for part in parts if part)


def _further(answer: Answer) -> str:
    return "Ask again" if answer.intent in {"history", "stats"} else "Or"


def carded(answer: Answer, width: int) -> str:
    """Write a service's card, a label and its text a line; "" for answers without one."""
    return "\n".join(
        textwrap.fill(f"{line.label}: {line.text}", width, subsequent_indent="  ", break_on_hyphens=False)
        for line in card.lines(answer)
    )


def wrapped(text: str, width: int) -> str:
    """Break lines at words; line breaks of the text stay."""
    return "\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in text.splitlines())


def bulleted(title: str, lines: tuple[str, ...], width: int) -> str:
    """Write a title and its points, "" when there are none."""
    points = [
        textwrap.fill(sentence(line), width, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
        for line in lines
    ]
    return "\n".join([f"{title}:", *points]) if points else ""


def assumed(answer: Answer) -> str:
    """Say in one line what the asker did not choose."""
    if not answer.assumptions:
        return ""
    return sentence(f"Assumed: {'; '.join(inline(line) for line in answer.assumptions)}")


def worked_out(answer: Answer) -> str:
    """Write the formulas of another way to pay in one line."""
    return sentence(f"Worked out: {'; '.join(answer.formulas)}") if answer.formulas else ""


def numbered(answer: Answer, width: int) -> str:
    """Write the ways to continue, numbered, so that a number can be typed."""
    return "\n".join(
        textwrap.fill(f"{number}. {choice.label}", width, subsequent_indent="   ")
        for number, choice in enumerate(answer.offered, start=1)
    )
