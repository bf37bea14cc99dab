"""What a person cannot do, because Discord's own client does not let them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import ClientRefusal, Discord, Permission, button
from tests.standin_checks.raw import EPHEMERAL, NONE, menu, press, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin_checks.raw import Raw


def option(kind: int, **more: Any) -> dict[str, Any]:
    return {"name": "code", "description": "Code", "type": kind} | more


BAD = {
    "number for a text": (option(3), 5),
    "text for a number": (option(4), "5"),
    "flag for a number": (option(4), True),
    "fraction for a whole number": (option(4), 1.5),
    "text for a user": (option(6), "Ada"),
    "below the least": (option(4, min_value=2), 1),
    "above the most": (option(10, max_value=2.5), 2.6),
    "too short": (option(3, min_length=5), "1711"),
    "too long": (option(3, max_length=5), "171100"),
    "required and empty": (option(3, required=True), ""),
    "longer than 6000": (option(3), "x" * 6001),
    "not among the choices": (option(3, choices=[{"name": "A", "value": "a"}]), "b"),
}


@pytest.mark.parametrize(("definition", "value"), BAD.values(), ids=BAD.keys())
async def test_a_value_that_does_not_fit_is_not_sent(
    discord: Discord, raw: Raw, definition: dict[str, Any], value: object
) -> None:
    await raw.sync({"name": "rvu", "description": "RVU", "options": [definition]})
    with pytest.raises(ClientRefusal, match="code"):
        await discord.slash(raw.user, raw.guild, "rvu", {"code": value})
    assert discord.interactions.by_token == {}


async def test_values_of_every_type_travel(discord: Discord, raw: Raw) -> None:
    values = {"a": "x", "b": 5, "c": True, "d": raw.user, "e": raw.channel, "f": 1.5}
    kinds = dict(zip("abcdef", (3, 4, 5, 6, 7, 10), strict=True))
    options = [option(kind) | {"name": name} for name, kind in kinds.items()]
    await raw.sync({"name": "rvu", "description": "RVU", "options": options})
    it = await discord.slash(raw.user, raw.guild, "rvu", values, wait=False)
    sent = [entry["value"] for entry in it.data["options"]]
    assert sent == ["x", 5, True, raw.user.id, raw.channel.id, 1.5]
    assert it.data["resolved"]["members"].keys() == {raw.user.id}
    assert it.data["resolved"]["channels"].keys() == {raw.channel.id}


async def test_sub_commands_are_nested_and_must_be_named(discord: Discord, raw: Raw) -> None:
    leaf = {"name": "list", "description": "List", "type": 1, "options": [option(3)]}
    group = {"name": "server", "description": "Server", "type": 2, "options": [leaf]}
    await raw.sync({"name": "history", "description": "History", "options": [group, leaf]})
    it = await discord.slash(raw.user, raw.guild, "history server list", {"code": "x"}, wait=False)
    (outer,) = it.data["options"]
    (inner,) = outer["options"]
    assert (outer["name"], outer["type"], inner["name"], inner["type"]) == ("server", 2, "list", 1)
    assert inner["options"] == [{"name": "code", "type": 3, "value": "x"}]
    for path in ("history", "history server", "history nothing", "history list code"):
        with pytest.raises(ClientRefusal, match="sub-command"):
            await discord.slash(raw.user, raw.guild, path)


async def test_commands_are_offered_only_where_they_belong(discord: Discord, raw: Raw) -> None:
    base = {"description": "x"}
    await raw.sync(
        base | {"name": "server", "contexts": [0]},
        base | {"name": "direct", "contexts": [1]},
        base | {"name": "old", "dm_permission": False},
        base | {"name": "admin", "default_member_permissions": str(int(Permission.MANAGE_GUILD))},
    )
    for where, name in ((None, "server"), (raw.guild, "direct"), (None, "old")):
        with pytest.raises(ClientRefusal, match="not offered"):
            await discord.slash(raw.user, where, name)
    with pytest.raises(ClientRefusal, match="may not use"):
        await discord.slash(raw.user, raw.guild, "admin")
    raw.guild.join(raw.user, Permission.ADMINISTRATOR)
    assert await discord.slash(raw.user, raw.guild, "admin", wait=False)
    assert await discord.slash(raw.user, raw.guild, "server", wait=False)
    assert await discord.slash(raw.user, None, "direct", wait=False)


async def test_only_options_with_autocomplete_complete(discord: Discord, raw: Raw) -> None:
    await raw.sync({"name": "rvu", "description": "RVU", "options": [option(3)]})
    with pytest.raises(ClientRefusal, match="no autocomplete"):
        await discord.autocomplete(raw.user, raw.guild, "rvu", focused="code")


async def message(raw: Raw, *children: dict[str, Any], flags: int = 0) -> dict[str, Any]:
    it = await raw.slash()
    body = {"content": "x", "flags": flags, "components": [row(*children)], "allowed_mentions": NONE}
    assert (await raw.answer(it, 4, body))[0] == 200
    return it.message


async def test_only_buttons_that_are_there_and_enabled_are_pressed(discord: Discord, raw: Raw) -> None:
    shown = await message(raw, press(1), press(2, disabled=True))
    assert button(shown, "Button 1") == "id:1"
    with pytest.raises(AssertionError, match="no button 'Chart'"):
        button(shown, "Chart")
    assert (await discord.click(raw.user, shown, "id:1", wait=False)).source is shown
    for custom_id in ("id:2", "id:3"):
        with pytest.raises(ClientRefusal, match="no usable component"):
            await discord.click(raw.user, shown, custom_id)


async def test_private_messages_are_pressed_by_their_reader_only(discord: Discord, raw: Raw) -> None:
    shown = await message(raw, press(1), flags=EPHEMERAL)
    with pytest.raises(ClientRefusal, match="cannot see"):
        await discord.click(discord.user("Bob"), shown, "id:1")
    assert await discord.click(raw.user, shown, "id:1", wait=False)


async def test_deleted_messages_are_not_pressed(discord: Discord, raw: Raw) -> None:
    shown = await message(raw, press(1))
    await raw.call("DELETE", f"/channels/{raw.channel.id}/messages/{shown['id']}")
    with pytest.raises(ClientRefusal, match="deleted"):
        await discord.click(raw.user, shown, "id:1")


@pytest.mark.parametrize("values", [["9"], [], ["0", "1"]], ids=["not offered", "too few", "too many"])
async def test_only_what_a_menu_offers_is_chosen(discord: Discord, raw: Raw, values: list[str]) -> None:
    shown = await message(raw, menu(3))
    with pytest.raises(ClientRefusal, match="'menu'"):
        await discord.select(raw.user, shown, "menu", values)


@pytest.mark.parametrize(
    ("values", "match"),
    [({}, "'w'"), ({"w": "x"}, "'w'"), ({"w": "xxxx"}, "'w'"), ({"w": "xx", "v": "y"}, "no field")],
    ids=["required", "too short", "too long", "unknown field"],
)
async def test_a_form_is_filled_in_within_its_bounds(
    discord: Discord, raw: Raw, values: dict[str, object], match: str
) -> None:
    it = await raw.slash()
    field = {"type": 4, "custom_id": "w", "style": 1, "min_length": 2, "max_length": 3, "required": True}
    await raw.answer(
        it, 9, {"custom_id": "f", "title": "F", "components": [{"type": 18, "label": "W", "component": field}]}
    )
    with pytest.raises(ClientRefusal, match=match):
        await discord.submit(it, values)


async def test_a_form_takes_texts_and_menus(discord: Discord, raw: Raw) -> None:
    it = await raw.slash()
    parts = [{"type": 10, "content": "Read this"}, {"type": 18, "label": "Pick", "component": menu()}]
    parts.append(row({"type": 4, "custom_id": "old", "label": "Old", "style": 2, "required": False}))
    assert (await raw.answer(it, 9, {"custom_id": "f", "title": "F", "components": parts}))[0] == 200
    sent = await discord.submit(it, {"menu": ["1"]}, wait=False)
    text, label, old = sent.data["components"]
    assert text["type"] == 10
    assert label["component"]["values"] == ["1"]
    assert old["components"][0]["value"] == ""


@pytest.mark.parametrize("content", [" ", "x" * 2001], ids=["nothing", "2001 characters"])
async def test_a_person_cannot_write(discord: Discord, raw: Raw, content: str) -> None:
    with pytest.raises(ClientRefusal, match="cannot send"):
        await discord.message(raw.user, raw.guild, content)


async def test_a_menu_that_was_never_synced_is_not_there(
    discord: Discord, raw: Raw, refused: Callable[[int], None]
) -> None:
    talk = await discord.message(raw.user, raw.guild, "x")
    with pytest.raises(ClientRefusal, match="never synced"):
        await discord.message_menu(raw.user, "Ask about this", talk.said)
    refused(0)
