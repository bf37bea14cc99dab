"""Slash options about targets and ways to pay, joined into one question."""

from decimal import Decimal
from typing import Final

from bot.domain.question import Clarify, Item, OutOfScope, Period, Question, Stated, Target, WhatIf
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, SameMinutes, Terms, ValueBased
from bot.errors import BadQuestionError

_HUNDRED: Final = Decimal(100)


def exact(typed: float | None) -> Decimal | None:
    """Return a number as it was typed: Discord delivers 0.8 as a float, whose shortest writing is 0.8 again."""
    return None if typed is None else Decimal(str(typed))


def part(percent: float | None) -> Decimal | None:
    """Return a percentage as a fraction."""
    number = exact(percent)
    return None if number is None else number / _HUNDRED


def target(service: Question | None, per: Period, minutes: int | None = None, **numbers: float | None) -> Question:
    """Ask about a target, with or without a service to reach it with.

    A service that has to be asked back about, or that is out of scope, is returned as it is. Raises
    `BadQuestionError` for a text without a service, and for minutes that several services would have to share.
    """
    if isinstance(service, Clarify | OutOfScope):
        return service
    given = {name: number for name, typed in numbers.items() if (number := exact(typed)) is not None}
    if service is None:
        return Target.model_validate({"per": per, "visit_minutes": minutes, **given})
    items = _timed(service, minutes)
    return Target.model_validate({"per": per, "items": items, "stated": service.stated, **given})


def model(terms: Terms, *services: Question | None, minutes: int | None = None, **pay: float | None) -> Question:
    """Ask about another way to pay, with or without services to set beside it, and the asker's pay now.

    `pay` is `base`, work RVU a year, and `rate`, US dollars each. Raises and returns what `target` does.
    """
    asked = []
    for service in services:
        if isinstance(service, Clarify | OutOfScope):
            return service
        if service is not None:
            asked.append(service)
    items = [
        item if len(asked) == 1 else item.model_copy(update={"side": number})
        for number, service in enumerate(asked, 1)
        for item in _timed(service, minutes)
    ]
    stated = asked[0].stated if asked else Stated()
    rate = exact(pay.get("rate"))
    if rate is not None:
        stated = stated.model_copy(update={"rate": rate})
    return WhatIf(items=tuple(items), stated=stated, base=exact(pay.get("base")), terms=terms)


def side_by_side(
    direct: DirectCare, value: ValueBased, collaborative: CollaborativeCare, advanced: AdvancedCare, blend: Blend
) -> SameMinutes:
    """Take each way to pay of which something that is its own was told; members and hours belong to several."""
    return SameMinutes(
        direct=direct if direct.fee is not None else None,
        value=value if (value.fee, value.share, value.benchmark, value.spent) != (None,) * 4 else None,
        collaborative=collaborative if collaborative != CollaborativeCare() else None,
        advanced=advanced if advanced != AdvancedCare() else None,
        blend=blend if blend.service_share is not None else None,
    )


def _timed(service: Question, minutes: int | None) -> tuple[Item, ...]:
    if not service.items:
        message = "I found no service in that option."
        raise BadQuestionError(message, "Write a service or a code, such as 99214 or lifestyle talk.")
    if minutes is None:
        return service.items
    if len(service.items) > 1:
        message = "The minutes could belong to any of those services."
        raise BadQuestionError(message, "Write them beside each service: 99213 20 min + 99214 30 min.")
    return (service.items[0].model_copy(update={"minutes": minutes}),)
