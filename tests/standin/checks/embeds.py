"""Limits of embeds: ten of them, 6,000 characters over all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.checks.media import check_url

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

MAX_TOTAL = 6000
KNOWN = {
    "title", "type", "description", "url", "timestamp", "color", "footer", "image", "thumbnail", "video", "provider",
    "author", "fields", "flags",
}  # fmt: skip


def check_embeds(form: Form, body: JSON, files: Collection[str]) -> None:
    """Refuse any embed, or all of them together, beyond Discord's limits."""
    total = sum(_embed(place, embed, files) for place, embed in form.entries(body, "embeds", 0, 10))
    if total > MAX_TOTAL:
        form.at("embeds").fault("MAX_EMBED_SIZE_EXCEEDED", f"Embed size exceeds maximum size of {MAX_TOTAL}")


def _embed(form: Form, embed: JSON, files: Collection[str]) -> int:
    form.only(embed, KNOWN)
    texts = [form.text(embed, "title", 0, 256), form.text(embed, "description", 0, 4096)]
    form.integer(embed, "color", 0, 0xFFFFFF)
    footer, author = embed.get("footer") or {}, embed.get("author") or {}
    if footer:
        texts.append(form.at("footer").text(footer, "text", 1, 2048, required=True))
    if author:
        texts.append(form.at("author").text(author, "name", 1, 256, required=True))
    for place, item in form.entries(embed, "fields", 0, 25):
        texts.append(place.text(item, "name", 1, 256, required=True))
        texts.append(place.text(item, "value", 1, 1024, required=True))
    for key in ("image", "thumbnail"):
        if key in embed:
            check_url(form.at(key, "url"), embed[key].get("url"), files)
    if "url" in embed:
        check_url(form.at("url"), embed["url"], ())
    if not any(texts) and not embed.keys() & {"image", "thumbnail", "video"}:
        form.fault("EMBED_EMPTY", "An embed needs something to show.")
    return sum(map(len, texts))
