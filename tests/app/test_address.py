import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from bot.app.address import point_at


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", discord.http.Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)


def test_without_an_address_discord_is_discord() -> None:
    point_at(None, None)
    assert discord.http.Route.BASE.startswith("https://discord.com/api/")
    assert DiscordWebSocket.DEFAULT_GATEWAY.host == "gateway.discord.gg"


def test_requests_replies_and_the_gateway_go_where_they_are_pointed() -> None:
    point_at("http://127.0.0.1:1/api/v10/", "ws://127.0.0.1:2/gateway")
    assert discord.http.Route("GET", "/users/@me").url == "http://127.0.0.1:1/api/v10/users/@me"
    assert discord.webhook.async_.Route.BASE == "http://127.0.0.1:1/api/v10"
    assert yarl.URL("ws://127.0.0.1:2/gateway") == DiscordWebSocket.DEFAULT_GATEWAY
