"""What is looked for in the history, as statements: selected by place, person, time, words and service, in pages."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import ColumnElement, RowMapping, Select, and_, literal, or_, select, tuple_, union

from bot.domain.record import About, Key, Turn, Wanted
from bot.store.schema import ANSWERS, ASKED, UtcDateTime

LOOKING_BACK: Final = ("history", "stats")
"""Intents of questions about the memory. They are kept for their buttons only and listed nowhere, since an answer about
one's own questions is nobody else's to read."""


def selected(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Select what is looked for; looking back is itself nothing to look back on."""
    where = [whose(wanted.guild_id, wanted.user_id), ANSWERS.c.intent.not_in(LOOKING_BACK)]
    if wanted.mine:
        where.append(ANSWERS.c.user_id == wanted.user_id)
    if wanted.channel_id is not None:
        where.append(ANSWERS.c.channel_id == wanted.channel_id)
    if wanted.span is not None:
        where += [ANSWERS.c.at >= wanted.span.start, ANSWERS.c.at < wanted.span.end]
    for word in wanted.words:
        where.append(ANSWERS.c.sentence.contains(word, autoescape=True))
    about = [*ways_about(wanted)]
    if about:
        where.append(ANSWERS.c.id.in_(select(ASKED.c.answer_id).where(placed(wanted), or_(*about))))
    return where


def ways_about(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Yield each way to be about what is looked for: every one has an index of its own."""
    yield from (ASKED.c.concept == concept for concept in sorted(wanted.about.concepts))
    yield from (ASKED.c.code == code for code in sorted(wanted.about.codes))


def placed(wanted: Wanted) -> ColumnElement[bool]:
    """Select the services of the answers of one server, or of direct messages."""
    return ASKED.c.guild_id.is_(None) if wanted.guild_id is None else ASKED.c.guild_id == wanted.guild_id


def key_of(row: RowMapping) -> Key:
    """Return where a row stands."""
    return Key(at=row["at"], id=row["id"])


def paged(wanted: Wanted, turn: Turn | None, size: int) -> Select[Any]:
    """Select the answers next to a place, from an index in its order: a page far back costs what the first does.

    By service they come in the order of their ids, in which they were written; else in that of their time.
    """
    where = selected(wanted.model_copy(update={"about": About()}))
    newer = turn is not None and turn.newer
    about = [*ways_about(wanted)]
    if about:
        if turn is not None:
            where.append(ANSWERS.c.id > turn.key.id if newer else ANSWERS.c.id < turn.key.id)
        order = ASKED.c.answer_id.asc() if newer else ASKED.c.answer_id.desc()
        each = (
            select(ASKED.c.answer_id)
            .join(ANSWERS, ANSWERS.c.id == ASKED.c.answer_id)
            .where(placed(wanted), one, *where, *_beside(turn))
            .group_by(ASKED.c.answer_id)
            .order_by(order)
            .limit(size)
            .subquery()
            for one in about
        )
        found = union(*(select(one.c.answer_id) for one in each))
        by_id = ANSWERS.c.id.asc() if newer else ANSWERS.c.id.desc()
        return select(ANSWERS).where(ANSWERS.c.id.in_(found)).order_by(by_id).limit(size)
    if turn is not None:
        here = tuple_(literal(turn.key.at, UtcDateTime()), literal(turn.key.id))
        there = tuple_(ANSWERS.c.at, ANSWERS.c.id)
        where.append(there > here if newer else there < here)
    # All have the same `guild_id`, which PostgreSQL only believes of an index with null when it is named.
    columns = (ANSWERS.c.guild_id, ANSWERS.c.at, ANSWERS.c.id)
    return select(ANSWERS).where(*where).order_by(*(c.asc() if newer else c.desc() for c in columns)).limit(size)


def _beside(turn: Turn | None) -> Iterator[ColumnElement[bool]]:
    """Yield where to begin in the index of services."""
    if turn is not None:
        yield ASKED.c.answer_id > turn.key.id if turn.newer else ASKED.c.answer_id < turn.key.id


def whose(guild_id: int | None, user_id: int) -> ColumnElement[bool]:
    """Select what was asked on the server, or without one this person's direct messages; never both.

    What is private is selected for its asker alone.
    """
    if guild_id is not None:
        return and_(ANSWERS.c.guild_id == guild_id, or_(~ANSWERS.c.private, ANSWERS.c.user_id == user_id))
    return and_(ANSWERS.c.guild_id.is_(None), ANSWERS.c.user_id == user_id)
