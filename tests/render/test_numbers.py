from decimal import Decimal

import pytest

from bot.render.numbers import by_key, exact, span, times, usd, whole


@pytest.mark.parametrize(
    ("key", "value", "written"),
    [
        pytest.param("allowed_usd", "16134", "$16,134.00", id="dollars with thousands"),
        pytest.param("allowed_usd", "0.00", "$0.00", id="nothing"),
        pytest.param("usd_per_minute", "11.122", "$11.12", id="dollars a minute"),
        pytest.param("usd_per_minute", "0.0004", "$0.0004", id="a small number does not read as nothing"),
        pytest.param("work_rvu", "1.2", "1.20", id="work RVU"),
        pytest.param("work_rvu", "1.155", "1.16", id="half up"),
        pytest.param("work_rvu_per_minute", "0.04", "0.040", id="work RVU a minute"),
        pytest.param("work_rvu_per_minute_cms_whole", "0.0234", "0.023", id="the same on CMS's minutes"),
        pytest.param("break_even_count", "1200", "1,200", id="a count"),
    ],
)
def test_a_figure_is_written_in_the_places_of_its_kind(key: str, value: str, written: str) -> None:
    assert by_key(key, Decimal(value)) == written


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        pytest.param("0.6127", "1.2193", "0.61 to 1.22", id="two places below one"),
        pytest.param("1.765", "2.824", "1.8 to 2.8", id="one place above"),
        pytest.param("2.4604", "4.8967", "2.5 to 4.9", id="one place, rounded once"),
        pytest.param("1.04", "3", "1.04 to 3.00", id="near one keeps two places"),
        pytest.param("1.28", "1.31", "1.3", id="ends that read the same are one"),
        pytest.param("140.4", "210.6", "140 to 211", id="hundreds without places"),
    ],
)
def test_ratios_have_the_digits_a_reader_uses(low: str, high: str, written: str) -> None:
    assert times(Decimal(low), Decimal(high)) == written


def test_a_range_of_one_amount_is_that_amount() -> None:
    assert span(Decimal("68.14"), Decimal("68.14"), "allowed_usd") == "$68.14"


def test_a_loss_has_its_sign_before_the_dollar() -> None:
    assert usd(Decimal(-5)) == "-$5.00"


@pytest.mark.parametrize(("value", "written"), [("13", "13"), ("13.0", "13"), ("7.5", "7.5"), ("1200", "1,200")])
def test_minutes_have_places_only_for_a_fraction(value: str, written: str) -> None:
    assert whole(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("33.4009", "33.4009", id="every digit of a short number"),
        pytest.param("0.05230769230769230769", "0.05230769…", id="an endless one is cut, and marked"),
        pytest.param("0.1000000000000", "0.10000000", id="zeros are cut without a mark"),
    ],
)
def test_a_step_shows_every_digit_or_says_that_it_does_not(value: str, written: str) -> None:
    assert exact(Decimal(value)) == written
