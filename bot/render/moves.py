"""What changes, in words: the moves of a supposition, what a year makes of them, and what they are to one's pay."""

from typing import Final

from bot.domain.question import WhatIf
from bot.render.numbers import percent
from bot.render.own import Own, amount, moved
from bot.render.sheet import Sheet
from bot.render.wording import listed, sentence

MOVES: Final = (
    ("change_work_rvu", "work RVU", "work RVU", ""),
    ("change_usd", "USD", "", " from {payer} to the practice before costs"),
)


def moves(sheet: Sheet, own: Own, over: str) -> str:
    """Say what changes in work RVU and in dollars."""
    parts = []
    for key, unit, noun, after in MOVES:
        have = own.span(key, f"{unit} {over}".strip())
        if have is not None:
            parts.append(moved(have, key, noun) + after.format(payer=sheet.payer))
    return listed(parts)


def year(sheet: Sheet, own: Own, units: list[str], question: WhatIf) -> list[str]:
    """Say what a year makes of it, and what part of the asker's year that is."""
    told = []
    if len(units) > 1:
        told.append(sentence(f"in a year that is {moves(sheet, own, 'a year')}"))
    share, new = own.span("change_share"), own.span("new_work_rvu")
    if share is not None and new is not None and question.base is not None:
        part = _both(percent(share.low), percent(share.high))
        total = _both(amount(new.low), amount(new.high))
        told.append(f"On your {amount(question.base)} work RVU a year that is {part}: {total} then.")
    return told


def _both(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def pay(own: Own) -> str:
    """Say what the change is to the asker's pay, at the rate stated."""
    found = own.all("change_credit_usd")
    if not found:
        return ""
    unit = found[-1].unit
    have = own.span("change_credit_usd", unit)
    assert have is not None  # noqa: S101 - the figure was just found
    over = unit.removeprefix("USD").strip()
    return sentence(
        f"at your rate per work RVU the credit is {moved(have, 'usd', '')} {over}".rstrip() + "; your contract decides"
    )
