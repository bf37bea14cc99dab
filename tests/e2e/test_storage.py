"""The shipped bot on a server's database, and beside other programs that write to its own."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.cli.running import runner
from tests.e2e.conftest import DUEL, Clinic
from tests.fees import made
from tests.standin import BotProcess, Discord, button, text

OFTEN = "from bot.app import refresh; refresh.EVERY = 0.2; from bot.__main__ import main; main()"
"""Runs the program with a shorter wait between two looks at the database."""


async def asked(discord: Discord, clinic: Clinic, question: str) -> dict[str, Any]:
    return (await (await discord.slash(clinic.ada, clinic.guild, "ask", {"question": question})).done()).message


async def test_on_postgresql_a_button_works_after_its_process_was_killed(clinic: Clinic, postgresql: str) -> None:
    async with BotProcess(clinic.discord, postgresql) as first:
        await first.ready()
        message = await asked(clinic.discord, clinic, DUEL)
        assert "not saved" not in text(message)
        await first.kill()
    async with BotProcess(clinic.discord, postgresql) as second:
        await second.ready()
        click = await clinic.discord.click(clinic.ada, message, button(message, "Show the math"))
        await click.done()
        assert "33.4009" in text(click.message) + "".join(content.decode() for content in click.files.values())
        assert await second.terminate() == 0
        assert "Traceback" not in second.log


async def test_a_release_imported_while_the_bot_runs_is_used_without_a_restart(clinic: Clinic, tmp_path: Path) -> None:
    folder = tmp_path / "release"
    await asyncio.to_thread(made.priced_folder, folder, "0.99")
    bot = BotProcess(clinic.discord, clinic.database, command=("-c", OFTEN, "run"))
    async with bot:
        await bot.ready()
        assert "0.68" in text(await asked(clinic.discord, clinic, "how many rvus is 17110"))
        fees = runner(tmp_path)
        variables = {"DATABASE_URL": f"sqlite+aiosqlite:///{clinic.database}"}
        done = await asyncio.to_thread(fees, "fees", "import", "--accept-ama-license", str(folder), **variables)
        assert done.returncode == 0, done.stderr
        await bot.logged("releases_reloaded", 20)
        assert "0.99" in text(await asked(clinic.discord, clinic, "how many rvus is 17110"))


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"database": "absent"}], ids=["password", "database"])
async def test_a_server_that_refuses_it_is_told_in_one_line_at_the_start(
    clinic: Clinic, postgresql: str, wrong: dict[str, str]
) -> None:
    async with BotProcess(
        clinic.discord, make_url(postgresql).set(**wrong).render_as_string(hide_password=False)
    ) as bot:
        assert await bot.ended() == 1
        assert "DATABASE_URL" in bot.log.splitlines()[-1]
        assert "Traceback" not in bot.log
