"""What an operator sees of the shipped bot: its log, its health page, its metrics, its container's check."""

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.conftest import DUEL, Clinic
from tests.standin import BotProcess, NotHappened, Refusal, button
from tests.standin.process import ROOT


async def fetch(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.text()


async def health(port: int) -> tuple[int, Any]:
    status, text = await fetch(port, "/health")
    return status, json.loads(text)


async def metrics(port: int) -> dict[tuple[str, tuple[str, ...]], float]:
    _, text = await fetch(port, "/metrics")
    families = text_string_to_metric_families(text)
    return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


def proc(bot: BotProcess, name: str) -> Path:
    return Path("/proc", str(bot.process.pid), name)


def listening(bot: BotProcess) -> int:
    """Count the TCP sockets that the process listens at."""
    opened = {str(each.readlink()) for each in proc(bot, "fd").iterdir() if each.is_symlink()}
    tcp = [line.split() for line in proc(bot, "net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return sum(1 for line in tcp if line[3] == "0A" and f"socket:[{line[9]}]" in opened)


def check(port: int) -> int:
    """Run what a container runs to learn how the bot in it is."""
    environment = {"HEALTH_PORT": str(port), "PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "bot.app.healthcheck"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True).returncode


async def test_answers_acknowledgements_and_the_store_are_counted(clinic: Clinic, port: int) -> None:
    discord, ada, guild = clinic.discord, clinic.ada, clinic.guild
    async with clinic.bot(HEALTH_PORT=str(port)) as bot:
        await bot.ready()
        for _ in range(3):
            it = await (await discord.slash(ada, guild, "ask", {"question": DUEL})).done()
        await (await discord.mention(ada, guild, "what is a global period")).done()
        await (await discord.click(ada, it.message, button(it.message, "Show the math"))).done()
        await discord.autocomplete(ada, guild, "compare", focused="first", options={"first": "wart"})
        await (await discord.slash(ada, guild, "rvu", {"code": "17119"})).done()
        found = await metrics(port)
        status, told = await health(port)
    names = {name for name, _ in found}
    documented = re.findall(r"`(rvu_[a-z_]+)`", (ROOT / "README.md").read_text("utf-8"))
    assert [name for name in documented if not {name, f"{name}_count"} & names] == []
    assert found["rvu_answers_total", ("compare", "saved")] == 3
    assert found["rvu_answers_total", ("explain", "saved")] == 1
    assert found["rvu_answer_seconds_count", ()] >= 4
    assert found["rvu_acknowledgement_seconds_count", ("application_command",)] == 4
    assert found["rvu_acknowledgement_seconds_count", ("component",)] == 1
    assert found["rvu_acknowledgement_seconds_count", ("autocomplete",)] == 1
    assert found["rvu_store_seconds_count", ("write",)] >= 4
    assert found["rvu_store_failures_total", ("write",)] == 0
    assert (found["rvu_gateway_up", ("0",)], found["rvu_servers", ()]) == (1, 1)
    assert found["rvu_gateway_latency_seconds", ("0",)] < 5
    assert found["process_resident_memory_bytes", ()] > 10_000_000
    assert (status, told["status"], told["store"], told["servers"]) == (200, "ok", "ok", 1)


async def test_a_lost_gateway_is_unhealthy_until_it_is_back(clinic: Clinic, port: int) -> None:
    gateway = clinic.discord.gateway
    async with clinic.bot(HEALTH_PORT=str(port)) as bot:
        await bot.ready()
        assert check(port) == 0
        gateway.abort()
        seen = [await health(port)]
        while len(seen) < 2_000 and (not gateway.resumes or seen[-1][0] != 200):
            seen.append(await health(port))
            await asyncio.sleep(0.01)
        (lost, told), *_ = [each for each in seen if each[0] != 200]
        assert (lost, told["status"], told["gateway"]["0"]["connected"]) == (503, "disconnected", False)
        assert seen[-1][1]["status"] == "ok"
        assert await bot.terminate() == 0
    assert check(port) == 1


async def test_before_discord_answers_it_is_starting(clinic: Clinic, port: int) -> None:
    # The bot tries the first request again after some seconds of these.
    clinic.discord.fail_next("GET", r"/users/@me", Refusal(502, 0, "upstream"))
    async with clinic.bot(HEALTH_PORT=str(port)) as bot:
        seen: list[tuple[int, str]] = []
        while "starting" not in [status for _, status in seen]:
            try:
                code, told = await health(port)
            except aiohttp.ClientError:
                assert bot.alive
                continue
            seen.append((code, told["status"]))
            assert len(seen) < 10_000
        assert seen[-1] == (503, "starting")
        await bot.ready()
    clinic.discord.take_failures()


async def test_answers_that_are_not_saved_show(tmp_path: Path, clinic: Clinic, port: int) -> None:
    (tmp_path / "file").write_text("not a folder")
    where = f"sqlite+aiosqlite:///{tmp_path}/file/rvu.db"
    async with clinic.bot(HEALTH_PORT=str(port), DATABASE_URL=where) as bot:
        await bot.ready()
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        status, told = await health(port)
        assert (status, told["status"], told["store"]) == (200, "not saving", "none")
        assert (await metrics(port))["rvu_answers_total", ("compare", "not_saved")] == 1


async def test_a_taken_port_ends_the_start_in_one_line(clinic: Clinic) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with clinic.bot(HEALTH_PORT=str(taken.getsockname()[1])) as bot:
            assert await bot.ended() == 1
            assert "HEALTH_PORT" in bot.log
            assert "Traceback" not in bot.log


async def test_nothing_listens_unless_a_port_is_set(clinic: Clinic, port: int) -> None:
    async with clinic.bot() as bot:
        await bot.ready()
        assert listening(bot) == 0
    async with clinic.bot(HEALTH_PORT=str(port)) as watched:
        await watched.ready()
        assert listening(watched) == 1


async def test_the_log_has_what_happened_where_and_how_fast_and_nothing_of_anybody(clinic: Clinic) -> None:
    async with clinic.bot(LOG_FORMAT="json") as bot:
        await bot.ready()
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        await (await clinic.discord.mention(clinic.ben, clinic.guild, DUEL)).done()
        clinic.discord.fail_next("POST", r"/interactions/\d+/[^/]+/callback", Refusal(400, 50035, "Invalid Form Body"))
        await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})
        await bot.logged("incident")
        assert await bot.terminate() == 0
        log = bot.log
    lines = [json.loads(line) for line in log.splitlines()]
    events = [line for line in lines if line.get("event") == "answered"]
    assert [line["where"] for line in events] == ["command:ask", "message"]
    assert {line["server"] for line in events} == {str(clinic.guild.id)}
    assert all(line["intent"] == "compare" and 0 <= line["latency_ms"] < 5000 for line in events)
    (failed,) = [line for line in lines if line.get("event") == "failed"]
    assert (failed["server"], failed["where"], len(failed["incident"])) == (str(clinic.guild.id), "command:ask", 8)
    assert "Invalid Form Body" in failed["exception"]
    assert "lifestyle" not in log
    assert not any(str(who.id) in log for who in (clinic.ada, clinic.ben))


async def test_the_token_is_in_no_log_no_argument_and_no_page(clinic: Clinic, port: int) -> None:
    token = clinic.discord.token
    async with clinic.bot(HEALTH_PORT=str(port), LOG_LEVEL="DEBUG") as bot:
        await bot.ready()
        await (await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})).done()
        clinic.discord.rate_limit_next("POST", r"/interactions/\d+/[^/]+/callback")
        with suppress(NotHappened):
            await clinic.discord.slash(clinic.ada, clinic.guild, "ask", {"question": DUEL})
        pages = [(await fetch(port, path))[1] for path in ("/health", "/metrics", "/", "/health/..")]
        arguments = proc(bot, "cmdline").read_bytes().decode()
        assert await bot.terminate() == 0
        used = [request.path for request in clinic.discord.requests if "/callback" in request.path]
        ones = [path.split("/interactions/")[1].split("/")[1] for path in used]
        assert ones
        assert all(secret not in text for text in (bot.log, arguments, *pages) for secret in (token, *ones))
    clinic.discord.take_failures()
