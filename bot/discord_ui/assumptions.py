"""What another way to pay rests on, as a form: every input with the asker's own number, empty where none was told.

No field has a default: no source that was read states what a practice, a panel or a contract looks like. What the law
or CMS's files fix (prices, the patient's 20 %, the minutes a month pays for) is no input and is not asked for.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pydantic import ValidationError

from bot.domain.question import Item, WhatIf
from bot.errors import BadQuestionError

FIRST: Final = 4
"""Inputs with a field of their own; a form holds five, and the last takes all others, a line each."""
_HUNDRED: Final = Decimal(100)
_PARTS: Final = frozenset({"overhead", "share", "quality", "minimum", "loss_share", "service_share"})
"""Told in percent, kept as fractions."""
_LABELS: Final = {
    "fee": "$ a member and month",
    "members": "Members",
    "overhead": "Overhead, %",
    "share": "Your share of the savings, %",
    "benchmark": "Expected $ a member and year",
    "spent": "Spent $ a member and year",
    "quality": "Let through by the quality gate, %",
    "minimum": "Minimum savings rate, %",
    "loss_share": "Your share of losses, %",
    "new": "Patients in a first month",
    "follow_up": "Patients in a later month",
    "extra": "Further half hours",
    "short": "Patients with a half-hour month",
    "general": "Patients in general integration",
    "staff_cost": "Staff, $ a month",
    "consultant_cost": "Consultant, $ a month",
    "level_1": "Patients of level 1",
    "level_2": "Patients of level 2",
    "level_3": "Patients of level 3",
    "collaborative_new": "Collaborative add-ons, first month",
    "collaborative_later": "Collaborative add-ons, later month",
    "behavioral": "Behavioral add-ons",
    "service_share": "Fee-for-service, %",
}
_WAYS: Final = {
    "direct": "Direct care",
    "value": "Value-based",
    "collaborative": "Collaborative",
    "advanced": "Advanced care",
    "blend": "Blend",
}
_MONTHLY: Final = frozenset({"cocm", "apcm", "collaborative", "advanced"})

_PATIENTS: Final[Mapping[str, Mapping[str, str]]] = {
    "apcm": {"apcm_level_1": "level_1", "apcm_level_2": "level_2", "apcm_level_3": "level_3"},
    "cocm": {
        "collaborative_care_first": "new",
        "collaborative_care_later": "follow_up",
        "behavioral_month": "general",
    },
}
"""Services that a month's patients are named as, with the field that counts them."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """One input of a way to pay."""

    path: Path
    label: str
    told: str
    """As people write it; empty where it was not told."""


def assumptions(question: WhatIf) -> tuple[Assumption, ...]:
    """List every input of the way to pay that a question is about, in the order of its fields."""
    return tuple(_listed(question.terms.model_dump(), question.terms.kind)) if question.terms is not None else ()


def _listed(terms: Mapping[str, Any], kind: str, way: Path = ()) -> Iterator[Assumption]:
    for name, value in terms.items():
        if name in {"kind", "capitated"}:
            continue
        if isinstance(value, Mapping):
            yield from _listed(value, name, (name,))
        elif name not in _WAYS:
            label = _labelled(name, kind)
            yield Assumption((*way, name), f"{_WAYS[way[0]]}: {label}" if way else label, _written(name, value))


def _labelled(name: str, kind: str) -> str:
    if name == "hours":
        return "Hours a month it takes" if kind in _MONTHLY else "Clinic hours a year"
    return _LABELS[name]


def _written(name: str, value: Decimal | int | None) -> str:
    if value is None:
        return ""
    number = Decimal(value) * _HUNDRED if name in _PARTS else Decimal(value)
    return f"{number.normalize():f}"


def lines(inputs: tuple[Assumption, ...]) -> str:
    """Write inputs a line each, to be changed in place."""
    return "\n".join(f"{one.label} = {one.told}".rstrip() for one in inputs)


def read(inputs: tuple[Assumption, ...], text: str) -> dict[Path, str]:
    """Read lines back. Raises `BadQuestionError` for a line that is none of the inputs."""
    known = {one.label.lower(): one.path for one in inputs}
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        label, _, typed = line.rpartition("=")
        path = known.get(label.strip().lower())
        if path is None:
            message = "One of the lines is not one that I wrote."
            raise BadQuestionError(message, "Change only what stands behind the = signs.")
        found[path] = typed
    return found


def changed(question: WhatIf, typed: Mapping[Path, str]) -> WhatIf:
    """Return the question on other inputs; an empty one is not told any more.

    Raises `BadQuestionError` for what is no number, or none that the input takes. Nothing typed is repeated.
    """
    whole = question.model_dump()
    for path, text in typed.items():
        part = whole["terms"]
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = _number(path[-1], text)
    try:
        made = WhatIf.model_validate(whole)
    except ValidationError as error:
        message = "One of those numbers is not one that its field takes."
        raise BadQuestionError(
            message, "Counts are whole, shares are 0 to 100 %, and costs are not negative."
        ) from error

    return made.model_copy(update={"items": tuple(_counted(made))})


def _counted(question: WhatIf) -> Iterator[Item]:
    """Yield the items, the patients that a month is paid for as many as there are now."""
    patients = _PATIENTS.get(question.terms.kind, {}) if question.terms is not None else {}
    for item in question.items:
        if item.concept not in patients:
            yield item
        elif count := getattr(question.terms, patients[item.concept]):
            yield item.model_copy(update={"quantity": count})


def _number(name: str, text: str) -> Decimal | None:
    plain = text.strip().removeprefix("$").removesuffix("%").replace(",", "").strip()
    if not plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        message = "One of the fields does not hold a number."
        raise BadQuestionError(message, "Write numbers such as 80, 1,600 or 60 %, or leave the field empty.")
    if number < 0:
        message = "One of the numbers is negative."
        raise BadQuestionError(message, "Leave the field empty where there is nothing to tell.")
    return number / _HUNDRED if name in _PARTS else number
