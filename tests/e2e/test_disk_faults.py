"""The database fails in every way it can: the asker has an answer, the operator a line, and what was written stays."""

import asyncio
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.store.database import Database
from tests.e2e.conftest import DUEL, Clinic
from tests.e2e.faults import ask, kept, one_line, whole
from tests.standin import BotProcess, Discord, Exchange, User, button, buttons, text

SMALL = 4 * 2**20
"""Bytes of the disk that fills up."""

WITHOUT_RIGHTS = """
import ctypes, os, sys
for right in (1, 2):  # overriding and searching past file modes, which the superuser may
    ctypes.CDLL(None).prctl(24, right, 0, 0, 0)
os.execv(sys.executable, [sys.executable, "-m", "bot", "run"])
"""
"""Starts the program so that file modes hold for it, also where the tests run as the superuser."""


def answered(it: Exchange, *, saved: bool) -> None:
    assert "$111.22" in text(it.message)
    assert ("Not saved" in text(it.message)) is not saved
    assert bool(buttons(it.message)) is saved


async def told(bot: BotProcess, code: str, what: str) -> None:
    """Make sure that the operator was told what to do, in one line, and not once for each answer."""
    line = (await bot.logged(rf"database_failed .*(?:{code}).*")).group(0)
    assert what in line
    assert len(re.findall(r"database_failed access=write", bot.log)) <= 1


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of its own, small and in memory."""
    if os.geteuid() != 0:
        pytest.skip("a full disk: only the superuser mounts one")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "none", place], check=False)
    if mounted.returncode:
        pytest.skip("a full disk: none can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(filler: Path) -> None:
    """Write until there is no room for a single page more."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass


async def test_on_a_full_disk_answers_come_unsaved_until_there_is_room(disk: Path) -> None:
    database = disk / "rvu.db"
    async with Discord() as discord:
        clinic = Clinic(discord, discord.guild("Clinic"), discord.user("Ada"), discord.user("Ben"), database)
        async with clinic.bot() as bot:
            await bot.ready()
            before = await ask(clinic, DUEL)
            answered(before, saved=True)
            filler = disk / "filler"
            fill(filler)
            unsaved = 0
            # What SQLite has already made room for is still filled.
            for _ in range(400):
                it = await ask(clinic, DUEL)
                unsaved += "Not saved" in text(it.message)
                if unsaved == 3:
                    break
            assert unsaved == 3
            answered(it, saved=False)
            await told(bot, "SQLITE_FULL|SQLITE_IOERR", "free some space")
            listed = await (await discord.slash(clinic.ada, clinic.guild, "history list")).done()
            assert "wart" in text(listed.message), "what is there can be read"
            filler.unlink()
            after = await ask(clinic, DUEL)
            answered(after, saved=True)
            await bot.logged("database_works_again access=write")
            math = await discord.click(clinic.ada, before.message, button(before.message, "Show the math"))
            assert "33.4009" in text(math.message) + "".join(file.decode() for file in math.files.values())
            assert await bot.terminate() == 0
        saved = sum(
            one.status == 200 and isinstance(one.body, dict) and "rvu1:math" in str(one.body)
            for one in discord.requests
        )
        assert kept(database) == saved
        assert whole(database)


