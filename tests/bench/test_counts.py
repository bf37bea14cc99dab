"""What one answer costs in things that can be counted: they stay the same on every machine, however busy it is."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.ask import Asker, Desk
from bot.calc import engine
from bot.discord_ui import send
from bot.domain.catalog import Catalog
from bot.language.reading import Reader
from bot.store.database import Database
from bot.store.history import History
from cogs.ask import Ask
from tests.bench.asked import questions
from tests.discord_ui.samples import FakeInteraction
from tests.standin import BotProcess, Discord

LEAST = 200


class Counted:
    """Counts what reaches the database."""

    def __init__(self, database: Database) -> None:
        self.of: Counter[str] = Counter()
        inside = database._engines  # noqa: SLF001 - to look inside
        assert inside.appender is not None
        engines = {"writer": inside.writer.sync_engine, "reader": inside.reader.sync_engine, "": inside.appender}
        for name, one in engines.items():
            event.listen(one, "before_cursor_execute", self._statement(name))
            event.listen(one, "commit", lambda *_: self.of.update(["commit"]))

    def _statement(self, name: str) -> Callable[..., None]:
        def count(_: object, __: object, statement: str, *___: object) -> None:
            verb = statement.split(maxsplit=1)[0]
            self.of.update([name if name == "reader" else verb])

        return count


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'rvu.db'}")
    try:
        await made.open()
        yield made
    finally:
        await made.close()


async def test_an_answer_is_one_transaction_and_reads_nothing(catalog: Catalog, database: Database) -> None:
    desk = Desk(catalog, History(database))
    await desk.recollect()
    counted = Counted(database)
    for number, text in enumerate(questions()[:10]):
        await desk.ask_text(text, Asker(user_id=number, guild_id=1, channel_id=2))
    # The second row set is what it is about, which an explanation of a term has none of.
    inserts = counted.of.pop("INSERT")
    assert 10 < inserts <= 20
    assert counted.of == {"BEGIN": 10, "SELECT": 10, "commit": 10}


async def test_answers_that_come_together_share_transactions(catalog: Catalog, database: Database) -> None:
    desk = Desk(catalog, History(database))
    await desk.recollect()
    counted = Counted(database)
    asked = (desk.ask_text(text, Asker(user_id=n, guild_id=1)) for n, text in enumerate(questions()[:16]))
    replies = await asyncio.gather(*asked)
    assert len({reply.record_id for reply in replies} - {None}) == 16
    assert counted.of["commit"] <= 3
    assert counted.of["reader"] == 0


class Once:
    """Counts calls of functions and calls them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.of: Counter[str] = Counter()
        self._monkeypatch = monkeypatch

    def watch(self, where: Any, name: str) -> None:
        real = getattr(where, name)

        def counting(*arguments: Any, **named: Any) -> Any:
            self.of.update([name])
            return real(*arguments, **named)

        self._monkeypatch.setattr(where, name, counting)


async def test_a_command_reads_works_out_and_lays_out_once(
    catalog: Catalog, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(catalog, History(database))
    interaction: Any = FakeInteraction(desk)  # type: ignore[arg-type]  # the real one
    interaction.client.daybook = type("Book", (), {"is_log": staticmethod(lambda _: False)})
    once = Once(monkeypatch)
    once.watch(Reader, "read")
    once.watch(engine, "answer")
    once.watch(send, "answer_layout")
    cog = object.__new__(Ask)
    cog._bot = interaction.client
    await cog._answer(interaction, questions()[0])
    assert once.of == {"read": 1, "answer": 1, "answer_layout": 1}
    assert [each["kind"] for each in interaction.sent] == ["message"]


async def test_an_answer_is_one_request(tmp_path: Path) -> None:
    async with Discord() as discord:
        guild, ada = discord.guild("Clinic"), discord.user("Ada")
        async with BotProcess(discord, tmp_path / "rvu.db") as bot:
            await bot.ready(60)
            await discord.requested("PUT", r"/applications/\d+/commands")
            before = len(discord.requests)
            for question in questions()[:5]:
                await (await discord.slash(ada, guild, "ask", {"question": question})).done()
            sent = discord.requests[before:]
    assert len(sent) == 5
    assert {request.method for request in sent} == {"POST"}


def test_there_are_enough_different_questions_and_each_has_an_answer(catalog: Catalog) -> None:
    asked = questions()
    assert len(set(asked)) == len(asked) >= LEAST
    desk = Desk(catalog)
    unanswered = [text for text in asked if not desk.answer(desk.understand(text)).verdict]
    assert not unanswered
