"""What is known of the shipped catalog, kept between two starts: reading it takes a tenth of the time of building it.

It is kept beside the bytecode, as Python keeps what it compiles: whoever may write there decides what runs anyway, and
it is no loss when it is gone or cannot be written. It is good only for the very sources and data that it was made of,
which their content tells.
"""

import logging
import os
import pickle
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import pydantic

from bot.catalog.load import load, uncollected
from bot.known import Known

_log = logging.getLogger(__name__)

ROOT: Final = Path(__file__).parent
MADE_OF: Final = ("catalog", "domain", "language", "known.py")
"""Where the sources and data are of all that is kept."""
KEPT: Final = Path(cache_from_source(__file__)).with_suffix(".known")
_READABLE: Final = 0o644
"""An image is built by another user than runs it."""
_KINDS: Final = frozenset({".py", ".toml", ".csv"})


def known(kept: Path = KEPT) -> Known:
    """Return what is known of the shipped catalog, read or built. Raises `CatalogError` as `load` does."""
    mark = fingerprint()
    with uncollected():
        found = _read(kept, mark)
    if found is None:
        found = Known(load())
        _keep(kept, mark, found)
    return found


def fingerprint() -> bytes:
    """Return what differs as soon as a source, a value, Python or the library of the models does."""
    seen = blake2b(f"{sys.version} {pydantic.VERSION}".encode(), digest_size=32)
    for path in _sources():
        content = path.read_bytes()
        seen.update(f"\0{path.relative_to(ROOT)} {len(content)}\0".encode())
        seen.update(content)
    return seen.digest()


def _sources() -> Iterator[Path]:
    for name in MADE_OF:
        below = ROOT / name
        yield from sorted(path for path in below.rglob("*") if path.suffix in _KINDS) if below.is_dir() else (below,)


def _read(kept: Path, mark: bytes) -> Known | None:
    try:
        content = kept.read_bytes()
        if content[: len(mark)] != mark:
            return None
        found = pickle.loads(memoryview(content)[len(mark) :])  # noqa: S301 - trusted as bytecode is, see above
    except FileNotFoundError:
        return None
    except Exception:  # noqa: BLE001 - a damaged file may fail in any way, and costs only the time to build it anew
        _log.warning("kept_index_unreadable: it is built anew", exc_info=True)
        return None
    return found if isinstance(found, Known) else None


def _keep(kept: Path, mark: bytes, found: Known) -> None:
    """Write it whole or not at all: another process may read meanwhile. Where nothing can be written, nothing is."""
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=kept.parent, prefix=kept.name, delete=False) as part:
            try:
                part.write(mark)
                pickle.dump(found, part, pickle.HIGHEST_PROTOCOL)
                part.close()
                Path(part.name).chmod(_READABLE)
                os.replace(part.name, kept)  # noqa: PTH105 - of the same file
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise


if __name__ == "__main__":
    # For an image whose folders nobody may write to later.
    _keep(KEPT, fingerprint(), Known(load()))
