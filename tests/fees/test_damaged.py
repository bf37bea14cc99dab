"""Files of a release damaged in every way: each is taken whole or refused in one sentence, and nothing else happens."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from bot.errors import RvuError
from bot.fees.identity import Stated
from bot.fees.importer import read_all
from tests.fees import made

TIMES: Final = 60
NASTY: Final = (
    *(
        b"\x00",
        b"\xff\xfe",
        b'"',
        b",,,,",
        b"\r",
        b"\n\n",
        b"9" * 400,
        b"-1e999999",
        b"NaN",
        b"Infinity",
        b"=cmd|'x'!A0",
    ),
    *(
        "\u202e½٣".encode(),
        b"'; DROP TABLE releases; --",
        b"@everyone <@1>",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"0x7f",
        b"1,000.00",
    ),
)


def flipped(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << source.randrange(8))]) + data[at + 1 :]


def cut(data: bytes, source: random.Random) -> bytes:
    return data[: source.randrange(len(data))]


def put_in(data: bytes, source: random.Random) -> bytes:
    at = source.randrange(len(data) + 1)
    return data[:at] + source.choice(NASTY) + data[at:]


def taken_out(data: bytes, source: random.Random) -> bytes:
    first, last = sorted(source.randrange(len(data) + 1) for _ in range(2))
    return data[:first] + data[last:]


def doubled(data: bytes, source: random.Random) -> bytes:
    first, last = sorted(source.randrange(len(data) + 1) for _ in range(2))
    return data[:last] + data[first:]


def shuffled(data: bytes, source: random.Random) -> bytes:
    lines = data.split(b"\n")
    source.shuffle(lines)
    return b"\n".join(lines)


def widened(data: bytes, source: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = source.randrange(len(lines))
    lines[at] += source.choice((b",", b"\t", b" ")) * source.randrange(1, 5_000)
    return b"\n".join(lines)


WAYS: Final = (flipped, cut, put_in, taken_out, doubled, shuffled, widened)
Damage = Callable[[bytes, random.Random], bytes]


def outcome(path: Path) -> str:
    """Read a path; tell how many lines were taken, or the refusal."""
    try:
        found = read_all([path], Stated(partial=True), lambda *_: lambda _: None, lambda _: False)
    except RvuError as error:
        told = f"{error.message} {error.hint}"
        assert len(told) < 500
        assert told.isprintable(), told
        return told
    return str(sum(len(each.dataset.lines) for each in found.imported))


def sources(folder: Path) -> dict[str, bytes]:
    """Return each kind of file that an import takes, also packed."""
    release = made.release_folder(folder)
    files = {path.name: path.read_bytes() for path in sorted(release.iterdir()) if path.suffix != ".pdf"}
    files["rvu26b.zip"] = made.zipped(files)
    return files


@pytest.mark.parametrize("damage", WAYS, ids=lambda damage: damage.__name__)
def test_a_damaged_file_is_taken_whole_or_refused(tmp_path: Path, damage: Damage) -> None:
    source, seen = random.Random(damage.__name__), set()  # noqa: S311 - not for secrets
    for name, data in sources(tmp_path / "rvu26b").items():
        place = tmp_path / "RVU26B" / name
        place.parent.mkdir(exist_ok=True)
        for number in range(TIMES):
            damaged = data
            for _ in range(source.randrange(1, 4)):
                damaged = damage(damaged, source) if damaged else damaged
            place.write_bytes(damaged)
            try:
                seen.add(outcome(place))
            except Exception as error:
                error.add_note(f"{name}, {damage.__name__} {number}: {damaged[:2_000]!r}")
                raise
        place.unlink()
    assert len(seen) > 3, "both happens: some are taken, others are refused for several reasons"


@pytest.mark.parametrize(
    "name",
    ["../../escape.csv", "/etc/cron.d/x.csv", "a/../../b.csv", "C:\\x.csv", "..\\x.csv", "x\x00.csv", "\u202evsc.x"],
)
def test_a_zip_writes_nothing_anywhere(tmp_path: Path, name: str) -> None:
    packed = tmp_path / "rvu26b.zip"
    packed.write_bytes(made.zipped({name: made.values()}))
    outcome(packed)
    assert [path.name for path in tmp_path.rglob("*")] == ["rvu26b.zip"]
