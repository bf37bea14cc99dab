"""Collecting every fault of one body, each at its path, as Discord reports them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.standin.refusal import INVALID_FORM, JSON, STRICTER, Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Fault = tuple[tuple[str, ...], str, str]


class Form:
    """A place in a body under examination; all places of one body share the list of faults."""

    def __init__(self, path: tuple[str, ...] = (), faults: list[Fault] | None = None) -> None:
        self.path = path
        self.faults: list[Fault] = [] if faults is None else faults

    def at(self, *keys: str | int) -> Form:
        """Return the place below this one."""
        return Form((*self.path, *map(str, keys)), self.faults)

    def fault(self, code: str, message: str) -> None:
        """Note what is wrong here."""
        self.faults.append((self.path, code, message))

    def stricter(self, message: str) -> None:
        """Note what Discord would let pass and we do not."""
        self.fault(STRICTER, message)

    def only(self, body: JSON, known: Collection[str]) -> None:
        """Refuse keys nobody knows: a typo that Discord would ignore in silence."""
        for key in body.keys() - set(known):
            self.at(key).stricter("unknown field")

    def text(self, body: JSON, key: str, low: int, high: int, *, required: bool = False) -> str:
        """Return the text at ``key``, between ``low`` and ``high`` characters; empty when absent."""
        value, here = body.get(key), self.at(key)
        if value is None:
            if required:
                here.fault("BASE_TYPE_REQUIRED", "This field is required")
            return ""
        if not isinstance(value, str):
            here.fault("STRING_TYPE_CONVERT", f'Could not interpret "{value!r}" as string.')
            return ""
        if not low <= len(value) <= high:
            bound = f"between {low} and {high}" if low else f"{high} or fewer"
            here.fault("BASE_TYPE_BAD_LENGTH" if low else "BASE_TYPE_MAX_LENGTH", f"Must be {bound} in length.")
        elif low and not value.strip():
            here.fault("BASE_TYPE_REQUIRED", "This field is required")
        return value

    def integer(self, body: JSON, key: str, low: int, high: int) -> int | None:
        """Return the whole number at ``key``, in range; None when absent."""
        value, here = body.get(key), self.at(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            here.fault("NUMBER_TYPE_COERCE", f'Value "{value!r}" is not int.')
            return None
        if not low <= value <= high:
            here.fault("NUMBER_TYPE_RANGE", f"int value should be between {low} and {high}.")
        return value

    def boolean(self, body: JSON, key: str) -> None:
        """Refuse anything but true or false at ``key``."""
        if not isinstance(body.get(key, False), bool):
            self.at(key).fault("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")

    def choice(self, value: object, allowed: Collection[Any]) -> bool:
        """Tell whether the value here is one of the allowed, and refuse it when not."""
        if value in allowed and not isinstance(value, bool):
            return True
        self.fault("BASE_TYPE_CHOICES", f"Value must be one of {{{', '.join(map(str, sorted(allowed)))}}}.")
        return False

    def entries(self, body: JSON, key: str, low: int, high: int) -> Iterator[tuple[Form, JSON]]:
        """Each object of the list at ``key`` with its place; a list out of bounds is refused and still read."""
        value, here = body.get(key), self.at(key)
        if value is None:
            value = []
        if not isinstance(value, list):
            here.fault("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return
        if not low <= len(value) <= high:
            bound = f"between {low} and {high}" if low else f"{high} or fewer"
            here.fault("BASE_TYPE_BAD_LENGTH" if low else "BASE_TYPE_MAX_LENGTH", f"Must be {bound} in length.")
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                yield here.at(index), entry
            else:
                here.at(index).fault("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")

    def close(self) -> None:
        """Raise the refusal when anything was wrong."""
        if not self.faults:
            return
        tree: JSON = {}
        for path, code, message in self.faults:
            node = tree
            for key in path:
                node = node.setdefault(key, {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        raise Refusal(400, INVALID_FORM, "Invalid Form Body", tree)
