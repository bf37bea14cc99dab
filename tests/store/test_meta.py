import asyncio

from bot.store.database import Database
from bot.store.meta import Meta


async def test_a_value_never_set_is_none(database: Database) -> None:
    assert await Meta(database).get("commands") is None


async def test_the_last_value_set_is_kept_across_a_restart(database: Database, address: str) -> None:
    meta = Meta(database)
    await meta.set("commands", "one")
    await meta.set("commands", "two")
    await meta.set("other", "three")
    await database.close()
    again = Database(address)
    try:
        await again.open()
        assert [await Meta(again).get(key) for key in ("commands", "other")] == ["two", "three"]
    finally:
        await again.close()


async def test_setting_one_key_from_many_tasks_keeps_one_of_their_values(database: Database) -> None:
    meta = Meta(database)
    await asyncio.gather(*(meta.set("commands", str(n)) for n in range(20)))
    assert await meta.get("commands") in {str(n) for n in range(20)}
