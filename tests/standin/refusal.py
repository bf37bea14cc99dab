"""Saying no the way Discord says it: an HTTP status, a JSON error code, and where in the body the fault lies."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

INVALID_FORM = 50035
"""Discord's code for "Invalid Form Body", which carries a tree of faults."""

STRICTER = "STANDIN_STRICTER"
"""Fault code for what Discord lets pass although nobody would want it; never sent by Discord itself."""

JSON = dict[str, Any]
"""One JSON object as it travels; its shape is what the checks are for."""


class Refusal(Exception):  # noqa: N818 - a refusal is an ordinary answer of this server, not an error of it
    """An answer outside the 2xx range, with Discord's error body."""

    def __init__(self, status: int, code: int, message: str, errors: JSON | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors or {}

    @property
    def body(self) -> JSON:
        """The JSON that travels back."""
        body: JSON = {"message": self.message, "code": self.code}
        return body | {"errors": self.errors} if self.errors else body


def _flat(errors: JSON, path: str = "") -> list[str]:
    found = [f"{path}: {fault['code']} {fault['message']}" for fault in errors.get("_errors", ())]
    for key, below in errors.items():
        if key != "_errors":
            found += _flat(below, f"{path}.{key}" if path else key)
    return found


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing the client did that it must not do; an end-to-end test fails when any is left over."""

    method: str
    path: str
    status: int
    code: int
    message: str
    errors: JSON = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in one line, for test reports."""
        faults = "; ".join(_flat(self.errors))
        return f"{self.method} {self.path} -> {self.status} ({self.code}) {self.message} {faults}".strip()


class Unknown(IntEnum):
    """Codes for an id that names nothing."""

    APPLICATION = 10002
    CHANNEL = 10003
    GUILD = 10004
    MESSAGE = 10008
    USER = 10013
    WEBHOOK = 10015
    INTERACTION = 10062

    def refusal(self) -> Refusal:
        """Return the 404."""
        return Refusal(404, self.value, f"Unknown {self.name.capitalize()}")


def unauthorized() -> Refusal:
    """Return the 401 for a wrong or missing token."""
    return Refusal(401, 0, "401: Unauthorized")


def missing_access() -> Refusal:
    """Return the 403 for a channel the bot cannot see."""
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    """Return the 403 for a channel where the bot may not do that."""
    return Refusal(403, 50013, "Missing Permissions")


def stricter(message: str) -> Refusal:
    """Return a 400 that Discord itself would not give."""
    return Refusal(400, INVALID_FORM, "Invalid Form Body", {"_errors": [{"code": STRICTER, "message": message}]})
