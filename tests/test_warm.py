"""What is kept between two starts: the same as what is built, and nothing that is of other sources."""

import io
import json
import logging
import pickle
import sys
from pathlib import Path

import pytest

from bot import warm
from bot.known import Known

QUESTIONS = Path(__file__).parent / "understanding" / "own.jsonl"
OURS_IN_THE_MARK = ("bot.catalog", "bot.domain", "bot.language", "bot.known")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a first start left it."""
    path = tmp_path_factory.mktemp("kept") / "below" / "known"
    warm.known(path)
    return path


@pytest.fixture(scope="module")
def read(kept: Path) -> Known:
    return warm.known(kept)


def test_what_is_read_understands_as_what_is_built(read: Known) -> None:
    built = Known(read.catalog)
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]
    assert len(questions) > 400
    for text in questions:
        assert read.listener.understand(text) == built.listener.understand(text), text
    assert read.listener.suggest("wart fr") == built.listener.suggest("wart fr")
    assert read.identifiers.redact("John Doe, MRN 123456, 99213") == built.identifiers.redact(
        "John Doe, MRN 123456, 99213"
    )
    assert read.glossary.suggest("conv", 5) == built.glossary.suggest("conv", 5)


def test_a_second_start_builds_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "load", lambda: pytest.fail("it was loaded again"))
    assert warm.known(kept).catalog.services


@pytest.mark.parametrize("harm", ["other", "short", "not ours", "empty"])
def test_what_is_damaged_or_of_other_sources_is_built_anew(
    kept: Path, tmp_path: Path, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    whole = kept.read_bytes()
    mark = warm.fingerprint()
    harmed = tmp_path / "known"
    harmed.write_bytes(
        {
            "other": bytes(len(mark)) + whole[len(mark) :],
            "short": whole[: len(whole) // 2],
            "not ours": mark + b"\x80\x05K\x01.",
            "empty": b"",
        }[harm]
    )
    with caplog.at_level(logging.WARNING):
        assert warm.known(harmed).catalog.services
    assert ("kept_index_unreadable" in caplog.text) is (harm == "short")
    assert harmed.read_bytes()[: len(mark)] == mark
    assert [path.name for path in tmp_path.iterdir()] == ["known"], "no part of a file is left"
    assert harmed.stat().st_size > len(whole) // 2


def test_where_nothing_can_be_written_it_is_built(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    assert warm.known(tmp_path / "file" / "known").catalog.services


def test_the_mark_tells_every_source_that_the_kept_is_made_of(kept: Path) -> None:
    """A class from elsewhere could change without anyone noticing that the kept is of an older one."""
    named: set[str] = set()

    class Noting(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            named.add(module)
            return super().find_class(module, name)

    Noting(io.BytesIO(kept.read_bytes()[len(warm.fingerprint()) :])).load()
    ours = {module for module in named if module.partition(".")[0] in {"bot", "cogs"}}
    assert len(ours) > 20
    assert {module for module in ours if not module.startswith(OURS_IN_THE_MARK)} == set()
    assert {module.partition(".")[0] for module in named - ours} <= {*sys.stdlib_module_names, "pydantic_core"}


def test_the_mark_differs_with_any_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("catalog", "domain", "language"):
        (tmp_path / name).mkdir()
    (tmp_path / "known.py").write_text("1", "utf-8")
    (tmp_path / "language" / "a.py").write_text("1", "utf-8")
    monkeypatch.setattr(warm, "ROOT", tmp_path)
    first = warm.fingerprint()
    assert warm.fingerprint() == first
    (tmp_path / "language" / "a.py").write_text("2", "utf-8")
    second = warm.fingerprint()
    (tmp_path / "known.py").write_text("2", "utf-8")
    assert len({first, second, warm.fingerprint()}) == 3
