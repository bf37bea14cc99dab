"""What every committed file of the project keeps to: locks that work anywhere, no machine's paths, no CPT text."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
RELEASE = "rvu26b/PPRRVU2026_Apr_nonQPP.txt"

ADDRESS = re.compile(
    r"\w+://|--(?:extra-)?index-url|--find-links|--trusted-host|(?<!\w)-[fi] |\bfile:| @ |(?<![\w.])/\w"
)
"""Anything in a lock that says where packages come from: it would break, or be trusted, somewhere else."""

REGISTRY = re.compile(r"p[y]pi\.org|p[y]thonhosted|n[p]mjs|deb\.d[e]bian|\bregistr[y]\.\w|/sim[p]le/", re.IGNORECASE)
MACHINE = re.compile(r"""(?<![\w.:/)\]}])/(?:work|tmp|root|home|Users|opt|mnt)/\w|\b[A-Z]:\\\w""")
"""Absolute paths that exist on one machine only."""

HEAD, FEW = 20, 3
"""A description of up to 20 characters or three words is what anyone would say, not CMS's text."""


@cache
def committed() -> tuple[Path, ...]:
    """List the files under version control; in a bare copy of the sources, every file that is not hidden."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not any(part[0] in "._" for part in path.relative_to(ROOT).parts)]
    return tuple(path for path in paths if path.is_file())


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each committed file that is text; some of the tests' files are badly encoded."""
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8", "replace")


def found(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}: {match.group()}" for name, text in texts() for match in pattern.finditer(text)]


def requirements(lock: str) -> dict[str, set[str]]:
    """Read a lock as the pins of each package and the options of each pin."""
    pins: dict[str, set[str]] = {}
    text = re.sub(r"^\s*#.*$", "", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE)
    for entry in re.sub(r"\\\n", " ", text).splitlines():
        if entry.strip():
            name, rest = entry.split("==", 1)
            pins.setdefault(name.split("[")[0], set()).add(rest)
    return pins


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_that_packages_come_from(lock: str) -> None:
    assert ADDRESS.findall((ROOT / lock).read_text("utf-8")) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_a_lock_is_hashed(lock: str) -> None:
    pins = requirements(lock)
    assert len(pins) > len(dependencies())
    assert [name for name, rests in pins.items() if not all("--hash=sha256:" in rest for rest in rests)] == []


def dependencies(*extras: str) -> set[str]:
    """Name the packages that the project asks for, as the locks spell them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *(each for extra in extras for each in project["optional-dependencies"][extra])]
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", each)[0]).lower() for each in asked}


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], ("test", "lint"))], ids=["run", "dev"])
def test_a_lock_pins_everything_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    assert dependencies(*extras) <= requirements(lock).keys()


def test_the_bot_runs_without_the_test_tools() -> None:
    assert requirements(LOCKS[0]).keys().isdisjoint({"pytest", "ruff", "mypy", "hypothesis"})


def test_the_tests_run_on_the_very_packages_that_users_run() -> None:
    tested = requirements(LOCKS[1])
    assert {name: tested.get(name) for name in requirements(LOCKS[0])} == requirements(LOCKS[0])


def test_no_file_names_a_package_registry() -> None:
    assert found(REGISTRY) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found(MACHINE) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/si" + "mple",
        "--find-links wheels",
        "-f wheels",
        "tool @ file:../tool",
        "tool==1 # from /" + "opt/wheels",
    ],
)
def test_an_address_in_a_lock_is_seen(line: str) -> None:
    assert ADDRESS.search(line)


@pytest.mark.parametrize("line", ["see /" + "home/someone/x", "'/" + "tmp/x.db'", "C:" + "\\Users\\x"])
def test_a_path_of_one_machine_is_seen(line: str) -> None:
    assert MACHINE.search(line)


def test_no_file_holds_a_description_of_the_cms_release(cms_dir: Path) -> None:
    by_head: dict[str, set[str]] = {}
    for row in (cms_dir / RELEASE).read_text("latin-1").lower().splitlines():
        if len(description := row[7:57].strip()) > HEAD and len(description.split()) > FEW:
            by_head.setdefault(description[:HEAD], set()).add(description)
    copied = {
        f"{name}: {description}"
        for name, text in ((name, text.lower()) for name, text in texts() if name not in LOCKS)
        for at in range(len(text) - HEAD + 1)
        for description in by_head.get(text[at : at + HEAD], ())
        if text.startswith(description, at)
    }
    assert by_head
    assert copied == set()
