from pathlib import Path

import pytest

from bot.store.place import Place, State


@pytest.fixture
def place(tmp_path: Path) -> Place:
    (tmp_path / "rvu.db").write_bytes(b"ours")
    made = Place(tmp_path / "rvu.db")
    made.remember()
    return made


def test_what_was_never_there_is_not_missed(tmp_path: Path) -> None:
    nowhere = Place(tmp_path / "none" / "rvu.db")
    nowhere.remember()
    assert nowhere.state() is State.SAME


@pytest.mark.parametrize(("content", "state"), [(None, State.GONE), (b"", State.GONE), (b"other", State.OTHER)])
def test_what_lies_there_is_told_apart(tmp_path: Path, place: Place, content: bytes | None, state: State) -> None:
    assert place.state() is State.SAME
    (tmp_path / "rvu.db").rename(tmp_path / "moved.db")
    if content is not None:
        (tmp_path / "rvu.db").write_bytes(content)
    assert place.state() is state


def test_a_copy_takes_the_place_with_its_rights_and_without_the_former_log(tmp_path: Path, place: Place) -> None:
    (tmp_path / "rvu.db").chmod(0o640)
    place.remember()
    (tmp_path / "rvu.db").unlink()
    (tmp_path / "rvu.db-wal").write_bytes(b"former")
    staged = place.stage()
    staged.write_bytes(b"copy")
    place.put_back(staged)
    assert [path.name for path in tmp_path.iterdir()] == ["rvu.db"]
    assert (tmp_path / "rvu.db").read_bytes() == b"copy"
    assert (tmp_path / "rvu.db").stat().st_mode & 0o777 == 0o640
    assert place.state() is State.SAME


def test_beside_another_file_the_copy_is_kept_and_only_our_log_removed(tmp_path: Path, place: Place) -> None:
    (tmp_path / "rvu.db-wal").write_bytes(b"ours")
    (tmp_path / "rvu.db-shm").write_bytes(b"ours")
    place.state()
    (tmp_path / "rvu.db").rename(tmp_path / "moved.db")
    (tmp_path / "rvu.db").write_bytes(b"theirs")
    (tmp_path / "rvu.db-shm").rename(tmp_path / "moved.db-shm")
    (tmp_path / "rvu.db-shm").write_bytes(b"theirs")
    staged = place.stage()
    staged.write_bytes(b"copy")
    kept = place.keep_beside(staged)
    assert kept.read_bytes() == b"copy"
    assert (tmp_path / "rvu.db").read_bytes() == b"theirs"
    assert not (tmp_path / "rvu.db-wal").exists()
    assert (tmp_path / "rvu.db-shm").exists()
    assert place.state() is State.SAME
