"""Single values the program remembers between starts, such as the hash of the synced commands."""

from sqlalchemy import select

from bot.store.database import Database
from bot.store.dialect import insert_or
from bot.store.schema import META


class Meta:
    """Text by key. Both methods raise `StoreError` when the database cannot serve them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, key: str) -> str | None:
        """Return the value, or None when it was never set."""
        async with self._database.reading() as connection:
            return await connection.scalar(select(META.c.value).where(META.c.key == key))

    async def set(self, key: str, value: str) -> None:
        """Set the value, replacing an earlier one."""
        async with self._database.writing() as connection:
            new = insert_or(META, {"key": key, "value": value}, connection)
            await connection.execute(new.on_conflict_do_update(index_elements=[META.c.key], set_={"value": value}))
