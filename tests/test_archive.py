"""Kept answers shown again, run again, taken along and forgotten: from a real store on disk."""

import csv
import hashlib
import io
import json
import statistics
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import keep, known
from bot.ask import Asker, Desk
from bot.discord_ui import exports, lookup
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Clarify, Recall
from bot.domain.record import Turn
from bot.domain.step import Steps
from bot.errors import BadQuestionError, RvuError
from bot.language.listener import Listener
from bot.render.again import same_figures, then_and_now
from bot.store.database import Database
from bot.store.guilds import Guilds
from bot.store.history import History
from bot.store.persons import Persons
from bot.store.schema import ANSWERS, ASKED
from tests.databases import BOTH, on_sqlite

DUEL = "10 min wart freeze vs half an hour of lifestyle talk"
ADA, BEN = (Asker(user_id=user, guild_id=10, channel_id=5) for user in (101, 102))
ELSEWHERE, DIRECT = Asker(user_id=101, guild_id=20, channel_id=6), Asker(user_id=101, channel_id=7)
MOST_BYTES = 1_500


@pytest.fixture(scope="module")
def listener(catalog: Catalog) -> Listener:
    return Listener(catalog)


@pytest.fixture(autouse=True)
def one_vocabulary(monkeypatch: pytest.MonkeyPatch, catalog: Catalog, listener: Listener) -> None:
    """Make the words of the shipped catalog once for all tests: it takes most of the time that one of them would."""
    monkeypatch.setattr(known, "Listener", lambda words: listener if words is catalog else Listener(words))


@pytest.fixture(params=BOTH)
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def address(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    if backend == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'rvu.db'}"
    return str(request.getfixturevalue("postgresql"))


@pytest.fixture
async def database(address: str) -> AsyncIterator[Database]:
    opened = Database(address)
    try:
        await opened.open()
        yield opened
    finally:
        await opened.close()


class Clinic:
    """A desk with a clock that is set by hand."""

    def __init__(self, catalog: Catalog, database: Database, guilds: Guilds | None = None) -> None:
        self.now = datetime(2026, 11, 25, 15, tzinfo=UTC)
        self.desk = Desk(catalog, History(database), lambda: self.now, guilds, Persons(database))

    async def say(self, text: str, asker: Asker = ADA) -> int:
        reply = await self.desk.ask_text(text, asker)
        assert reply.record_id is not None
        return reply.record_id

    async def listed(self, asker: Asker, search: int = 0) -> list[int]:
        return [stored.id for stored in (await self.desk.archive.page(asker, search)).records]


@pytest.fixture
def clinic(catalog: Catalog, database: Database) -> Clinic:
    return Clinic(catalog, database)


def changed(catalog: Catalog) -> Catalog:
    """Return the catalog with the newest release's factors a tenth higher."""
    *earlier, newest = catalog.releases
    factors = {track: factor * Decimal("1.1") for track, factor in newest.factors.items()}
    return catalog.replaced(releases=(*earlier, newest.model_copy(update={"factors": factors})))


def every_kind(catalog: Catalog) -> list[str]:
    """Return over two hundred questions of every kind, about every service."""
    named = [concept.name for concept in catalog.concepts.values() if concept.uses]
    forms = (
        "10 min {} vs 30 min lifestyle counseling",
        "what is {} worth",
        "how many level 3 visits equal one {}",
        "{} per hour in a facility",
        "how many rvus is {} in 2025",
    )
    asked = [forms[number % len(forms)].format(name) for number, name in enumerate(named * 2)][:230]
    return [*asked, "5200 target, 3100 done at the end of august. am I going to make it", "what is a global period"]


@on_sqlite  # whose rows are measured
async def test_two_hundred_answers_are_kept_in_short_and_come_back_exactly(clinic: Clinic, database: Database) -> None:
    given: dict[int, Answer] = {}
    seen = set()
    for text in every_kind(clinic.desk.catalog):
        question = clinic.desk.understand(text)
        if question.model_dump_json() in seen:
            continue
        seen.add(question.model_dump_json())
        try:
            reply = await clinic.desk.ask(question, ADA)
        except RvuError:
            continue
        assert reply.record_id is not None
        given[reply.record_id] = reply.answer
    assert len(given) >= 200
    clinic.now += timedelta(days=40)
    for record_id, answer in given.items():
        record = await clinic.desk.recall(record_id, ADA)
        assert record is not None
        assert not record.changed
        assert record.answer == answer
    async with database.reading() as connection:
        raw = [func.length(each) for each in (ANSWERS.c.question, ANSWERS.c.answer, ANSWERS.c.sentence)]
        sizes = {row[0]: sum(row[1:]) for row in await connection.execute(select(ANSWERS.c.id, *raw))}
        beside = select(ASKED.c.answer_id, func.sum(func.length(ASKED.c.concept) + 24)).group_by(ASKED.c.answer_id)
        about = {row[0]: row[1] for row in await connection.execute(beside)}
    numbers = 70
    assert statistics.median(size + numbers + about.get(one, 0) for one, size in sizes.items()) <= MOST_BYTES


