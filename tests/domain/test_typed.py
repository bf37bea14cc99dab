from datetime import time
from decimal import Decimal

import pytest

from bot.domain.typed import dollars, multiple, time_of_day
from bot.errors import BadQuestionError


@pytest.mark.parametrize(("written", "value"), [("52.50", "52.50"), ("$48", "48"), (" $ 48 ", "48"), ("1000", "1000")])
def test_dollars_are_read_with_or_without_their_sign(written: str, value: str) -> None:
    assert dollars(written) == Decimal(value)


@pytest.mark.parametrize(
    ("written", "value"), [("1.3", "1.3"), ("130%", "1.3"), ("130 %", "1.3"), (" 87.5 % ", "0.875"), ("20", "20")]
)
def test_a_multiple_is_read_as_a_factor_or_in_percent(written: str, value: str) -> None:
    assert multiple(written) == Decimal(value)


@pytest.mark.parametrize("written", ["", "$", "lots", "0", "-5", "nan", "inf", "1e99", "1000.01", "52%"])
def test_what_is_no_amount_is_refused_in_one_sentence(written: str) -> None:
    with pytest.raises(BadQuestionError, match="above 0 and up to 1000"):
        dollars(written)


@pytest.mark.parametrize("written", ["", "%", "130", "0", "0 %", "nan %", "2001 %", "-1"])
def test_what_is_no_multiple_is_refused_in_one_sentence(written: str) -> None:
    with pytest.raises(BadQuestionError, match="above 0 and up to 20"):
        multiple(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("7", time(7)),
        ("07:30", time(7, 30)),
        ("7:30 pm", time(19, 30)),
        ("7:30 P.M.", time(19, 30)),
        ("12 am", time(0)),
        ("12:15pm", time(12, 15)),
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_of_day_is_read(written: str, read: time) -> None:
    assert time_of_day(written) == read


@pytest.mark.parametrize("written", ["", "noon", "24:00", "7:60", "13 pm", "0 am", ":30", "-1", "7:30:00"])
def test_what_is_no_time_of_day_is_refused(written: str) -> None:
    with pytest.raises(BadQuestionError, match="no time of day"):
        time_of_day(written)
