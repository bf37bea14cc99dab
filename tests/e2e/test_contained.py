"""The shipped bot under the image's own settings and commands, as a container runs it.

A user without rights, no home, and nothing that can be written to but the volume.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.e2e.conftest import DUEL
from tests.standin import BotProcess, Discord, button, text
from tests.standin.process import ROOT

DOCKERFILE: Final = (ROOT / "Dockerfile").read_text("utf-8")
NOBODY: Final = 65_534
READ_ONLY: Final = (
    "mount --make-rprivate / && mount --bind {data} {data} && mount -o remount,ro,bind / "
    "&& exec setpriv --reuid={user} --regid={user} --clear-groups --inh-caps=-all --bounding-set=-all --no-new-privs "
)
"""Everything read-only for this process and its children, but for one folder; then root's rights are given up."""


def contained(data: Path, command: list[str]) -> list[str]:
    """Return what runs a command as the container would, on this machine's Python."""
    inner = READ_ONLY.format(data=shlex.quote(str(data)), user=NOBODY) + shlex.join(command)
    return ["unshare", "--mount", "sh", "-c", inner]


@pytest.fixture
def data() -> Iterator[Path]:
    """Make the volume, where the user without rights can get to it."""
    folder = Path(tempfile.mkdtemp(prefix="rvu-data-"))
    try:
        os.chown(folder, NOBODY, NOBODY)
        probe = [sys.executable, "-c", "import bot, discord, sqlalchemy"]
        done = subprocess.run(contained(folder, probe), cwd=ROOT, check=False, capture_output=True)
        if done.returncode:
            pytest.skip("needs root with mount, unshare and setpriv, and sources that others may read")
        yield folder
    except (PermissionError, FileNotFoundError):
        pytest.skip("needs root with mount, unshare and setpriv, and sources that others may read")
    finally:
        shutil.rmtree(folder)


def run(command: list[str], **environment: str) -> int:
    known = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, cwd=ROOT, env=known, check=False, capture_output=True).returncode


def rights(bot: BotProcess) -> tuple[str, int]:
    """Return the user that a process runs as, and the capabilities that it has."""
    lines = Path(f"/proc/{bot.process.pid}/status").read_text(encoding="ascii").splitlines()
    fields = {line.split(":")[0]: line.split(":")[1].split() for line in lines}
    return "".join(set(fields["Uid"])), int(fields["CapEff"][0], 16)


def environment(data: Path) -> dict[str, str]:
    """Return what the image sets, with the volume where it is here."""
    return {
        name: value.replace("/data", str(data))
        for name, value in re.findall(r"^ENV (\w+)=(.*)$", DOCKERFILE, re.MULTILINE)
    }


def commanded(instruction: str) -> list[str]:
    """Return the command of an instruction of the image, run by the Python that runs this."""
    (written,) = re.findall(rf"^{instruction}.*?\[(.*)\]$", DOCKERFILE, re.MULTILINE)
    return [sys.executable, *re.findall(r'"([^"]*)"', written)[1:]]


async def test_it_answers_draws_saves_and_is_well_with_nothing_else_to_write_to(data: Path, port: int) -> None:
    async with Discord() as discord:
        ada, guild = discord.user("Ada"), discord.guild("Clinic")
        bot = BotProcess(discord, data / "rvu.db", environment(data) | {"HEALTH_PORT": str(port)})
        bot.command = contained(data, commanded("CMD"))
        del bot.environment["HOME"]
        async with bot:
            await bot.ready(60)
            it = await (await discord.slash(ada, guild, "ask", {"question": DUEL})).done()
            assert "Not saved" not in text(it.message)
            chart = await (await discord.click(ada, it.message, button(it.message, "Chart"))).done(60)
            assert [name for name in chart.files if name.endswith(".png")]
            assert run(contained(data, commanded("HEALTHCHECK")), HEALTH_PORT=str(port)) == 0
            assert rights(bot) == (f"{NOBODY}", 0)
            assert "Traceback" not in bot.log
            assert await bot.terminate() == 0
    assert sorted(os.listdir(data)) == ["matplotlib", "rvu.db"]  # noqa: PTH208 - blocks no longer than a test may
