"""Things of one sort that are each told by a name: "tdap and MMR shots" are two vaccines given at once."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.unions import counted

_COMMA = ","


def several(parts: Sequence[Part], reading: Reading, catalog: Catalog) -> list[Part]:
    """Return the services, those that one count has as one: what the catalog counts on a patient.

    What Medicare has a code of its own for counts with the others where nobody speaks of Medicare.
    """
    found: list[Part] = []
    run: list[Part] = []
    for part in (*parts, None):
        if run and (part is None or not _goes_on(run, part, reading, catalog)):
            found.extend(_one(run, reading, catalog))
            run = []
        run += [part] if part is not None else []
    return found


def _goes_on(run: Sequence[Part], part: Part, reading: Reading, catalog: Catalog) -> bool:
    """Tell whether a service is one more of a sort, joined to those before it by nothing but "and" or a comma."""
    last, kinds = run[-1], [_counted_as(one, reading, catalog) for one in (run[-1], part)]
    if kinds[0] is None or kinds[0] != kinds[1] or any(part.stems == one.stems for one in run):
        return False
    between = [at for at in range(last.end, part.start) if at not in reading.light]
    joined = len(between) == 1 and not counted(last, reading)
    return joined and (reading.signals(between[0], Cue.AND, Cue.PLUS) or reading.atoms[between[0]].stem == _COMMA)


def _one(run: Sequence[Part], reading: Reading, catalog: Catalog) -> Sequence[Part]:
    """Return services of one sort as one; each as it is where Medicare has a code for each."""
    kind = _counted_as(run[0], reading, catalog)
    if len(run) == 1 or kind is None or all(part.concept != kind for part in run):
        return run
    taken = frozenset[int]().union(*(part.taken for part in run))
    return (replace(run[0], end=run[-1].end, taken=taken, concepts=(kind,), several=len(run)),)


def _counted_as(part: Part, reading: Reading, catalog: Catalog) -> str | None:
    """Return what a service counts as where it stands with others: itself, or what it is for other payers."""
    concept = catalog.concepts[part.concept] if part.concepts and not part.code else None
    if concept is None:
        return None
    if concept.counts:
        return concept.id
    return None if reading.has(Cue.MEDICARE) else concept.elsewhere
