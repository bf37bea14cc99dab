"""/history: what was asked on this server, or in one person's direct messages."""

from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import exports, kept, lookup, pages, send
from bot.discord_ui.exports import Form
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.discord_ui.ids import Action

_Service = app_commands.Range[str, 1, 200]
_Words = app_commands.Range[str, 1, 100]
_Day = app_commands.Range[str, 1, 20]
_TELL: Final = {
    "service": "A service in plain words or by code",
    "words": "Words of the question as I list it",
    "since": "First day, such as 2026-11-01",
    "until": "Last day, such as 2026-11-30",
    "mine": "Only what you asked yourself",
}


class History(commands.GroupCog, group_name="history", group_description="Answers kept for this server"):
    """The kept answers of a server for its members, of direct messages for their one reader; always privately."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """List the newest answers; on a server that server's only, in a direct message yours only."""
        work = self._bot.desk.archive.page(asker_of(interaction))
        page = await send.within_time(interaction, work, private=True)
        await send.send_view(interaction, pages.page_layout(page), private=True)

    @app_commands.command()
    @app_commands.describe(**_TELL)
    async def search(
        self,
        interaction: Interaction,
        service: _Service | None = None,
        words: _Words | None = None,
        since: _Day | None = None,
        until: _Day | None = None,
        mine: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Find answers by service, by words of the question, by day, or your own."""
        desk = self._bot.desk
        question = lookup.sought(desk, service, words, since, until, mine=mine)
        work = desk.archive.search(question, asker_of(interaction))
        search, page = await send.within_time(interaction, work, private=True)
        await send.send_view(interaction, pages.page_layout(page, search), private=True)

    @app_commands.command()
    @app_commands.describe(answer="The number of an answer, as in the list")
    async def show(self, interaction: Interaction, answer: app_commands.Range[int, 1, 2**53 - 1]) -> None:
        """Show one answer again, with its buttons; run it again or go on with it from there."""
        work = self._bot.desk.recall(answer, asker_of(interaction))
        await kept.show(interaction, kept.found(await send.within_time(interaction, work, private=True)))

    @show.autocomplete("answer")
    async def suggest_answer(self, interaction: Interaction, typed: int | str) -> list[app_commands.Choice[int]]:
        """Offer the newest answers of this server."""
        return lookup.answer_choices(self._bot.desk, asker_of(interaction), str(typed))

    @app_commands.command()
    @app_commands.describe(form="CSV for a spreadsheet, JSON for a program", **_TELL)
    async def export(
        self,
        interaction: Interaction,
        form: Form = "csv",
        service: _Service | None = None,
        words: _Words | None = None,
        since: _Day | None = None,
        until: _Day | None = None,
        mine: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        """Take answers along as a file that only you see; it names nobody."""
        desk = self._bot.desk
        question = lookup.sought(desk, service, words, since, until, mine=mine)
        work = exports.history_file(desk, asker_of(interaction), question, form)
        made = await send.within_time(interaction, work, private=True)
        await send.send_view(interaction, made.view, made.files, private=True)

    @app_commands.command()
    @app_commands.describe(**{name: told for name, told in _TELL.items() if name != "mine"})
    async def forget(
        self,
        interaction: Interaction,
        service: _Service | None = None,
        words: _Words | None = None,
        since: _Day | None = None,
        until: _Day | None = None,
    ) -> None:
        """Delete what you asked here: all of it, or what you name. You are asked before."""
        desk, search = self._bot.desk, 0
        if any((service, words, since, until)):
            question = lookup.sought(desk, service, words, since, until, mine=True)
            work = desk.archive.search(question, asker_of(interaction))
            search, page = await send.within_time(interaction, work, private=True)
            await send.send_view(interaction, pages.page_layout(page, search), private=True)
            if not page.records:
                return
        told = (
            "Delete all of these that you asked, for good?" if search else "Delete all that you asked here, for good?"
        )
        await send.send_view(interaction, pages.confirm_layout(told, "Delete", Action.FORGET, search), private=True)

    @search.autocomplete("service")
    @export.autocomplete("service")
    @forget.autocomplete("service")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return lookup.service_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(History(bot))
