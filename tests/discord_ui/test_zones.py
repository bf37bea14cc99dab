import pytest

from bot.discord_ui.limits import AUTOCOMPLETE_CHOICES
from bot.discord_ui.zones import names, zone, zone_choices
from bot.errors import BadQuestionError


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("America/New_York", "America/New_York"),
        ("america/new york", "America/New_York"),
        ("los angeles", "America/Los_Angeles"),
        ("utc", "UTC"),
        (" Asia/Kathmandu ", "Asia/Kathmandu"),
    ],
)
def test_a_zone_is_known_by_its_name_or_its_city(written: str, name: str) -> None:
    assert zone(written) == name


@pytest.mark.parametrize("written", ["", "EST5EDTX", "../etc/passwd", "Mars/Olympus"])
def test_what_is_no_zone_is_refused(written: str) -> None:
    with pytest.raises(BadQuestionError, match="no time zone"):
        zone(written)


def test_zones_of_the_united_states_are_offered_first_and_never_too_many() -> None:
    offered = [choice.value for choice in zone_choices("")]
    assert offered[0] == "America/New_York"
    assert len(offered) == AUTOCOMPLETE_CHOICES
    assert [choice.value for choice in zone_choices("chica")] == ["America/Chicago"]
    assert len(names()) > 300
