import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.pace import Allowance, Pace

ADA, BEN, CLINIC, OTHER = 1, 2, 10, 20


class Clock:
    """Time that passes when told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_as_many_as_allowed_come_at_once_and_the_rest_as_time_passes(clock: Clock) -> None:
    pace = Pace(Allowance(3, 2), None, clock)
    assert [pace.wait(ADA, CLINIC) for _ in range(5)] == [0, 0, 0, pytest.approx(0.5), pytest.approx(0.5)]
    clock.now += 0.5
    assert (pace.wait(ADA, CLINIC), pace.wait(ADA, CLINIC) > 0) == (0, True)
    clock.now += 100
    assert [pace.wait(ADA, CLINIC) > 0 for _ in range(4)] == [False, False, False, True]


def test_one_members_flood_costs_no_other_and_no_server(clock: Clock) -> None:
    pace = Pace(Allowance(2, 1), Allowance(4, 1), clock)
    flood = [pace.wait(ADA, CLINIC) for _ in range(50)]
    assert [seconds == 0 for seconds in flood[:3]] == [True, True, False]
    assert [pace.wait(BEN, CLINIC) for _ in range(2)] == [0, 0]


def test_a_server_has_a_limit_of_its_own_and_direct_messages_have_none(clock: Clock) -> None:
    pace = Pace(None, Allowance(2, 1), clock)
    assert [pace.wait(member, CLINIC) > 0 for member in range(3)] == [False, False, True]
    assert pace.wait(ADA, OTHER) == 0
    assert {pace.wait(ADA, None) for _ in range(9)} == {0}


def test_a_member_is_limited_over_all_servers_and_direct_messages_together(clock: Clock) -> None:
    pace = Pace(Allowance(2, 1), None, clock)
    assert [pace.wait(ADA, where) > 0 for where in (CLINIC, OTHER, None)] == [False, False, True]


def test_without_limits_everything_comes() -> None:
    pace = Pace(None, None)
    assert {pace.wait(ADA, CLINIC) for _ in range(500)} == {0}


def test_somebody_is_told_once_in_a_while(clock: Clock) -> None:
    pace = Pace(None, None, clock)
    assert [pace.first(ADA), pace.first(ADA), pace.first(BEN)] == [True, False, True]
    clock.now += 61
    assert pace.first(ADA)


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    monkeypatch.setattr("bot.discord_ui.pace._KNOWN", 3)
    pace = Pace(Allowance(1, 1), Allowance(100, 1), clock)
    for member in range(10):
        pace.wait(member, CLINIC)
        pace.first(member)
    assert len(pace._members._whole_at) == len(pace._told) == 3  # type: ignore[union-attr]  # noqa: SLF001 - what is kept
    assert pace.wait(9, CLINIC) > 0, "the latest are those remembered"


@given(st.lists(st.floats(0, 3), max_size=80), st.integers(1, 5), st.sampled_from([0.5, 2.0, 7.0]))
def test_never_more_than_the_allowance_and_never_less(gaps: list[float], at_once: int, a_second: float) -> None:
    clock = Clock()
    began, pace, admitted = clock.now, Pace(Allowance(at_once, a_second), None, clock), 0
    for gap in gaps:
        clock.now += gap
        seconds = pace.wait(ADA, None)
        admitted += not seconds
        if seconds:
            assert seconds <= 1 / a_second + 1e-6
            clock.now += seconds
            assert pace.wait(ADA, None) == 0, "after the time that was told, one may"
            admitted += 1
    assert admitted <= at_once + (clock.now - began) * a_second + 1e-6
