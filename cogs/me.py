"""/me: what you set about yourself, for your day's log. Only you see it."""

from decimal import Decimal
from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import send, zones
from bot.discord_ui.day_view import person_layout
from bot.discord_ui.host import DeskBot, Interaction, asker_of
from bot.domain.clinician import Clinician

NONE: Final = "none"
_SMALLEST: Final = 0.01


class Me(commands.GroupCog, group_name="me", group_description="Your role and your own target: only you see it"):
    """Role, target, zone; each holds wherever you are."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """Show what you set about yourself."""
        person = await send.within_time(interaction, self._bot.daybook.person(asker_of(interaction)), private=True)
        await send.send_view(interaction, person_layout(person), private=True)

    @app_commands.command()
    @app_commands.describe(role="Who bills what you do; it changes the payment, never the work RVU")
    @app_commands.choices(
        role=[
            *(
                app_commands.Choice(name=who.value.upper() if len(who) <= len("lcsw") else who.value, value=who)
                for who in Clinician
            ),
            app_commands.Choice(name="none of these", value=NONE),
        ]
    )
    async def role(self, interaction: Interaction, role: app_commands.Choice[str]) -> None:
        """Choose your role."""
        await self._change(interaction, role=None if role.value == NONE else Clinician(role.value))

    @app_commands.command()
    @app_commands.describe(
        goal="Work RVU a year", weeks="Weeks you work a year, such as 46", days="Days you work a week, such as 4"
    )
    async def target(
        self,
        interaction: Interaction,
        goal: app_commands.Range[float, _SMALLEST, 100_000.0],
        weeks: app_commands.Range[float, _SMALLEST, 53.0],
        days: app_commands.Range[float, _SMALLEST, 7.0],
    ) -> None:
        """Set your own target; your day's log then shows its pace, to you alone."""
        numbers = {"target": goal, "weeks": weeks, "days": days}
        await self._change(interaction, **{name: Decimal(str(value)) for name, value in numbers.items()})

    @app_commands.command()
    @app_commands.describe(zone="Such as America/New_York")
    async def zone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 64]) -> None:
        """Choose the time zone of your days in direct messages; a server has its own."""
        await self._change(interaction, zone=await zones.chosen(zone))

    @zone.autocomplete("zone")
    async def suggest_zone(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer time zones from memory."""
        return zones.zone_choices(typed)

    @app_commands.command()
    async def forget(self, interaction: Interaction) -> None:
        """Forget all that you set about yourself."""
        await self._change(interaction, **dict.fromkeys(("role", "target", "weeks", "days", "zone")))

    async def _change(self, interaction: Interaction, **changes: object) -> None:
        work = self._bot.daybook.set_person(asker_of(interaction), **changes)
        person = await send.within_time(interaction, work, private=True)
        await send.send_view(interaction, person_layout(person), private=True)


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Me(bot))
