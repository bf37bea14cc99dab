"""Events as the gateway sends them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.standin.kinds import Event, Permission

if TYPE_CHECKING:
    from tests.standin.exchange import Interaction
    from tests.standin.refusal import JSON
    from tests.standin.world import Channel, World

FILE_LIMIT = 10 * 2**20
_DM_PERMISSIONS = Permission.VIEW_CHANNEL | Permission.SEND_MESSAGES | Permission.ATTACH_FILES | Permission.EMBED_LINKS


def interaction(it: Interaction, world: World) -> JSON:
    """INTERACTION_CREATE."""
    user, channel = it.user, it.channel
    body: JSON = {
        "id": it.id,
        "application_id": world.bot.id,
        "type": it.kind,
        "token": it.token,
        "version": 1,
        "data": it.data,
        "channel_id": channel.id,
        "locale": user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": FILE_LIMIT,
    }
    if it.source is not None and it.kind in {Event.COMPONENT, Event.SUBMIT}:
        body["message"] = it.source
    guild = channel.guild
    if guild is None:
        owners = {"0": "0"}
        body |= {"user": user.payload(), "context": 1, "app_permissions": str(int(_DM_PERMISSIONS))}
        return body | {"channel": channel.payload(), "authorizing_integration_owners": owners}
    here = str(int(guild.permissions(user, channel)))
    return body | {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "channel": channel.payload() | {"permissions": here},
        "member": guild.member(user).payload() | {"permissions": here},
        "app_permissions": str(int(guild.permissions(world.bot, channel))),
        "context": 0,
        "authorizing_integration_owners": {"0": guild.id},
    }


def message_event(event: str, message: JSON, channel: Channel, world: World) -> JSON:
    """MESSAGE_CREATE and MESSAGE_UPDATE (the message, with where and by whom) or MESSAGE_DELETE (its ids)."""
    place: JSON = {"guild_id": channel.guild.id} if channel.guild else {}
    if event == "MESSAGE_DELETE":
        return {"id": message["id"], "channel_id": channel.id} | place
    if channel.guild:
        author = world.users[message["author"]["id"]]
        place["member"] = channel.guild.member(author).payload(user=False)
    return message | place
