"""An answer then and now: the figures of both side by side, and which of them changed."""

from collections.abc import Iterator
from typing import Final

from bot.domain.kept import Kept, KeptFigure, KeptWay
from bot.render.numbers import by_key, span

_NAMES: Final = {
    "work_rvu": "work RVU",
    "total_rvu": "total RVU",
    "allowed_usd": "from Medicare",
    "would_be_usd": "if it were paid",
    "usd_per_minute": "a minute",
    "work_rvu_per_minute": "work RVU a minute",
    "usd_per_hour": "an hour",
    "work_rvu_per_hour": "work RVU an hour",
}
_KEPT_LATER: Final = frozenset({"break_even_count", "break_even_minutes", "parity_minutes"})
_GONE: Final = "not among the ways"


def way_text(way: KeptWay) -> str:
    """Write a way's figures in one line."""
    told = ", ".join(f"{by_key(key, value)} {_NAMES.get(key, key)}" for key, value in way.figures.items())
    return told if way.paid else f"{told}; not paid by Medicare"


def figure_text(figure: KeptFigure) -> str:
    """Write a figure that belongs to no single way, or its range."""
    return span(figure.value, figure.value if figure.high is None else figure.high, figure.key)


def same_figures(then: Kept, now: Kept) -> bool:
    """Tell whether no figure changed."""
    return (then.ways, then.figures) == (now.ways, _comparable(then, now))


def _comparable(then: Kept, now: Kept) -> tuple[KeptFigure, ...]:
    """Return today's own figures without those that were not kept at all when the answer was given."""
    known = {each.key for each in then.figures}
    return tuple(each for each in now.figures if each.key in known or each.key not in _KEPT_LATER)


def then_and_now(then: Kept, now: Kept) -> Iterator[str]:
    """Yield a line for each way and each other figure that is in either: what it was, and what it is."""
    before, after = _ways(then), _ways(now)
    for place in dict.fromkeys((*before, *after)):
        one, other = before.get(place), after.get(place)
        codes = place[1]
        if one is None or other is None:
            yield f"{codes}: {way_text(one) if one else _GONE} then, {way_text(other) if other else _GONE} now"
            continue
        keys = dict.fromkeys((*one.figures, *other.figures))
        moved = [key for key in keys if one.figures.get(key) != other.figures.get(key)]
        if moved:
            yield f"{codes}: " + ", ".join(_moved(key, one, other) for key in moved)
        else:
            yield f"{codes}: {way_text(one)}, then as now"
    own, others = ({each.label: each for each in side} for side in (then.figures, _comparable(then, now)))
    for label in dict.fromkeys((*own, *others)):
        ends = [figure_text(found) if (found := side.get(label)) else "-" for side in (own, others)]
        yield f"{label}: {ends[0]}, then as now" if ends[0] == ends[1] else f"{label}: {ends[0]} then, {ends[1]} now"


def _ways(kept: Kept) -> dict[tuple[int | None, str], KeptWay]:
    return {(way.side, way.codes): way for way in kept.ways}


def _moved(key: str, one: KeptWay, other: KeptWay) -> str:
    ends = [by_key(key, way.figures[key]) if key in way.figures else "-" for way in (one, other)]
    return f"{ends[0]} then, {ends[1]} now {_NAMES.get(key, key)}"
