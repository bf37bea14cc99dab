"""Answers that come at once share a transaction, and none of them waits for, or suffers from, another that gives up."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import event

from bot.errors import StoreError
from bot.store.database import Database
from bot.store.history import History
from bot.store.together import MOST, Together
from tests.store.records import Making, contents


class Writer:
    """Notes what is written together, and waits to be let on."""

    def __init__(self) -> None:
        self.written: list[list[int]] = []
        self.go = asyncio.Event()
        self.failing: set[int] = set()

    async def write(self, some: Sequence[int]) -> Sequence[str]:
        self.written.append(list(some))
        await self.go.wait()
        if self.failing & set(some):
            message = "away"
            raise StoreError(message, "later")
        return [str(one) for one in some]


async def begun(together: "Together[int, str]", numbers: Sequence[int]) -> list["asyncio.Task[str]"]:
    tasks = [asyncio.create_task(together.add(number)) for number in numbers]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return tasks


async def test_what_comes_meanwhile_is_written_at_once_and_each_gets_its_own_result() -> None:
    writer = Writer()
    together: Together[int, str] = Together(writer.write)
    tasks = [*await begun(together, [0]), *await begun(together, range(1, 5))]
    writer.go.set()
    assert await asyncio.gather(*tasks) == ["0", "1", "2", "3", "4"]
    assert writer.written == [[0], [1, 2, 3, 4]]


async def test_a_crowd_is_written_in_several_parts() -> None:
    writer = Writer()
    tasks = await begun(Together(writer.write), range(2 * MOST + 10))
    writer.go.set()
    done = await asyncio.gather(*tasks)
    assert done == [str(number) for number in range(2 * MOST + 10)]
    assert max(map(len, writer.written)) <= MOST
    assert len(writer.written) <= 4


@pytest.mark.parametrize("gone", [0, 3], ids=["the one who writes", "one who waits"])
async def test_who_gives_up_takes_nobody_along(gone: int) -> None:
    writer = Writer()
    together: Together[int, str] = Together(writer.write)
    tasks = await begun(together, range(5))
    tasks[gone].cancel()
    await asyncio.sleep(0)
    writer.go.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(done.pop(gone), asyncio.CancelledError)
    assert done == [str(number) for number in range(5) if number != gone]
    assert await together.add(9) == "9"


async def test_what_cannot_be_written_is_told_to_all_that_went_with_it_and_to_nobody_later() -> None:
    writer = Writer()
    writer.failing = {0, 2}
    together: Together[int, str] = Together(writer.write)
    tasks = await begun(together, range(4))
    writer.go.set()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(each) for each in done] == [StoreError] * 4
    assert len({id(each) for each in done}) == 4
    assert await together.add(7) == "7"


async def test_a_hundred_answers_at_once_take_a_few_transactions_and_come_back_as_they_went_in(
    database: Database, history: History, make_record: Making
) -> None:
    commits: list[object] = []
    engines = database._engines  # noqa: SLF001 - where commits are seen
    event.listen(engines.appender or engines.writer.sync_engine, "commit", commits.append)
    users = list(range(100, 200))
    ids = await asyncio.gather(*(history.record(make_record(user_id=user)) for user in users))
    assert len(commits) <= 3
    assert len(set(ids)) == 100
    for number, user in zip(ids, users, strict=True):
        found = await history.find(number)
        assert found is not None
        assert found.user_id == user


async def test_of_several_answers_all_are_kept_or_none(
    database: Database, history: History, make_record: Making
) -> None:
    assert list(await history.record_all([make_record(), make_record()])) == [1, 2]
    broken = make_record().model_copy(update={"release": None})
    with pytest.raises(StoreError):
        await history.record_all([make_record(), broken])
    assert len((await contents(database))["answers"]) == 2


async def test_two_processes_that_keep_many_at_once_give_no_id_twice(
    address: str, history: History, make_record: Making
) -> None:
    other = Database(address)
    try:
        await other.open()
        both = [history, History(other)]
        ids = await asyncio.gather(*(one.record_all([make_record()] * 20) for _ in range(5) for one in both))
        assert len({number for some in ids for number in some}) == 200
        last = max(number for some in ids for number in some)
        await history.remove(last)
        assert await history.record(make_record()) == last + 1
    finally:
        await other.close()
