"""The answers of one server, or of one person's direct messages."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, RowMapping, and_, case, func, insert, or_, select

from bot.domain.question import Question
from bot.domain.record import Counts, Found, NewRecord, Page, Record, Wanted
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.schema import ANSWERS, ASKED

_log = logging.getLogger(__name__)

_LAST_ID: Final = 2**63 - 1
"""No database takes a larger number; one that arrives was never given out."""
_RECENT: Final = 5
"""Newest questions of a channel that are looked through for one that can be gone on with."""

LOOKING_BACK: Final = ("history", "stats")
"""Intents of questions about the memory. They are kept for their buttons only and listed nowhere, since an answer about
one's own questions is nobody else's to read."""

_QUESTION: Final[TypeAdapter[Question]] = TypeAdapter(Question)


class History:
    """Reads and writes kept answers. Every method raises `StoreError` when the database cannot serve it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, new: NewRecord) -> int:
        """Keep an answer and return its id; once this returns it is on the disk."""
        row = new.model_dump(mode="json", include={"question", "answer"}) | {
            "guild_id": new.guild_id,
            "channel_id": new.channel_id,
            "user_id": new.user_id,
            "at": new.at,
            "release": new.release,
            "intent": new.answer.intent,
            "private": new.private,
        }
        async with self._database.writing() as connection:
            result = await connection.execute(insert(ANSWERS).values(row).returning(ANSWERS.c.id))
            record_id = int(result.scalar_one())
            if asked := _asked(record_id, new):
                await connection.execute(insert(ASKED), asked)
            return record_id

    async def find(self, record_id: int) -> Record | None:
        """Return one answer, or None. Whether the asker may see it is for the caller to decide."""
        if not 0 < record_id <= _LAST_ID:
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(select(ANSWERS).where(ANSWERS.c.id == record_id))).mappings().first()
        if row is None:
            return None
        record = _record(row)
        if record is None:
            message = "That answer was kept by another version of the bot and cannot be read."
            raise StoreError(message, "Ask the question again.")
        return record

    async def page(self, *, guild_id: int | None, user_id: int, number: int, size: int = 5) -> Page:
        """Return one page, newest first: the server's own answers, or without a server the user's direct messages.

        A number before the first or past the last page gives that page, since history may shrink under a button.
        """
        whose = and_(_whose(guild_id, user_id), ANSWERS.c.intent.not_in(LOOKING_BACK))
        async with self._database.reading() as connection:
            total = await connection.scalar(select(func.count()).select_from(ANSWERS).where(whose)) or 0
            pages = max(1, -(-total // size))
            number = min(max(1, number), pages)
            rows = await connection.execute(
                select(ANSWERS)
                .where(whose)
                # All have the same `guild_id`, which PostgreSQL only believes of an index with null when it is named.
                .order_by(ANSWERS.c.guild_id.desc(), ANSWERS.c.at.desc(), ANSWERS.c.id.desc())
                .limit(size)
                .offset((number - 1) * size)
            )
            found = rows.mappings().all()
        records = tuple(record for row in found if (record := _record(row)) is not None)
        return Page(records=records, number=number, pages=pages, total=total)

    async def recent(
        self, *, guild_id: int | None, channel_id: int | None, user_id: int, since: datetime
    ) -> tuple[Question, ...]:
        """Return what was asked in a channel since a moment, nothing private, the user's own first."""
        own = case((ANSWERS.c.user_id == user_id, 0), else_=1)
        here = ANSWERS.c.channel_id.is_(None) if channel_id is None else ANSWERS.c.channel_id == channel_id
        async with self._database.reading() as connection:
            rows = await connection.scalars(
                select(ANSWERS.c.question)
                .where(
                    _whose(guild_id, user_id),
                    here,
                    ANSWERS.c.at >= since,
                    ~ANSWERS.c.private,
                    ANSWERS.c.intent.not_in(LOOKING_BACK),
                )
                .order_by(own, ANSWERS.c.at.desc(), ANSWERS.c.id.desc())
                .limit(_RECENT)
            )
            found = rows.all()
        return tuple(question for row in found if (question := _question(row)) is not None)

    async def search(self, wanted: Wanted, limit: int) -> Found:
        """Return the newest answers that are looked for, and how many there are in all."""
        where = _wanted(wanted)
        async with self._database.reading() as connection:
            total = await connection.scalar(select(func.count()).select_from(ANSWERS).where(*where)) or 0
            rows = await connection.execute(
                select(ANSWERS).where(*where).order_by(ANSWERS.c.at.desc(), ANSWERS.c.id.desc()).limit(limit)
            )
            found = rows.mappings().all()
        return Found(records=tuple(record for row in found if (record := _record(row)) is not None), total=total)

    async def count(self, wanted: Wanted) -> Counts:
        """Count what is looked for, by kind of question, by service and by pair of services."""
        where = _wanted(wanted)
        first, second = ASKED.alias("first"), ASKED.alias("second")
        answers = func.count(ASKED.c.answer_id.distinct())
        compared = func.count(first.c.answer_id.distinct())
        async with self._database.reading() as connection:
            by_intent = await connection.execute(
                select(ANSWERS.c.intent, func.count()).where(*where).group_by(ANSWERS.c.intent)
            )
            intents = {str(row[0]): int(row[1]) for row in by_intent}
            askers = await connection.scalar(select(func.count(ANSWERS.c.user_id.distinct())).where(*where)) or 0
            about = await connection.execute(
                select(ASKED.c.concept, answers)
                .join(ANSWERS, ANSWERS.c.id == ASKED.c.answer_id)
                .where(*where)
                .group_by(ASKED.c.concept)
                .order_by(answers.desc(), ASKED.c.concept)
            )
            pairs = await connection.execute(
                select(first.c.concept, second.c.concept, compared)
                .join(second, and_(second.c.answer_id == first.c.answer_id, second.c.side > first.c.side))
                .join(ANSWERS, ANSWERS.c.id == first.c.answer_id)
                .where(*where, ANSWERS.c.intent == "compare", first.c.concept != second.c.concept)
                .group_by(first.c.concept, second.c.concept)
            )
            return Counts(
                questions=sum(intents.values()),
                askers=askers,
                intents=intents,
                concepts=tuple((concept, number) for concept, number in about),
                pairs=_either_way((one, other, number) for one, other, number in pairs),
            )


def _asked(record_id: int, new: NewRecord) -> list[dict[str, Any]]:
    """Return the rows of what an answer is about."""
    return [
        {
            "answer_id": record_id,
            "position": position,
            "code": code,
            "concept": item.concept,
            "side": item.side,
        }
        for position, item in enumerate(new.answer.items)
        for code in dict.fromkeys(item.codes or ("",))
    ]


def _either_way(pairs: Iterable[tuple[str, str, int]]) -> tuple[tuple[str, str, int], ...]:
    """Add up pairs whichever of the two was said first, most first."""
    added: dict[tuple[str, str], int] = {}
    for one, other, number in pairs:
        pair = (min(one, other), max(one, other))
        added[pair] = added.get(pair, 0) + number
    return tuple((one, other, number) for (one, other), number in sorted(added.items(), key=lambda pair: -pair[1]))


def _wanted(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Select what is looked for; looking back is itself nothing to look back on."""
    where = [_whose(wanted.guild_id, wanted.user_id), ANSWERS.c.intent.not_in(LOOKING_BACK)]
    if wanted.mine:
        where.append(ANSWERS.c.user_id == wanted.user_id)
    if wanted.channel_id is not None:
        where.append(ANSWERS.c.channel_id == wanted.channel_id)
    if wanted.span is not None:
        where += [ANSWERS.c.at >= wanted.span.start, ANSWERS.c.at < wanted.span.end]
    about = wanted.about
    if about.concepts or about.codes:
        named = ASKED.alias("named")
        fits = or_(named.c.concept.in_(sorted(about.concepts)), named.c.code.in_(sorted(about.codes)))
        where.append(ANSWERS.c.id.in_(select(named.c.answer_id).where(fits)))
    return where


def _question(row: object) -> Question | None:
    """Read a question back; None when another version wrote it in a form that this one does not know."""
    try:
        return _QUESTION.validate_python(row)
    except ValidationError:
        return None


def _whose(guild_id: int | None, user_id: int) -> ColumnElement[bool]:
    """Select what was asked on the server, or without one this person's direct messages; never both.

    What is private is selected for its asker alone.
    """
    if guild_id is not None:
        return and_(ANSWERS.c.guild_id == guild_id, or_(~ANSWERS.c.private, ANSWERS.c.user_id == user_id))
    return and_(ANSWERS.c.guild_id.is_(None), ANSWERS.c.user_id == user_id)


def _record(row: RowMapping) -> Record | None:
    """Read a row back; None, and a warning, when another version wrote it in a form that this one does not know."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name in Record.model_fields}
    try:
        return Record.model_validate(fields)
    except ValidationError:
        _log.warning("unreadable_record id=%s", row["id"])
        return None