async def test_a_follow_up_comes_back_with_what_it_goes_on_with(clinic: Clinic) -> None:
    await clinic.say(DUEL)
    reply = await clinic.desk.ask_text("and in a facility?", ADA)
    assert reply.answer.readings
    assert reply.record_id is not None
    record = await clinic.desk.recall(reply.record_id, ADA)
    assert record is not None
    assert record.answer == reply.answer


async def test_an_answer_that_the_program_gives_otherwise_by_now_is_shown_as_it_was_told(
    clinic: Clinic, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = await clinic.desk.ask_text(DUEL, ADA)
    assert reply.record_id is not None
    again = clinic.desk._answered  # noqa: SLF001 - what another version does otherwise

    def otherwise(*given: object) -> Answer:
        answer = again(*given)  # type: ignore[arg-type]
        ways = tuple(
            way.model_copy(
                update={"figures": tuple(each.model_copy(update={"value": each.value * 2}) for each in way.figures)}
            )
            for way in answer.pathways
        )
        return answer.model_copy(update={"pathways": ways, "verdict": "Otherwise."})

    monkeypatch.setattr(clinic.desk, "_answered", otherwise)
    record = await clinic.desk.recall(reply.record_id, ADA)
    assert record is not None
    assert record.changed
    assert record.answer.verdict == reply.answer.verdict
    assert record.answer.basis == reply.answer.basis
    assert keep.CHANGED in record.answer.caveats
    assert (*record.answer.steps, record.answer.pathways, record.answer.chart) == ((), None)
    assert any("$111.22" in detail.text for detail in record.answer.details)
    rerun = await clinic.desk.archive.rerun(reply.record_id, ADA)
    assert rerun is not None
    assert not same_figures(rerun.then, rerun.today)
    assert rerun.today.said == "Otherwise."
    assert "17110: 0.68 then, 1.36 now work RVU" in "\n".join(then_and_now(rerun.then, rerun.today))
    assert catalog.releases[-1].id == rerun.now.release


async def test_what_earlier_versions_kept_is_known_again(clinic: Clinic) -> None:
    """They took the digest of the whole answer as it is written to JSON."""
    reply = await clinic.desk.ask_text(DUEL, ADA)
    answer = keep.without_warning(reply.answer)
    now = keep.kept(answer, Context(), (), None)
    written = hashlib.sha256(answer.model_dump_json().encode()).hexdigest()
    before = now.model_copy(update={"digest": written[: len(now.digest)]})
    assert before.digest != now.digest
    assert keep.is_of(now, answer)
    assert keep.is_of(before, answer)
    other = answer.model_copy(update={"steps": Steps.of(answer.steps[:-1])})
    assert not keep.is_of(now, other)
    assert not keep.is_of(before, other)


async def test_an_answer_run_again_unchanged_says_so_in_every_line(clinic: Clinic) -> None:
    rerun = await clinic.desk.archive.rerun(await clinic.say(DUEL), ADA)
    assert rerun is not None
    assert same_figures(rerun.then, rerun.today)
    lines = list(then_and_now(rerun.then, rerun.today))
    assert lines
    assert all(line.endswith("then as now") for line in lines)


async def test_what_is_asked_back_keeps_its_choices(clinic: Clinic) -> None:
    reply = await clinic.desk.ask_text("injection", ADA)
    assert isinstance(reply.answer.question, Clarify)
    assert reply.record_id is not None
    stored = await clinic.desk.archive.stored(reply.record_id, ADA)
    assert stored is not None
    reduced = keep.reduced(stored, keep.held(stored))
    assert reduced.offered[: len(reply.answer.question.choices)] == reply.answer.question.choices


async def test_a_kept_question_is_gone_on_with_by_the_one_who_wants_to(clinic: Clinic) -> None:
    asked = await clinic.say(DUEL)
    clinic.now += timedelta(days=3)
    assert isinstance(clinic.desk.understand("and in a facility?"), Clarify)
    assert await clinic.desk.archive.resume(asked, BEN) is not None
    question, before = await clinic.desk.hear("and in a facility?", BEN)
    assert before is not None
    assert question.intent == "compare"
    assert (await clinic.desk.hear("and in a facility?", ADA))[1] is None


SEARCHES = {
    "a service": ({"service": "wart freezing"}, {0}),
    "a code, also of what bills it": ({"service": "99214"}, {0, 1}),
    "another code": ({"service": "20610"}, {2}),
    "words": ({"words": "talk FREEZING"}, {0}),
    "no such words": ({"words": "quokka"}, set()),
    "a wildcard is a sign": ({"words": "%"}, set()),
    "a day": ({"since": "2026-11-26", "until": "2026-11-26"}, {1}),
    "until a day": ({"until": "2026-11-25"}, {0}),
    "one's own": ({"mine": True}, {0, 1}),
}


@pytest.mark.parametrize(("options", "expected"), SEARCHES.values(), ids=SEARCHES)
async def test_answers_are_found(clinic: Clinic, options: dict[str, object], expected: set[int]) -> None:
    ids = [await clinic.say(DUEL)]
    clinic.now += timedelta(days=1)
    ids.append(await clinic.say("99214"))
    clinic.now += timedelta(days=1)
    ids.append(await clinic.say("how many rvus is 20610", BEN))
    given = {"service": None, "words": None, "since": None, "until": None, "mine": False} | options
    question = lookup.sought(clinic.desk, **given)  # type: ignore[arg-type]
    search, page = await clinic.desk.archive.search(question, ADA)
    assert {stored.id for stored in page.records} == {ids[number] for number in expected}
    assert set(await clinic.listed(ADA, search)) == {ids[number] for number in expected}
    assert set(await clinic.listed(BEN)) == set(ids), "a search is in no list"


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_that_cannot_be_read_is_told(clinic: Clinic, typed: str) -> None:
    with pytest.raises(BadQuestionError, match="no day"):
        lookup.sought(clinic.desk, None, None, typed, None, mine=False)


async def test_a_servers_answers_are_exported_for_a_spreadsheet_and_a_program(clinic: Clinic) -> None:
    await clinic.say(DUEL, BEN)
    await clinic.say(DUEL, ELSEWHERE)
    await clinic.say("what is a global period")
    detail = await exports.history_file(clinic.desk, ADA, Recall(), "csv")
    written = detail.files[0].fp.read().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert [(row["service"], row["codes"], row["minutes"], row["yours"]) for row in rows] == [
        ("", "", "", "yes"),
        ("wart freezing", "17110", "10", "no"),
        ("lifestyle talk", "99214 + G0447", "30", "no"),
    ]
    assert (rows[1]["side_medicare_usd_low"], rows[2]["side_medicare_usd_high"]) == ("111.22", "135.61")
    assert {row["release"] for row in rows} == {"RVU26B"}
    assert "102" not in written
    detail = await exports.history_file(clinic.desk, ADA, Recall(), "json")
    told = json.loads(detail.files[0].fp.read())
    assert [each["yours"] for each in told] == [True, False]
    assert told[1]["ways"][0]["figures"]["allowed_usd"] == "111.22"


async def test_an_export_that_is_too_long_holds_the_newest_and_says_so(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        await clinic.say("99214")
    monkeypatch.setattr(exports, "MOST_BYTES", 2_500)
    detail = await exports.history_file(clinic.desk, ADA, Recall(), "csv")
    rows = list(csv.DictReader(io.StringIO(detail.files[0].fp.read().decode("utf-8-sig"))))
    assert 0 < len(rows) < 6
    assert rows[0]["answer"] == "6"


async def test_what_one_forgets_is_gone_for_everybody_with_what_it_was_about(
    clinic: Clinic, database: Database
) -> None:
    bens = await clinic.say("99214", BEN)
    mine = [await clinic.say(DUEL), await clinic.say("99214")]
    there = await clinic.say(DUEL, ELSEWHERE)
    question = lookup.sought(clinic.desk, "wart freezing", None, None, None, mine=True)
    search, _ = await clinic.desk.archive.search(question, ADA)
    assert await clinic.desk.archive.forget(ADA, search) == 1
    assert await clinic.listed(BEN) == [mine[1], bens]
    assert await clinic.desk.archive.forget(ADA) == 1
    assert await clinic.listed(BEN) == [bens]
    assert await clinic.listed(ELSEWHERE) == [there]
    assert (await clinic.desk.hear("and in a facility?", ADA))[1] is not None, "what Ben asked is gone on with"
    async with database.reading() as connection:
        about = set(await connection.scalars(select(ASKED.c.answer_id)))
        kept = set(await connection.scalars(select(ANSWERS.c.id).where(ANSWERS.c.guild_id == ADA.guild_id)))
    assert about == {bens, there}
    assert kept == {bens}


async def test_a_thread_forgets_what_was_forgotten(clinic: Clinic) -> None:
    await clinic.say(DUEL)
    await clinic.desk.archive.forget(ADA)
    for asker in (ADA, BEN):
        assert (await clinic.desk.hear("and in a facility?", asker))[1] is None


async def test_only_the_asker_and_moderators_remove_an_answer(clinic: Clinic) -> None:
    asked = await clinic.say(DUEL)
    with pytest.raises(BadQuestionError, match="moderator"):
        await clinic.desk.archive.remove(asked, BEN, moderator=False)
    with pytest.raises(RvuError, match="Settings are kept nowhere"):
        await clinic.desk.archive.remove(asked, BEN, moderator=True)
    assert await clinic.desk.archive.remove(asked, ADA, moderator=False)
    assert not await clinic.desk.archive.remove(asked, ADA, moderator=False)
    assert await clinic.listed(ADA) == []


async def test_a_legal_hold_keeps_moderators_from_removing(catalog: Catalog, database: Database) -> None:
    guilds = Guilds(database)
    await guilds.load()
    clinic = Clinic(catalog, database, guilds)
    asked = await clinic.say(DUEL)
    await clinic.desk.configure(10, 102, legal_hold=True)
    with pytest.raises(BadQuestionError, match="legal hold"):
        await clinic.desk.archive.remove(asked, BEN, moderator=True)
    await clinic.desk.configure(10, 102, legal_hold=False)
    assert await clinic.desk.archive.remove(asked, BEN, moderator=True)


@pytest.mark.parametrize("stranger", [ELSEWHERE, DIRECT, Asker(user_id=102), Asker(user_id=103, guild_id=20)])
async def test_no_door_leads_to_another_servers_answers(clinic: Clinic, stranger: Asker) -> None:
    archive = clinic.desk.archive
    asked = await clinic.say(DUEL, BEN)
    search, found = await archive.search(Recall(), BEN)
    assert found.records
    assert await clinic.desk.recall(asked, stranger) is None
    assert await archive.rerun(asked, stranger) is None
    assert await archive.resume(asked, stranger) is None
    assert await archive.remove(asked, stranger, moderator=True) is False
    assert await clinic.listed(stranger) == []
    key = (await archive.page(BEN)).records[0]
    for newer in (True, False):
        turn = Turn.model_validate({"key": {"at": key.at + timedelta(days=1 - 2 * newer), "id": asked}, "newer": newer})
        assert (await archive.page(stranger, turn=turn)).records == ()
    with pytest.raises(BadQuestionError, match="no longer know"):
        await archive.page(stranger, asked)
    if stranger.user_id != BEN.user_id:
        with pytest.raises(BadQuestionError, match="no longer know"):
            await archive.forget(stranger, search)
    assert await archive.forget(stranger) == 0
    assert [batch async for batch in archive.each(Recall(), stranger)] == [()]
    assert lookup.answer_choices(clinic.desk, stranger, "") == []
    assert [choice.value for choice in lookup.answer_choices(clinic.desk, BEN, "wart")] == [asked]
    detail = await exports.history_file(clinic.desk, stranger, Recall(), "json")
    assert json.loads(detail.files[0].fp.read()) == []
    assert not (await clinic.desk.people.rows(stranger, everywhere=False))["answers"]
    assert await clinic.listed(BEN) == [asked]


async def test_direct_messages_reach_nobody_else(clinic: Clinic) -> None:
    asked = await clinic.say(DUEL, DIRECT)
    for other in (BEN, ADA, Asker(user_id=102), ELSEWHERE):
        assert await clinic.desk.recall(asked, other) is None
        assert await clinic.listed(other) == []
        assert await clinic.desk.archive.remove(asked, other, moderator=True) is False
    assert await clinic.listed(DIRECT) == [asked]


async def test_the_first_and_last_day_of_a_search_are_whole_days(clinic: Clinic) -> None:
    wanted = clinic.desk.wanted(Recall(since=date(2026, 11, 25), until=date(2026, 11, 26)), ADA)
    assert wanted.span is not None
    assert wanted.span.start == datetime(2026, 11, 25, tzinfo=UTC)
    assert wanted.span.end == datetime(2026, 11, 27, tzinfo=UTC)
