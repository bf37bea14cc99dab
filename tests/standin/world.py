"""Who and what there is: people, servers, channels, and what each may do where."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.standin.kinds import EVERYTHING, ORDINARY, Permission
from tests.standin.snowflake import now, snowflake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.standin.refusal import JSON

TEXT_CHANNEL, DM_CHANNEL = 0, 1


@dataclass(eq=False, slots=True)
class User:
    """A person, or the bot."""

    name: str
    bot: bool = False
    locale: str = "en-US"
    id: str = field(default_factory=snowflake)

    @property
    def mention(self) -> str:
        """What to write to mention them."""
        return f"<@{self.id}>"

    def payload(self) -> JSON:
        """Return the user object."""
        return {
            "id": self.id,
            "username": self.name.lower().replace(" ", "."),
            "global_name": None if self.bot else self.name,
            "discriminator": "0",
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass(eq=False, slots=True)
class Member:
    """A user on one server, with their role's permissions."""

    user: User
    permissions: int = ORDINARY
    role_id: str = field(default_factory=snowflake)
    joined_at: str = field(default_factory=now)

    def payload(self, *, user: bool = True) -> JSON:
        """Return the member object; message events carry it without the user."""
        body: JSON = {
            "nick": None,
            "avatar": None,
            "roles": [self.role_id],
            "joined_at": self.joined_at,
            "premium_since": None,
            "communication_disabled_until": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
        }
        return body | {"user": self.user.payload()} if user else body

    def role(self) -> JSON:
        """Return the role that only this member has, so that each has permissions of their own."""
        return _role(self.role_id, f"role of {self.user.name}", self.permissions, managed=self.user.bot)


def _role(role_id: str, name: str, permissions: int, *, managed: bool = False) -> JSON:
    return {
        "id": role_id,
        "name": name,
        "permissions": str(int(permissions)),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": managed,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


@dataclass(eq=False, slots=True)
class Channel:
    """A text channel of a server, or the direct messages of one person with the bot."""

    name: str
    guild: Guild | None = None
    recipient: User | None = None
    id: str = field(default_factory=snowflake)
    denied: dict[str, int] = field(default_factory=dict)
    """User id to the permissions that they lack in this channel."""

    def deny(self, user: User, permissions: int) -> None:
        """Take permissions from one user in this channel (before the server is announced)."""
        self.denied[user.id] = int(permissions)

    def payload(self) -> JSON:
        """Return the channel object."""
        body: JSON = {"id": self.id, "last_message_id": None, "flags": 0}
        if self.guild is None:
            recipients = [self.recipient.payload()] if self.recipient else []
            return body | {"type": DM_CHANNEL, "recipients": recipients}
        overwrites = [{"id": key, "type": 1, "allow": "0", "deny": str(deny)} for key, deny in self.denied.items()]
        return body | {
            "type": TEXT_CHANNEL,
            "guild_id": self.guild.id,
            "name": self.name,
            "position": self.guild.channels.index(self),
            "permission_overwrites": overwrites,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "parent_id": None,
        }


@dataclass(eq=False, slots=True)
class Guild:
    """A server."""

    name: str
    owner: User
    id: str = field(default_factory=snowflake)
    locale: str = "en-US"
    channels: list[Channel] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    joined_at: str = field(default_factory=now)

    def channel(self, name: str) -> Channel:
        """Return the channel of that name, made when new (before the server is announced)."""
        for channel in self.channels:
            if channel.name == name:
                return channel
        self.channels.append(Channel(name, self))
        return self.channels[-1]

    def join(self, user: User, permissions: int = ORDINARY) -> Member:
        """Let a user in, or change what they may do."""
        member = self.members.setdefault(user.id, Member(user))
        member.permissions = permissions
        return member

    def member(self, user: User) -> Member:
        """Return the member; whoever acts on a server is let in first."""
        return self.members.get(user.id) or self.join(user)

    def permissions(self, user: User, channel: Channel) -> int:
        """Return what the user may do in the channel."""
        member = self.member(user)
        if user is self.owner or member.permissions & Permission.ADMINISTRATOR:
            return EVERYTHING
        return member.permissions & ~channel.denied.get(user.id, 0)

    def payload(self, seen: Iterable[Member]) -> JSON:
        """Return the server as GUILD_CREATE tells it, with the members that its hearer may see."""
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner.id,
            "icon": None,
            "splash": None,
            "discovery_splash": None,
            "banner": None,
            "description": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 1,
            "explicit_content_filter": 0,
            "roles": [_role(self.id, "@everyone", 0), *(member.role() for member in self.members.values())],
            "emojis": [],
            "stickers": [],
            "features": [],
            "mfa_level": 0,
            "nsfw_level": 0,
            "application_id": None,
            "system_channel_id": None,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "vanity_url_code": None,
            "premium_tier": 0,
            "preferred_locale": self.locale,
            "joined_at": self.joined_at,
            "large": False,
            "unavailable": False,
            "member_count": len(self.members),
            "members": [member.payload() for member in seen],
            "channels": [channel.payload() for channel in self.channels],
            "threads": [],
            "voice_states": [],
            "presences": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
        }


class World:
    """Everything that exists, found by id."""

    def __init__(self) -> None:
        self.bot = User("RVU Bot", bot=True)
        self.users: dict[str, User] = {self.bot.id: self.bot}
        self.guilds: dict[str, Guild] = {}
        self.dms: dict[str, Channel] = {}

    def user(self, name: str, locale: str = "en-US") -> User:
        """Make a new person."""
        user = User(name, locale=locale)
        self.users[user.id] = user
        return user

    def guild(self, name: str, channels: Iterable[str] = ("general",), bot_permissions: int = ORDINARY) -> Guild:
        """Make a new server with the bot on it."""
        guild = Guild(name, self.user(f"Owner of {name}"))
        guild.join(guild.owner)
        guild.join(self.bot, bot_permissions)
        for channel in channels:
            guild.channel(channel)
        self.guilds[guild.id] = guild
        return guild

    def dm(self, user: User) -> Channel:
        """Return the direct messages of a user with the bot."""
        return self.dms.setdefault(user.id, Channel(user.name, recipient=user))

    def find_channel(self, channel_id: str) -> Channel | None:
        """Return the channel with that id, on a server or direct."""
        everywhere = [channel for guild in self.guilds.values() for channel in guild.channels]
        return next((one for one in [*everywhere, *self.dms.values()] if one.id == channel_id), None)
