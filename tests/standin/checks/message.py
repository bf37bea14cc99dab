"""A message as a whole: what may stand beside what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.standin.checks.components import check_components
from tests.standin.checks.embeds import check_embeds
from tests.standin.checks.form import Form
from tests.standin.checks.media import MAX_FILES, check_files
from tests.standin.checks.mentions import check_mentions
from tests.standin.kinds import Flag
from tests.standin.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.standin.refusal import JSON

MAX_CONTENT = 2000
KNOWN = frozenset({"content", "embeds", "components", "flags", "allowed_mentions", "attachments", "tts"})
CHANNEL_ONLY = frozenset({"nonce", "enforce_nonce", "message_reference", "sticker_ids"})
SENT_FLAGS = Flag.SUPPRESS_EMBEDS | Flag.SUPPRESS_NOTIFICATIONS | Flag.V2
EDITED_FLAGS = Flag.SUPPRESS_EMBEDS | Flag.V2


@dataclass(frozen=True, slots=True)
class Rules:
    """What differs between the doors through which a message comes."""

    known: frozenset[str] = KNOWN
    flags: int = SENT_FLAGS
    file_limit: int = 10 * 2**20
    """Bytes, all files of one message together."""


def names_of(files: Mapping[int, tuple[str, bytes]]) -> set[str]:
    """Return the file names of one upload."""
    return {name for name, _ in files.values()}


def check_message(body: JSON, files: Mapping[int, tuple[str, bytes]], rules: Rules, old: JSON | None = None) -> None:
    """Refuse a new message, or an edit of ``old``, that Discord would refuse; the edit is judged by its result."""
    form = Form()
    form.only(body, rules.known)
    whole = {key: old.get(key) for key in ("content", "embeds", "components")} | body if old else body
    flags = _flags(form, body, rules, old)
    check_files(form, body, files, rules.file_limit)
    kept = _kept(form, body, files, old)
    names = names_of(files) | {entry["filename"] for entry in kept}
    if len(files) + len(kept) > MAX_FILES:
        form.at("attachments").fault("BASE_TYPE_MAX_LENGTH", f"Must be {MAX_FILES} or fewer in length.")
    form.text(whole, "content", 0, MAX_CONTENT)
    check_embeds(form, whole, names)
    if "nonce" in body and len(str(body["nonce"])) > 25:
        form.at("nonce").fault("NONCE_TYPE_INVALID", "Nonce must be 25 or fewer in length.")
    v2 = bool(flags & Flag.V2)
    tally = check_components(form, _editable(whole), names, v2=v2)
    for entry in old["attachments"] if old else ():
        if entry not in kept and entry["url"] in tally.urls:
            tally.urls[entry["url"]].stricter(f"{entry['filename']} is shown here but the edit does not keep it")
    check_mentions(form, body, says_something=bool(body.get("content") or ("components" in body and tally.text)))
    if v2:
        _legacy(form, whole)
        for name in sorted(names_of(files) - tally.shown):
            form.at("attachments").stricter(f"{name} is sent and no component shows it")
    form.close()
    if not (whole.get("content") or "").strip() and not (whole.get("embeds") or whole.get("components") or names):
        raise Refusal(400, 50006, "Cannot send an empty message")


def _editable(whole: JSON) -> JSON:
    return {"components": whole.get("components") or []}


def _flags(form: Form, body: JSON, rules: Rules, old: JSON | None) -> int:
    before = old["flags"] if old else 0
    flags = body.get("flags")
    if flags is None:
        return before
    if isinstance(flags, bool) or not isinstance(flags, int):
        form.at("flags").fault("NUMBER_TYPE_COERCE", "flags is not int.")
        return before
    if flags & ~(rules.flags | before):
        form.at("flags").fault("MESSAGE_FLAGS_INVALID", f"Flags {flags & ~rules.flags} cannot be set here")
    return flags | before & Flag.V2


def _legacy(form: Form, whole: JSON) -> None:
    for key in ("content", "embeds", "poll", "sticker_ids"):
        if whole.get(key):
            code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
            form.at(key).fault(code, f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
    if not whole.get("components"):
        form.at("components").fault("BASE_TYPE_REQUIRED", "This field is required")


def _kept(form: Form, body: JSON, files: Mapping[int, tuple[str, bytes]], old: JSON | None) -> list[JSON]:
    """Return the attachments of ``old`` that the edit leaves in place."""
    before = {entry["id"]: entry for entry in old["attachments"]} if old else {}
    if "attachments" not in body:
        return list(before.values())
    kept = []
    for index, entry in enumerate(body["attachments"] or ()):
        key = str(entry.get("id")) if isinstance(entry, dict) else ""
        if key in before:
            kept.append(before[key])
        elif not (key.isdecimal() and int(key) in files):
            form.at("attachments", index, "id").fault("ATTACHMENT_NOT_FOUND", f"No file and no attachment has id {key}")
    return kept
