"""Any question in words: /ask, a mention, a reply, a direct message, or the menu on somebody's message."""

from typing import Final

import discord
from discord import app_commands
from discord.ext import commands

from bot.ask import is_private
from bot.discord_ui import day_talk, door, gate, noted, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of, guild_of
from bot.discord_ui.limits import QUESTION
from bot.discord_ui.words import speaks_to, words_in, words_to

MENU: Final = "Ask about this"


class Ask(commands.Cog):
    """Words in, an answer out. Every door gives the same answer to the same words."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name=MENU, callback=self.about)

    async def cog_load(self) -> None:
        """Add the message menu, which the library does not take from a cog by itself."""
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take it away again."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command()
    @app_commands.describe(question="In your own words: 10 min wart freeze vs half an hour of lifestyle talk")
    async def ask(self, interaction: Interaction, question: app_commands.Range[str, 1, QUESTION]) -> None:
        """Ask what your time is worth, in your own words."""
        await self._answer(interaction, question)

    async def about(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer the words of a message that somebody wrote."""
        await self._answer(interaction, words_in(message))

    async def _answer(self, interaction: Interaction, text: str) -> None:
        """Answer to everybody, or to the asker alone what is theirs alone; Discord wants to know it beforehand."""
        desk, asker = self._bot.desk, asker_of(interaction)
        heard = desk.redact(text)
        if await day_talk.logged(self._bot, interaction, text, heard):
            return
        question, before = await desk.hear_redacted(heard, asker)
        work = desk.ask(question, asker, before=before)
        await send.respond(interaction, work, private=is_private(question), heard=True)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a person who mentions the bot, replies to it, or writes to it directly."""
        me = self._bot.user
        if me is None or not speaks_to(message, me.id) or not self._bot.intake.admit(message.id):
            return
        began = noted.now()
        async with door.guarding_message(message, "message", self._bot.meter):
            if not await gate.admits_message(self._bot, message):
                return
            text = words_to(message, me.id)
            desk, asker = self._bot.desk, asker_of(message)
            heard = desk.redact(text)
            if await day_talk.taken(self._bot, message, text, heard):
                return
            question, before = await desk.hear_redacted(heard, asker)
            reply = await desk.ask(question, asker, before=before)
            await send.reply_to(message, reply)
            noted.answered(self._bot, "message", guild_of(message), reply, began)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Ask(bot))
