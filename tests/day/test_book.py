"""The use case of the day's log on a database of its own."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.ask import Asker, Desk
from bot.day.book import DayBook
from bot.day.posting import Digests
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician
from bot.domain.daylog import Person
from bot.domain.posting import Schedule
from bot.errors import RvuError
from bot.store.database import Database
from bot.store.days import Days
from bot.store.history import History
from tests.store.records import contents

NIGHT = datetime(2026, 11, 25, 3, tzinfo=UTC)
HERE, OTHER = Asker(user_id=7, guild_id=1), Asker(user_id=8, guild_id=1)
DIRECT = Asker(user_id=7)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite+aiosqlite:///{tmp_path / 'day.db'}")
    try:
        await opened.open()
        yield opened
    finally:
        await opened.close()


@pytest.fixture
def desk(catalog: Catalog, database: Database) -> Desk:
    return Desk(catalog, History(database), clock=lambda: NIGHT)


@pytest.fixture
def book(desk: Desk, database: Database) -> DayBook:
    return DayBook(desk, Days(database), lambda: NIGHT)


async def test_nothing_of_the_words_is_kept(book: DayBook, database: Database) -> None:
    day = await book.log("today: 12 99213, my patient John Doe had 1 wart", HERE)
    assert day.identified
    kept = str(await contents(database))
    assert "Doe" not in kept
    assert "patient" not in kept


async def test_what_is_unclear_keeps_nothing(book: DayBook, database: Database) -> None:
    assert (await book.log("12 99213, 4 banana", HERE)).unclear
    with pytest.raises(RvuError, match="could be any of"):
        await book.log("12 99213, 6 follow-ups", HERE)
    assert (await contents(database))["day_logs"] == []


async def test_several_logs_of_a_day_add_up_for_its_owner_alone(book: DayBook) -> None:
    await book.log("10 99213", HERE)
    day = await book.log("1 99213", HERE)
    assert day.totals is not None
    assert day.whole is not None
    assert (day.totals.work_rvu, day.whole.work_rvu) == (Decimal("1.30"), Decimal("14.30"))
    assert (await book.show(OTHER)).whole is None
    shown = await book.show(DIRECT)
    assert shown.whole == day.whole


async def test_others_can_neither_read_nor_change_nor_take_nor_share_a_log(book: DayBook) -> None:
    day = await book.log("10 99213", HERE)
    assert day.log_id is not None
    for attempt in (
        book.text_of(OTHER, day.log_id),
        book.undo(OTHER, day.log_id),
        book.shared(OTHER, day.log_id),
        book.log("1 99213", OTHER, replacing=day.log_id),
        book.text_of(Asker(user_id=7, guild_id=2), day.log_id),
        book.undo(OTHER),
    ):
        with pytest.raises(RvuError, match="no such log"):
            await attempt
    assert (await book.show(HERE)).whole == day.whole


async def test_todays_date_is_that_of_ones_own_zone_in_direct_messages(book: DayBook) -> None:
    assert await book.today(DIRECT) == date(2026, 11, 25)
    await book.set_person(DIRECT, zone="America/New_York")
    assert await book.today(DIRECT) == date(2026, 11, 24)
    assert await book.today(HERE) == date(2026, 11, 25)


async def test_ones_own_target_and_role_are_in_force_and_can_be_taken_back(book: DayBook) -> None:
    await book.set_person(HERE, target=Decimal(4600), weeks=Decimal(46), days=Decimal(4))
    await book.set_person(HERE, role=Clinician.NP)
    day = await book.log("10 99213", HERE)
    assert day.pace == 52
    assert day.totals is not None
    assert day.totals.usd == Decimal("809.10")
    assert await book.set_person(HERE, **dict.fromkeys(Person.model_fields)) == Person()


async def test_a_day_that_cannot_be_read_is_refused(book: DayBook) -> None:
    with pytest.raises(RvuError, match="cannot read that day"):
        await book.show(HERE, "banana")


async def test_without_a_store_nothing_is_logged_and_that_is_said(desk: Desk) -> None:
    book = DayBook(desk, None, lambda: NIGHT)
    with pytest.raises(RvuError, match="Nothing can be logged"):
        await book.log("10 99213", HERE)
    assert await book.today(DIRECT) == date(2026, 11, 25)


@pytest.mark.parametrize(("at", "title"), [(time(7), "Tuesday, 24 November"), (time(18), "Wednesday, 25 November")])
async def test_a_digest_names_its_day_and_zone_and_knows_when_it_is_empty(desk: Desk, at: time, title: str) -> None:
    digests = Digests(desk, lambda: 99, lambda: NIGHT)
    schedule = Schedule(guild_id=1, channel_id=2, at=at, zone="UTC", since=date.min, by=7)
    digest = await digests.make(schedule, date(2026, 11, 25))
    assert digest.title == f"{title} 2026 (UTC)"
    assert digest.empty
    await desk.ask_text("what is a wart worth", Asker(user_id=7, guild_id=1, channel_id=2))
    later = await digests.make(schedule, date(2026, 11, 25))
    assert later.empty is (at == time(7))
