"""The daily post and its schedule."""

from datetime import UTC, datetime
from typing import Final

import discord
from discord import ui

from bot.day.posting import Digest, Outlook
from bot.discord_ui.layout import answer_layout
from bot.discord_ui.limits import assert_fits
from bot.discord_ui.text import escape, small
from bot.domain.posting import Post, PostState, Schedule

_COLOUR: Final = discord.Colour(0x2A78D6)

_STATES: Final = {
    PostState.CLAIMED: "being posted",
    PostState.SENT: "posted",
    PostState.FAILED: "could not be posted",
    PostState.SKIPPED: "skipped, nothing to tell",
}


def digest_layout(digest: Digest) -> ui.LayoutView:
    """Lay out a daily post: which day of which zone, then the statistics."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(f"### {escape(f'Daily stats for {digest.title}')}"))
    for item in answer_layout(digest.reply).children:
        view.add_item(item)
    assert_fits(view)
    return view


def outlook_layout(outlook: Outlook | None, now: datetime) -> ui.LayoutView:
    """Lay out a server's schedule: where, when, what was last posted and when the next comes."""
    view = ui.LayoutView(timeout=None)
    parts = _outlook(outlook, now) if outlook is not None else [NOT_SCHEDULED]
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts), accent_colour=_COLOUR))
    assert_fits(view)
    return view


NOT_SCHEDULED: Final = "No daily post is scheduled here. An admin schedules one with a channel, a time and a zone."


def _outlook(outlook: Outlook, now: datetime) -> list[str]:
    schedule = outlook.schedule
    lines = [
        f"**Daily post**: <#{schedule.channel_id}> at {schedule.at:%H:%M} {escape(schedule.zone)}"
        + (" (paused)" if schedule.paused else ""),
        f"**Days with nothing to tell**: {'skipped' if schedule.skip_empty else 'said so briefly'}",
    ]
    sent = next((post for post in outlook.last if post.state is PostState.SENT), None)
    latest = outlook.last[0] if outlook.last else None
    lines.append(f"**Last posted**: {_moment(sent, schedule) if sent is not None else 'never'}")
    if latest is not None and latest is not sent:
        lines.append(f"**{latest.on}**: {_STATES[latest.state]}")
    if latest is not None and latest.state is PostState.FAILED:
        lines.append("Discord does not let me post there: check that the channel exists and my rights in it. ")
    if outlook.following is None:
        lines.append("**Next**: none while it is paused; schedule it again to go on")
    else:
        moment = max(outlook.following, now.astimezone(UTC)).astimezone(schedule.tz)
        lines.append(f"**Next**: {moment:%A}, {moment.day} {moment:%B %Y, %H:%M} {escape(schedule.zone)}")
    return ["\n".join(lines), small("A post before noon tells of the day before, a later one of the day itself.")]


def _moment(post: Post, schedule: Schedule) -> str:
    local = post.at.astimezone(schedule.tz)
    return f"{local.day} {local:%B %Y, %H:%M} {escape(schedule.zone)}"


def warning_layout(schedule: Schedule, server: str) -> ui.LayoutView:
    """Tell an admin that the daily post cannot be posted; said once, until it works again."""
    view = ui.LayoutView(timeout=None)
    text = (
        f"I cannot post the daily stats of {escape(server)} in <#{schedule.channel_id}>: Discord does not let me, or "
        "the channel is gone. Give me the rights to view it and to send messages, or choose another with "
        "/stats schedule. I try again every day, and do not write to you again about it."
    )
    view.add_item(ui.TextDisplay(text))
    return view
