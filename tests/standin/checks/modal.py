"""Modals: a title and one to five things to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.checks.controls import MAX_CUSTOM_ID, check_select
from tests.standin.kinds import SELECTS, Kind

if TYPE_CHECKING:
    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

MAX_INPUT = 4000


def check_modal(form: Form, modal: JSON) -> None:
    """Refuse a modal beyond the limits."""
    form.only(modal, {"custom_id", "title", "components"})
    form.text(modal, "custom_id", 1, MAX_CUSTOM_ID, required=True)
    form.text(modal, "title", 1, 45, required=True)
    seen: list[str] = []
    for place, component in form.entries(modal, "components", 1, 5):
        kind = component.get("type")
        if not place.at("type").choice(kind, {Kind.ROW, Kind.LABEL, Kind.TEXT}):
            continue
        if kind == Kind.TEXT:
            place.text(component, "content", 1, MAX_INPUT, required=True)
        elif kind == Kind.LABEL:
            place.text(component, "label", 1, 45, required=True)
            place.text(component, "description", 0, 100)
            seen.append(_field(place.at("component"), component.get("component") or {}))
        else:
            seen += [_field(below, child) for below, child in place.entries(component, "components", 1, 1)]
    if len(set(seen)) < len(seen):
        form.at("components").fault("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")


def _field(form: Form, component: JSON) -> str:
    kind = component.get("type")
    if not form.at("type").choice(kind, {Kind.INPUT, *SELECTS}):
        return ""
    if kind in SELECTS:
        return check_select(form, component)
    form.at("style").choice(component.get("style"), {1, 2})
    form.text(component, "label", 1, 45)
    form.text(component, "placeholder", 0, 100)
    form.text(component, "value", 0, MAX_INPUT)
    form.integer(component, "min_length", 0, MAX_INPUT)
    form.integer(component, "max_length", 1, MAX_INPUT)
    form.boolean(component, "required")
    return form.text(component, "custom_id", 1, MAX_CUSTOM_ID, required=True)
