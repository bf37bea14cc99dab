"""Which sources an answer rests on."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.domain.answer import Pathway, Source, Steps
from bot.domain.catalog import Catalog
from bot.domain.source import Sure
from bot.domain.topic import Topic


def sources(steps: Steps, pathways: tuple[Pathway, ...], catalog: Catalog, *more: str) -> tuple[Source, ...]:
    """Return every citation that a step or pathway names, in the order used."""
    limits = (cite for pathway in pathways for cite in _limits(pathway))
    used = dict.fromkeys((*steps.sources, *(pathway.cite for pathway in pathways), *limits, *more))
    return tuple(known.source for cite in used if (known := catalog.citations.get(cite)) is not None)


def _limits(pathway: Pathway) -> Iterator[str]:
    """Yield where it was read how often, what the patient owes, and what does not go with it."""
    for limit in (pathway.often, pathway.patient, *pathway.apart):
        if limit is not None:
            yield limit.cite


UNSOURCED: Final = "No source was found for this entry: it is general knowledge"
PARTLY: Final = "Not all of this entry was found in a document"


def rests_on(topic: Topic, catalog: Catalog) -> tuple[str, ...]:
    """Say what an entry of the glossary was read in, and what of it was not."""
    read = [catalog.citations[cite] for cite in topic.cites]
    found = [one for one in read if one.sure is not Sure.UNCONFIRMED]
    if not found:
        return (UNSOURCED,)
    told = "; ".join(f"{one.title}{' (second-hand)' if one.sure is Sure.SECOND else ''}" for one in found)
    return (f"This entry rests on {told}", *((PARTLY,) if len(found) < len(read) else ()))


def dated(line: str, release: str | None, catalog: Catalog, today: date) -> str:
    """Return a source line, with a warning when it rests on the newest release and CMS should have a newer one."""
    newest = catalog.releases[-1]
    due = newest.newer_due(today)
    if due is None or release != newest.id:
        return line
    return f"{line}; CMS should have a newer release, in force from {due.day} {due:%B %Y}"
