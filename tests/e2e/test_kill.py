"""No answer and no log that somebody was shown as kept is lost by a kill, whenever it comes."""

import os
import secrets
import sqlite3
from contextlib import suppress
from pathlib import Path

from bot.store.database import Database
from bot.store.schema import ASKED
from tests.e2e.killing import Kept, check, killed

ROUNDS = int(os.environ.get("RVU_KILLS", "20"))


async def test_whatever_was_shown_as_kept_outlives_kills_at_random_moments(tmp_path: Path) -> None:
    seed = secrets.randbits(32)
    kept = await killed(ROUNDS, tmp_path, seed)
    assert kept.lost == [], f"seed {seed}"
    assert kept.rounds == ROUNDS
    assert len(kept.answers) > ROUNDS
    assert len(kept.logs) > ROUNDS // 4
    assert kept.pressed > ROUNDS


async def test_what_is_lost_or_half_there_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "rvu.db"
    database = Database(f"sqlite+aiosqlite:///{file}")
    try:
        await database.open()
        async with database.writing() as connection:
            half = {"answer_id": 5, "position": 0, "code": "99213", "concept": "visit"}
            await connection.execute(ASKED.insert().values(half))
    finally:
        await database.close()
    kept = Kept(answers={7: {}}, logs={8: {}})
    check(file, tmp_path, kept)
    assert kept.lost == ["answer 7", "log 8", "round 0: half an answer"]
    file.write_bytes(file.read_bytes()[:5_000])
    broken = Kept()
    with suppress(sqlite3.DatabaseError):
        check(file, tmp_path, broken)
        assert broken.lost
