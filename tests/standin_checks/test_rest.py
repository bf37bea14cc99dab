"""The doors of the REST side: who comes in, what is unknown, what is remembered."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.standin import Discord, Failure, Permission, Refusal, pings, text
from tests.standin.kinds import ORDINARY
from tests.standin_checks.raw import EPHEMERAL, NONE, V2, Raw, faults, picture, press, row, said

if TYPE_CHECKING:
    from collections.abc import Callable

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR\0\0\0\x04\0\0\0\x03"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nowhere"), ("POST", "/users/@me"), ("GET", "/guilds/1"), ("GET", "/../../elsewhere")],
    ids=["unknown path", "wrong method", "not modelled", "outside the interface"],
)
async def test_an_unknown_route_is_refused_and_noted(discord: Discord, raw: Raw, method: str, path: str) -> None:
    status, answer = await raw.call(method, path)
    assert status in {404, 405}
    assert answer == {"message": "404: Not Found", "code": 0}
    (failure,) = discord.take_failures()
    assert (failure.method, failure.status) == (method, status)


async def test_a_failure_left_over_fails_the_test_that_leaves_it() -> None:
    with pytest.raises(AssertionError, match="GET /nowhere -> 404"):
        async with Discord() as discord:
            discord.failures.append(Failure("GET", "/nowhere", 404, 0, "404: Not Found"))
    async with Discord(strict=False) as discord:
        discord.failures.append(Failure("GET", "/nowhere", 404, 0, "404: Not Found"))


@pytest.mark.parametrize("token", ["", "Bot wrong", "Bearer x"], ids=["missing", "wrong", "of another kind"])
@pytest.mark.parametrize("path", ["/users/@me", "/gateway/bot", "/oauth2/applications/@me", "/channels/1"])
async def test_the_token_is_wanted(raw: Raw, refused: Callable[[], None], token: str, path: str) -> None:
    status, answer = await raw.call("GET", path, headers={"Authorization": token})
    assert (status, answer) == (401, {"message": "401: Unauthorized", "code": 0})
    refused()


async def test_the_bot_learns_who_it_is_and_where_the_gateway_is(discord: Discord, raw: Raw) -> None:
    assert (await raw.call("GET", "/users/@me"))[1]["id"] == discord.world.bot.id
    assert (await raw.call("GET", "/oauth2/applications/@me"))[1]["id"] == discord.world.bot.id
    assert (await raw.call("GET", "/gateway/bot"))[1]["url"] == discord.gateway_url
    assert (await raw.call("GET", "/gateway"))[1]["url"] == discord.gateway_url


async def test_requests_are_logged_with_the_time_of_their_arrival(discord: Discord, raw: Raw) -> None:
    before = time.monotonic()
    await raw.send({"content": "x"})
    (request,) = discord.requests
    assert before < request.at < time.monotonic()
    assert (request.method, request.path, request.status) == ("POST", f"/channels/{raw.channel.id}/messages", 200)
    assert request.body == {"content": "x", "allowed_mentions": NONE}


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [(b"{", "application/json", 50109), (b"5", "application/json", 50109), (b"x", "text/plain", 50035)],
    ids=["broken", "no object", "other type"],
)
async def test_a_body_that_cannot_be_read_is_refused(
    raw: Raw, refused: Callable[[], None], content: bytes, kind: str, code: int
) -> None:
    headers = {"Authorization": raw.token, "Content-Type": kind}
    url = f"{raw.discord.api_base}/channels/{raw.channel.id}/messages"
    async with raw.session.post(url, data=content, headers=headers) as response:
        assert response.status == 400
        assert json.loads(await response.read())["code"] == code
    refused()


async def test_a_list_is_no_message_and_an_odd_shape_is_noted(raw: Raw, refused: Callable[[int], None]) -> None:
    assert (await raw.call("POST", f"/channels/{raw.channel.id}/messages", [1]))[0] == 400
    assert (await raw.send({"flags": V2, "components": [{"type": [1]}]}))[0] == 500
    refused(2)


@pytest.mark.parametrize(
    ("path", "code"),
    [("/channels/1", 10003), ("/channels/{c}/messages/1", 10008)],
    ids=["channel", "message"],
)
async def test_an_unknown_id_is_refused(raw: Raw, refused: Callable[[], None], path: str, code: int) -> None:
    status, answer = await raw.call("GET", path.format(c=raw.channel.id))
    assert (status, answer["code"]) == (404, code)
    refused()


@pytest.mark.parametrize(
    ("lacking", "more", "code"),
    [
        (Permission.VIEW_CHANNEL, {}, 50001),
        (Permission.SEND_MESSAGES, {}, 50013),
        (Permission.READ_MESSAGE_HISTORY, {"message_reference": {"message_id": "1"}}, 50013),
    ],
    ids=["see", "send", "reply"],
)
async def test_permissions_of_the_bot_count(
    discord: Discord, raw: Raw, refused: Callable[[int], None], lacking: Permission, more: dict[str, Any], code: int
) -> None:
    raw.guild.join(discord.world.bot, ORDINARY & ~lacking)
    status, answer = await raw.send({"content": "x"} | more)
    assert (status, answer["code"]) == (403, code)
    raw.guild.join(discord.world.bot)
    assert (await raw.send({"content": "x"}))[0] == 200
    raw.channel.deny(discord.world.bot, lacking)
    assert (await raw.send({"content": "x"} | more))[1]["code"] == code
    raw.guild.join(discord.world.bot, Permission.ADMINISTRATOR)
    assert (await raw.send({"content": "x"}))[0] == 200
    refused(2)


async def test_files_need_their_permission(discord: Discord, raw: Raw, refused: Callable[[], None]) -> None:
    raw.guild.join(discord.world.bot, ORDINARY & ~Permission.ATTACH_FILES)
    assert (await raw.send({"content": "x"}, {"files[0]": ("a.png", PNG)}))[1]["code"] == 50013
    refused()


async def test_a_file_is_stored_with_its_description_and_size(discord: Discord, raw: Raw) -> None:
    body = {"content": "x", "attachments": [{"id": 0, "description": "d" * 1024}]}
    _, message = await raw.send(body, {"files[0]": ("a.png", PNG)})
    (entry,) = message["attachments"]
    assert (entry["filename"], entry["size"], entry["content_type"]) == ("a.png", len(PNG), "image/png")
    assert (entry["width"], entry["height"], entry["description"]) == (4, 3, "d" * 1024)
    assert discord.files(message) == {"a.png": PNG}


ONE = {"files[0]": ("a.png", PNG)}


@pytest.mark.parametrize(
    ("body", "files", "path"),
    [
        ({"attachments": [{"id": 0, "description": "d" * 1025}]}, ONE, "attachments.0.description"),
        ({"attachments": [{"id": 1}]}, ONE, "attachments.0.id"),
        ({"attachments": [{"id": 0}, {"id": 0}]}, ONE, "attachments.1.id"),
        ({"attachments": [{"id": 0}]}, {}, "attachments.0.id"),
        ({}, {"files[0]": ("my chart.png", PNG)}, "files.0"),
        ({}, {"files[0]": ("a.png", b"")}, "files.0"),
        ({}, {"chart": ("a.png", PNG)}, ""),
        ({}, {f"files[{n}]": (f"{n}.png", PNG) for n in range(11)}, ""),
        ({"flags": V2, "content": None, "components": [said()]}, ONE, "attachments"),
    ],
    ids=[
        "description of 1025", "description of no file", "described twice", "no file", "name that is rewritten",
        "empty file", "unknown part", "eleven files", "file that nothing shows",
    ],
)  # fmt: skip
async def test_bad_files_are_refused(
    raw: Raw, refused: Callable[[], None], body: dict[str, Any], files: dict[str, tuple[str, bytes]], path: str
) -> None:
    status, answer = await raw.send({"content": "x"} | body, files)
    assert status == 400
    assert list(faults(answer)) == [path]
    refused()


async def test_ten_files_are_taken(raw: Raw) -> None:
    status, message = await raw.send({}, {f"files[{n}]": (f"{n}.png", PNG) for n in range(10)})
    assert status == 200
    assert len(message["attachments"]) == 10


async def test_an_edit_cannot_add_an_eleventh_file(raw: Raw, refused: Callable[[], None]) -> None:
    _, message = await raw.send({}, {f"files[{n}]": (f"{n}.png", PNG) for n in range(10)})
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    status, answer = await raw.call("PATCH", path, {}, ONE)
    assert status == 400
    assert faults(answer) == {"attachments": ["BASE_TYPE_MAX_LENGTH"]}
    refused()


async def test_files_above_the_size_limit_are_refused(raw: Raw, refused: Callable[[], None]) -> None:
    status, answer = await raw.send({}, {"files[0]": ("a.bin", b"\0" * (10 * 2**20 + 1))})
    assert (status, answer["code"]) == (413, 40005)
    refused()


async def test_an_edit_keeps_what_it_does_not_name(raw: Raw) -> None:
    _, message = await raw.send({"content": "x", "components": [row(press())]}, ONE)
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    _, edited = await raw.call("PATCH", path, {"content": "y", "allowed_mentions": NONE})
    assert (edited["content"], edited["components"]) == ("y", message["components"])
    assert edited["attachments"] == message["attachments"]
    assert edited["edited_timestamp"]


async def test_an_edit_drops_attachments_that_it_does_not_list(raw: Raw) -> None:
    _, message = await raw.send({"content": "x"}, ONE | {"files[1]": ("b.png", PNG)})
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    keep = [{"id": message["attachments"][1]["id"]}, {"id": 0}]
    _, edited = await raw.call("PATCH", path, {"attachments": keep}, {"files[0]": ("c.png", PNG)})
    assert [entry["filename"] for entry in edited["attachments"]] == ["b.png", "c.png"]


async def test_an_edit_is_judged_by_its_result(raw: Raw, refused: Callable[[int], None]) -> None:
    body = {"flags": V2, "components": [picture("attachment://a.png")]}
    _, message = await raw.send(body, ONE)
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    address = message["attachments"][0]["url"]
    for edit in (
        {"content": "x", "allowed_mentions": NONE},
        {"attachments": []},
        {"components": [picture(address)], "attachments": []},
        {"attachments": [{"id": "999"}]},
        {"components": []},
    ):
        assert (await raw.call("PATCH", path, edit))[0] == 400
    assert (await raw.call("PATCH", path, {"components": [picture(address)]}))[0] == 200
    refused(5)


async def test_only_own_messages_are_edited_and_private_ones_are_out_of_reach(
    discord: Discord, raw: Raw, refused: Callable[[int], None]
) -> None:
    talk = await discord.message(raw.user, raw.guild, "mine")
    path = f"/channels/{raw.channel.id}/messages/"
    edit = {"content": "yours", "allowed_mentions": NONE}
    assert (await raw.call("PATCH", path + talk.said["id"], edit))[1]["code"] == 50005
    assert (await raw.call("DELETE", path + talk.said["id"]))[1]["code"] == 50013
    it = await raw.slash()
    await raw.answer(it, 4, edit | {"flags": EPHEMERAL})
    assert (await raw.call("GET", path + it.message["id"]))[1]["code"] == 10008
    refused(3)


async def test_a_message_is_read_and_deleted(raw: Raw) -> None:
    _, message = await raw.send({"content": "x"})
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    assert (await raw.call("GET", path))[1]["content"] == "x"
    assert (await raw.call("DELETE", path))[0] == 204
    assert message["id"] not in raw.discord.store.stored


async def test_a_reply_names_the_message_it_answers(discord: Discord, raw: Raw, refused: Callable[[int], None]) -> None:
    talk = await discord.message(raw.user, raw.guild, "how much?")
    other = await discord.message(raw.user, raw.guild, "never mind")
    _, message = await raw.send({"content": "so", "message_reference": {"message_id": int(talk.said["id"])}})
    assert message["referenced_message"]["content"] == "how much?"
    assert talk.messages == [message]
    assert other.messages == []
    assert (await raw.send({"content": "so", "message_reference": {"message_id": "1"}}))[0] == 400
    lenient = {"message_id": "1", "fail_if_not_exists": False}
    assert (await raw.send({"content": "so", "message_reference": lenient}))[0] == 200
    assert (await raw.send({"content": "so", "message_reference": {"message_id": "1", "type": 1}}))[0] == 400
    refused(2)


async def test_the_same_nonce_sends_once(discord: Discord, raw: Raw) -> None:
    body = {"content": "daily", "nonce": "1-20260101", "enforce_nonce": True}
    _, first = await raw.send(body)
    _, second = await raw.send(body)
    assert first["id"] == second["id"]
    assert len(discord.sent) == 1


async def test_mentions_ping_only_whom_they_may(discord: Discord, raw: Raw) -> None:
    said_ = f"@everyone {raw.user.mention}"
    raw.guild.join(discord.world.bot, Permission.ADMINISTRATOR)
    layout = {"flags": V2, "components": [said(said_)]}
    assert pings((await raw.send(layout))[1]) == []
    all_of_them = {"allowed_mentions": {"parse": ["users", "everyone"]}}
    assert pings((await raw.send(layout | all_of_them))[1]) == [raw.user.id, "everyone"]
    listed = {"allowed_mentions": {"parse": [], "users": [raw.user.id]}}
    assert pings((await raw.send(layout | listed))[1]) == [raw.user.id]
    talk = await discord.message(raw.user, raw.guild, "hey")
    reply = {"content": "x", "message_reference": {"message_id": talk.said["id"]}}
    assert pings((await raw.send(reply))[1]) == []
    assert pings((await raw.send(reply | {"allowed_mentions": {"parse": [], "replied_user": True}}))[1]) == [
        raw.user.id
    ]


async def test_everyone_is_not_pinged_without_the_permission(raw: Raw) -> None:
    _, message = await raw.send({"content": "@everyone", "allowed_mentions": {"parse": ["everyone"]}})
    assert pings(message) == []


async def test_direct_messages_are_opened_with_people_only(raw: Raw, refused: Callable[[int], None]) -> None:
    _, channel = await raw.call("POST", "/users/@me/channels", {"recipient_id": raw.user.id})
    assert channel["recipients"][0]["id"] == raw.user.id
    assert (await raw.call("GET", f"/channels/{channel['id']}"))[1]["type"] == 1
    assert (await raw.call("POST", f"/channels/{channel['id']}/typing"))[0] == 204
    for nobody in ("1", raw.discord.world.bot.id):
        assert (await raw.call("POST", "/users/@me/channels", {"recipient_id": nobody}))[1]["code"] == 10013
    refused(2)


async def test_rate_limits_come_from_discord_itself_and_pass(discord: Discord, raw: Raw) -> None:
    discord.rate_limit_next("POST", r"/channels/\d+/messages", retry_after=0.5)
    headers = {"Authorization": raw.token, "Content-Type": "application/json"}
    url = f"{discord.api_base}/channels/{raw.channel.id}/messages"
    async with raw.session.post(url, data=b"{}", headers=headers) as response:
        assert response.status == 429
        assert response.headers["Via"]
        assert response.headers["Retry-After"] == "0.5"
        assert json.loads(await response.read())["retry_after"] == 0.5
    assert (await raw.send({"content": "x"}))[0] == 200
    assert discord.failures == []


async def test_ordered_trouble_is_no_failure(discord: Discord, raw: Raw) -> None:
    discord.fail_next("GET", "/users/@me", Refusal(500, 0, "broken"), times=2)
    assert [(await raw.call("GET", "/users/@me"))[0] for _ in range(3)] == [500, 500, 200]
    assert discord.failures == []


async def test_a_file_component_learns_its_name_and_size(raw: Raw) -> None:
    shown = {"type": 13, "file": {"url": "attachment://a.csv"}}
    _, message = await raw.send({"flags": V2, "components": [shown]}, {"files[0]": ("a.csv", b"1,2")})
    (part,) = message["components"]
    assert (part["name"], part["size"], part["id"]) == ("a.csv", 3, 1)
    assert part["file"]["url"] == message["attachments"][0]["url"]


async def test_a_conversation_sees_edits_and_loses_what_is_deleted(discord: Discord, raw: Raw) -> None:
    talk = await discord.message(raw.user, raw.guild, "hey")
    _, message = await raw.send({"content": "first"})
    path = f"/channels/{raw.channel.id}/messages/{message['id']}"
    await raw.call("PATCH", path, {"content": "second", "allowed_mentions": NONE})
    assert [text(each) for each in talk.messages] == ["second"]
    with pytest.raises(AssertionError, match="should keep silent"):
        await discord.silent(talk, 0.01)
    await raw.call("DELETE", path)
    assert talk.messages == []


async def test_channels_are_found_by_name(discord: Discord, raw: Raw) -> None:
    guild = discord.guild("Two", channels=("general", "stats"))
    stats = guild.channel("stats")
    assert stats is guild.channels[1]
    talk = await discord.message(raw.user, stats, "here")
    assert talk.said["channel_id"] == stats.id


async def test_a_direct_message_mentions_without_a_member(discord: Discord, raw: Raw) -> None:
    talk = await discord.dm(raw.user, f"{discord.world.bot.mention} hey")
    assert [user["id"] for user in talk.said["mentions"]] == [discord.world.bot.id]
    assert "member" not in talk.said["mentions"][0]


async def test_content_is_trimmed(raw: Raw) -> None:
    _, message = await raw.send({"content": "  x \n"})
    assert text(message) == "x"
