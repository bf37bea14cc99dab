"""The REST routes a bot of ours needs; every other one is 404 and a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from aiohttp import web

from tests.standin.checks.message import CHANNEL_ONLY, EDITED_FLAGS, KNOWN, Rules, check_message
from tests.standin.kinds import Flag, Permission
from tests.standin.refusal import (
    INVALID_FORM,
    JSON,
    Refusal,
    Unknown,
    missing_access,
    missing_permissions,
    stricter,
    unauthorized,
)
from tests.standin.wire import NOTED, PREFIX, Request, answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.standin.interactions import Interactions
    from tests.standin.messages import Messages
    from tests.standin.registry import Commands
    from tests.standin.world import Channel, World

    Handler = Callable[[web.Request, Request], Awaitable[web.StreamResponse]]

NEW = Rules(known=KNOWN | CHANNEL_ONLY)
EDIT = Rules(flags=EDITED_FLAGS)


def _object(noted: Request) -> JSON:
    if not isinstance(noted.body, dict):
        message = "expected a JSON object"
        raise stricter(message)
    return noted.body


class Rest:
    """The handlers, with what they act on."""

    def __init__(
        self, world: World, messages: Messages, interactions: Interactions, commands: Commands, token: str
    ) -> None:
        self.world = world
        self.messages = messages
        self.interactions = interactions
        self.commands = commands
        self.token = token
        self.gateway_url = ""
        self.sent: list[JSON] = []
        """Messages that the bot sent to channels by itself, in order."""

    def routes(self) -> list[web.RouteDef]:
        """Return the route table."""
        channel = "/channels/{channel}"
        hook = "/webhooks/{application}/{token}"
        table: list[tuple[str, str, Handler, bool]] = [
            ("GET", "/users/@me", self.me, True),
            ("GET", "/oauth2/applications/@me", self.application, True),
            ("GET", "/gateway", self.gateway, False),
            ("GET", "/gateway/bot", self.gateway, True),
            ("GET", "/applications/{application}/commands", self.list_commands, True),
            ("PUT", "/applications/{application}/commands", self.put_commands, True),
            ("GET", "/applications/{application}/guilds/{guild}/commands", self.list_commands, True),
            ("PUT", "/applications/{application}/guilds/{guild}/commands", self.put_commands, True),
            ("POST", "/interactions/{interaction}/{token}/callback", self.callback, False),
            ("POST", hook, self.followup, False),
            ("GET", hook + "/messages/{message}", self.get_followup, False),
            ("PATCH", hook + "/messages/{message}", self.edit_followup, False),
            ("DELETE", hook + "/messages/{message}", self.delete_followup, False),
            ("POST", "/users/@me/channels", self.open_dm, True),
            ("GET", channel, self.get_channel, True),
            ("POST", channel + "/typing", self.typing, True),
            ("POST", channel + "/messages", self.send, True),
            ("GET", channel + "/messages/{message}", self.get_message, True),
            ("PATCH", channel + "/messages/{message}", self.edit, True),
            ("DELETE", channel + "/messages/{message}", self.delete, True),
        ]
        return [web.route(method, PREFIX + path, self._door(handler, bot)) for method, path, handler, bot in table]

    def _door(self, handler: Handler, bot: bool) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:  # noqa: FBT001
        """Let in only who shows the bot's token, where the route wants one."""

        async def enter(request: web.Request) -> web.StreamResponse:
            noted = request[NOTED]
            if (bot or noted.authorization is not None) and noted.authorization != f"Bot {self.token}":
                raise unauthorized()
            if request.match_info.get("application", self.world.bot.id) != self.world.bot.id:
                raise Unknown.APPLICATION.refusal()
            return await handler(request, noted)

        return enter

    async def me(self, _: web.Request, __: Request) -> web.Response:
        """Tell who the bot is."""
        return answer(200, self.world.bot.payload())

    async def application(self, _: web.Request, __: Request) -> web.Response:
        """Tell what the application is."""
        bot = self.world.bot
        body: JSON = {"id": bot.id, "name": bot.name, "icon": None, "description": "", "bot_public": True, "flags": 0}
        body |= {"bot_require_code_grant": False, "verify_key": "0" * 64, "team": None, "bot": bot.payload()}
        return answer(200, body | {"owner": self.world.user("Developer").payload(), "summary": ""})

    async def gateway(self, _: web.Request, __: Request) -> web.Response:
        """Tell where the gateway is."""
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return answer(200, {"url": self.gateway_url, "shards": 1, "session_start_limit": limit})

    def _guild(self, request: web.Request) -> str | None:
        guild_id = request.match_info.get("guild")
        if guild_id is not None and guild_id not in self.world.guilds:
            raise Unknown.GUILD.refusal()
        return guild_id

    async def list_commands(self, request: web.Request, _: Request) -> web.Response:
        """Tell what is registered."""
        return answer(200, self.commands.listed(self._guild(request)))

    async def put_commands(self, request: web.Request, noted: Request) -> web.Response:
        """Register a whole set."""
        return answer(200, self.commands.sync(cast("list[JSON]", noted.body), self._guild(request)))

    async def callback(self, request: web.Request, noted: Request) -> web.Response:
        """Take the first response to an interaction."""
        key, token = request.match_info["interaction"], request.match_info["token"]
        made = self.interactions.callback(key, token, _object(noted), noted.files, noted.at)
        return answer(200, made) if noted.query.get("with_response") in {"1", "true"} else answer(204)

    async def followup(self, request: web.Request, noted: Request) -> web.Response:
        """Send a further message; the body comes back only when the sender waits for it."""
        made = self.interactions.followup(request.match_info["token"], _object(noted), noted.files)
        return answer(200, made) if noted.query.get("wait") in {"1", "true"} else answer(204)

    async def get_followup(self, request: web.Request, _: Request) -> web.Response:
        """Read a message of an interaction."""
        return answer(200, self.interactions.get(request.match_info["token"], request.match_info["message"]))

    async def edit_followup(self, request: web.Request, noted: Request) -> web.Response:
        """Edit a message of an interaction."""
        where = request.match_info["token"], request.match_info["message"]
        return answer(200, self.interactions.edit(*where, _object(noted), noted.files))

    async def delete_followup(self, request: web.Request, _: Request) -> web.Response:
        """Delete a message of an interaction."""
        self.interactions.delete(request.match_info["token"], request.match_info["message"])
        return answer(204)

    async def open_dm(self, _: web.Request, noted: Request) -> web.Response:
        """Open the direct messages with a person."""
        user = self.world.users.get(str(_object(noted).get("recipient_id")))
        if user is None or user.bot:
            raise Unknown.USER.refusal()
        return answer(200, self.world.dm(user).payload())

    def _channel(self, request: web.Request, *needed: Permission) -> Channel:
        channel = self.world.find_channel(request.match_info["channel"])
        if channel is None:
            raise Unknown.CHANNEL.refusal()
        if channel.guild is not None:
            has = channel.guild.permissions(self.world.bot, channel)
            if not has & Permission.VIEW_CHANNEL:
                raise missing_access()
            if any(not has & permission for permission in needed):
                raise missing_permissions()
        return channel

    def _message(self, request: web.Request, channel: Channel) -> JSON:
        message = self.messages.stored.get(request.match_info["message"])
        if message is None or message["channel_id"] != channel.id or message["flags"] & Flag.EPHEMERAL:
            raise Unknown.MESSAGE.refusal()
        return message

    async def get_channel(self, request: web.Request, _: Request) -> web.Response:
        """Read a channel."""
        return answer(200, self._channel(request).payload())

    async def typing(self, request: web.Request, _: Request) -> web.Response:
        """Show that the bot is typing."""
        self._channel(request, Permission.SEND_MESSAGES)
        return answer(204)

    async def send(self, request: web.Request, noted: Request) -> web.Response:
        """Send a message to a channel."""
        body = _object(noted)
        needed = [Permission.SEND_MESSAGES]
        if noted.files:
            needed.append(Permission.ATTACH_FILES)
        if body.get("message_reference"):
            needed.append(Permission.READ_MESSAGE_HISTORY)
        channel = self._channel(request, *needed)
        check_message(body, noted.files, NEW)
        again = body.get("enforce_nonce") and next((one for one in self.sent if one["nonce"] == body["nonce"]), None)
        if again:
            return answer(200, again)
        extra = self._reply(channel, body.get("message_reference"))
        message = self.messages.create(channel, self.world.bot, body, noted.files, nonce=body.get("nonce"), **extra)
        self.sent.append(message)
        self.interactions.emit("MESSAGE_CREATE", message, channel)
        return answer(200, message)

    def _reply(self, channel: Channel, reference: JSON | None) -> JSON:
        if not reference:
            return {}
        replied = self.messages.stored.get(str(reference.get("message_id")))
        if reference.get("type", 0) != 0:
            message = "forwarding is not modelled"
            raise stricter(message)
        if replied is None or replied["channel_id"] != channel.id:
            if reference.get("fail_if_not_exists", True):
                fault = {"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "message": "Unknown message"}
                raise Refusal(400, INVALID_FORM, "Invalid Form Body", {"message_reference": {"_errors": [fault]}})
            return {}
        where = {"type": 0, "message_id": replied["id"], "channel_id": channel.id}
        where |= {"guild_id": channel.guild.id} if channel.guild else {}
        return {"type": 19, "message_reference": where, "referenced_message": replied}

    async def get_message(self, request: web.Request, _: Request) -> web.Response:
        """Read one message."""
        channel = self._channel(request, Permission.READ_MESSAGE_HISTORY)
        return answer(200, self._message(request, channel))

    async def edit(self, request: web.Request, noted: Request) -> web.Response:
        """Edit one of the bot's own messages."""
        channel = self._channel(request)
        message = self._message(request, channel)
        if message["author"]["id"] != self.world.bot.id:
            said = "Cannot edit a message authored by another user"
            raise Refusal(403, 50005, said)
        check_message(_object(noted), noted.files, EDIT, message)
        self.messages.edit(channel, self.world.bot, message, _object(noted), noted.files)
        self.interactions.emit("MESSAGE_UPDATE", message, channel)
        return answer(200, message)

    async def delete(self, request: web.Request, _: Request) -> web.Response:
        """Delete a message."""
        channel = self._channel(request)
        message = self._message(request, channel)
        if message["author"]["id"] != self.world.bot.id:
            self._channel(request, Permission.MANAGE_MESSAGES)
        self.messages.delete(message)
        self.interactions.emit("MESSAGE_DELETE", message, channel)
        return answer(204)

    async def attachment(self, request: web.Request) -> web.Response:
        """Serve the bytes of an attachment."""
        content = self.messages.contents.get(request.match_info["attachment"])
        return web.Response(status=404) if content is None else web.Response(body=content)
