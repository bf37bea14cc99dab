"""The answers of one server, or of one person's direct messages."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import (
    Connection,
    RowMapping,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.domain.question import Question
from bot.domain.record import Asked, Counts, Found, NewRecord, Page, Stored, Turn, Wanted
from bot.errors import StoreError
from bot.store.database import Database
from bot.store.dialect import new_ids
from bot.store.schema import ANSWERS, ASKED
from bot.store.together import Together
from bot.store.wanted import LOOKING_BACK, key_of, paged, selected, ways_about, whose

_log = logging.getLogger(__name__)

_LAST_ID: Final = 2**63 - 1
"""No database takes a larger number; one that arrives was never given out."""
_SHORT: Final = 2
"""The version of what is kept in short; whole answers have another."""
_AT_ONCE: Final = 500
"""Answers deleted by one statement: databases take only so many values in one."""
_LATELY: Final = 2_000
"""Answers looked through at the start; where as many came within the time of a thread, each place is looked up."""
_RECENT: Final = 5
"""Newest questions of a channel that are looked through for one that can be gone on with."""

_BLANKS: Final[tuple[object, ...]] = (None, False, "", [], {})
_QUESTION: Final[TypeAdapter[Question]] = TypeAdapter(Question)


class History:
    """Reads and writes kept answers. Every method raises `StoreError` when the database cannot serve it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._together: Together[NewRecord, int] = Together(self.record_all)

    async def record(self, new: NewRecord) -> int:
        """Keep an answer and return its id; once this returns it is on the disk.

        Answers that come while others are written share one transaction.
        """
        return await self._together.add(new)

    async def record_all(self, news: Sequence[NewRecord]) -> Sequence[int]:
        """Keep several answers, all or none, and return their ids; once this returns they are on the disk."""
        return await self._database.append(partial(_kept, news))

    async def find(self, record_id: int) -> Stored | None:
        """Return one answer, or None. Whether the asker may see it is for the caller to decide."""
        if not 0 < record_id <= _LAST_ID:
            return None
        async with self._database.reading() as connection:
            row = (await connection.execute(select(ANSWERS).where(ANSWERS.c.id == record_id))).mappings().first()
        if row is None:
            return None
        record = _stored(row)
        if record is None:
            message = "That answer was kept by another version of the bot and cannot be read."
            raise StoreError(message, "Ask the question again.")
        return record

    async def page(self, wanted: Wanted, turn: Turn | None = None, size: int = 5) -> Page:
        """Return the newest of what is looked for, or the page before or behind a place, newest first.

        Where nothing is newer than the place any more, since history may shrink under a button, the newest.
        """
        query = paged(wanted, turn, size + 1)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        if turn is not None and turn.newer and not rows:
            return await self.page(wanted, None, size)
        more, rows = len(rows) > size, rows[:size]
        newer = turn is not None and turn.newer
        if newer:
            rows = rows[::-1]
        ends = [key_of(row) for row in (rows[:1] + rows[-1:])]
        return Page(
            records=tuple(record for row in rows if (record := _stored(row)) is not None),
            newer=ends[0] if ends and (more if newer else turn is not None) else None,
            older=ends[-1] if ends and (newer or more) else None,
        )

    async def remove(self, record_id: int) -> None:
        """Delete one answer, if it is there."""
        async with self._database.writing() as connection:
            # The answer first, as everywhere: whoever deletes the same one from another process waits there.
            await connection.execute(delete(ANSWERS).where(ANSWERS.c.id == record_id))
            await connection.execute(delete(ASKED).where(ASKED.c.answer_id == record_id))

    async def forget(self, wanted: Wanted, up_to: int | None = None) -> int:
        """Delete what is looked for, not newer than an id, and return how many answers it was.

        Where nothing narrows it down, what its asker looked for in the memory goes too; that is not counted.
        """
        where = selected(wanted)
        if up_to is not None:
            where.append(ANSWERS.c.id <= up_to)
        narrow = wanted.span or wanted.words or [*ways_about(wanted)]
        mine = and_(whose(wanted.guild_id, wanted.user_id), ANSWERS.c.user_id == wanted.user_id)
        gone = and_(*where) if narrow else mine
        async with self._database.writing() as connection:
            total = await connection.scalar(select(func.count()).select_from(ANSWERS).where(*where)) or 0
            # By their ids: which answers are about something is no longer known once what they are about is deleted.
            theirs = select(ANSWERS.c.id).where(gone).order_by(ANSWERS.c.id).with_for_update()
            ids = (await connection.scalars(theirs)).all()
            for start in range(0, len(ids), _AT_ONCE):
                some = ids[start : start + _AT_ONCE]
                await connection.execute(delete(ANSWERS).where(ANSWERS.c.id.in_(some)))
                await connection.execute(delete(ASKED).where(ASKED.c.answer_id.in_(some)))
            return total

    async def wordless(self, above: int, size: int) -> dict[int, Question | None]:
        """Return the next questions above an id without words to find them by; None for one that cannot be read."""
        query = select(ANSWERS.c.id, ANSWERS.c.question).where(ANSWERS.c.id > above, ANSWERS.c.sentence.is_(None))
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(ANSWERS.c.id).limit(size))
            return {number: _question(kept) for number, kept in found}

    async def word(self, sentences: Mapping[int, str]) -> None:
        """Give answers the words to find them by."""
        rows = [{"of": number, "words": sentence.lower()} for number, sentence in sentences.items()]
        given = update(ANSWERS).where(ANSWERS.c.id == bindparam("of")).values(sentence=bindparam("words"))
        async with self._database.writing() as connection:
            await connection.execute(given, rows)

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
                    whose(guild_id, user_id),
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

    async def lately(self, since: datetime) -> tuple[Asked, ...] | None:
        """Return what was asked anywhere since a moment, nothing private, oldest first; None when it is too much."""
        columns = (ANSWERS.c.guild_id, ANSWERS.c.channel_id, ANSWERS.c.user_id, ANSWERS.c.at, ANSWERS.c.question)
        # By their ids, in which order they were written, so that however many there are only the last are looked at.
        newest = (
            select(*columns, ANSWERS.c.private, ANSWERS.c.intent).order_by(ANSWERS.c.id.desc()).limit(_LATELY)
        ).subquery()
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(newest).where(newest.c.at >= since))).mappings().all()
        if len(rows) == _LATELY:
            return None
        open_ = [row for row in rows[::-1] if not row["private"] and row["intent"] not in LOOKING_BACK]
        asked = ((row, _question(row["question"])) for row in open_)
        names = ("guild_id", "channel_id", "user_id", "at")
        return tuple(
            Asked(question=question, **{name: row[name] for name in names}) for row, question in asked if question
        )

    async def search(self, wanted: Wanted, limit: int) -> Found:
        """Return the newest answers that are looked for, and how many there are in all."""
        where = selected(wanted)
        async with self._database.reading() as connection:
            total = await connection.scalar(select(func.count()).select_from(ANSWERS).where(*where)) or 0
            rows = await connection.execute(
                select(ANSWERS).where(*where).order_by(ANSWERS.c.at.desc(), ANSWERS.c.id.desc()).limit(limit)
            )
            found = rows.mappings().all()
        return Found(records=tuple(record for row in found if (record := _stored(row)) is not None), total=total)

    async def count(self, wanted: Wanted) -> Counts:
        """Count what is looked for, by kind of question, by service and by pair of services."""
        where = selected(wanted)
        first, second = ASKED.alias("first"), ASKED.alias("second")
        answers = func.count(ASKED.c.answer_id.distinct())
        compared = func.count(first.c.answer_id.distinct())
        async with self._database.reading() as connection:
            each = (ANSWERS.c.intent, ANSWERS.c.user_id)
            rows = (await connection.execute(select(*each, func.count()).where(*where).group_by(*each))).all()
            intents: Counter[str] = Counter()
            for intent, _, number in rows:
                intents[intent] += number
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
                questions=intents.total(),
                askers=len({user_id for _, user_id, _ in rows}),
                intents=dict(intents),
                concepts=tuple((concept, number) for concept, number in about),
                pairs=_either_way((one, other, number) for one, other, number in pairs),
            )


