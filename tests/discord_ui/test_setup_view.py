from decimal import Decimal

from bot.discord_ui.setup_view import change_layout, described, settings_layout
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.guild import GuildSettings
from bot.domain.release import Track
from bot.domain.service import Setting
from tests.discord_ui.samples import texts

EVERYTHING = GuildSettings(
    release="RVU25D",
    locality="14212-01",
    setting=Setting.FACILITY,
    hospital_owned=False,
    per_encounter=True,
    track=Track.QP,
    payer_multiple=Decimal("1.30"),
    rate=Decimal("52.50"),
    clinician=Clinician.NP,
    retention_days=30,
    legal_hold=True,
    zone="America/New_York",
)


def test_every_setting_has_a_line_that_tells_it_from_the_default(catalog: Catalog) -> None:
    default, chosen = described(GuildSettings(), catalog), described(EVERYTHING, catalog)
    assert len(chosen) == len(GuildSettings.model_fields)
    assert [label for label, text in chosen.items() if default[label] == text] == []


def test_a_locality_that_is_no_longer_loaded_is_shown_by_its_number(catalog: Catalog) -> None:
    assert described(GuildSettings(locality="99999-01"), catalog)["Locality"] == "99999-01"


def test_what_changed_is_shown_with_what_it_was_and_nothing_else(catalog: Catalog) -> None:
    before = described(GuildSettings(), catalog)
    now = described(GuildSettings(rate=Decimal("52.50")), catalog)
    shown = texts(change_layout(before, now, "Medicare RVU26B"))
    assert "**Your rate**: $52.50 per work RVU (before: none)" in shown
    assert "Locality" not in shown
    assert "Medicare RVU26B" in shown


def test_a_change_that_is_none_says_so(catalog: Catalog) -> None:
    same = described(EVERYTHING, catalog)
    assert "Nothing changed" in texts(change_layout(same, same, "Medicare RVU26B"))


def test_all_settings_fit_one_message_with_the_longest_source_line(catalog: Catalog) -> None:
    assert "…" in texts(settings_layout(described(EVERYTHING, catalog), "Medicare " * 400))
