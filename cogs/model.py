"""/model: other ways to pay for the same minutes, on the asker's own numbers."""

from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import options, plans, send
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.domain.question import Question
from bot.domain.terms import AdvancedCare, Blend, CollaborativeCare, DirectCare, ValueBased

_LONGEST_DAY: Final = 24 * 60
_SMALLEST: Final = 0.01
_Fee = app_commands.Range[float, _SMALLEST, 10_000.0]
_Patients = app_commands.Range[int, 0, 100_000]
_Members = app_commands.Range[int, 1, 1_000_000]
_Service = app_commands.Range[str, 1, 200]
_Minutes = app_commands.Range[int, 1, _LONGEST_DAY]
_Hours = app_commands.Range[float, 1.0, 8_784.0]
_Monthly = app_commands.Range[float, _SMALLEST, 744.0]
_Percent = app_commands.Range[float, 0.0, 100.0]
_Cost = app_commands.Range[float, 0.0, 10_000_000.0]
_Yearly = app_commands.Range[float, _SMALLEST, 1_000_000.0]


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
        hours: _Hours | None = None,
        overhead: _Percent | None = None,
        service: _Service | None = None,
        minutes: _Minutes | None = None,
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
        benchmark="Dollars a year that the payer expects a member to cost",
        spent="Dollars a year that a member does cost",
        quality="Percent of your share that the quality gate lets through",
        minimum="Minimum savings rate: percent of the benchmark below which nothing is shared",
        losses="Downside: percent of losses that you owe, 0 for none",
        hours="Clinic hours a year, to spread fee and savings over",
    )
    async def value(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: Interaction,
        share: app_commands.Range[float, 1.0, 100.0] | None = None,
        first: _Service | None = None,
        second: _Service | None = None,
        fee: _Fee | None = None,
        members: _Members | None = None,
        benchmark: _Yearly | None = None,
        spent: _Yearly | None = None,
        quality: _Percent | None = None,
        minimum: app_commands.Range[float, 0.0, 99.0] | None = None,
        losses: _Percent | None = None,
        hours: _Hours | None = None,
    ) -> None:
        """Value-based care: fees, shared savings or losses, and what a talk would have to avoid to pay as well."""
        terms = ValueBased(
            fee=plans.exact(fee),
            members=members,
            share=plans.part(share),
            benchmark=plans.exact(benchmark),
            spent=plans.exact(spent),
            quality=plans.part(quality),
            minimum=plans.part(minimum),
            loss_share=plans.part(losses),
            hours=plans.exact(hours),
        )
        await self._answer(interaction, plans.model(terms, self._understood(first), self._understood(second)))

    @app_commands.command()
    @app_commands.describe(
        new="Patients in their first month (99492)",
        follow_up="Patients in a later month (99493)",
        staff_cost="Dollars a month for the care manager",
        consultant_cost="Dollars a month for the psychiatric consultant",
        general="Patients in general integration, without a consultant (99484)",
        short="Patients with a 30-minute month (G2214)",
        extra="Further half hours, all patients together (99494)",
        hours="Hours a month that it takes whoever could bill visits instead",
        service="The visit that those hours could be billed as, such as 99214",
        minutes="Your minutes for that visit",
    )
    async def cocm(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: Interaction,
        new: _Patients | None = None,
        follow_up: _Patients | None = None,
        staff_cost: _Cost | None = None,
        consultant_cost: _Cost | None = None,
        general: _Patients | None = None,
        short: _Patients | None = None,
        extra: _Patients | None = None,
        hours: _Monthly | None = None,
        service: _Service | None = None,
        minutes: _Minutes | None = None,
    ) -> None:
        """Behavioral health in the clinic: a month of a caseload, what is left, and the same hours as visits."""
        terms = CollaborativeCare(
            new=new,
            follow_up=follow_up,
            staff_cost=plans.exact(staff_cost),
            consultant_cost=plans.exact(consultant_cost),
            general=general,
            short=short,
            extra=extra,
            hours=plans.exact(hours),
        )
        await self._answer(interaction, plans.model(terms, self._understood(service), minutes=minutes))

    @app_commands.command()
    @app_commands.describe(
        level_1="Patients of level 1: at most one chronic condition",
        level_2="Patients of level 2: two or more chronic conditions",
        level_3="Patients of level 3: two or more, and low-income dual status",
        collaborative_new="Of them, in a first month of collaborative care (G0568)",
        collaborative_later="Of them, in a later month of collaborative care (G0569)",
        behavioral="Of them, in general behavioral care (G0570)",
        staff_cost="Dollars a month for staff",
        hours="Hours a month that it takes whoever could bill visits instead",
        service="The visit that those hours could be billed as, such as 99214",
        minutes="Your minutes for that visit",
    )
    async def apcm(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: Interaction,
        level_1: _Patients | None = None,
        level_2: _Patients | None = None,
        level_3: _Patients | None = None,
        collaborative_new: _Patients | None = None,
        collaborative_later: _Patients | None = None,
        behavioral: _Patients | None = None,
        staff_cost: _Cost | None = None,
        hours: _Monthly | None = None,
        service: _Service | None = None,
        minutes: _Minutes | None = None,
    ) -> None:
        """Advanced primary care management: what a month of the enrolled patients and their add-ons brings."""
        terms = AdvancedCare(
            level_1=level_1,
            level_2=level_2,
            level_3=level_3,
            collaborative_new=collaborative_new,
            collaborative_later=collaborative_later,
            behavioral=behavioral,
            staff_cost=plans.exact(staff_cost),
            hours=plans.exact(hours),
        )
        await self._answer(interaction, plans.model(terms, self._understood(service), minutes=minutes))

    @app_commands.command()
    @app_commands.describe(
        fee_for_service="Percent of fee-for-service, such as 70; the rest is the panel's fee",
        fee="Dollars a member and month, before its share is taken",
        members="Members of the panel",
        hours="Clinic hours a year",
        service="The service that the minutes are for, such as lifestyle talk",
        minutes="Your minutes for that service",
    )
    async def blend(
        self,
        interaction: Interaction,
        fee_for_service: _Percent,
        fee: _Fee,
        members: _Members,
        hours: _Hours,
        service: _Service,
        minutes: _Minutes | None = None,
    ) -> None:
        """Blend: part fee-for-service, part a fee for the panel, by the minute and the month."""
        terms = Blend(
            service_share=plans.part(fee_for_service), fee=plans.exact(fee), members=members, hours=plans.exact(hours)
        )
        await self._answer(interaction, plans.model(terms, self._understood(service), minutes=minutes))

    @app_commands.command()
    @app_commands.describe(
        service="The service that the minutes are for, such as lifestyle talk",
        minutes="Your minutes for that service",
        members="Members of the panel",
        hours="Clinic hours a year",
        membership_fee="Direct primary care: dollars a member and month",
        care_fee="Value-based care: dollars a member and month on top",
        share="Value-based care: percent of the savings that you keep",
        benchmark="Value-based care: dollars a year a member is expected to cost",
        spent="Value-based care: dollars a year a member does cost",
        new="Collaborative care: patients in their first month",
        follow_up="Collaborative care: patients in a later month",
        staff_cost="Collaborative care: dollars a month for staff",
        staff_hours="Collaborative care: hours a month that it takes you",
        level_2="Advanced primary care: patients of level 2",
        care_hours="Advanced primary care: hours a month that it takes you",
        fee_for_service="Blend with the membership fee: percent of fee-for-service",
    )
    async def parity(  # noqa: PLR0913, PLR0917 - one for each option
        self,
        interaction: Interaction,
        service: _Service,
        minutes: _Minutes,
        members: _Members | None = None,
        hours: _Hours | None = None,
        membership_fee: _Fee | None = None,
        care_fee: _Fee | None = None,
        share: _Percent | None = None,
        benchmark: _Yearly | None = None,
        spent: _Yearly | None = None,
        new: _Patients | None = None,
        follow_up: _Patients | None = None,
        staff_cost: _Cost | None = None,
        staff_hours: _Monthly | None = None,
        level_2: _Patients | None = None,
        care_hours: _Monthly | None = None,
        fee_for_service: _Percent | None = None,
    ) -> None:
        """Set the same minutes side by side under every way to pay that you give numbers for."""
        exact, part = plans.exact, plans.part
        terms = plans.side_by_side(
            DirectCare(fee=exact(membership_fee), members=members, hours=exact(hours)),
            ValueBased(
                fee=exact(care_fee),
                members=members,
                hours=exact(hours),
                share=part(share),
                benchmark=exact(benchmark),
                spent=exact(spent),
            ),
            CollaborativeCare(new=new, follow_up=follow_up, staff_cost=exact(staff_cost), hours=exact(staff_hours)),
            AdvancedCare(level_2=level_2, hours=exact(care_hours)),
            Blend(service_share=part(fee_for_service), fee=exact(membership_fee), members=members, hours=exact(hours)),
        )
        await self._answer(interaction, plans.model(terms, self._understood(service), minutes=minutes))

    def _understood(self, typed: str | None) -> Question | None:
        return options.understood(self._bot.desk, typed) if typed else None

    async def _answer(self, interaction: Interaction, question: Question, *, private: bool = False) -> None:
        work = self._bot.desk.ask(question, asker_of(interaction), private=private)
        await send.respond(interaction, work, private=private)

    @dpc.autocomplete("service")
    @value.autocomplete("first")
    @value.autocomplete("second")
    @cocm.autocomplete("service")
    @apcm.autocomplete("service")
    @blend.autocomplete("service")
    @parity.autocomplete("service")
    async def suggest(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer services from memory."""
        return options.service_choices(self._bot.desk, typed)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Model(bot))
