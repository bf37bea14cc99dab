"""Each limit of a message: just within is taken, just beyond is refused at the right place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.standin_checks.raw import EPHEMERAL, NONE, V2, faults, menu, picture, press, row, said

if TYPE_CHECKING:
    from tests.standin import Discord
    from tests.standin_checks.raw import Raw

Body = dict[str, Any]
TOO_LONG, OUT_OF_BOUNDS, REQUIRED = "BASE_TYPE_MAX_LENGTH", "BASE_TYPE_BAD_LENGTH", "BASE_TYPE_REQUIRED"
STRICTER, CHOICES = "STANDIN_STRICTER", "BASE_TYPE_CHOICES"


def embed(**content: Any) -> Body:
    return {"embeds": [content]}


def rows(*children: Body) -> Body:
    return {"content": "x", "components": [row(*children)]}


def layout(*components: Body, **more: Any) -> Body:
    return {"flags": V2, "components": list(components)} | more


def box(*components: Body, **more: Any) -> Body:
    return {"type": 17, "components": list(components)} | more


def section(*texts: Body, **more: Any) -> Body:
    return {"type": 9, "components": list(texts), "accessory": press()} | more


def fields(count: int, name: str = "n", value: str = "v") -> Body:
    return embed(fields=[{"name": name, "value": value}] * count)


GOOD = {
    "content of 2000": {"content": "x" * 2000},
    "ten embeds": {"embeds": [{"title": "t"}] * 10},
    "embed at its limits": embed(title="t" * 256, description="d" * 4096, footer={"text": "f" * 1648}),
    "25 fields": fields(25),
    "field at its limits": fields(1, "n" * 256, "v" * 1024),
    "five buttons": rows(*map(press, range(5))),
    "label of 80 and custom id of 100": rows(press(label="l" * 80, custom_id="i" * 100)),
    "link": rows(press(style=5, url="https://example.com", custom_id=None)),
    "select of 25": rows(menu(25)),
    "five rows": {"content": "x", "components": [row(press(n)) for n in range(5)]},
    "text of 4000": layout(said("x" * 4000)),
    "40 components nested": layout(box(*[said() for _ in range(39)])),
    "section with a button": layout(section(said(), said(), said())),
    "section with a thumbnail": layout(
        section(said(), accessory={"type": 11, "media": {"url": "https://e.com/a.png"}})
    ),
    "gallery of ten": layout({"type": 12, "items": picture()["items"] * 10}),
    "separator": layout(said(), {"type": 14, "spacing": 2, "divider": False}),
    "nonce of 25": {"content": "x", "nonce": "n" * 25},
}

BAD: dict[str, tuple[Body, str, str]] = {
    "content of 2001": ({"content": "x" * 2001}, "content", TOO_LONG),
    "content that is no text": ({"content": 5}, "content", "STRING_TYPE_CONVERT"),
    "unknown field": ({"content": "x", "colour": 1}, "colour", STRICTER),
    "without allowed_mentions": ({"content": "x", "allowed_mentions": None}, "allowed_mentions", STRICTER),
    "layout without allowed_mentions": (layout(said(), allowed_mentions=None), "allowed_mentions", STRICTER),
    "unknown mention kind": (
        {"content": "x", "allowed_mentions": {"parse": ["here"]}}, "allowed_mentions.parse.0", CHOICES),
    "mentions both parsed and listed": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
    "101 mentioned users": (
        {"content": "x", "allowed_mentions": {"parse": [], "users": ["1"] * 101}}, "allowed_mentions.users", TOO_LONG),
    "allowed_mentions that are no object": (
        {"content": "x", "allowed_mentions": [1]}, "allowed_mentions", "DICT_TYPE_CONVERT"),
    "flags that are no number": ({"content": "x", "flags": "all"}, "flags", "NUMBER_TYPE_COERCE"),
    "embeds that are no list": ({"content": "x", "embeds": {}}, "embeds", "LIST_TYPE_CONVERT"),
    "embed that is no object": ({"content": "x", "embeds": ["x"]}, "embeds.0", "DICT_TYPE_CONVERT"),
    "component id that is no number": (layout({"id": "x"} | said()), "components.0.id", "NUMBER_TYPE_COERCE"),
    "nonce of 26": ({"content": "x", "nonce": "n" * 26}, "nonce", "NONCE_TYPE_INVALID"),
    "ephemeral in a channel": ({"content": "x", "flags": EPHEMERAL}, "flags", "MESSAGE_FLAGS_INVALID"),
    "eleven embeds": ({"embeds": [{"title": "t"}] * 11}, "embeds", TOO_LONG),
    "embed title of 257": (embed(title="t" * 257), "embeds.0.title", TOO_LONG),
    "embed description of 4097": (embed(description="d" * 4097), "embeds.0.description", TOO_LONG),
    "26 fields": (fields(26), "embeds.0.fields", TOO_LONG),
    "field name of 257": (fields(1, "n" * 257), "embeds.0.fields.0.name", OUT_OF_BOUNDS),
    "field value of 1025": (fields(1, "n", "v" * 1025), "embeds.0.fields.0.value", OUT_OF_BOUNDS),
    "field without value": (fields(1, "n", ""), "embeds.0.fields.0.value", OUT_OF_BOUNDS),
    "footer of 2049": (embed(footer={"text": "f" * 2049}), "embeds.0.footer.text", OUT_OF_BOUNDS),
    "author of 257": (embed(author={"name": "a" * 257}), "embeds.0.author.name", OUT_OF_BOUNDS),
    "embeds of 6001 in all": (
        {"embeds": [{"description": "d" * 3001}, {"description": "d" * 3000}]}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    "empty embed": (embed(), "embeds.0", "EMBED_EMPTY"),
    "embed colour out of range": (embed(title="t", color=1 << 24), "embeds.0.color", "NUMBER_TYPE_RANGE"),
    "embed picture without file": (
        embed(image={"url": "attachment://no.png"}), "embeds.0.image.url", "MEDIA_ATTACHMENT_NOT_FOUND"),
    "embed link of another scheme": (embed(title="t", url="ftp://e.com"), "embeds.0.url", "URL_TYPE_INVALID_SCHEME"),
    "six buttons": (rows(*map(press, range(6))), "components.0.components", OUT_OF_BOUNDS),
    "empty row": (rows(), "components.0.components", OUT_OF_BOUNDS),
    "six rows": ({"content": "x", "components": [row(press(n)) for n in range(6)]}, "components", TOO_LONG),
    "row in a row": (rows(row(press())), "components.0.components.0.type", CHOICES),
    "select beside a button": (rows(press(), menu()), "components.0.components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    "label of 81": (rows(press(label="l" * 81)), "components.0.components.0.label", TOO_LONG),
    "no label": (rows(press(label=None)), "components.0.components.0", "BUTTON_COMPONENT_EMPTY"),
    "custom id of 101": (rows(press(custom_id="i" * 101)), "components.0.components.0.custom_id", OUT_OF_BOUNDS),
    "no custom id": (rows(press(custom_id=None)), "components.0.components.0.custom_id", REQUIRED),
    "unknown style": (rows(press(style=9)), "components.0.components.0.style", CHOICES),
    "custom id on a link": (
        rows(press(style=5, url="https://e.com")), "components.0.components.0",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"),
    "link of 513": (
        rows(press(style=5, url="https://e.com/" + "x" * 499, custom_id=None)),
        "components.0.components.0.url", TOO_LONG),
    "address on a button": (
        rows(press(url="https://e.com")), "components.0.components.0",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"),
    "same custom id twice": (rows(press(1), press(1)), "components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    "same id twice": (layout({"id": 3} | said(), {"id": 3} | said()), "components", "COMPONENT_ID_DUPLICATED"),
    "select of 26": (rows(menu(26)), "components.0.components.0.options", OUT_OF_BOUNDS),
    "select of none": (rows(menu(0)), "components.0.components.0.options", OUT_OF_BOUNDS),
    "select label of 101": (
        rows(menu(options=[{"label": "l" * 101, "value": "v"}])),
        "components.0.components.0.options.0.label", OUT_OF_BOUNDS),
    "select value of 101": (
        rows(menu(options=[{"label": "l", "value": "v" * 101}])),
        "components.0.components.0.options.0.value", OUT_OF_BOUNDS),
    "select description of 101": (
        rows(menu(options=[{"label": "l", "value": "v", "description": "d" * 101}])),
        "components.0.components.0.options.0.description", TOO_LONG),
    "select value twice": (
        rows(menu(options=[{"label": "l", "value": "v"}] * 2)),
        "components.0.components.0.options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED"),
    "more defaults than may be chosen": (
        rows(menu(options=[{"label": n, "value": n, "default": True} for n in "ab"])),
        "components.0.components.0.options", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"),
    "more to choose than there is": (rows(menu(2, max_values=3)), "components.0.components.0.options", OUT_OF_BOUNDS),
    "least above most": (
        rows(menu(3, min_values=2, max_values=1)), "components.0.components.0.min_values",
        "SELECT_COMPONENT_MIN_VALUES"),
    "placeholder of 151": (rows(menu(placeholder="p" * 151)), "components.0.components.0.placeholder", TOO_LONG),
    "content beside a layout": (
        layout(said(), content="x"), "content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    "embed beside a layout": (
        layout(said(), embeds=[{"title": "t"}]), "embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"),
    "layout without the flag": ({"content": "x", "components": [said()]}, "components.0.type", CHOICES),
    "layout of nothing": (layout(), "components", REQUIRED),
    "text of 4001 in all": (
        layout(said("x" * 2001), said("x" * 2000)), "components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED"),
    "text of 10171 bytes": (layout(said("\u2014" * 3391)), "components", "COMPONENT_TEXT_BYTES_EXCEEDED"),
    "empty text": (layout(said("")), "components.0.content", OUT_OF_BOUNDS),
    "blank text": (layout(said("  ")), "components.0.content", REQUIRED),
    "41 components nested": (
        layout(box(*[said() for _ in range(40)])), "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    "accessories count": (
        layout(*[section(said(), accessory=press(n)) for n in range(14)]),
        "components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED"),
    "unknown component": (layout({"type": 99}), "components.0.type", CHOICES),
    "unknown field of a component": (layout(said() | {"colour": 1}), "components.0.colour", STRICTER),
    "container in a container": (layout(box(box(said()))), "components.0.components.0.type", CHOICES),
    "empty container": (layout(box()), "components.0.components", OUT_OF_BOUNDS),
    "accent colour out of range": (
        layout(box(said(), accent_color=1 << 24)), "components.0.accent_color", "NUMBER_TYPE_RANGE"),
    "four texts in a section": (layout(section(*[said() for _ in range(4)])), "components.0.components", OUT_OF_BOUNDS),
    "section without accessory": (layout(section(said(), accessory=None)), "components.0.accessory", REQUIRED),
    "section with a text as accessory": (
        layout(section(said(), accessory=said())), "components.0.accessory.type", CHOICES),
    "gallery of eleven": (layout({"type": 12, "items": picture()["items"] * 11}), "components.0.items", OUT_OF_BOUNDS),
    "gallery of none": (layout({"type": 12, "items": []}), "components.0.items", OUT_OF_BOUNDS),
    "70 pictures": (
        layout(*[{"type": 12, "items": picture()["items"] * 10} for _ in range(7)]),
        "components", "COMPONENT_MEDIA_EXCEEDED"),
    "picture description of 1025": (
        layout(picture(description="d" * 1025)), "components.0.items.0.description", TOO_LONG),
    "picture that is not attached": (
        layout(picture("attachment://no.png")), "components.0.items.0.media.url", "MEDIA_ATTACHMENT_NOT_FOUND"),
    "picture of another scheme": (
        layout(picture("file:///a.png")), "components.0.items.0.media.url", "URL_TYPE_INVALID_SCHEME"),
    "picture address of 2049": (
        layout(picture("https://e.com/" + "x" * 2035)), "components.0.items.0.media.url", TOO_LONG),
    "thumbnail without picture": (
        layout(section(said(), accessory={"type": 11})), "components.0.accessory.media.url", REQUIRED),
    "file that is not attached": (
        layout({"type": 13, "file": {"url": "attachment://no.csv"}}),
        "components.0.file.url", "MEDIA_ATTACHMENT_NOT_FOUND"),
    "separator of size 3": (layout({"type": 14, "spacing": 3}), "components.0.spacing", CHOICES),
    "divider that is no flag": (layout({"type": 14, "divider": 1}), "components.0.divider", "BOOLEAN_TYPE_CONVERT"),
}  # fmt: skip


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD.keys())
async def test_what_is_within_the_limits_is_taken(raw: Raw, body: Body) -> None:
    status, answer = await raw.send(body)
    assert status == 200, answer


@pytest.mark.parametrize(("body", "path", "code"), BAD.values(), ids=BAD.keys())
async def test_what_is_beyond_a_limit_is_refused(discord: Discord, raw: Raw, body: Body, path: str, code: str) -> None:
    status, answer = await raw.send(body)
    assert (status, answer["code"]) == (400, 50035)
    assert faults(answer) == {path: [code]}
    (failure,) = discord.take_failures()
    assert code in str(failure)


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n "}], ids=["nothing", "empty", "blank"])
async def test_an_empty_message_is_refused(discord: Discord, raw: Raw, body: Body) -> None:
    status, answer = await raw.send(body)
    assert (status, answer["code"]) == (400, 50006)
    discord.take_failures()


async def test_every_fault_of_a_body_is_named(discord: Discord, raw: Raw) -> None:
    _, answer = await raw.send({"content": "x" * 2001, "embeds": [{"title": "t" * 257}], "allowed_mentions": NONE})
    assert faults(answer) == {"content": [TOO_LONG], "embeds.0.title": [TOO_LONG]}
    discord.take_failures()
