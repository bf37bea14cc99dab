"""A server's settings in words, and what an admin just changed."""

from collections.abc import Mapping
from typing import Final

import discord
from discord import ui

from bot.discord_ui.limits import assert_fits, fit
from bot.discord_ui.text import escape, small
from bot.domain.catalog import Catalog
from bot.domain.guild import GuildSettings
from bot.domain.release import Track
from bot.domain.service import Setting

_COLOUR: Final = discord.Colour(0x2A78D6)
_TEXT: Final = 3_000
_BASIS: Final = 500

TRACKS: Final = {
    Track.NONQP: "not in an advanced payment model",
    Track.QP: "qualifying in an advanced payment model",
}
_OWNED: Final = {None: "nobody has said", True: "yes, so the facility's prices apply", False: "no"}


def described(settings: GuildSettings, catalog: Catalog) -> dict[str, str]:
    """Word every setting, by its label."""
    place = catalog.atlas.localities.get(settings.locality) if settings.locality else None
    share = catalog.shares.get(settings.clinician) if settings.clinician else None
    multiple = settings.payer_multiple
    return {
        "Release": settings.release or f"always the newest (now {catalog.releases[-1].id})",
        "Locality": f"{place.name.title()}, {place.state} ({place.id})" if place else settings.locality or "national",
        "Setting": "office" if settings.setting is Setting.OFFICE else "facility",
        "Owned by a hospital": _OWNED[settings.hospital_owned],
        "FQHC or RHC": "yes, and every answer says first that Medicare pays it per encounter"
        if settings.per_encounter
        else "no",
        "Conversion factor": f"of clinicians {TRACKS[settings.track]}",
        "Clinician": share.name if share else "not chosen: a physician, and said so",
        "Payer": "Medicare" if multiple is None else f"{(multiple * 100).normalize():f} % of Medicare",
        "Your rate": "none" if settings.rate is None else f"${settings.rate:f} per work RVU",
        "Time zone": settings.zone,
        "Answers are kept": f"for {settings.retention_days} days",
        "Legal hold": "yes, so nothing is deleted by its age or by moderators" if settings.legal_hold else "no",
    }


def settings_layout(now: Mapping[str, str], basis: str, before: Mapping[str, str] | None = None) -> ui.LayoutView:
    """Lay out all settings with the source line that answers end with, and beside each what it was before."""
    lines = []
    for label, text in now.items():
        was = (before or now)[label]
        lines.append(f"**{label}**: {escape(text)}" + (f" (before: {escape(was)})" if was != text else ""))
    return _layout(lines, basis)


def change_layout(before: Mapping[str, str], now: Mapping[str, str], basis: str) -> ui.LayoutView:
    """Lay out what an admin's command changed, and the source line from now on."""
    changed = [
        f"**{label}**: {escape(text)} (before: {escape(before[label])})"
        for label, text in now.items()
        if text != before[label]
    ]
    return _layout(changed or ["**Nothing changed**: it was set so already."], basis)


def _layout(lines: list[str], basis: str) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    parts = (fit("\n".join(lines), _TEXT), small(fit(f"Answers here now end with: {basis}", _BASIS)))
    view.add_item(ui.Container(*(ui.TextDisplay(part) for part in parts), accent_colour=_COLOUR))
    assert_fits(view)
    return view
