"""The form that changes what another way to pay rests on. Opened by a click, gone when it is sent or put away."""

from typing import TYPE_CHECKING, Any, Final

import discord
from discord import ui

from bot.ask import is_private
from bot.discord_ui import assumptions, door, send
from bot.discord_ui.host import Interaction, asker_of
from bot.discord_ui.limits import fit
from bot.discord_ui.modal import Form
from bot.domain.question import WhatIf
from bot.domain.record import Record

if TYPE_CHECKING:
    from bot.discord_ui.assumptions import Assumption

_TITLE: Final = "Change assumptions"
_EXPLAINED: Final = "Empty: not told. None has a default, because no source states one."
_LENGTH: Final = 20
_REST: Final = 1_500
_LABEL: Final = 45


class AssumptionsForm(Form):
    """Every input of a way to pay: the first ones in fields, the rest as lines of one field."""

    def __init__(self, record: Record, question: WhatIf) -> None:
        super().__init__(title=_TITLE)
        self._record, self._question = record, question
        inputs = assumptions.assumptions(question)
        short = assumptions.FIRST if len(inputs) > assumptions.FIRST + 1 else assumptions.FIRST + 1
        self._rest = inputs[short:]
        self._fields: list[tuple[Assumption, ui.TextInput[AssumptionsForm]]] = []
        for one in inputs[:short]:
            field: ui.TextInput[AssumptionsForm] = ui.TextInput(
                custom_id=".".join(one.path), default=one.told or None, required=False, max_length=_LENGTH
            )
            self._fields.append((one, field))
            self.add_item(ui.Label(text=fit(one.label, _LABEL), component=field))
        self._lines: ui.TextInput[AssumptionsForm] | None = None
        if self._rest:
            self._lines = ui.TextInput(
                custom_id="rest",
                style=discord.TextStyle.paragraph,
                default=assumptions.lines(self._rest),
                required=False,
                max_length=_REST,
            )
            self.add_item(ui.Label(text="The rest, a line each", description=_EXPLAINED, component=self._lines))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Answer the same question on what was typed: for the channel when its asker changed it, else privately."""
        async with door.guarding(interaction, "form:assumptions"):
            await self._answer(interaction)

    async def _answer(self, interaction: Interaction) -> None:
        typed = {one.path: field.value for one, field in self._fields}
        if self._lines is not None:
            typed |= assumptions.read(self._rest, self._lines.value)
        question = assumptions.changed(self._question, typed)
        others = self._record.user_id != interaction.user.id
        private = others or self._record.private or is_private(question)
        work = interaction.client.desk.ask(question, asker_of(interaction), private=private)
        await send.respond(interaction, work, private=private)
