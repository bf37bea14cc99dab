import asyncio
from decimal import Decimal

import pytest
from sqlalchemy import insert, update

from bot.domain.guild import GuildSettings
from bot.domain.service import Setting
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.guilds import Guilds
from bot.store.schema import GUILDS

SNOWFLAKE = 2**62 + 12345
"""As large as Discord's ids get."""


@pytest.fixture
async def guilds(database: Database) -> Guilds:
    made = Guilds(database)
    await made.load()
    return made


async def reopened(database: Database, address: str) -> GuildSettings:
    await database.close()
    again = Database(address)
    try:
        await again.open()
        guilds = Guilds(again)
        await guilds.load()
        return guilds.get(SNOWFLAKE)
    finally:
        await again.close()


async def test_a_server_that_chose_nothing_has_the_defaults(guilds: Guilds) -> None:
    assert guilds.get(SNOWFLAKE) == GuildSettings()


async def test_what_is_changed_is_returned_with_the_rest_and_read_without_waiting(guilds: Guilds) -> None:
    await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    changed = await guilds.change(SNOWFLAKE, {"rate": Decimal("52.50")})
    assert changed == GuildSettings(locality="14212-01", rate=Decimal("52.50"))
    assert guilds.get(SNOWFLAKE) == changed
    assert guilds.get(SNOWFLAKE + 1) == GuildSettings()


async def test_settings_survive_a_restart(guilds: Guilds, database: Database, address: str) -> None:
    changed = await guilds.change(SNOWFLAKE, {"setting": Setting.FACILITY, "payer_multiple": Decimal("1.30")})
    assert await reopened(database, address) == changed


async def test_a_forgotten_server_has_the_defaults_also_after_a_restart(
    guilds: Guilds, database: Database, address: str
) -> None:
    await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    await guilds.forget(SNOWFLAKE)
    await guilds.forget(SNOWFLAKE)
    assert guilds.get(SNOWFLAKE) == GuildSettings()
    assert await reopened(database, address) == GuildSettings()


async def test_changes_at_the_same_time_are_all_kept(guilds: Guilds) -> None:
    changes = ({"locality": "14212-01"}, {"rate": Decimal(50)}, {"hospital_owned": True}, {"release": "RVU25D"})
    await asyncio.gather(*(guilds.change(SNOWFLAKE, change) for change in changes))
    assert guilds.get(SNOWFLAKE) == GuildSettings(
        locality="14212-01", rate=Decimal(50), hospital_owned=True, release="RVU25D"
    )


async def test_what_cannot_be_written_is_not_in_force(guilds: Guilds, database: Database) -> None:
    await database.close()
    with pytest.raises(StoreError):
        await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    assert guilds.get(SNOWFLAKE) == GuildSettings()


async def test_settings_of_another_version_are_refused_until_they_are_reset(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(insert(GUILDS).values(guild_id=SNOWFLAKE, settings={"moon": "full"}))
        await connection.execute(insert(GUILDS).values(guild_id=2, settings={"locality": "14212-01"}))
    guilds = Guilds(database)
    await guilds.load()
    assert guilds.get(2).locality == "14212-01"
    with pytest.raises(StoreError, match="another version"):
        guilds.get(SNOWFLAKE)
    with pytest.raises(StoreError, match="another version"):
        await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    await guilds.forget(SNOWFLAKE)
    assert guilds.get(SNOWFLAKE) == GuildSettings()


async def test_a_question_needs_no_read(guilds: Guilds, database: Database) -> None:
    await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    async with database.writing() as connection:
        await connection.execute(update(GUILDS).values(settings={}))
    assert guilds.get(SNOWFLAKE).locality == "14212-01"


async def test_what_another_process_changed_is_seen_at_the_next_reading(guilds: Guilds, database: Database) -> None:
    other = Guilds(database)
    await other.load()
    await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    await guilds.change(2, {"locality": "14212-01"})
    assert other.get(SNOWFLAKE) == GuildSettings()
    await other.load()
    assert other.get(SNOWFLAKE).locality == "14212-01"
    await guilds.forget(SNOWFLAKE)
    await other.load()
    assert (other.get(SNOWFLAKE), other.get(2)) == (GuildSettings(), guilds.get(2))


async def test_a_change_keeps_what_another_process_changed_since_the_last_reading(
    guilds: Guilds, database: Database
) -> None:
    other = Guilds(database)
    await other.load()
    await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    both = await other.change(SNOWFLAKE, {"rate": Decimal(50)})
    assert both == other.get(SNOWFLAKE) == GuildSettings(locality="14212-01", rate=Decimal(50))


async def test_processes_that_change_a_new_server_at_once_keep_each_others_changes(database: Database) -> None:
    every = [Guilds(database) for _ in range(4)]
    for guilds in every:
        await guilds.load()
    changes = ({"locality": "14212-01"}, {"rate": Decimal(50)}, {"hospital_owned": True}, {"release": "RVU25D"})
    await asyncio.gather(*(guilds.change(SNOWFLAKE, change) for guilds, change in zip(every, changes, strict=True)))
    await every[0].load()
    assert every[0].get(SNOWFLAKE) == GuildSettings(
        locality="14212-01", rate=Decimal(50), hospital_owned=True, release="RVU25D"
    )


async def test_reading_again_looks_only_at_what_changed(
    guilds: Guilds, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await guilds.change(1, {"locality": "14212-01"})
    await guilds.change(2, {"locality": "14212-01"})
    other = Guilds(database)
    await other.load()
    await other.change(2, {"rate": Decimal(50)})
    looked: list[object] = []
    validate = GuildSettings.model_validate
    monkeypatch.setattr(GuildSettings, "model_validate", lambda kept: looked.append(kept) or validate(kept))
    await guilds.load()
    assert len(looked) == 1
    assert guilds.get(2).rate == Decimal(50)


async def test_without_a_database_no_server_is_known_to_have_the_defaults() -> None:
    guilds = Guilds(None)
    await guilds.load()
    with pytest.raises(StoreError):
        guilds.get(SNOWFLAKE)
    with pytest.raises(StoreError):
        await guilds.change(SNOWFLAKE, {"locality": "14212-01"})
    with pytest.raises(StoreError):
        await guilds.forget(SNOWFLAKE)
