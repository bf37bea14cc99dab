"""Where Discord is: the real one, a rate-limit proxy, or a local stand-in."""

import discord
import yarl
from discord.gateway import DiscordWebSocket


def point_at(api_base: str | None, gateway_url: str | None) -> None:
    """Send every later request and connection of this process to these addresses; None keeps Discord's own.

    The library keeps both as class attributes and reads them when a request is built, so this comes before login.
    """
    if api_base:
        discord.http.Route.BASE = api_base.rstrip("/")
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
