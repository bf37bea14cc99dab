"""The verdict on a supposition: what changes, for how long, and on what that rests."""

from bot.domain.answer import Side
from bot.domain.concept import Kind
from bot.domain.question import WhatIf
from bot.render import cuts, models, naming, worth
from bot.render.moves import MOVES, moves, pay, year
from bot.render.own import Own, moved
from bot.render.sheet import Sheet
from bot.render.wording import sentence

NOW, THEN, KEPT = 1, 2, 3


def whatif(sheet: Sheet, question: WhatIf) -> list[str]:
    """Write the sentences of a supposition, the change first."""
    own = Own.of(sheet.answer)
    if question.terms is not None:
        told = models.model(sheet, own, question, question.terms)
    elif question.cuts:
        told = cuts.cut(sheet, own, question)
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
    spans = [own.span(key, f"{unit} {over}".strip()) for key, unit, _, _ in MOVES]
    depends = (
        "depending on how it is billed, " if any(have is not None and have.low != have.high for have in spans) else ""
    )
    # Patient months are a month's anyway; other counts say how often.
    monthly = any(side.kind is Kind.MONTH for side in sheet.sides)
    subject, last = (_subject(sheet, ""), f" {over}") if monthly and over else (_subject(sheet, over), "")
    lead = sentence(f"{subject}: {depends}{moves(sheet, own, over)}{last}")
    return [lead, *year(sheet, own, units, question), *filter(None, [_minutes(own), pay(own), naming.unpaid(sheet)])]


def _minutes(own: Own) -> str:
    for key, whose in (("change_minutes", "your own"), ("change_minutes_cms_same_day", "CMS's same-day")):
        found = own.one(key)
        have = None if found is None else own.span(key, found.unit)
        if found is not None and have is not None:
            over = found.unit.removeprefix("minutes").removeprefix(" (CMS same-day minutes)")
            takes = "no more or less time" if not have.low and not have.high else moved(have, key, "minutes")
            return sentence(f"on {whose} minutes it takes {takes}{over}")
    return ""
