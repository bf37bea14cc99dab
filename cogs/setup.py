"""/setup: what a server's questions are answered under. For its admins."""

from typing import Final

from discord import app_commands
from discord.ext import commands

from bot.discord_ui import audit, options, send, zones
from bot.discord_ui.host import DeskBot, Interaction
from bot.discord_ui.setup_view import TRACKS, change_layout, described, settings_layout
from bot.domain.clinician import Clinician
from bot.domain.guild import GuildSettings
from bot.domain.release import Track
from bot.domain.service import Setting
from bot.domain.typed import dollars, multiple
from bot.errors import RvuError

NATIONAL: Final = "national"
NEWEST: Final = "newest"
NONE: Final = "none"
MEDICARE: Final = 1
"""The multiple that is Medicare's own payment."""

_CLINICIANS: Final = {
    Clinician.PHYSICIAN: "Physician",
    Clinician.NP: "Nurse practitioner",
    Clinician.PA: "Physician assistant",
    Clinician.CNS: "Clinical nurse specialist",
    Clinician.CNM: "Certified nurse-midwife",
    Clinician.RD: "Registered dietitian",
    Clinician.LCSW: "Clinical social worker",
    Clinician.PSYCHOLOGIST: "Psychologist",
}
_Short = app_commands.Range[str, 1, 20]


