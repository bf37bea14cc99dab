"""The verdict: what a colleague would say first, in two or three sentences."""

from typing import Final

from bot.domain.answer import Answer
from bot.domain.question import OutOfScope, Target, WhatIf
from bot.render import breakeven, card, comparison, shares, target, whatif, worth
from bot.render.own import Own
from bot.render.sheet import Sheet
from bot.render.wording import sentence

_PAIR: Final = 2
_OUTSIDE: Final = "That is outside what I do: I tell what clinic work is worth under Medicare."


def verdict(answer: Answer, sheet: Sheet | None = None) -> str:
    """Write the verdict of any answer, one sentence a line, what was taken for granted first.

    Every number in it is one of the answer's figures, formatted. Whoever has a sheet of the answer hands it in.
    """
    sheet = sheet or Sheet.of(answer)
    lines = [sentence("; ".join(answer.readings))] if answer.readings else []
    told = _sentences(answer, sheet)
    shared = shares.shared_out(sheet)
    return "\n".join([*lines, *card.status_first(answer), *(told[:1] if shared else told), *shared])


def _sentences(answer: Answer, sheet: Sheet) -> list[str]:
    if answer.intent == "clarify" and answer.clarify is not None:
        return [sentence(answer.clarify.ask)]
    if isinstance(answer.question, OutOfScope):
        return [answer.question.told or _OUTSIDE]
    if answer.explanation is not None:
        return [answer.explanation.strip(), *filter(None, [_example(answer)])]
    if isinstance(answer.question, Target):
        return target.target(Own.of(answer), answer.question)
    if isinstance(answer.question, WhatIf):
        return whatif.whatif(sheet, answer.question)
    if not sheet.sides:
        return []
    if answer.intent == "break_even" and len(sheet.sides) >= _PAIR:
        return breakeven.break_even(sheet)
    if answer.intent == "rate_per_hour":
        return _rates(sheet)
    if len(sheet.sides) == 1:
        return worth.worth(sheet, sheet.sides[0])
    return _compared(sheet)


def _compared(sheet: Sheet) -> list[str]:
    unpriced = [side for side in sheet.sides if not sheet.resting(side)]
    if unpriced:
        told = [text for side in unpriced for text in worth.nothing(sheet, side)]
        told += [text for side in sheet.sides if side not in unpriced for text in worth.worth(sheet, side)[:1]]
        return [*told, *(comparison.credited(sheet) if len(sheet.sides) == _PAIR else [])]
    return comparison.compared(sheet) if len(sheet.sides) == _PAIR else comparison.ranked(sheet)


def _rates(sheet: Sheet) -> list[str]:
    if len(sheet.sides) == _PAIR and all(sheet.resting(side) for side in sheet.sides):
        told = comparison.compared_by_hour(sheet)
        if told:
            return told
    return [text for side in sheet.sides for text in worth.by_time(sheet, side)]


def _example(answer: Answer) -> str:
    return f"For example: {answer.example}" if answer.example else ""