async def test_a_read_only_file_costs_the_record_and_not_the_answer(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await ask(clinic, DUEL)
        assert await bot.terminate() == 0
    clinic.database.chmod(0o444)
    try:
        async with BotProcess(clinic.discord, clinic.database, command=("-c", WITHOUT_RIGHTS)) as bot:
            await bot.ready()
            answered(await ask(clinic, DUEL), saved=False)
            answered(await ask(clinic, DUEL), saved=False)
            await told(bot, "SQLITE_READONLY", "let the bot's user write the file and its folder")
            listed = await (await clinic.discord.slash(clinic.ada, clinic.guild, "history list")).done()
            assert "wart" in text(listed.message), "what is there can be read"
    finally:
        clinic.database.chmod(0o644)
    assert kept(clinic.database) == 1


async def test_while_another_program_holds_the_database_nobody_waits_for_long(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        people: list[User] = [clinic.discord.user(f"Person {number}") for number in range(8)]
        for person in people:
            clinic.guild.join(person)
        with closing(sqlite3.connect(clinic.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked = [
                await clinic.discord.slash(person, clinic.guild, "ask", {"question": DUEL}, wait=False)
                for person in people
            ]
            await asyncio.gather(*(it.done(25) for it in asked))
        for it in asked:
            answered(it, saved=False)
        await told(bot, "SQLITE_BUSY|TimeoutError", "let it finish")
        answered(await ask(clinic, DUEL), saved=True)
        await bot.logged("database_works_again access=write failures=")
    assert kept(clinic.database) == 1


def spoil(database: Path) -> None:
    """Overwrite everything behind the first page, which says what sort of file it is."""
    with database.open("rb+") as file:
        file.seek(4096)
        file.write(b"\xa5" * (database.stat().st_size - 4096))


async def test_a_file_damaged_while_running_costs_the_record_and_not_the_answer(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await ask(clinic, DUEL)
        with closing(sqlite3.connect(clinic.database)) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        spoil(clinic.database)
        listed = await (await clinic.discord.slash(clinic.ada, clinic.guild, "history list")).done()
        assert "cannot be reached just now" in text(listed.message)
        answered(await ask(clinic, DUEL), saved=False)
        answered(await (await clinic.discord.mention(clinic.ada, clinic.guild, DUEL)).done(), saved=False)
        await told(bot, "SQLITE_CORRUPT|SQLITE_NOTADB", "`db restore`")
        assert "Traceback" not in bot.log


@pytest.mark.parametrize("spoiled", ["all of it", "behind the first page"])
async def test_a_start_on_a_damaged_file_says_so_in_one_sentence(clinic: Clinic, spoiled: str) -> None:
    database = Database(f"sqlite+aiosqlite:///{clinic.database}")
    await database.open()
    await database.close()
    if spoiled == "all of it":
        clinic.database.write_bytes(b"\xa5" * clinic.database.stat().st_size)
    else:
        spoil(clinic.database)
    async with clinic.bot() as bot:
        assert await bot.ended(60) == 1
        said = one_line(bot.log)
    assert said == "The database file is damaged or is not a database; move it away or restore a copy of it."


async def test_a_file_removed_while_running_is_put_back_whole(clinic: Clinic) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        messages: list[dict[str, Any]] = [(await ask(clinic, DUEL)).message]
        clinic.database.unlink()
        messages.append((await ask(clinic, DUEL)).message)
        await asyncio.sleep(1.1)
        messages.append((await ask(clinic, DUEL)).message)
        line = (await bot.logged("database_removed.*")).group(0)
        assert "stop the bot before" in line
        assert kept(clinic.database) >= 2
        for path in clinic.database.parent.glob("rvu.db*"):
            path.unlink()
        messages.append((await ask(clinic, DUEL)).message)
        assert await bot.terminate() == 0
    assert kept(clinic.database) == 4
    assert whole(clinic.database)
    assert [path.name for path in clinic.database.parent.iterdir()] == ["rvu.db"]
    async with clinic.bot() as again:
        await again.ready()
        for message in messages:
            math = await clinic.discord.click(clinic.ada, message, button(message, "Show the math"))
            assert "33.4009" in text(math.message) + "".join(file.decode() for file in math.files.values())


async def test_a_file_replaced_while_running_is_used_and_the_former_kept(clinic: Clinic, tmp_path: Path) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        await ask(clinic, DUEL)
        other = tmp_path / "other.db"
        with closing(sqlite3.connect(clinic.database)) as source, closing(sqlite3.connect(other)) as copy:
            source.backup(copy)
            copy.execute("DELETE FROM asked")
            copy.execute("DELETE FROM answers")
            copy.commit()
        await ask(clinic, DUEL)
        other.replace(clinic.database)
        await asyncio.sleep(1.1)
        answered(await ask(clinic, DUEL), saved=True)
        await bot.logged("database_replaced")
        assert await bot.terminate() == 0
    (former,) = clinic.database.parent.glob("rvu.db.replaced-*")
    assert (kept(former), kept(clinic.database)) == (2, 1)
    assert whole(former)
