"""What can be done with kept answers: open, run again, go on with, remove, forget."""

from typing import Final, TypeVar

from bot.discord_ui import pages, send
from bot.discord_ui.host import Interaction, asker_of
from bot.discord_ui.ids import Action
from bot.discord_ui.layout import note_layout
from bot.discord_ui.rerun_view import rerun_layout
from bot.domain.record import Record
from bot.errors import BadQuestionError
from bot.render.sentence import sentence

_ASK_AGAIN: Final = "Ask the question again with /ask."
T = TypeVar("T")


def found(kept: T | None) -> T:
    """Return what was found. Raises `BadQuestionError` where it is not this asker's to see, or not there."""
    if kept is None:
        message = "I no longer have that answer here."
        raise BadQuestionError(message, _ASK_AGAIN)
    return kept


def moderates(interaction: Interaction) -> bool:
    """Tell whether who clicked may remove what others asked on this server."""
    return interaction.guild_id is not None and interaction.permissions.manage_messages


async def show(interaction: Interaction, record: Record) -> None:
    """Show a kept answer once more, to the one who wants it."""
    view = pages.record_layout(record, asker_of(interaction), moderator=moderates(interaction))
    await send.send_view(interaction, view, private=True)


async def run_again(interaction: Interaction, record_id: int) -> None:
    """Show a kept answer beside today's."""
    work = interaction.client.desk.archive.rerun(record_id, asker_of(interaction))
    rerun = found(await send.within_time(interaction, work, private=True))
    await send.send_view(interaction, rerun_layout(rerun), private=True)


async def resume(interaction: Interaction, record_id: int) -> None:
    """Let the next half question of who clicked go on with a kept one."""
    work = interaction.client.desk.archive.resume(record_id, asker_of(interaction))
    stored = found(await send.within_time(interaction, work, private=True))
    asked = sentence(stored.question, interaction.client.desk.catalog)
    told = f"For the next minutes, half a question of yours here goes on with: {asked}. Such as: and in a facility?"
    await send.send_view(interaction, note_layout(told), private=True)


async def ask_to_remove(interaction: Interaction, record: Record) -> None:
    """Ask before an answer is removed."""
    asked = sentence(record.question, interaction.client.desk.catalog)
    view = pages.confirm_layout(f"Remove for good: {asked}?", "Remove it", Action.REMOVE, record.id)
    await send.send_view(interaction, view, private=True)


async def remove(interaction: Interaction, record_id: int) -> None:
    """Remove an answer of one's own, or as a moderator anybody's that everybody here can see."""
    archive = interaction.client.desk.archive
    work = archive.remove(record_id, asker_of(interaction), moderator=moderates(interaction))
    removed = await send.within_time(interaction, work, private=True)
    await send.send_view(interaction, note_layout("Removed." if removed else "It was gone already."), private=True)


async def forget(interaction: Interaction, search: int) -> None:
    """Delete one's own answers here."""
    work = interaction.client.desk.archive.forget(asker_of(interaction), search)
    number = await send.within_time(interaction, work, private=True)
    told = f"Forgotten: {number} of your answers here, and what they were about."
    await send.send_view(interaction, note_layout(told), private=True)


async def erase(interaction: Interaction, *, everywhere: bool) -> None:
    """Delete everything about who clicked."""
    work = interaction.client.desk.people.erase(asker_of(interaction), everywhere=everywhere)
    number = await send.within_time(interaction, work, private=True)
    told = f"Deleted: {number} rows about you{' on every server and in direct messages' if everywhere else ' here'}."
    await send.send_view(interaction, note_layout(told), private=True)
