"""The fields of each way to pay that a word may name, and the terms made of what was said."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel

from bot.domain.question import Item
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, SameMinutes, Terms, ValueBased
from bot.domain.way import Slot
from bot.language.placing import Form

Kind = Literal["dpc", "value", "cocm", "apcm", "blend"]
Told = dict[tuple[Kind, str], Decimal]
"""What was said, by way to pay and field."""

HEADS: Final[Mapping[Slot, Kind]] = {
    Slot.DIRECT: "dpc",
    Slot.VALUE: "value",
    Slot.BEHAVIORAL: "cocm",
    Slot.ADVANCED: "apcm",
    Slot.BLEND: "blend",
}
PANELS: Final[tuple[Kind, ...]] = ("dpc", "value", "blend")
"""Ways with members and clinic hours a year."""
MONTHLY: Final[tuple[Kind, ...]] = ("cocm", "apcm")
"""Ways that are paid by the patient and month."""
PANEL_SHARE: Final = "panel_share"
"""The part of a blend that is the panel's: what is left of fee-for-service's."""

_MODELS: Final[Mapping[Kind, type[BaseModel]]] = {
    "dpc": DirectCare,
    "value": ValueBased,
    "cocm": CollaborativeCare,
    "apcm": AdvancedCare,
    "blend": Blend,
}
_SIDES: Final[Mapping[Kind, str]] = {
    "dpc": "direct",
    "value": "value",
    "cocm": "collaborative",
    "apcm": "advanced",
    "blend": "blend",
}
"""The field of `SameMinutes` for each."""
_SERVICES: Final[Mapping[tuple[Kind, str], str]] = {
    ("apcm", "level_1"): "apcm_level_1",
    ("apcm", "level_2"): "apcm_level_2",
    ("apcm", "level_3"): "apcm_level_3",
    ("cocm", "new"): "collaborative_care_first",
    ("cocm", "follow_up"): "collaborative_care_later",
    ("cocm", "general"): "behavioral_month",
}
"""The service that a month of each kind of patient is."""


class Field(NamedTuple):
    """A field that a word may name: its name, what its number looks like, and the ways that have it."""

    name: str
    forms: frozenset[Form]
    kinds: tuple[Kind, ...]


_AMOUNT: Final = frozenset({Form.MONEY, Form.BARE})
_SUM: Final = frozenset({Form.MONEY, Form.BARE, Form.CODED})
_PART: Final = frozenset({Form.PART})
_COUNT: Final = frozenset({Form.BARE})
FIELDS: Final[Mapping[Slot, Field]] = {
    Slot.FEE: Field("fee", _AMOUNT, PANELS),
    Slot.BENCHMARK: Field("benchmark", _SUM, ("value",)),
    Slot.SPENT: Field("spent", _SUM, ("value",)),
    Slot.STAFF: Field("staff_cost", _AMOUNT, MONTHLY),
    Slot.CONSULTANT: Field("consultant_cost", _AMOUNT, ("cocm",)),
    Slot.OVERHEAD: Field("overhead", _PART, ("dpc",)),
    Slot.SHARE: Field("share", _PART, ("value",)),
    Slot.QUALITY: Field("quality", _PART, ("value",)),
    Slot.MINIMUM: Field("minimum", _PART, ("value",)),
    Slot.LOSSES: Field("loss_share", _PART, ("value",)),
    Slot.FEES: Field("service_share", _PART, ("blend",)),
    Slot.PANEL: Field(PANEL_SHARE, _PART, ("blend",)),
    Slot.MEMBERS: Field("members", _COUNT, PANELS),
    Slot.NEW: Field("new", _COUNT, ("cocm",)),
    Slot.LATER: Field("follow_up", _COUNT, ("cocm",)),
    Slot.HALVES: Field("extra", _COUNT, ("cocm",)),
    Slot.SHORT: Field("short", _COUNT, ("cocm",)),
    Slot.GENERAL: Field("general", _COUNT, ("cocm",)),
    Slot.LEVEL_1: Field("level_1", _COUNT, ("apcm",)),
    Slot.LEVEL_2: Field("level_2", _COUNT, ("apcm",)),
    Slot.LEVEL_3: Field("level_3", _COUNT, ("apcm",)),
    Slot.ADDED_NEW: Field("collaborative_new", _COUNT, ("apcm",)),
    Slot.ADDED_LATER: Field("collaborative_later", _COUNT, ("apcm",)),
    Slot.ADDED_GENERAL: Field("behavioral", _COUNT, ("apcm",)),
}
LEVELS: Final = ("level_1", "level_2", "level_3")
_COUNTED: Final = frozenset(field.name for field in FIELDS.values() if field.forms == _COUNT)


def patients(told: Told) -> tuple[Item, ...]:
    """Return the patients of care that is paid by the month as the services that they are, in the order said."""
    counted = ((_SERVICES[key], count) for key, count in told.items() if key in _SERVICES and count)
    return tuple(Item(concept=concept, quantity=int(count)) for concept, count in counted)


def terms(kinds: tuple[Kind, ...], told: Told, *, together: bool) -> Terms:
    """Make the terms of the ways meant; `together` sets them side by side."""
    told = _shared(kinds, told)
    made = {kind: _one(kind, told) for kind in kinds}
    if together:
        return SameMinutes.model_validate({_SIDES[kind]: one for kind, one in made.items()})
    (only,) = made.values()
    return only  # type: ignore[return-value]  # one of the models above


def capitated(made: Terms) -> Terms:
    """Return the terms with the panel's fee in place of fees for services, where they have one of value-based care."""
    if isinstance(made, SameMinutes) and made.value is not None:
        return made.model_copy(update={"value": made.value.model_copy(update={"capitated": True})})
    return made.model_copy(update={"capitated": True}) if isinstance(made, ValueBased) else made


def with_told(made: Terms, kind: Kind, name: str, value: Decimal) -> Terms:
    """Return the terms with one more field said."""
    if isinstance(made, SameMinutes):
        inner = getattr(made, _SIDES[kind])
        return made.model_copy(update={_SIDES[kind]: inner.model_copy(update={name: value})})
    return made.model_copy(update={name: value})


def _one(kind: Kind, told: Told) -> BaseModel:
    fields: dict[str, Decimal | int] = {}
    for (owner, name), value in told.items():
        if owner == kind and name != PANEL_SHARE:
            fields[name] = int(value) if name in _COUNTED else value
    return _MODELS[kind].model_validate(fields)


def _shared(kinds: tuple[Kind, ...], told: Told) -> Told:
    """Let members and clinic hours that were said once hold for every panel, and a blend's parts add up to one."""
    whole = dict(told)
    for name in ("members", "hours"):
        values = {value for (kind, field), value in told.items() if field == name and kind in PANELS}
        for kind in kinds if len(values) == 1 else ():
            if kind in PANELS:
                whole.setdefault((kind, name), next(iter(values)))
    panel = whole.get(("blend", PANEL_SHARE))
    if panel is not None:
        whole.setdefault(("blend", "service_share"), 1 - panel)
    return whole
