"""Message components, old (rows of buttons and selects) and Components V2 (a whole layout).

Sources: Discord's component reference; pitfall limits are those of a message, not of one component.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.standin.checks.controls import check_button, check_select
from tests.standin.checks.media import MAX_DESCRIPTION, check_url
from tests.standin.kinds import SELECTS, Kind

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.standin.checks.form import Form
    from tests.standin.refusal import JSON

MAX_COMPONENTS = 40
MAX_TEXT = 4000
MAX_TEXT_BYTES = 10_170
"""Above this Discord answers 500 although the text is within 4,000 characters."""
MAX_MEDIA = 64
MAX_ROWS = 5

_IN_CONTAINER = {Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR}
_TOP = _IN_CONTAINER | {Kind.CONTAINER}


@dataclass(slots=True)
class Tally:
    """What is counted over a whole message."""

    files: Collection[str]
    components: int = 0
    text: list[str] = field(default_factory=list)
    media: int = 0
    shown: set[str] = field(default_factory=set)
    urls: dict[str, Form] = field(default_factory=dict)
    custom_ids: Counter[str] = field(default_factory=Counter)
    ids: Counter[int] = field(default_factory=Counter)


def check_components(form: Form, body: JSON, files: Collection[str], *, v2: bool) -> Tally:
    """Refuse a set of components beyond Discord's limits; ``files`` are the names a component may point to."""
    tally = Tally(files)
    for place, component in form.entries(body, "components", 0, MAX_COMPONENTS if v2 else MAX_ROWS):
        _component(place, component, _TOP if v2 else {Kind.ROW}, tally)
    here = form.at("components")
    if tally.components > MAX_COMPONENTS and v2:
        here.fault("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"Total component count exceeds {MAX_COMPONENTS}")
    if sum(map(len, tally.text)) > MAX_TEXT:
        here.fault("COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", f"Displayable text exceeds {MAX_TEXT} characters")
    if sum(len(text.encode()) for text in tally.text) > MAX_TEXT_BYTES:
        here.fault("COMPONENT_TEXT_BYTES_EXCEEDED", f"Displayable text exceeds {MAX_TEXT_BYTES} bytes")
    if tally.media > MAX_MEDIA:
        here.fault("COMPONENT_MEDIA_EXCEEDED", f"More than {MAX_MEDIA} media items")
    for name, times in tally.custom_ids.items():
        if times > 1:
            here.fault("COMPONENT_CUSTOM_ID_DUPLICATED", f"Component custom id cannot be duplicated: {name}")
    if any(times > 1 for times in tally.ids.values()):
        here.fault("COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
    return tally


def _component(form: Form, component: JSON, allowed: Collection[int], tally: Tally) -> None:
    tally.components += 1
    kind = component.get("type")
    if not form.at("type").choice(kind, allowed):
        return
    number = form.integer(component, "id", 0, 2**31 - 1)
    if number:
        tally.ids[number] += 1
    check = {
        Kind.ROW: _row,
        Kind.SECTION: _section,
        Kind.TEXT: _text,
        Kind.THUMBNAIL: _thumbnail,
        Kind.GALLERY: _gallery,
        Kind.FILE: _file,
        Kind.SEPARATOR: _separator,
        Kind.CONTAINER: _container,
    }[Kind(kind)]
    check(form, component, tally)


def _row(form: Form, row: JSON, tally: Tally) -> None:
    form.only(row, {"type", "id", "components"})
    kinds: set[int] = set()
    for place, child in form.entries(row, "components", 1, 5):
        tally.components += 1
        kind = child.get("type")
        if place.at("type").choice(kind, {Kind.BUTTON, *SELECTS}):
            kinds.add(kind)
            custom_id = (check_button if kind == Kind.BUTTON else check_select)(place, child)
            if custom_id:
                tally.custom_ids[custom_id] += 1
    if kinds & SELECTS and len(row["components"]) > 1:
        form.at("components").fault("COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A row holds one select, or buttons only")


def _section(form: Form, section: JSON, tally: Tally) -> None:
    form.only(section, {"type", "id", "components", "accessory"})
    for place, child in form.entries(section, "components", 1, 3):
        _component(place, child, {Kind.TEXT}, tally)
    accessory, here = section.get("accessory"), form.at("accessory")
    if not isinstance(accessory, dict):
        here.fault("BASE_TYPE_REQUIRED", "This field is required")
    elif accessory.get("type") == Kind.BUTTON:
        tally.components += 1
        if custom_id := check_button(here, accessory):
            tally.custom_ids[custom_id] += 1
    else:
        _component(here, accessory, {Kind.THUMBNAIL}, tally)


def _text(form: Form, text: JSON, tally: Tally) -> None:
    form.only(text, {"type", "id", "content"})
    tally.text.append(form.text(text, "content", 1, MAX_TEXT, required=True))


def _media(form: Form, item: JSON, key: str, tally: Tally) -> None:
    tally.media += 1
    media = item.get(key)
    place, url = form.at(key, "url"), media.get("url") if isinstance(media, dict) else None
    if isinstance(url, str):
        tally.urls[url] = place
    if name := check_url(place, url, tally.files):
        tally.shown.add(name)
    form.text(item, "description", 0, MAX_DESCRIPTION)
    form.boolean(item, "spoiler")


def _thumbnail(form: Form, thumbnail: JSON, tally: Tally) -> None:
    form.only(thumbnail, {"type", "id", "media", "description", "spoiler"})
    _media(form, thumbnail, "media", tally)


def _gallery(form: Form, gallery: JSON, tally: Tally) -> None:
    form.only(gallery, {"type", "id", "items"})
    for place, item in form.entries(gallery, "items", 1, 10):
        place.only(item, {"media", "description", "spoiler"})
        _media(place, item, "media", tally)


def _file(form: Form, file: JSON, tally: Tally) -> None:
    form.only(file, {"type", "id", "file", "spoiler", "name", "size"})
    _media(form, file, "file", tally)


def _separator(form: Form, separator: JSON, _: Tally) -> None:
    form.only(separator, {"type", "id", "divider", "spacing"})
    form.boolean(separator, "divider")
    if "spacing" in separator:
        form.at("spacing").choice(separator["spacing"], {1, 2})


def _container(form: Form, container: JSON, tally: Tally) -> None:
    form.only(container, {"type", "id", "components", "accent_color", "spoiler"})
    form.integer(container, "accent_color", 0, 0xFFFFFF)
    form.boolean(container, "spoiler")
    for place, child in form.entries(container, "components", 1, MAX_COMPONENTS):
        _component(place, child, _IN_CONTAINER, tally)
