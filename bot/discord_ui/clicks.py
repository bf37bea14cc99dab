"""What happens on a click."""

from typing import Final, assert_never

from discord import ui

from bot.ask import Reply, is_private
from bot.discord_ui import day_clicks, details, door, ids, pages, send
from bot.discord_ui.details import Detail
from bot.discord_ui.form import AssumptionsForm
from bot.discord_ui.host import Interaction, asker_of
from bot.discord_ui.ids import Action, Click
from bot.discord_ui.layout import answer_layout, note_layout
from bot.domain.question import WhatIf
from bot.domain.record import Record
from bot.errors import BadQuestionError

_ASK_AGAIN: Final = "Ask the question again with /ask."
_NOT_YOURS: Final = (
    "That one is for whoever asked to pick. Ask me your own with /ask or by mentioning me, and I answer you."
)


async def handle(interaction: Interaction, item: ui.Item[ui.LayoutView]) -> None:
    """Answer a click on a button or menu of ours. Every error ends at the error door."""
    custom_id = str(getattr(item, "custom_id", ""))
    click = ids.parse(custom_id)
    async with door.guarding(interaction, f"click:{click.action if click else 'unknown'}"):
        if click is None:
            message = "That button is from another version of me."
            raise BadQuestionError(message, _ASK_AGAIN)
        if isinstance(item, ui.Select):
            click = Click(click.action, click.number, int(item.values[0]))
        await _act(interaction, click)


async def _act(interaction: Interaction, click: Click) -> None:
    match click.action:
        case Action.PAGE:
            await _turn(interaction, click.number)
        case Action.MATH:
            record = await _recall(interaction, click.number)
            await _show(interaction, details.math_detail(record), private=True)
        case Action.CODES:
            record = await _recall(interaction, click.number)
            await _show(interaction, details.codes_detail(record), private=True)
        case Action.SHOW:
            record = await _recall(interaction, click.number)
            view = answer_layout(Reply(answer=record.answer, record_id=record.id))
            await send.send_view(interaction, view, private=True)
        case Action.CHART:
            await _chart(interaction, click.number)
        case Action.CHANGE:
            await _change(interaction, click.number)
        case Action.PICK | Action.CHOOSE:
            await _continue(interaction, click)
        case Action.DAYFORM | Action.DAYEDIT | Action.DAYUNDO | Action.DAYSHARE:
            await day_clicks.act(interaction, click)
        case _:
            assert_never(click.action)


async def _recall(interaction: Interaction, record_id: int) -> Record:
    """Return the kept answer if it belongs to this server, or to this user's direct messages."""
    work = interaction.client.desk.recall(record_id, asker_of(interaction))
    record = await send.within_time(interaction, work, private=True)
    if record is None:
        message = "I no longer have that answer here."
        raise BadQuestionError(message, _ASK_AGAIN)
    return record


async def _show(interaction: Interaction, detail: Detail, *, private: bool) -> None:
    await send.send_view(interaction, detail.view, detail.files, private=private)


async def _turn(interaction: Interaction, number: int) -> None:
    page = await interaction.client.desk.page(asker_of(interaction), number)
    await interaction.response.edit_message(view=pages.page_layout(page))


async def _chart(interaction: Interaction, record_id: int) -> None:
    """Draw the chart: for the channel when the asker clicks, else for the one who clicked.

    Drawing takes longer than answering, most of all the first time, so the click is acknowledged before it.
    """
    record = await _recall(interaction, record_id)
    private = record.private or record.user_id != interaction.user.id
    if not interaction.response.is_done():
        await interaction.response.defer(thinking=True, ephemeral=private)
    await _show(interaction, await details.chart_detail(record), private=private)


async def _change(interaction: Interaction, record_id: int) -> None:
    """Open the form of what another way to pay rests on; Discord takes a form as the first response only."""
    record = await _recall(interaction, record_id)
    question = record.question
    if not isinstance(question, WhatIf) or question.terms is None or interaction.response.is_done():
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