def _kept(news: Sequence[NewRecord], connection: Connection) -> Sequence[int]:
    """Write several answers within a transaction and return their ids."""
    ids = new_ids(ANSWERS, len(news), connection)
    rows = [row_of(new) | {"id": number} for number, new in zip(ids, news, strict=True)]
    connection.execute(insert(ANSWERS), rows)
    asked = [row for number, new in zip(ids, news, strict=True) for row in asked_of(number, new)]
    if asked:
        connection.execute(insert(ASKED), asked)
    return ids


def row_of(new: NewRecord) -> dict[str, Any]:
    """Return the row of a new answer."""
    kept = new.answer if new.kept is None else new.kept
    # Its version is a default of its own, which is left out with the others.
    written = kept.model_dump_json(exclude_defaults=new.kept is not None, exclude={"version"})
    return {
        "guild_id": new.guild_id,
        "channel_id": new.channel_id,
        "user_id": new.user_id,
        "at": new.at,
        "release": new.release,
        "intent": new.answer.intent,
        "private": new.private,
        "sentence": new.sentence.lower(),
        "question": _lean(new.question),
        "answer": f'{{"version":{kept.version},{written[1:]}'.encode(),
    }


def asked_of(record_id: int, new: NewRecord) -> list[dict[str, Any]]:
    """Return the rows of what an answer is about."""
    return [
        {
            "answer_id": record_id,
            "position": position,
            "code": code,
            "concept": item.concept,
            "side": item.side,
            "guild_id": new.guild_id,
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


def _lean(question: Question) -> dict[str, Any]:
    """Write a question without what it leaves open, which is most of it."""
    # The kind is a default too, and with it whatever question is inside another, as that of a choice is.
    lean: dict[str, Any] = {"intent": question.intent, **question.model_dump(mode="json", exclude_defaults=True)}
    if _reads_as(lean, question):
        return lean
    whole: dict[str, Any] = question.model_dump(mode="json")
    lean = _without_blanks(whole)
    return lean if _reads_as(lean, question) else whole


def _reads_as(written: dict[str, Any], question: Question) -> bool:
    try:
        return _QUESTION.validate_python(written) == question
    except ValidationError:
        return False


def _without_blanks(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return {
            name: kept
            for name, each in value.items()
            if each not in _BLANKS and (kept := _without_blanks(each)) not in _BLANKS
        }
    return [_without_blanks(each) for each in value] if isinstance(value, list) else value


def _question(row: object) -> Question | None:
    """Read a question back; None when another version wrote it in a form that this one does not know."""
    try:
        return _QUESTION.validate_python(row)
    except ValidationError:
        return None


def _stored(row: RowMapping) -> Stored | None:
    """Read a row back; None, and a warning, when another version wrote it in a form that this one does not know."""
    fields: dict[str, Any] = {name: value for name, value in row.items() if name in Stored.model_fields}
    held = fields.pop("answer")
    short = isinstance(held, dict) and held.get("version") == _SHORT
    try:
        return Stored.model_validate({**fields, ("kept" if short else "answer"): _held(held)})
    except ValidationError:
        _log.warning("unreadable_record id=%s", row["id"])
        return None


def _held(held: object) -> object:
    """Refuse what could not be unpacked: an answer is missing in no row."""
    return {} if held is None else held
