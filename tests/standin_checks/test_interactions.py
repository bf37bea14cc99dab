"""Answering interactions: once, in time, with the right kind of answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import Discord, NotHappened, buttons, text
from tests.standin_checks.raw import EPHEMERAL, NONE, V2, faults, menu, picture, press, row, said

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.standin_checks.raw import Raw

HELLO = {"content": "hello", "allowed_mentions": NONE}
LAYOUT = {"flags": V2, "components": [said(), row(press())], "allowed_mentions": NONE}
MODAL: dict[str, Any] = {
    "custom_id": "form",
    "title": "Form",
    "components": [{"type": 18, "label": "Words", "component": {"type": 4, "custom_id": "words", "style": 1}}],
}
PNG = {"files[0]": ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 20)}


async def test_the_first_response_is_kept_with_its_latency(raw: Raw) -> None:
    it = await raw.slash()
    status, answer = await raw.answer(it, 4, HELLO)
    assert status == 200
    assert answer["interaction"]["response_message_id"] == it.message["id"]
    assert answer["resource"]["message"]["content"] == "hello"
    assert it.first_response is not None
    assert (it.first_response.type, it.first_response.data) == (4, HELLO)
    assert 0 < it.latency < 1000


async def test_a_second_first_response_is_refused(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, HELLO)
    status, answer = await raw.answer(it, 4, HELLO)
    assert (status, answer["code"]) == (400, 40060)
    refused()


async def test_a_late_response_is_refused(discord: Discord, raw: Raw, refused: Callable[[], None]) -> None:
    assert discord.interactions.deadline == 3.0
    discord.interactions.deadline = 0.05
    it = await raw.slash()
    await asyncio.sleep(0.06)
    status, answer = await raw.answer(it, 4, HELLO)
    assert (status, answer["code"]) == (404, 10062)
    refused()


async def test_an_unknown_interaction_is_refused(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    it.token = "other"  # noqa: S105 - the point is that it fits nothing
    status, answer = await raw.answer(it, 4, HELLO)
    assert (status, answer["code"]) == (404, 10062)
    refused()


@pytest.mark.parametrize("kind", [1, 6, 7, 8, 99], ids=["pong", "defer update", "update", "choices", "unknown"])
async def test_a_kind_of_response_that_does_not_fit_is_refused(
    raw: Raw, refused: Callable[[], None], kind: int
) -> None:
    it = await raw.slash()
    status, answer = await raw.answer(it, kind, HELLO)
    assert status == 400
    assert faults(answer) == {"type": ["BASE_TYPE_CHOICES"]}
    assert it.first_response is None
    refused()


async def test_a_bad_message_is_no_response(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    status, _ = await raw.answer(it, 4, {"content": "x" * 2001, "allowed_mentions": NONE})
    assert status == 400
    assert it.first_response is None
    assert (await raw.answer(it, 4, HELLO))[0] == 200
    refused()


async def test_a_follow_up_needs_a_first_response(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    status, answer = await raw.follow(it, HELLO)
    assert (status, answer["code"]) == (404, 10015)
    refused()


async def test_a_follow_up_after_the_token_expired_is_refused(
    discord: Discord, raw: Raw, refused: Callable[[], None]
) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, HELLO)
    assert (await raw.follow(it, HELLO))[0] == 200
    discord.expire(it)
    status, answer = await raw.follow(it, HELLO)
    assert (status, answer["code"]) == (401, 50027)
    refused()


async def test_the_token_lives_fifteen_minutes(discord: Discord, raw: Raw, refused: Callable[[], None]) -> None:
    assert discord.interactions.life == 900
    it = await raw.slash()
    await raw.answer(it, 4, HELLO)
    it.dispatched -= 901
    assert (await raw.follow(it, HELLO))[1]["code"] == 50027
    refused()


async def test_the_first_follow_up_fulfils_a_deferral(raw: Raw) -> None:
    it = await raw.slash()
    _, answer = await raw.answer(it, 5)
    assert answer["interaction"]["response_message_loading"]
    assert it.messages == []
    assert not it.settled
    await raw.follow(it, HELLO)
    assert it.settled
    await raw.follow(it, {"content": "more"})
    assert [text(message) for message in it.messages] == ["hello", "more"]
    assert it.messages[0]["id"] == answer["interaction"]["response_message_id"]


async def test_a_private_deferral_makes_the_answer_private(raw: Raw) -> None:
    it = await raw.slash()
    await raw.answer(it, 5, {"flags": EPHEMERAL})
    await raw.follow(it, HELLO)
    assert it.message["flags"] & EPHEMERAL


async def test_a_private_answer_after_a_public_deferral_is_refused(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    await raw.answer(it, 5)
    status, _ = await raw.follow(it, HELLO | {"flags": EPHEMERAL})
    assert status == 400
    assert it.messages == []
    refused()


@pytest.mark.parametrize("data", [{"flags": V2}, HELLO], ids=["other flag", "content"])
async def test_a_deferral_carries_nothing_but_the_private_flag(
    raw: Raw, refused: Callable[[], None], data: object
) -> None:
    status, _ = await raw.answer(await raw.slash(), 5, data)
    assert status == 400
    refused()


async def test_an_edit_cannot_make_an_answer_private(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, HELLO)
    path = f"/webhooks/{it.message['application_id']}/{it.token}/messages/@original"
    status, answer = await raw.call("PATCH", path, {"flags": EPHEMERAL})
    assert status == 400
    assert faults(answer) == {"flags": ["MESSAGE_FLAGS_INVALID"]}
    refused()


async def test_answers_are_read_edited_and_deleted(raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, LAYOUT)
    path = f"/webhooks/{it.message['application_id']}/{it.token}/messages"
    assert (await raw.call("GET", f"{path}/@original"))[1]["id"] == it.message["id"]
    changed = {"components": [said("changed")], "allowed_mentions": NONE}
    assert (await raw.call("PATCH", f"{path}/{it.message['id']}", changed))[0] == 200
    assert text(it.message) == "changed"
    assert it.message["edited_timestamp"]
    assert (await raw.call("DELETE", f"{path}/@original"))[0] == 204
    assert it.messages == []
    status, answer = await raw.call("GET", f"{path}/@original")
    assert (status, answer["code"]) == (404, 10008)
    refused()


async def test_a_button_press_updates_its_message(discord: Discord, raw: Raw) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, LAYOUT)
    click = await discord.click(raw.user, it.message, "id:0", wait=False)
    await raw.answer(click, 7, {"components": [said("pressed")], "allowed_mentions": NONE})
    assert text(it.message) == "pressed"
    assert click.message is it.message
    assert buttons(it.message) == []


async def test_a_message_deleted_meanwhile_cannot_be_updated(
    discord: Discord, raw: Raw, refused: Callable[[], None]
) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, LAYOUT)
    click = await discord.click(raw.user, it.message, "id:0", wait=False)
    await raw.call("DELETE", f"/channels/{raw.channel.id}/messages/{it.message['id']}")
    status, answer = await raw.answer(click, 7, {"components": [said()], "allowed_mentions": NONE})
    assert (status, answer["code"]) == (404, 10008)
    refused()


async def test_a_deferred_update_is_owed_until_the_message_changes(discord: Discord, raw: Raw) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, LAYOUT)
    click = await discord.click(raw.user, it.message, "id:0", wait=False)
    await raw.answer(click, 6)
    assert not click.settled
    path = f"/webhooks/{it.message['application_id']}/{click.token}/messages/@original"
    await raw.call("PATCH", path, {"components": [said("pressed")], "allowed_mentions": NONE})
    assert click.settled
    assert text(it.message) == "pressed"


@pytest.mark.parametrize(
    ("choices", "path", "code"),
    [
        ([{"name": f"n{n}", "value": "v"} for n in range(26)], "data.choices", "BASE_TYPE_MAX_LENGTH"),
        ([{"name": "n" * 101, "value": "v"}], "data.choices.0.name", "BASE_TYPE_BAD_LENGTH"),
        ([{"name": "", "value": "v"}], "data.choices.0.name", "BASE_TYPE_BAD_LENGTH"),
        ([{"name": "n", "value": "v" * 101}], "data.choices.0.value", "BASE_TYPE_BAD_LENGTH"),
        ([{"name": "n", "value": 5}], "data.choices.0.value", "STRING_TYPE_CONVERT"),
        ([{"name": "n", "value": "v"}] * 2, "data.choices", "APPLICATION_COMMAND_OPTIONS_CHOICES_NAME_DUPLICATED"),
    ],
    ids=["26 choices", "name of 101", "no name", "value of 101", "value of another type", "name twice"],
)
async def test_bad_choices_are_refused(
    discord: Discord, raw: Raw, refused: Callable[[], None], choices: object, path: str, code: str
) -> None:
    option = {"name": "code", "description": "Code", "type": 3, "autocomplete": True}
    await raw.sync({"name": "rvu", "description": "RVU", "options": [option]})
    it = await discord.autocomplete(raw.user, raw.guild, "rvu", focused="code", options={"code": "x"}, wait=False)
    assert it.data["options"] == [{"name": "code", "type": 3, "value": "x", "focused": True}]
    status, answer = await raw.answer(it, 8, {"choices": choices})
    assert status == 400
    assert faults(answer) == {path: [code]}
    good = [{"name": f"n{n}".ljust(100, "."), "value": "v" * 100} for n in range(25)]
    assert (await raw.answer(it, 8, {"choices": good}))[0] == 200
    assert it.choices == good
    refused()


async def test_autocomplete_takes_choices_only_and_no_follow_up(
    discord: Discord, raw: Raw, refused: Callable[[int], None]
) -> None:
    option = {"name": "code", "description": "Code", "type": 3, "autocomplete": True}
    await raw.sync({"name": "rvu", "description": "RVU", "options": [option]})
    it = await discord.autocomplete(raw.user, raw.guild, "rvu", focused="code", wait=False)
    assert (await raw.answer(it, 4, HELLO))[0] == 400
    await raw.answer(it, 8, {"choices": []})
    assert (await raw.follow(it, HELLO))[1]["code"] == 10015
    refused(2)


FIELD: dict[str, Any] = {"type": 4, "custom_id": "w", "style": 1}


def form(field: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return MODAL | {"components": [{"type": 18, "label": "L", "component": FIELD | field}]} | changes


@pytest.mark.parametrize(
    ("modal", "path", "code"),
    [
        (form({}, title="t" * 46), "data.title", "BASE_TYPE_BAD_LENGTH"),
        (form({}, custom_id="i" * 101), "data.custom_id", "BASE_TYPE_BAD_LENGTH"),
        (form({}, components=[]), "data.components", "BASE_TYPE_BAD_LENGTH"),
        (
            form({}, components=[{"type": 18, "label": n, "component": FIELD | {"custom_id": n}} for n in "abcdef"]),
            "data.components", "BASE_TYPE_BAD_LENGTH",
        ),
        (form({}, components=MODAL["components"] * 2), "data.components", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        (form({}, components=[row(press())]), "data.components.0.components.0.type", "BASE_TYPE_CHOICES"),
        (form({}, components=[{"type": 17}]), "data.components.0.type", "BASE_TYPE_CHOICES"),
        (
            form({}, components=[{"type": 18, "label": "l" * 46, "component": FIELD}]),
            "data.components.0.label", "BASE_TYPE_BAD_LENGTH",
        ),
        (form({"style": 7}), "data.components.0.component.style", "BASE_TYPE_CHOICES"),
        (form({"placeholder": "p" * 101}), "data.components.0.component.placeholder", "BASE_TYPE_MAX_LENGTH"),
        (form({"value": "v" * 4001}), "data.components.0.component.value", "BASE_TYPE_MAX_LENGTH"),
        (form({"max_length": 4001}), "data.components.0.component.max_length", "NUMBER_TYPE_RANGE"),
        (form({"custom_id": "i" * 101}), "data.components.0.component.custom_id", "BASE_TYPE_BAD_LENGTH"),
    ],
    ids=[
        "title of 46", "custom id of 101", "no field", "six fields", "field twice", "button", "container",
        "label of 46", "unknown style", "placeholder of 101", "value of 4001", "length of 4001", "field id of 101",
    ],
)  # fmt: skip
async def test_bad_modals_are_refused(
    raw: Raw, refused: Callable[[], None], modal: dict[str, Any], path: str, code: str
) -> None:
    it = await raw.slash()
    status, answer = await raw.answer(it, 9, modal)
    assert status == 400
    assert faults(answer) == {path: [code]}
    assert (await raw.answer(it, 9, form({})))[0] == 200
    refused()


async def test_a_submitted_modal_cannot_open_another(discord: Discord, raw: Raw, refused: Callable[[], None]) -> None:
    it = await raw.slash()
    await raw.answer(it, 9, MODAL)
    sent = await discord.submit(it, {"words": "hello"}, wait=False)
    assert sent.data["components"][0]["component"]["value"] == "hello"
    assert (await raw.answer(sent, 9, MODAL))[0] == 400
    assert (await raw.answer(sent, 4, HELLO))[0] == 200
    refused()


async def test_a_select_is_answered(discord: Discord, raw: Raw) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, HELLO | {"components": [row(menu(3))]})
    chosen = await discord.select(raw.user, it.message, "menu", ["1"], wait=False)
    await raw.answer(chosen, 4, HELLO)
    assert text(chosen.message) == "hello"


async def test_files_come_with_the_first_response_and_go_when_not_kept(raw: Raw) -> None:
    it = await raw.slash()
    body = {
        "flags": V2,
        "components": [picture("attachment://a.png")],
        "attachments": [{"id": 0, "description": "alt"}],
    }
    status, _ = await raw.answer(it, 4, body, files=PNG)
    assert status == 200
    assert it.files == {"a.png": PNG["files[0]"][1]}
    media = it.message["components"][0]["items"][0]["media"]
    assert media["url"] == it.message["attachments"][0]["url"]
    async with raw.session.get(media["url"]) as response:
        assert await response.read() == PNG["files[0]"][1]
    path = f"/webhooks/{it.message['application_id']}/{it.token}/messages/@original"
    await raw.call("PATCH", path, {"components": [said(), picture(media["url"])], "allowed_mentions": NONE})
    assert it.files
    await raw.call("PATCH", path, {"components": [said()], "attachments": [], "allowed_mentions": NONE})
    assert it.files == {}


async def test_an_unanswered_interaction_says_so_with_what_went_wrong(
    discord: Discord, raw: Raw, refused: Callable[[], None]
) -> None:
    it = await raw.slash()
    await raw.answer(it, 4, {"content": "x" * 2001, "allowed_mentions": NONE})
    with pytest.raises(NotHappened, match="command 'ask' of Ada"):
        await it.responded(0.05)
    with pytest.raises(NotHappened, match="2000 or fewer"):
        await it.done(0.05)
    await discord.silent(it, 0.01)
    refused()
