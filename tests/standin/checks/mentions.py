"""``allowed_mentions``: what a text may ping."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

KINDS = {"roles", "users", "everyone"}


def check_mentions(form: Form, body: JSON, *, says_something: bool) -> None:
    """Refuse a malformed ``allowed_mentions``, and (stricter than Discord) a text that comes without one."""
    here, allowed = form.at("allowed_mentions"), body.get("allowed_mentions")
    if allowed is None:
        if says_something:
            here.stricter("a text without allowed_mentions may ping anybody")
        return
    if not isinstance(allowed, dict):
        here.fault("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return
    here.only(allowed, {"parse", "roles", "users", "replied_user"})
    parse = allowed.get("parse") or []
    for index, kind in enumerate(parse):
        here.at("parse", index).choice(kind, KINDS)
    for kind in ("roles", "users"):
        ids = allowed.get(kind) or []
        if len(ids) > 100:
            here.at(kind).fault("BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
        if ids and kind in parse:
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            here.fault("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    here.boolean(allowed, "replied_user")