@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
class Setup(commands.GroupCog, group_name="setup", group_description="What answers on this server rest on (admins)"):
    """Each command changes one thing, privately confirmed with the source line from now on."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    async def interaction_check(self, interaction: Interaction) -> bool:  # type: ignore[override]  # ours knows its bot
        """Let admins pass. Discord hides the commands from others, but a server may have overridden that."""
        if interaction.guild_id is None or not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        return True

    @app_commands.command()
    async def show(self, interaction: Interaction) -> None:
        """Show every setting of this server."""
        desk = self._bot.desk
        settings = desk.settings(_guild(interaction))
        view = settings_layout(described(settings, desk.catalog), desk.basis(settings))
        await send.send_view(interaction, view, private=True)

    @app_commands.command()
    @app_commands.describe(place="City, state, area, ZIP code, county or a number such as 01112-05; or national")
    async def locality(self, interaction: Interaction, place: app_commands.Range[str, 1, 100]) -> None:
        """Choose the Medicare payment locality, or national prices."""
        national = place.strip().lower() == NATIONAL
        await self._change(interaction, locality=None if national else self._bot.desk.catalog.locality(place))

    @locality.autocomplete("place")
    async def suggest_locality(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer Medicare localities from memory."""
        return options.locality_choices(self._bot.desk, typed, NATIONAL)

    @app_commands.command()
    @app_commands.describe(
        place="Where visits happen",
        hospital_owned="Does a hospital own the clinic? Then Medicare pays as in a facility",
        fqhc_or_rhc="Is it a federally qualified or rural health clinic? Medicare pays those per encounter",
    )
    @app_commands.choices(
        place=[
            app_commands.Choice(name="Office", value=Setting.OFFICE),
            app_commands.Choice(name="Hospital or other facility", value=Setting.FACILITY),
        ]
    )
    async def setting(
        self,
        interaction: Interaction,
        place: app_commands.Choice[str],
        hospital_owned: bool | None = None,  # noqa: FBT001 - an option of the command
        fqhc_or_rhc: bool | None = None,  # noqa: FBT001 - the same
    ) -> None:
        """Say where the clinic works; who owns it and how it is paid stay as they are unless given."""
        changes: dict[str, object] = {"setting": Setting(place.value)}
        if hospital_owned is not None:
            changes["hospital_owned"] = hospital_owned
        if fqhc_or_rhc is not None:
            changes["per_encounter"] = fqhc_or_rhc
        await self._change(interaction, **changes)

    @app_commands.command()
    @app_commands.describe(track="Whether the clinicians qualify in an advanced payment model")
    @app_commands.choices(
        track=[app_commands.Choice(name=words.capitalize(), value=track) for track, words in TRACKS.items()]
    )
    async def factor(self, interaction: Interaction, track: app_commands.Choice[str]) -> None:
        """Choose which of the two conversion factors applies."""
        await self._change(interaction, track=Track(track.value))

    @app_commands.command()
    @app_commands.describe(type="Who usually bills; it changes the payment, never the work RVU")
    @app_commands.choices(
        type=[
            *(app_commands.Choice(name=name, value=who) for who, name in _CLINICIANS.items()),
            app_commands.Choice(name="Not one type", value=NONE),
        ]
    )
    async def clinician(self, interaction: Interaction, type: app_commands.Choice[str]) -> None:  # noqa: A002 - the option's name
        """Choose who bills where a question does not say."""
        await self._change(interaction, clinician=None if type.value == NONE else Clinician(type.value))

    @app_commands.command()
    @app_commands.describe(multiple_of_medicare="130 % or 1.3; 100 % is Medicare itself")
    async def payer(self, interaction: Interaction, multiple_of_medicare: _Short) -> None:
        """Choose what the payer pays, as a multiple of Medicare."""
        chosen = multiple(multiple_of_medicare)
        await self._change(interaction, payer_multiple=None if chosen == MEDICARE else chosen)

    @app_commands.command()
    @app_commands.describe(dollars_per_work_rvu="Such as 52.50, or none")
    async def rate(self, interaction: Interaction, dollars_per_work_rvu: _Short) -> None:
        """Choose what the employer pays per work RVU."""
        none = dollars_per_work_rvu.strip().lower() == NONE
        await self._change(interaction, rate=None if none else dollars(dollars_per_work_rvu))

    @app_commands.command()
    @app_commands.describe(release="A release such as RVU26B, or newest")
    async def release(self, interaction: Interaction, release: _Short) -> None:
        """Choose the fee schedule's release, or always the newest."""
        newest = release.strip().lower() == NEWEST
        await self._change(interaction, release=None if newest else self._bot.desk.catalog.pinned(release))

    @release.autocomplete("release")
    async def suggest_release(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the loaded releases, newest first."""
        return options.release_choices(self._bot.desk, typed, NEWEST)

    @app_commands.command()
    @app_commands.describe(
        days="Days after which what was asked here is deleted; 90 unless chosen",
        legal_hold="Keep everything for now, whatever its age",
    )
    async def retention(
        self,
        interaction: Interaction,
        days: app_commands.Range[int, 1, 3650] | None = None,
        legal_hold: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Choose how long answers are kept here."""
        given = {"retention_days": days, "legal_hold": legal_hold}
        await self._change(interaction, **{name: value for name, value in given.items() if value is not None})

    @app_commands.command()
    async def audit(self, interaction: Interaction) -> None:
        """Show who changed what of these settings, and when."""
        await audit.newest(interaction)

    @app_commands.command()
    @app_commands.describe(zone="Such as America/New_York")
    async def zone(self, interaction: Interaction, zone: app_commands.Range[str, 1, 64]) -> None:
        """Choose the time zone whose days the memory, the stats and the daily post go by."""
        chosen = await zones.chosen(zone)
        await self._move(interaction, chosen)
        await self._change(interaction, zone=chosen)

    @zone.autocomplete("zone")
    async def suggest_zone(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer time zones from memory."""
        return zones.zone_choices(typed)

    @app_commands.command()
    async def reset(self, interaction: Interaction) -> None:
        """Forget every setting of this server and go back to the defaults."""
        desk, guild = self._bot.desk, _guild(interaction)
        try:
            before = described(desk.settings(guild), desk.catalog)
        except RvuError:
            # What cannot be read is what this command is for.
            before = None
        await self._move(interaction, GuildSettings().zone)
        await send.within_time(interaction, desk.reset(guild, by=interaction.user.id), private=True)
        now = described(desk.settings(guild), desk.catalog)
        view = settings_layout(now, desk.basis(desk.settings(guild)), before)
        await send.send_view(interaction, view, private=True)

    async def _move(self, interaction: Interaction, zone: str) -> None:
        """Let the daily post go by the server's zone."""
        if self._bot.poster is not None:
            await self._bot.poster.move(_guild(interaction), zone)

    async def _change(self, interaction: Interaction, **changes: object) -> None:
        desk, guild = self._bot.desk, _guild(interaction)
        before = described(desk.settings(guild), desk.catalog)
        settings = await send.within_time(
            interaction, desk.configure(guild, interaction.user.id, **changes), private=True
        )
        view = change_layout(before, described(settings, desk.catalog), desk.basis(settings))
        await send.send_view(interaction, view, private=True)


def _guild(interaction: Interaction) -> int:
    """Return the server's id, which the check has seen to be there."""
    assert interaction.guild_id is not None  # noqa: S101 - narrows the type
    return interaction.guild_id


async def setup(bot: DeskBot) -> None:
    """Add the cog."""
    await bot.add_cog(Setup(bot))
