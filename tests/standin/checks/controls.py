"""Buttons and selects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.checks.media import check_url
from tests.standin.kinds import Kind

if TYPE_CHECKING:
    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

MAX_CUSTOM_ID = 100
MAX_LABEL = 80
MAX_LINK = 512
LINK, PREMIUM = 5, 6


def check_button(form: Form, button: JSON) -> str:
    """Refuse a button beyond the limits; return its custom id (empty for links)."""
    form.only(button, {"type", "id", "style", "label", "emoji", "custom_id", "sku_id", "url", "disabled"})
    style = button.get("style")
    form.at("style").choice(style, range(1, 7))
    label = form.text(button, "label", 0, MAX_LABEL)
    form.boolean(button, "disabled")
    if not label and not button.get("emoji") and style != PREMIUM:
        form.fault("BUTTON_COMPONENT_EMPTY", "A label or emoji is required")
    if style == LINK:
        url = button.get("url")
        check_url(form.at("url"), url, ())
        if isinstance(url, str) and len(url) > MAX_LINK:
            form.at("url").fault("BASE_TYPE_MAX_LENGTH", f"Must be {MAX_LINK} or fewer in length.")
    if style in {LINK, PREMIUM}:
        if button.get("custom_id"):
            form.fault("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be set")
        return ""
    if button.get("url"):
        form.fault("BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be set")
    return form.text(button, "custom_id", 1, MAX_CUSTOM_ID, required=True)


def check_select(form: Form, select: JSON) -> str:
    """Refuse a select beyond the limits; return its custom id."""
    known = {"type", "id", "custom_id", "placeholder", "min_values", "max_values", "disabled", "required"}
    own = {"options"} if select.get("type") == Kind.SELECT else {"default_values", "channel_types"}
    form.only(select, known | own)
    form.text(select, "placeholder", 0, 150)
    form.boolean(select, "disabled")
    low = form.integer(select, "min_values", 0, 25)
    high = form.integer(select, "max_values", 1, 25)
    low, high = 1 if low is None else low, 1 if high is None else high
    if low > high:
        form.at("min_values").fault("SELECT_COMPONENT_MIN_VALUES", "min_values must not exceed max_values")
    if select.get("type") == Kind.SELECT:
        _options(form, select, low, high)
    return form.text(select, "custom_id", 1, MAX_CUSTOM_ID, required=True)


def _options(form: Form, select: JSON, low: int, high: int) -> None:
    values: list[str] = []
    defaults = 0
    for place, option in form.entries(select, "options", 1, 25):
        place.only(option, {"label", "value", "description", "emoji", "default"})
        place.text(option, "label", 1, 100, required=True)
        place.text(option, "description", 0, 100)
        values.append(place.text(option, "value", 1, 100, required=True))
        place.boolean(option, "default")
        defaults += bool(option.get("default"))
    here = form.at("options")
    if len(set(values)) < len(values):
        here.fault("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
    if defaults > high:
        here.fault("SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "More defaults than max_values")
    if 0 < len(values) < max(low, high):
        here.fault("BASE_TYPE_BAD_LENGTH", f"Must be {max(low, high)} or more in length.")
