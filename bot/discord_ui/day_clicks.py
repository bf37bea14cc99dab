"""What happens on a click at a day's log."""

from bot.discord_ui import send
from bot.discord_ui.day_form import DayForm
from bot.discord_ui.day_view import day_layout, shared_layout
from bot.discord_ui.host import Interaction, asker_of
from bot.discord_ui.ids import Action, Click


async def act(interaction: Interaction, click: Click) -> None:
    """Open the form, take a log away, or show it to the channel. Others' logs are out of reach whatever the id."""
    book, asker = interaction.client.daybook, asker_of(interaction)
    match click.action:
        case Action.DAYEDIT:
            filled = await book.text_of(asker, click.number)
            await interaction.response.send_modal(DayForm(filled, click.number))
        case Action.DAYUNDO:
            day = await send.within_time(interaction, book.undo(asker, click.number), private=True)
            await send.send_view(interaction, day_layout(day, taken=True), private=True)
        case Action.DAYSHARE:
            day = await send.within_time(interaction, book.shared(asker, click.number), private=False)
            await send.send_view(interaction, shared_layout(day, interaction.user.mention), private=False)
        case _:
            await interaction.response.send_modal(DayForm())
