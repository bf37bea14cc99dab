"""What does not go together for one patient within one day or month, by the catalog's table of it.

A side may hold things that exclude each other; their sum is shown, and said not to be one claim's. Modelling gap:
code-pair edits are not in the data, and whether several services are one patient's on one day is taken from the side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.calc.encounter import MINOR_GLOBALS
from bot.calc.pathways import Billed, Way
from bot.domain.answer import Excluded
from bot.domain.catalog import Catalog
from bot.domain.limit import Apart, Group, Span
from bot.domain.source import Sure

_DOUBT = {Sure.SECOND: " (second-hand)", Sure.UNCONFIRMED: " (unconfirmed)"}


@dataclass(frozen=True, slots=True)
class _Held:
    """A line of a side that belongs to a group."""

    place: int
    way: Way
    line: Billed
    by_time: bool

    @property
    def told(self) -> str:
        return f"{self.line.ref.written} chosen by minutes" if self.by_time else self.line.ref.written


def excluded(ways: Sequence[Way], catalog: Catalog) -> tuple[Excluded, ...]:
    """Return what cannot be billed beside these ways, as far as anything read says so."""
    touched = _touching(ways)
    return tuple(
        Excluded(
            name=other.name,
            codes=other.codes,
            span=apart.span,
            one_clinician=apart.one_clinician,
            reason=apart.reason,
            exception=apart.exception,
            sure=catalog.citations[apart.cite].sure,
            cite=apart.cite,
        )
        for apart in catalog.limits(touched)
        if (other := _other(apart, ways, touched)) is not None
    )


def _touching(ways: Sequence[Way]) -> frozenset[str]:
    """Return the codes of the ways and the ids of their rules: a group that names none of them holds none of them."""
    return frozenset((*(line.ref.code for way in ways for line in way.lines), *(way.rule for way in ways)))


def _touched(group: Group, named: frozenset[str]) -> bool:
    return not named.isdisjoint(group.codes) or not named.isdisjoint(group.by_time)


def _other(apart: Apart, ways: Sequence[Way], named: frozenset[str]) -> Group | None:
    """Return the group that does not go with the ways. A limit on a modifier is the first group's alone."""
    if _touched(apart.first, named) and any(_among(apart.first, ways)):
        return apart.second
    second = apart.modifier is None and _touched(apart.second, named) and any(_among(apart.second, ways))
    return apart.first if second else None


def clashes(ways: Sequence[Way], catalog: Catalog) -> tuple[str, ...]:
    """Say of each two of these ways that exclude each other that they do, and why."""
    of_one = [way for way in ways if way.encounters == 1 and not way.basis.apart]
    if sum(len(way.lines) for way in of_one) <= 1:
        return ()  # one line has nothing to clash with
    return tuple(told for apart in catalog.limits(_touching(of_one)) for told in _clashes(apart, of_one, catalog))


def _clashes(apart: Apart, ways: Sequence[Way], catalog: Catalog) -> Iterator[str]:
    if apart.modifier is not None:
        yield from _with_modifier(apart, ways, catalog)
        return
    for one in _among(apart.first, ways):
        # Of two services of one group each is the first once.
        seconds = (two for two in _among(apart.second, ways) if apart.first != apart.second or two.place > one.place)
        for two in seconds:
            if one.place != two.place and one.line.ref.code != two.line.ref.code and _forbidden(apart, one, two):
                yield _told(apart, f"{one.told} and {two.told}", catalog)
                return


def _with_modifier(apart: Apart, ways: Sequence[Way], catalog: Catalog) -> Iterator[str]:
    """Hold a limit that is on a modifier against the visits that carry it, or must beside a minor procedure."""
    firsts, seconds = list(_among(apart.first, ways)), list(_among(apart.second, ways))
    if not firsts or not seconds:
        return
    own = {id(held.line) for held in (*firsts, *seconds)}
    others = [(way, line) for way in ways for line in way.lines if id(line) not in own]
    written = any(apart.modifier in held.line.ref.modifiers for held in seconds)
    if not written and not any(_minor(way, line) for way, line in others):
        return
    beside = ", ".join(dict.fromkeys(line.ref.written for _, line in others))
    named = seconds[0].told + (f" beside {beside}" if beside else "")
    open_to = frozenset(apart.unless.codes) if apart.unless is not None else frozenset()
    if others and all(line.ref.code in open_to for _, line in others):
        yield f"{firsts[0].told} with {named}: {apart.exception}"
    else:
        closing = f"; {apart.exception}" if apart.exception else ""
        yield (
            f"{firsts[0].told} is not billed with {named}, though the sum counts it: "
            f"{apart.reason}{_doubt(apart, catalog)}{closing}"
        )


def _minor(way: Way, line: Billed) -> bool:
    return way.basis.schedule.row(line.ref).global_days in MINOR_GLOBALS


def _among(group: Group, ways: Sequence[Way]) -> Iterator[_Held]:
    """Yield the lines of a group, in billing order."""
    for place, way in enumerate(ways):
        timed = way.rule in group.by_time and way.threshold is not None
        for line in way.lines:
            if timed or line.ref.code in group.codes:
                yield _Held(place, way, line, by_time=timed)


def _forbidden(apart: Apart, one: _Held, two: _Held) -> bool:
    """Tell whether two lines are of clinicians who exclude each other: two who were named never do, if one must."""
    clinicians = {one.way.basis.clinician, two.way.basis.clinician}
    named_apart = len(clinicians) > 1 and None not in clinicians
    return not (apart.one_clinician and named_apart)


def _told(apart: Apart, named: str, catalog: Catalog) -> str:
    how = "by one clinician" if apart.one_clinician else "together"
    when = "on one day" if apart.span is Span.DAY else "in one month"
    return (
        f"{named} are not billed {how} for one patient {when}, though the sum counts both: "
        f"{apart.reason}{_doubt(apart, catalog)}"
    )


def _doubt(apart: Apart, catalog: Catalog) -> str:
    return _DOUBT.get(catalog.citations[apart.cite].sure, "")
