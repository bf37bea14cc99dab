import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.pace import Allowance, Pace

ADA, BEN, CLINIC, OTHER = 1, 2, 10, 20


NOW = 1_000.0


def test_as_many_as_allowed_come_at_once_and_the_rest_as_time_passes() -> None:
    pace = Pace(Allowance(3, 2), None)
    assert [pace.wait(ADA, CLINIC, NOW) for _ in range(5)] == [0, 0, 0, pytest.approx(0.5), pytest.approx(0.5)]
    assert (pace.wait(ADA, CLINIC, NOW + 0.5), pace.wait(ADA, CLINIC, NOW + 0.5) > 0) == (0, True)
    assert [pace.wait(ADA, CLINIC, NOW + 100) > 0 for _ in range(4)] == [False, False, False, True]


def test_one_members_flood_costs_no_other_and_no_server() -> None:
    pace = Pace(Allowance(2, 1), Allowance(4, 1))
    flood = [pace.wait(ADA, CLINIC, NOW) for _ in range(50)]
    assert [seconds == 0 for seconds in flood[:3]] == [True, True, False]
    assert [pace.wait(BEN, CLINIC, NOW) for _ in range(2)] == [0, 0]


def test_a_server_has_a_limit_of_its_own_and_direct_messages_have_none() -> None:
    pace = Pace(None, Allowance(2, 1))
    assert [pace.wait(member, CLINIC, NOW) > 0 for member in range(3)] == [False, False, True]
    assert pace.wait(ADA, OTHER, NOW) == 0
    assert {pace.wait(ADA, None, NOW) for _ in range(9)} == {0}


def test_a_member_is_limited_over_all_servers_and_direct_messages_together() -> None:
    pace = Pace(Allowance(2, 1), None)
    assert [pace.wait(ADA, where, NOW) > 0 for where in (CLINIC, OTHER, None)] == [False, False, True]


def test_without_limits_everything_comes() -> None:
    pace = Pace(None, None)
    assert {pace.wait(ADA, CLINIC, NOW) for _ in range(500)} == {0}


def test_somebody_is_told_once_in_a_while() -> None:
    pace = Pace(None, None)
    assert [pace.first(ADA, NOW), pace.first(ADA, NOW), pace.first(BEN, NOW)] == [True, False, True]
    assert pace.first(ADA, NOW + 61)


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.discord_ui.pace._KNOWN", 3)
    pace = Pace(Allowance(1, 1), Allowance(100, 1))
    for member in range(10):
        pace.wait(member, CLINIC, NOW)
        pace.first(member, NOW)
    assert len(pace._members._whole_at) == len(pace._told) == 3  # type: ignore[union-attr]  # noqa: SLF001 - what is kept
    assert pace.wait(9, CLINIC, NOW) > 0, "the latest are those remembered"


@given(st.lists(st.floats(0, 3), max_size=80), st.integers(1, 5), st.sampled_from([0.5, 2.0, 7.0]))
def test_never_more_than_the_allowance_and_never_less(gaps: list[float], at_once: int, a_second: float) -> None:
    now, pace, admitted = NOW, Pace(Allowance(at_once, a_second), None), 0
    for gap in gaps:
        now += gap
        seconds = pace.wait(ADA, None, now)
        admitted += not seconds
        if seconds:
            assert seconds <= 1 / a_second + 1e-6
            now += seconds
            assert pace.wait(ADA, None, now) == 0, "after the time that was told, one may"
            admitted += 1
    assert admitted <= at_once + (now - NOW) * a_second + 1e-3
