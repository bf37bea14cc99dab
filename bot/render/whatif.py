"""The verdict on a supposition: what changes, for how long, and on what that rests."""

from typing import Final

from bot.domain.answer import Side
from bot.domain.concept import Kind
from bot.domain.question import WhatIf
from bot.render import models, naming, worth
from bot.render.numbers import percent
from bot.render.own import Own, amount, moved
from bot.render.sheet import Sheet, Span
from bot.render.wording import listed, sentence

NOW, THEN, KEPT = 1, 2, 3
_MOVES: Final = (
    ("change_work_rvu", "work RVU", "work RVU", ""),
    ("change_usd", "USD", "", " from {payer} to the practice before costs"),
)


def whatif(sheet: Sheet, question: WhatIf) -> list[str]:
    """Write the sentences of a supposition, the change first."""
    own = Own.of(sheet.answer)
    if question.terms is not None:
        told = models.model(sheet, own, question, question.terms)
    elif question.cuts:
        told = _cut(sheet, own, question)
    else:
        told = _changed(sheet, own, question)
    ask = sheet.answer.clarify.ask if sheet.answer.clarify is not None else ""
    return [*told, *filter(None, [ask])]


def _side(sheet: Sheet, number: int) -> Side | None:
    return next((side for side in sheet.sides if side.number == number), None)


def _subject(sheet: Sheet, over: str) -> str:
    """Name the change: "6 lifestyle talks a week in place of 6 skin biopsies"."""
    now, then, kept = (_side(sheet, number) for number in (NOW, THEN, KEPT))
    beside = f" beside {kept.one}" if kept is not None else ""
    often = f" {over}" if over else ""
    if now is not None and then is not None:
        stays, comes = now.one.split(" + "), then.one.split(" + ")
        if set(stays) < set(comes):
            return f"adding {' + '.join(part for part in comes if part not in stays)} to {now.one}{often}"
        return f"{_coded(sheet, then)}{often} in place of {_coded(sheet, now)}{beside}"
    if then is not None:
        return f"adding {_coded(sheet, then)}{often}{beside}"
    return f"stopping {_coded(sheet, now)}{often}{beside}" if now is not None else ""


def _coded(sheet: Sheet, side: Side) -> str:
    """Name a side, with its codes where there is one way to bill it."""
    return naming.coded(sheet, side, side.one) if len(sheet.counted(side, "work_rvu")) == 1 else side.one


def _changed(sheet: Sheet, own: Own, question: WhatIf) -> list[str]:
    units = list(dict.fromkeys(figure.unit for figure in own.all("change_work_rvu")))
    if not units:
        missed = [side for side in sheet.sides if not sheet.counted(side, "work_rvu")]
        return [*(text for side in missed for text in worth.nothing(sheet, side)), "So no change can be told."]
    over = units[0].removeprefix("work RVU").strip()
    spans = [own.span(key, f"{unit} {over}".strip()) for key, unit, _, _ in _MOVES]
    depends = (
        "depending on how it is billed, " if any(have is not None and have.low != have.high for have in spans) else ""
    )
    # Patient months are a month's anyway; other counts say how often.
    monthly = any(side.kind is Kind.MONTH for side in sheet.sides)
    subject, last = (_subject(sheet, ""), f" {over}") if monthly and over else (_subject(sheet, over), "")
    lead = sentence(f"{subject}: {depends}{_moves(sheet, own, over)}{last}")
    return [lead, *_year(sheet, own, units, question), *filter(None, [_minutes(own), _pay(own), naming.unpaid(sheet)])]


def _moves(sheet: Sheet, own: Own, over: str) -> str:
    parts = []
    for key, unit, noun, after in _MOVES:
        have = own.span(key, f"{unit} {over}".strip())
        if have is not None:
            parts.append(moved(have, key, noun) + after.format(payer=sheet.payer))
    return listed(parts)


def _year(sheet: Sheet, own: Own, units: list[str], question: WhatIf) -> list[str]:
    """Say what a year makes of it, and what part of the asker's year that is."""
    told = []
    if len(units) > 1:
        told.append(sentence(f"in a year that is {_moves(sheet, own, 'a year')}"))
    share, new = own.span("change_share"), own.span("new_work_rvu")
    if share is not None and new is not None and question.base is not None:
        part = _both(percent(share.low), percent(share.high))
        total = _both(amount(new.low), amount(new.high))
        told.append(f"On your {amount(question.base)} work RVU a year that is {part}: {total} then.")
    return told


def _both(low: str, high: str) -> str:
    return low if low == high else f"{low} to {high}"


def _minutes(own: Own) -> str:
    for key, whose in (("change_minutes", "your own"), ("change_minutes_cms_same_day", "CMS's same-day")):
        found = own.one(key)
        have = None if found is None else own.span(key, found.unit)
        if found is not None and have is not None:
            over = found.unit.removeprefix("minutes").removeprefix(" (CMS same-day minutes)")
            takes = "no more or less time" if not have.low and not have.high else moved(have, key, "minutes")
            return sentence(f"on {whose} minutes it takes {takes}{over}")
    return ""


def _pay(own: Own) -> str:
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


def _cut(sheet: Sheet, own: Own, question: WhatIf) -> list[str]:
    """Say what a cut or a rise across the board does."""
    by = question.by
    less = "less" if by is not None and by < 0 else "more"
    size = f"{percent(abs(by))} {less}" if by is not None else ""
    if question.factor is not None:
        size = f"a conversion factor of ${amount(question.factor)}"
    if sheet.sides:
        paid = question.paid or question.factor is not None
        key, unit = ("change_usd", "USD") if paid else ("change_work_rvu", "work RVU")
        units = list(dict.fromkeys(figure.unit for figure in own.all(key)))
        over = units[0].removeprefix(unit).strip() if units else ""
        lead = f"{size} on {sheet.sides[0].one} is {_moves(sheet, own, over)}{f' {over}' if over else ''}"
        return [sentence(lead), *_year(sheet, own, units, question), *filter(None, [_pay(own)])]
    part = "" if question.share is None else f"{percent(question.share)} of "
    share = own.one("change_share")
    change, new = own.one("change_work_rvu"), own.one("new_work_rvu")
    if change is None or new is None or question.base is None:
        return [] if share is None else [f"{size} on {part}what you do is {percent(abs(share.value))} {less} in all."]
    told = moved(Span(change.value, change.value), "change_work_rvu", "work RVU")
    whole = "" if share is None else f", {percent(abs(share.value))} of the whole"
    lead = f"{size} on {part}{amount(question.base)} work RVU a year is {told}{whole}: {amount(new.value)} then."
    return [lead, *filter(None, [_pay(own)])]
