"""Autocomplete choices, and the fixed choices of a command option: the same rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.kinds import Option

if TYPE_CHECKING:
    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

MAX_CHOICES = 25
MAX_LENGTH = 100
MAX_SAFE = 2**53


def check_choices(form: Form, body: JSON, kind: int) -> None:
    """Refuse more than 25 choices, names or values out of bounds, and values of another type than the option's."""
    names: list[str] = []
    for place, choice in form.entries(body, "choices", 0, MAX_CHOICES):
        place.only(choice, {"name", "value", "name_localizations"})
        names.append(place.text(choice, "name", 1, MAX_LENGTH, required=True))
        _value(place, choice, kind)
    if len(set(names)) < len(names):
        form.at("choices").fault("APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_DUPLICATED", "Choice names must be unique")


def _value(form: Form, choice: JSON, kind: int) -> None:
    value = choice.get("value")
    if kind == Option.STRING:
        form.text(choice, "value", 1, MAX_LENGTH, required=True)
    elif kind == Option.INTEGER:
        if "value" not in choice:
            form.at("value").fault("BASE_TYPE_REQUIRED", "This field is required")
        form.integer(choice, "value", -MAX_SAFE, MAX_SAFE)
    elif isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > MAX_SAFE:
        form.at("value").fault("NUMBER_TYPE_COERCE", f'Value "{value!r}" is not a number in range.')
