"""The benchmarks at work, each in a few seconds: nothing is lost, and what is kept is what was answered."""

import os
from pathlib import Path

import pytest

from tests.bench import run
from tests.bench.contest import contest
from tests.bench.report import Line, table, write
from tests.bench.soak import soak
from tests.bench.starts import starts

SOAK_SECONDS = float(os.environ.get("RVU_SOAK_SECONDS", "8"))
GAINED_MB = 15
"""More than an allocator's wavering; a leak of one answer's size at each would pass it within minutes."""


async def test_a_soak_loses_nothing_and_gains_little(tmp_path: Path) -> None:
    lines = {line.what: line.value async for line in soak(tmp_path, SOAK_SECONDS)}
    assert lines["not answered in time"] == 0
    assert lines["rows for each answer"] == 1
    assert lines["memory gained after the warm-up"] <= GAINED_MB


async def test_the_contest_measures_every_bot_against_its_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.bench.contest.WARMING", 5)
    monkeypatch.setattr("tests.bench.contest.STEADY", 5)
    lines = [line async for line in contest(tmp_path, 0.4, 1)]
    told = {(line.part, line.what) for line in lines}
    assert {("1 in flight", "shipped bot, p99"), ("8 in flight", "shipped bot, answers a second")} <= told
    assert {line.value for line in lines if "rows for each answer" in line.what} == {1}
    assert not [line for line in lines if "not answered" in line.what and line.value]


async def test_starts_are_told_beside_the_minimal_bots(tmp_path: Path) -> None:
    lines = [line async for line in starts(tmp_path, 1)]
    assert all(line.value > 0 for line in lines)
    assert [line.of for line in lines if line.ratio is not None] == ["minimal bot"] * 3


def test_a_line_is_shown_and_written_with_its_ratio(tmp_path: Path) -> None:
    line = Line("part", "what", 3.0, "s", 1.5, "floor", "<= 2 times")
    write([line], tmp_path / "told.json")
    assert '"ratio": 2.0' in (tmp_path / "told.json").read_text(encoding="utf-8")
    assert table([line]).row_count == 2


def test_the_options_choose_the_parts() -> None:
    assert run.chosen(["--only", "soak", "--soak", "60"]).soak == 60
    assert run.HISTORY not in run.chosen([]).only
