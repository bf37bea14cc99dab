"""What happens on a click."""

from collections.abc import Sequence
from typing import Final, assert_never

from discord import ui

from bot.ask import is_private
from bot.discord_ui import audit, buttons, day_clicks, delivery, details, door, ids, kept, pages, send
from bot.discord_ui.details import Detail
from bot.discord_ui.form import AssumptionsForm
from bot.discord_ui.host import Interaction, asker_of
from bot.discord_ui.ids import Action, Click
from bot.discord_ui.layout import note_layout
from bot.domain.question import WhatIf
from bot.domain.record import Record, Turn
from bot.errors import BadQuestionError

_DIGITS: Final = 4
_ASK_AGAIN: Final = "Ask the question again with /ask."
_NOT_YOURS: Final = (
    "That one is for whoever asked to pick. Ask me your own with /ask or by mentioning me, and I answer you."
)


async def handle(interaction: Interaction, item: ui.Item[ui.LayoutView]) -> None:
    """Answer a click on a button or menu of ours. Every error ends at the error door."""
    custom_id = str(getattr(item, "custom_id", ""))
    click = ids.parse(custom_id)
    async with door.guarding(interaction, f"click:{click.action if click else 'unknown'}"):
        if click is not None and isinstance(item, ui.Select):
            click = _chosen(click, item.values)
        if click is None:
            message = "That button is from another version of me."
            raise BadQuestionError(message, _ASK_AGAIN)
        await _act(interaction, click)


def _chosen(click: Click, values: Sequence[str]) -> Click | None:
    """Return a click at a menu with what was chosen there; None for what no menu of ours offers."""
    if len(values) != 1 or not values[0].isascii() or not values[0].isdecimal():
        return None
    return Click(click.action, click.number, int(values[0][:_DIGITS]))


async def _act(interaction: Interaction, click: Click) -> None:  # noqa: C901, PLR0912 - one case for each action
    match click.action:
        case Action.OLDER | Action.NEWER:
            await _turn(interaction, click)
        case Action.MATH:
            record = _unchanged(await _recall(interaction, click.number))
            await _show(interaction, details.math_detail(record), private=True)
        case Action.CODES:
            record = _unchanged(await _recall(interaction, click.number))
            await _show(interaction, details.codes_detail(record), private=True)
        case Action.SHOW:
            await kept.show(interaction, await _recall(interaction, click.number))
        case Action.CHART:
            await _chart(interaction, click.number)
        case Action.CHANGE:
            await _change(interaction, click.number)
        case Action.PICK | Action.CHOOSE:
            await _continue(interaction, click)
        case Action.AGAIN:
            await kept.run_again(interaction, click.number)
        case Action.RESUME:
            await kept.resume(interaction, click.number)
        case Action.DROP:
            await kept.ask_to_remove(interaction, await _recall(interaction, click.number))
        case Action.REMOVE:
            await kept.remove(interaction, click.number)
        case Action.FORGET:
            await kept.forget(interaction, click.number)
        case Action.ERASE:
            await kept.erase(interaction, everywhere=click.number == 1)
        case Action.AUDIT:
            await audit.older(interaction, click.number)
        case Action.DAYFORM | Action.DAYEDIT | Action.DAYUNDO | Action.DAYSHARE:
            await day_clicks.act(interaction, click)
        case _:
            assert_never(click.action)


async def _recall(interaction: Interaction, record_id: int) -> Record:
    """Return the kept answer if it belongs to this server, or to this user's direct messages."""
    work = interaction.client.desk.recall(record_id, asker_of(interaction))
    return kept.found(await send.within_time(interaction, work, private=True))


def _unchanged(record: Record) -> Record:
    """Refuse what stands behind an answer that could no longer be worked out: it would be another's."""
    if record.changed:
        message = "The program or its fee schedule has changed since that answer, so what stood behind it is gone."
        raise BadQuestionError(message, "Open it with /history show and run it again, or ask anew with /ask.")
    return record


async def _show(interaction: Interaction, detail: Detail, *, private: bool) -> None:
    await send.send_view(interaction, detail.view, detail.files, private=private)


async def _turn(interaction: Interaction, click: Click) -> None:
    key = buttons.key_of(click.choice or 0, click.behind or 0)
    turn = None if key is None else Turn(key=key, newer=click.action is Action.NEWER)
    page = await interaction.client.desk.archive.page(asker_of(interaction), click.number, turn)
    await interaction.response.edit_message(view=pages.page_layout(page, click.number))


async def _chart(interaction: Interaction, record_id: int) -> None:
    """Draw the chart: for the channel when the asker clicks, else for the one who clicked.

    Drawing takes longer than answering, most of all the first time, so the click is acknowledged before it.
    """
    record = _unchanged(await _recall(interaction, record_id))
    private = record.private or record.user_id != interaction.user.id
    if delivery.pending(interaction):
        await delivery.promise(interaction, private=private)
    await _show(interaction, await details.chart_detail(record, interaction.client.pictures), private=private)


async def _change(interaction: Interaction, record_id: int) -> None:
    """Open the form of what another way to pay rests on; Discord takes a form as the first response only."""
    record = await _recall(interaction, record_id)
    question = record.question
    if not isinstance(question, WhatIf) or question.terms is None or not delivery.pending(interaction):
        message = "I could not open the form."
        raise BadQuestionError(message, "Click again, or use /model.")
    await interaction.response.send_modal(AssumptionsForm(record, question))


async def _continue(interaction: Interaction, click: Click) -> None:
    """Answer the question of one choice as a new question of whoever clicked.

    What was asked back is the asker's own to answer. Another's further reading is answered to the one who clicked
    alone, so that nobody puts words into the asker's thread.
    """
    record = await _recall(interaction, click.number)
    others = record.user_id != interaction.user.id
    if others and record.answer.clarify is not None:
        await send.send_view(interaction, note_layout(_NOT_YOURS), private=True)
        return
    choices = record.answer.offered
    chosen = choices[click.choice] if click.choice is not None and click.choice < len(choices) else None
    if chosen is None or chosen.question is None:
        message = "That choice can no longer be read."
        raise BadQuestionError(message, _ASK_AGAIN)
    private = others or record.private or is_private(chosen.question)
    work = interaction.client.desk.ask(chosen.question, asker_of(interaction), private=private)
    await send.respond(interaction, work, private=private)
