from decimal import Decimal

import pytest

from bot.domain.clinician import Clinician
from bot.domain.context import Context
from bot.domain.guild import GuildSettings
from bot.domain.release import Track
from bot.domain.service import Setting


def test_a_server_that_chose_nothing_has_the_default_context() -> None:
    assert GuildSettings().context == Context()


def test_every_choice_reaches_the_context() -> None:
    chosen = GuildSettings(
        release="RVU25D",
        locality="14212-01",
        setting=Setting.FACILITY,
        per_encounter=True,
        track=Track.QP,
        payer_multiple=Decimal("1.3"),
        rate=Decimal(50),
        clinician=Clinician.NP,
    )
    assert chosen.context == Context(
        release="RVU25D",
        locality="14212-01",
        setting=Setting.FACILITY,
        per_encounter=True,
        track=Track.QP,
        payer_multiple=Decimal("1.3"),
        rate=Decimal(50),
        clinician=Clinician.NP,
    )


@pytest.mark.parametrize(
    ("setting", "owned", "priced"),
    [
        (Setting.OFFICE, None, Setting.OFFICE),
        (Setting.OFFICE, False, Setting.OFFICE),
        (Setting.OFFICE, True, Setting.FACILITY),
        (Setting.FACILITY, False, Setting.FACILITY),
    ],
)
def test_a_clinic_that_a_hospital_owns_is_priced_as_a_facility(
    setting: Setting, priced: Setting, *, owned: bool | None
) -> None:
    assert GuildSettings(setting=setting, hospital_owned=owned).context.setting is priced


def test_settings_come_back_from_json_as_they_were() -> None:
    chosen = GuildSettings(rate=Decimal("52.50"), payer_multiple=Decimal("1.30"), clinician=Clinician.PA)
    assert GuildSettings.model_validate_json(chosen.model_dump_json()) == chosen
