"""The files that the operator names: on disk, in folders, inside zips. Nothing is unpacked to disk.

Memory is bounded: no file is read beyond `MOST_BYTES`, whatever size it declares.
"""

import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from bot.errors import UnreadableFileError

MOST_BYTES = 64 * 2**20
"""The largest file of a CMS release read so far has 7 MB."""
MOST_FILES = 2000
SUFFIXES = frozenset({".csv", ".txt", ".xlsx", ".gz"})
"""What a CMS release keeps tables in; layouts in PDF and the like are passed over."""
_CHUNK = 2**20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
"""What the standard library raises for archives that are damaged, encrypted or packed in an unknown way."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file that may be a CMS table."""

    name: str
    folder: str
    """The name of the folder or zip it lies in, which often names the release."""
    named: bool
    """Whether the operator named this very file, so that it cannot be passed over."""
    read: Callable[[], bytes]
    """Return the bytes as they lie there. Raises `UnreadableFileError`."""


def find(path: Path) -> Iterator[Found]:
    """Yield the files that a path stands for, in the order of their names. Raises `UnreadableFileError`."""
    if path.is_dir():
        yield from _in_folder(path)
    elif not path.exists():
        raise UnreadableFileError(path.name, "there is no such file")
    elif not path.is_file():
        raise UnreadableFileError(path.name, "it is neither a file nor a folder")
    elif path.suffix.lower() == ".zip":
        yield from _in_zip(path)
    else:
        yield _on_disk(path, named=True)


def _in_folder(folder: Path) -> Iterator[Found]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if len(paths) > MOST_FILES:
        raise UnreadableFileError(folder.name, f"the folder holds more than {MOST_FILES} files")
    for path in paths:
        if path.suffix.lower() == ".zip":
            yield from _in_zip(path)
        elif path.suffix.lower() in SUFFIXES:
            yield _on_disk(path, named=False)


def _on_disk(path: Path, *, named: bool) -> Found:
    def read() -> bytes:
        try:
            with path.open("rb") as stream:
                return _bounded(path.name, stream, path.stat().st_size)
        except OSError as error:
            raise UnreadableFileError(path.name, f"it cannot be read ({error.strerror})") from None

    return Found(path.name, path.resolve().parent.name, named, read)


def _in_zip(path: Path) -> Iterator[Found]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _BROKEN:
        raise UnreadableFileError(path.name, "it is no zip archive, or a broken one") from None
    if not members:
        raise UnreadableFileError(path.name, "the zip is empty")
    if len(members) > MOST_FILES:
        raise UnreadableFileError(path.name, f"the zip holds more than {MOST_FILES} files")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/")).parts
        if ".." in parts or parts[:1] == ("/",) or (parts and parts[0].endswith(":")):
            raise UnreadableFileError(path.name, f"the zip holds a path that climbs out of it ({member.filename!r})")
    for member in sorted(members, key=lambda each: each.filename):
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if not member.is_dir() and name.suffix.lower() in SUFFIXES:
            yield _zipped(path, member, name)


def _zipped(path: Path, member: zipfile.ZipInfo, name: PurePosixPath) -> Found:
    shown = f"{path.name}, {name.name}"

    def read() -> bytes:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
                return _bounded(shown, stream, member.file_size)
        except _BROKEN:
            raise UnreadableFileError(shown, "the zip is broken or encrypted here") from None

    return Found(name.name, name.parent.name or path.stem, named=False, read=read)


def _bounded(name: str, stream: IO[bytes], declared: int) -> bytes:
    """Read a stream whose declared size may be a lie."""
    if declared > MOST_BYTES:
        raise too_large(name)
    parts, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise too_large(name)
        parts.append(chunk)
    return b"".join(parts)


def too_large(name: str) -> UnreadableFileError:
    """Return the refusal of a file larger than any that CMS publishes."""
    return UnreadableFileError(name, f"it is larger than {MOST_BYTES // 2**20} MB, more than any file of a CMS release")


def unpacked(name: str, data: bytes) -> bytes:
    """Take gzip compression off, if there is any. Raises `UnreadableFileError`."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        plain = unpacker.decompress(data, MOST_BYTES + 1)
    except (zlib.error, gzip.BadGzipFile):
        plain = b""
    if len(plain) > MOST_BYTES:
        raise too_large(name)
    if not unpacker.eof:
        raise UnreadableFileError(name, "its gzip compression is broken")
    return plain
