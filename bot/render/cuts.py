"""The verdict on a change across the board: a cut or a raise, Medicare's dollars, a rate a work RVU, other volume."""

from decimal import Decimal

from bot.domain.question import WhatIf
from bot.render.moves import moves, pay, year
from bot.render.numbers import percent, usd
from bot.render.own import Own, amount, moved
from bot.render.sheet import Sheet, Span
from bot.render.wording import listed, sentence


def cut(sheet: Sheet, own: Own, question: WhatIf) -> list[str]:
    """Write the sentences of a change across the board."""
    if sheet.sides:
        return _of_items(sheet, own, question)
    if question.more is not None:
        return _on_top(own)
    if question.rate_then is not None or question.base_then is not None:
        return _repaid(own, question)
    if own.one("base_usd") is not None or question.paid or question.factor is not None:
        return _of_dollars(own, question)
    return _of_work(own, question)


def _on_top(own: Own) -> list[str]:
    """Say what so many work RVU more come to."""
    change = own.one("change_work_rvu")
    if change is None:
        return []
    told = moved(Span(change.value, change.value), "change_work_rvu", "work RVU")
    over = change.unit.removeprefix("work RVU ")
    return [sentence(f"that is {told} {over}"), *filter(None, [pay(own)])]


def _size(question: WhatIf) -> str:
    """Name the change: "3 % less", "a conversion factor of $32"."""
    if question.factor is not None:
        return f"a conversion factor of ${amount(question.factor)}"
    return _less(question.by or Decimal(0))


def _less(by: Decimal) -> str:
    return f"{percent(abs(by))} {'less' if by < 0 else 'more'}"


def _of_items(sheet: Sheet, own: Own, question: WhatIf) -> list[str]:
    paid = question.paid or question.factor is not None
    key, unit = ("change_usd", "USD") if paid else ("change_work_rvu", "work RVU")
    units = list(dict.fromkeys(figure.unit for figure in own.all(key)))
    over = units[0].removeprefix(unit).strip() if units else ""
    lead = f"{_size(question)} on {sheet.sides[0].one} is {moves(sheet, own, over)}{f' {over}' if over else ''}"
    return [sentence(lead), *year(sheet, own, units, question), *filter(None, [pay(own)])]


def _shared(question: WhatIf) -> str:
    return "" if question.share is None else f"{percent(question.share)} of "


def _of_work(own: Own, question: WhatIf) -> list[str]:
    share, base = own.one("change_share"), own.one("base_work_rvu")
    change, new = own.one("change_work_rvu"), own.one("new_work_rvu")
    if change is None or new is None or base is None:
        whole = "" if share is None else f" is {_less(share.value)} in all"
        return [f"{_size(question)} on {_shared(question)}what you do{whole}."]
    told = moved(Span(change.value, change.value), "change_work_rvu", "work RVU")
    whole = "" if share is None else f", {percent(abs(share.value))} of the whole"
    lead = f"{_size(question)} on {_shared(question)}{amount(base.value)} {base.unit} is {told}{whole}"
    return [f"{lead}: {amount(new.value)} then.", *filter(None, [pay(own)])]


def _of_dollars(own: Own, question: WhatIf) -> list[str]:
    """Say what Medicare pays then, and that work RVU stay as they are."""
    now, change, new = own.one("base_usd"), own.one("change_usd"), own.one("new_usd")
    work, told = own.one("base_work_rvu"), []
    if now is not None and change is not None and new is not None:
        whose = " from Medicare" if question.share is None else ""
        what = f"{usd(now.value)} {now.unit.removeprefix('USD ')}{whose}"
        if question.total is not None and question.revenue is None:
            what = f"{amount(question.total)} total RVU a {question.base_per}, {what},"
        size = moved(Span(change.value, change.value), "usd", "")
        told.append(sentence(f"{_size(question)} on {_shared(question)}{what} is {size}: {usd(new.value)} then"))
    if work is not None:
        share = own.one("change_share")
        pays = "" if share is None else _less(share.value)
        stay = f"Your {amount(work.value)} {work.unit} stay as they are"
        told.append(f"{stay}; what Medicare pays for them is {pays}.")
    return told


def _repaid(own: Own, question: WhatIf) -> list[str]:
    """Say what another rate or another volume makes of pay."""
    base, new, then = own.one("base_work_rvu"), own.one("new_work_rvu"), question.rate_then
    if base is None:
        return []
    volume = f"{amount(base.value)} {base.unit}"
    if new is not None:
        change = own.one("change_work_rvu")
        size = "" if change is None else moved(Span(change.value, change.value), "change_work_rvu", "work RVU")
        volume = f"{amount(base.value)} to {amount(new.value)} {base.unit} ({size})"
    before, after, change = own.one("pay_usd"), own.one("new_pay_usd"), own.one("change_credit_usd")
    if before is None or after is None or change is None:
        return [sentence(volume)]
    rates = (
        []
        if then is None or question.stated.rate is None
        else [f"{usd(question.stated.rate)} to {usd(then)} a work RVU"]
    )
    kept = " The work RVU stay as they are." if new is None else ""
    size = moved(Span(change.value, change.value), "usd", "")
    lead = f"{listed([*rates, volume], 'on')}: your pay goes from {usd(before.value)} to {usd(after.value)}"
    over = change.unit.removeprefix("USD ")
    return [f"{sentence(f'{lead} {over}, {size}; your contract decides')}{kept}"]
