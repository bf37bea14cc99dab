"""Addresses of pictures and files, and the files that come with a message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.standin.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

MAX_FILES = 10
MAX_DESCRIPTION = 1024
MAX_URL = 2048
SAFE_NAME = re.compile(r"[A-Za-z0-9._-]{1,256}")
"""Discord rewrites other names, and ``attachment://`` then points nowhere."""

ATTACHMENT = "attachment://"


def check_url(form: Form, url: object, files: Collection[str]) -> str | None:
    """Refuse an address Discord would not load; return the name of the attached file that it points to, if any."""
    if not isinstance(url, str) or not url:
        form.fault("BASE_TYPE_REQUIRED", "This field is required")
        return None
    if len(url) > MAX_URL:
        form.fault("BASE_TYPE_MAX_LENGTH", f"Must be {MAX_URL} or fewer in length.")
    if url.startswith(ATTACHMENT):
        name = url.removeprefix(ATTACHMENT)
        if name not in files:
            form.fault("MEDIA_ATTACHMENT_NOT_FOUND", f"The referenced attachment was not found: {name}")
        return name
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        form.fault("URL_TYPE_INVALID_SCHEME", f"Scheme \"{parts.scheme}\" must be one of ('http', 'https').")
    return None


def check_files(form: Form, body: JSON, files: Mapping[int, tuple[str, bytes]], limit: int) -> None:
    """Refuse too many, too large, nameless or empty files, and descriptions that belong to no file.

    ``files`` maps the n of each part ``files[n]`` to its name and content; ``limit`` is the size in bytes.
    """
    if sum(len(content) for _, content in files.values()) > limit:
        raise Refusal(413, 40005, "Request entity too large")
    for index, (name, content) in files.items():
        if not SAFE_NAME.fullmatch(name):
            form.at("files", index).stricter(f"Discord would rename {name!r}")
        if not content:
            form.at("files", index).fault("ATTACHMENT_EMPTY", "File cannot be empty.")
    described: set[str] = set()
    for place, entry in form.entries(body, "attachments", 0, MAX_FILES):
        key = str(entry.get("id"))
        if key in described:
            place.at("id").fault("ATTACHMENT_DUPLICATE", "Attachment ids must be unique.")
        described.add(key)
        place.text(entry, "description", 0, MAX_DESCRIPTION)
