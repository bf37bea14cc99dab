import hashlib
from pathlib import Path

import pytest

from bot.domain.dataset import Kind, RelativeValues
from bot.domain.release import Track
from bot.errors import UnreadableFileError
from bot.fees.identity import Stated
from bot.fees.importer import Reading, read_all
from tests.fees import made

NOTHING = Stated()
EVERYTHING = [
    (Kind.COUNTIES, "2026", 1),
    (Kind.ANESTHESIA, "2026", 2),
    (Kind.MINUTES, "2026", 2),
    (Kind.GPCI, "2026", 2),
    (Kind.CAPS, "RVU26B", 2),
    (Kind.VALUES, "RVU26B", 2),
    (Kind.ZIPS, "2026-2", 2),
]


def read(*paths: Path, stated: Stated = NOTHING, known: frozenset[str] = frozenset()) -> Reading:
    return read_all(paths, stated, lambda _name, _lines: lambda _read: None, known.__contains__)


def summary(reading: Reading) -> list[tuple[Kind, str, int]]:
    return [(each.dataset.kind, each.dataset.name, len(each.dataset.lines)) for each in reading.imported]


def test_a_folder_is_read_whole_and_what_is_no_table_passed_over(tmp_path: Path) -> None:
    reading = read(made.release_folder(tmp_path / "rvu26b"))
    assert sorted(summary(reading)) == sorted(EVERYTHING)
    assert (reading.passed, reading.known) == (("readme.txt",), ())


def test_a_zip_reads_like_the_folder_it_was_made_of(tmp_path: Path) -> None:
    folder = made.release_folder(tmp_path / "rvu26b")
    packed = tmp_path / "rvu26b.zip"
    packed.write_bytes(made.zipped({f"inside/{path.name}": path.read_bytes() for path in folder.iterdir()}))
    assert [each.dataset for each in read(packed).imported] == [each.dataset for each in read(folder).imported]


def test_single_files_read_alike(tmp_path: Path) -> None:
    folder = made.release_folder(tmp_path / "anywhere")
    paths = [path for path in folder.iterdir() if path.name not in {"readme.txt", "RVU26B.pdf"}]
    assert sorted(summary(read(*paths))) == sorted(EVERYTHING)


def test_of_several_layouts_of_a_table_the_csv_is_read(tmp_path: Path) -> None:
    (tmp_path / made.NAME).write_text(made.values(), "utf-8")
    (tmp_path / made.FIXED_NAME).write_text("HDR damaged", "utf-8")
    (tmp_path / made.NAME.replace("csv", "xlsx")).write_bytes(b"PK\x03\x04 damaged")
    reading = read(tmp_path)
    assert [each.file for each in reading.imported] == [made.NAME]
    assert len(reading.passed) == 2


def test_a_table_may_be_a_workbook_or_compressed(tmp_path: Path) -> None:
    (tmp_path / "CMS-1832-F_Work_Time.xlsx").write_bytes(made.workbook([made.MINUTES_HEAD, *made.MINUTES_ROWS]))
    (tmp_path / "ZIP5_APR2026.csv.gz").write_bytes(made.gzipped(made.zips()))
    assert sorted(summary(read(tmp_path))) == [(Kind.ZIPS, "2026-2", 2), (Kind.MINUTES, "2026", 2)]


def test_the_checksum_is_that_of_the_file_as_it_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "ZIP5_APR2026.csv.gz"
    path.write_bytes(made.gzipped(made.zips()))
    (only,) = read(path).imported
    assert only.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_known_file_is_told_and_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / made.GPCI_NAME
    path.write_text(made.gpci(), "utf-8", newline="")
    reading = read(path, known=frozenset({hashlib.sha256(path.read_bytes()).hexdigest()}))
    assert (reading.imported, reading.known) == ((), (made.GPCI_NAME,))


def test_the_two_factors_of_a_year_come_from_two_files(tmp_path: Path) -> None:
    (tmp_path / made.NAME).write_text(made.values(), "utf-8")
    qp = made.values().replace("33.4009", "33.5675")
    (tmp_path / made.NAME.replace("nonQPP", "QPP")).write_text(qp, "utf-8")
    datasets = [each.dataset for each in read(tmp_path).imported]
    factors = {each.track: str(each.factor) for each in datasets if isinstance(each, RelativeValues)}
    assert factors == {Track.NONQP: "33.4009", Track.QP: "33.5675"}


def test_two_files_of_a_release_must_have_the_same_rvus(tmp_path: Path) -> None:
    dearer = made.ROW | {"WORK RVU": "0.70", "NON-FACILITY TOTAL": "3.35", "FACILITY TOTAL": "1.89"}
    (tmp_path / made.NAME).write_text(made.values(), "utf-8")
    (tmp_path / made.NAME.replace("nonQPP", "QPP")).write_text(made.values(dearer, made.OTHER), "utf-8")
    with pytest.raises(UnreadableFileError, match="its RVUs are not those of the release's other file"):
        read(tmp_path)


def test_the_same_table_twice_is_taken_once_and_another_one_of_its_name_refused(tmp_path: Path) -> None:
    for folder, text in (("a", made.gpci()), ("b", made.gpci())):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / made.GPCI_NAME).write_text(text, "utf-8")
    assert summary(read(tmp_path)) == [(Kind.GPCI, "2026", 2)]
    (tmp_path / "b" / made.GPCI_NAME).write_text(made.gpci(made.GPCI_ROWS[0]), "utf-8")
    with pytest.raises(UnreadableFileError, match=r"and so does GPCI2026\.csv, with other numbers"):
        read(tmp_path)


def test_a_file_that_is_far_too_short_is_taken_only_when_asked_to(tmp_path: Path) -> None:
    rows = [made.ROW | {"HCPCS": f"{number:05}"} for number in range(100, 2100)]
    path = tmp_path / made.NAME
    path.write_text(made.values(*rows), "utf-8")
    with pytest.raises(UnreadableFileError, match="2000 lines are too few for a whole file; add --partial"):
        read(path)
    assert summary(read(path, stated=Stated(partial=True))) == [(Kind.VALUES, "RVU26B", 2000)]


def test_progress_is_told_by_lines(tmp_path: Path) -> None:
    rows = [made.ROW | {"HCPCS": f"{number:05}"} for number in range(100, 1090)]
    (tmp_path / made.NAME).write_text(made.values(*rows), "utf-8")
    told: list[object] = []
    read_all([tmp_path], Stated(), lambda name, lines: told.append((name, lines)) or told.append, lambda _: False)  # type: ignore[func-returns-value]
    assert told == [(made.NAME, 1000), 500, 500, 0]
