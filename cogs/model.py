"""/model: other ways to pay for the same minutes, on the asker's own numbers."""

from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, plans, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.domain.question import AdvancedCare, CollaborativeCare, DirectCare, Question, ValueBased

_LONGEST_DAY: Final = 24 * 60
_SMALLEST: Final = 0.01
_Fee = app_commands.Range[float, _SMALLEST, 10_000.0]
_Patients = app_commands.Range[int, 0, 100_000]
_Members = app_commands.Range[int, 1, 1_000_000]
_Service = app_commands.Range[str, 1, 200]


class Model(commands.GroupCog, group_name="model", group_description="Other ways to pay for the same minutes"):
    """Each command is one way to pay; what is left out is asked for."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    @app_commands.describe(
        fee="Dollars a member and month",
        members="Members of the panel",
        hours="Clinic hours a year",
        overhead="Percent of the fees that the practice costs, such as 60",
        service="A service to set beside it, such as lifestyle talk",
        minutes="Your minutes for that service",
        work_rvus="Work RVU that you have a year now",
        rate="Dollars that a work RVU pays you now",
    )
    async def dpc(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: Interaction,
        fee: _Fee,
        members: _Members,
        hours: app_commands.Range[float, 1.0, 8_784.0] | None = None,
        overhead: app_commands.Range[float, 0.0, 100.0] | None = None,
        service: _Service | None = None,
        minutes: app_commands.Range[int, 1, _LONGEST_DAY] | None = None,
        work_rvus: app_commands.Range[float, _SMALLEST, 100_000.0] | None = None,
        rate: app_commands.Range[float, _SMALLEST, 1_000.0] | None = None,
    ) -> None:
        """Direct primary care: what a panel of members brings, gross, a year, an hour and a minute."""
        terms = DirectCare(
            fee=plans.exact(fee), members=members, hours=plans.exact(hours), overhead=plans.part(overhead)
        )
        asked = plans.model(terms, self._understood(service), minutes=minutes, base=work_rvus, rate=rate)
        # With one's own work RVU in it, the answer is its asker's alone.
        await self._answer(interaction, asked, private=work_rvus is not None)

    @app_commands.command()
    @app_commands.describe(
        share="Percent of the savings that the practice keeps",
        first="The service that might avoid spending, such as 99402",
        second="The service to set it against, such as wart freezing",
        fee="Dollars a member and month",
        members="Members of the panel",
    )
    async def value(
        self,
        interaction: Interaction,
        share: app_commands.Range[float, 1.0, 100.0],
        first: _Service,
        second: _Service,
        fee: _Fee | None = None,
        members: _Members | None = None,
    ) -> None:
        """Value-based care: fees, and what spending a talk would have to avoid to pay like another service."""
        terms = ValueBased(fee=plans.exact(fee), members=members, share=plans.part(share))
        await self._answer(interaction, plans.model(terms, self._understood(first), self._understood(second)))

    @app_commands.command()
    @app_commands.describe(
        new="Patients in their first month",
        follow_up="Patients in a later month",
        staff_cost="Dollars a month for the care manager and the consultant",
    )
    async def cocm(
        self,
        interaction: Interaction,
        new: _Patients,
        follow_up: _Patients,
        staff_cost: app_commands.Range[float, 0.0, 10_000_000.0] | None = None,
    ) -> None:
        """Collaborative care: what a month of a caseload brings, and what is left after staff."""
        terms = CollaborativeCare(new=new, follow_up=follow_up, staff_cost=plans.exact(staff_cost))
        await self._answer(interaction, plans.model(terms))

    @app_commands.command()
    @app_commands.describe(
        level_1="Patients of level 1: at most one chronic condition",
        level_2="Patients of level 2: two or more chronic conditions",
        level_3="Patients of level 3: two or more, and low-income dual status",
    )
    async def apcm(
        self,
        interaction: Interaction,
        level_1: _Patients | None = None,
        level_2: _Patients | None = None,
        level_3: _Patients | None = None,
    ) -> None:
        """Advanced primary care management: what a month of the enrolled patients brings."""
        terms = AdvancedCare(level_1=level_1, level_2=level_2, level_3=level_3)
        await self._answer(interaction, plans.model(terms))

    def _understood(self, typed: str | None) -> Question | None:
        return options.understood(self._bot.desk, typed) if typed else None

    async def _answer(self, interaction: Interaction, question: Question, *, private: bool = False) -> None:
        work = self._bot.desk.ask(question, asker_of(interaction), private=private)
        await send.respond(interaction, work, private=private)

    @dpc.autocomplete("service")
    @value.autocomplete("first")
    @value.autocomplete("second")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return options.service_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Model(bot))
