"""Who changed what of a server's settings, and when, for its admins."""

from collections.abc import Sequence
from typing import Any, Final

import discord
from discord import app_commands, ui

from bot.ask import PAGE_SIZE, Desk
from bot.discord_ui import send
from bot.discord_ui.buttons import detail_button
from bot.discord_ui.host import Interaction
from bot.discord_ui.ids import Action
from bot.discord_ui.limits import assert_fits, fit
from bot.discord_ui.setup_view import described
from bot.discord_ui.text import escape
from bot.domain.catalog import Catalog
from bot.domain.guild import GuildSettings
from bot.domain.record import Change

_ENTRY: Final = 700


async def newest(interaction: Interaction) -> None:
    """Show the newest changes, privately."""
    view = await _read(interaction.client.desk, interaction, None)
    await send.send_view(interaction, view, private=True)


async def older(interaction: Interaction, below: int) -> None:
    """Turn to older changes in place. The button may have been clicked by whoever is no admin any more."""
    if interaction.guild_id is None or not interaction.permissions.manage_guild:
        raise app_commands.MissingPermissions(["manage_guild"])
    view = await _read(interaction.client.desk, interaction, below)
    await interaction.response.edit_message(view=view)


async def _read(desk: Desk, interaction: Interaction, below: int | None) -> ui.LayoutView:
    assert interaction.guild_id is not None  # noqa: S101 - narrows what the callers checked
    return layout(await desk.audit(interaction.guild_id, below, PAGE_SIZE + 1), desk.catalog)


def layout(changes: Sequence[Change], catalog: Catalog) -> ui.LayoutView:
    """Lay out a page of changes, newest first; one more than fit tells that there are older ones."""
    view = ui.LayoutView(timeout=None)
    shown = changes[:PAGE_SIZE]
    if not shown:
        view.add_item(ui.TextDisplay("Nobody has changed a setting of this server yet."))
        return view
    view.add_item(ui.TextDisplay("**Changes of this server's settings**, newest first"))
    for change in shown:
        view.add_item(ui.TextDisplay(_entry(change, catalog)))
    if len(changes) > PAGE_SIZE:
        view.add_item(ui.ActionRow(detail_button(Action.AUDIT, shown[-1].id)))
    assert_fits(view)
    return view


def _entry(change: Change, catalog: Catalog) -> str:
    who = "somebody" if change.user_id is None else f"<@{change.user_id}>"
    lines = [f"{label}: {before} → {after}" for label, before, after in worded(change, catalog)]
    when = discord.utils.format_dt(change.at, "f")
    return f"{fit(escape(chr(10).join(lines)), _ENTRY)}\n-# {when} · {who}"


def worded(change: Change, catalog: Catalog) -> list[tuple[str, str, str]]:
    """Word each setting that changed: its label, what it was and what it became.

    A value of an earlier version that no longer means anything is given as it was kept.
    """
    told: list[tuple[str, str, str]] = []
    for name, ends in change.changes.items():
        one, other = (_described(name, value, catalog) for value in ends)
        label = next((label for label in one if one[label] != other.get(label)), None)
        if label is None:
            told.append((name.replace("_", " "), str(ends[0]), str(ends[1])))
        else:
            told.append((label, one[label], other[label]))
    return told


def _described(name: str, value: Any, catalog: Catalog) -> dict[str, str]:  # noqa: ANN401 - whatever JSON holds
    try:
        return described(GuildSettings.model_validate({name: value}), catalog)
    except ValueError:
        return {}
