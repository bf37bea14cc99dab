"""The use case that every door shares."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.ask import Asker, Desk
from bot.domain.catalog import Catalog
from bot.domain.guild import GuildSettings
from bot.domain.question import Question
from bot.domain.record import Change, Counts, Found, NewRecord, Page, Stored, Turn, Wanted
from bot.domain.service import Setting
from bot.errors import BadQuestionError, RvuError, StoreError
from bot.store.database import Database
from bot.store.history import History

NOVEMBER = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
ADA, BEN = Asker(user_id=1, guild_id=10, channel_id=5), Asker(user_id=2, guild_id=20)
QUESTION = "10 min wart freeze vs half an hour of lifestyle talk"


class Unwritable:
    """A history whose disk is full."""

    async def record(self, new: NewRecord) -> int:
        message = f"History of {new.user_id} cannot be written."
        raise StoreError(message, "Free some space.")

    async def find(self, record_id: int) -> Stored | None:
        raise AssertionError(record_id)

    async def page(self, wanted: Wanted, turn: Turn | None = None, size: int = 5) -> Page:
        raise AssertionError(wanted, turn, size)

    async def remove(self, record_id: int) -> None:
        raise AssertionError(record_id)

    async def forget(self, wanted: Wanted, up_to: int | None = None) -> int:
        raise AssertionError(wanted, up_to)

    async def recent(
        self, *, guild_id: int | None, channel_id: int | None, user_id: int, since: datetime
    ) -> tuple[Question, ...]:
        message = f"Questions of {guild_id}, {channel_id} and {user_id} since {since} cannot be read."
        raise StoreError(message, "Mend the disk.")

    async def search(self, wanted: Wanted, limit: int) -> Found:
        raise AssertionError(wanted, limit)

    async def count(self, wanted: Wanted) -> Counts:
        raise AssertionError(wanted)


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def desk(catalog: Catalog, history: History | Unwritable | None = None) -> Desk:
    return Desk(catalog, history, clock=lambda: NOVEMBER)


def test_the_source_line_says_when_a_newer_release_is_due(catalog: Catalog) -> None:
    newest = desk(catalog)
    now = newest.answer(newest.understand("how many rvus is 17110"))
    assert "CMS should have a newer release, in force from 1 October 2026" in now.basis
    past = newest.answer(newest.understand("how many rvus is 17110 in 2025"))
    assert past.release == "RVU25D"
    assert "newer" not in past.basis


def test_the_chart_is_titled_with_the_finding(catalog: Catalog) -> None:
    asked = desk(catalog)
    chart = asked.answer(asked.understand(QUESTION)).chart
    assert chart is not None
    assert "Medicare" in chart.title
    assert "111.22" in chart.alt


async def test_an_answer_is_kept_and_only_its_own_server_can_recall_it(catalog: Catalog, tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'rvu.db'}")
    await database.open()
    try:
        kept = desk(catalog, History(database))
        reply = await kept.ask_text(QUESTION, ADA)
        assert reply.record_id is not None
        record = await kept.recall(reply.record_id, ADA)
        assert record is not None
        assert record.answer == reply.answer
        assert record.release == "RVU26B"
        assert await kept.recall(reply.record_id, BEN) is None
        assert await kept.recall(reply.record_id, Asker(user_id=1)) is None
        assert len((await kept.archive.page(ADA)).records) == 1
        assert (await kept.archive.page(BEN)).records == ()
        private = await kept.ask_text(QUESTION, Asker(user_id=1))
        assert private.record_id is not None
        assert await kept.recall(private.record_id, Asker(user_id=1)) is not None
        assert await kept.recall(private.record_id, Asker(user_id=2)) is None
        assert await kept.recall(9999, ADA) is None
    finally:
        await database.close()


async def test_no_text_as_typed_is_kept(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "rvu.db"
    database = Database(f"sqlite+aiosqlite:///{path}")
    await database.open()
    try:
        await desk(catalog, History(database)).ask_text("zebrafish 17110 vs 99214 quokka", ADA)
    finally:
        await database.close()
    assert b"quokka" not in bytes_of(tmp_path)


async def test_a_store_that_cannot_be_written_costs_the_record_not_the_answer(catalog: Catalog) -> None:
    reply = await desk(catalog, Unwritable()).ask_text(QUESTION, ADA)
    assert reply.record_id is None
    assert "Medicare" in reply.answer.verdict


async def test_without_a_store_nothing_is_kept_and_paging_says_what_to_do(catalog: Catalog) -> None:
    bare = desk(catalog)
    assert (await bare.ask_text(QUESTION, ADA)).record_id is None
    assert await bare.recall(1, ADA) is None
    with pytest.raises(RvuError, match="Nothing is kept"):
        await bare.archive.page(ADA)


async def test_a_question_that_cannot_be_answered_is_kept_nowhere(catalog: Catalog) -> None:
    asked = desk(catalog, Unwritable())
    question = asked.understand("how many rvus is 17110").model_copy(update={"intent": "value"})
    broken = question.model_copy(update={"items": (question.items[0].model_copy(update={"concept": "leeches"}),)})
    with pytest.raises(BadQuestionError):
        await asked.ask(broken, ADA)


def test_suggestions_are_at_most_25_and_never_fail(catalog: Catalog) -> None:
    asked = desk(catalog)
    for typed in ("", "w", "wart", "99", "\u202e\ud83d\ude00", "x" * 500):
        assert len(asked.suggest(typed)) <= 25
    assert asked.suggest("wart")[0].value


class Chosen:
    """What one server chose, or an error in its place."""

    def __init__(self, settings: GuildSettings | RvuError) -> None:
        self.settings = settings
        self.noted: list[tuple[int | None, datetime]] = []

    def get(self, guild_id: int) -> GuildSettings:
        if isinstance(self.settings, RvuError):
            raise self.settings
        return self.settings if guild_id == ADA.guild_id else GuildSettings()

    async def change(
        self, guild_id: int, changes: Mapping[str, object], *, by: int | None, at: datetime
    ) -> GuildSettings:
        self.noted.append((by, at))
        self.settings = GuildSettings.model_validate(dict(self.get(guild_id)) | dict(changes))
        return self.settings

    async def forget(self, guild_id: int, *, by: int | None, at: datetime) -> None:
        del guild_id
        self.noted.append((by, at))
        self.settings = GuildSettings()

    async def audit(self, guild_id: int, below: int | None, size: int) -> tuple[Change, ...]:
        raise AssertionError(guild_id, below, size)


def serving(catalog: Catalog, **settings: Any) -> Desk:
    return Desk(catalog, clock=lambda: NOVEMBER, guilds=Chosen(GuildSettings(**settings)))


async def test_a_servers_questions_are_answered_under_its_settings_and_others_under_theirs(catalog: Catalog) -> None:
    boston = serving(catalog, locality="14212-01")
    here = (await boston.ask_text("how many rvus is 17110", ADA)).answer
    assert "14212-01" in here.basis
    assert "111.22" not in here.verdict
    for elsewhere in (BEN, Asker(user_id=1)):
        assert "$111.22" in (await boston.ask_text("how many rvus is 17110", elsewhere)).answer.verdict


async def test_what_the_asker_states_wins_over_the_servers_settings(catalog: Catalog) -> None:
    reply = await serving(catalog, setting=Setting.FACILITY).ask_text("17110 in the office", ADA)
    assert "$111.22" in reply.answer.verdict


async def test_a_clinic_paid_per_encounter_is_told_so_first(catalog: Catalog) -> None:
    answer = (await serving(catalog, per_encounter=True).ask_text(QUESTION, ADA)).answer
    assert answer.verdict.splitlines()[0].startswith("This clinic is an FQHC or RHC")
    assert not any("per encounter" in caveat for caveat in answer.caveats)
    assert "cfr_405_2464" in {source.id for source in answer.sources}


async def test_a_release_that_is_gone_gives_way_to_the_newest_and_says_so(catalog: Catalog) -> None:
    answer = (await serving(catalog, release="RVU19A").ask_text(QUESTION, ADA)).answer
    assert answer.verdict.startswith("This server's release RVU19A is no longer loaded")
    assert answer.release == catalog.releases[-1].id


async def test_settings_that_cannot_be_read_are_not_passed_over_in_silence(catalog: Catalog) -> None:
    unreadable = Desk(catalog, guilds=Chosen(StoreError("The settings cannot be read just now.", "Try later.")))
    answer = (await unreadable.ask_text(QUESTION, ADA)).answer
    assert answer.verdict.startswith("The settings cannot be read just now, so the defaults apply")
    asking_back = (await unreadable.ask_text("injection", ADA)).answer
    assert "settings" not in asking_back.verdict


async def test_settings_are_changed_shown_and_taken_back(catalog: Catalog) -> None:
    configured = serving(catalog)
    changed = await configured.configure(10, locality="14212-01")
    assert configured.settings(10) == changed == GuildSettings(locality="14212-01")
    assert "14212-01" in configured.basis(changed)
    await configured.reset(10)
    assert "national" in configured.basis(configured.settings(10))
    assert configured.releases == ("RVU25D", "RVU26B")


async def test_without_a_store_there_are_no_settings_to_change(catalog: Catalog) -> None:
    with pytest.raises(RvuError, match="nowhere"):
        await desk(catalog).configure(10, locality="14212-01")
