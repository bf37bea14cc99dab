"""Hand-built answers of two sides: the cases that the live schedule does not happen to hold."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations, product
from typing import NamedTuple

from bot.domain.answer import Answer, Figure, Pathway, PathwayLine, PathwayState, Side
from bot.domain.concept import Kind, Role
from bot.domain.money import round_half_up
from bot.domain.question import Compare, Item
from bot.domain.source import Sure


class Way(NamedTuple):
    """One way to bill one side, in the few numbers that the verdict looks at."""

    code: str
    usd: str
    work: str
    minutes: int | None = None
    cms: int | None = None
    whole: int | None = None
    state: PathwayState = PathwayState.VERDICT


class Told(NamedTuple):
    """One side in words."""

    name: str
    one: str
    kind: Kind = Kind.PROCEDURE


def two_sides(first: Told, ours: Sequence[Way], second: Told, theirs: Sequence[Way]) -> Answer:
    """Build the answer of a comparison, with every ratio both ways round."""
    made = [(number, told, ways) for number, told, ways in ((1, first, ours), (2, second, theirs))]
    paths = {number: [_path(number, index, way) for index, way in enumerate(ways)] for number, _, ways in made}
    figures = [figure for number, other in permutations((1, 2), 2) for figure in _ratios(paths[number], paths[other])]
    return Answer(
        intent="compare",
        question=Compare(items=(Item(concept="a", side=1), Item(concept="b", side=2))),
        sides=tuple(_side(number, told, ways) for number, told, ways in made),
        pathways=tuple(path for own in paths.values() for path in own),
        figures=(*(figure for own in paths.values() for path in own for figure in path.figures), *figures),
        basis="Medicare, an invented release",
    )


def _side(number: int, told: Told, ways: Sequence[Way]) -> Side:
    asked = ways[0].minutes
    return Side(
        number=number, name=told.name, one=told.one, kind=told.kind, minutes=asked, minutes_are_cms=asked is None
    )


def _path(number: int, index: int, way: Way) -> Pathway:
    name = f"{number}{'abcdef'[index]}"
    numbers = {"work_rvu": Decimal(way.work), "total_rvu": Decimal(way.work) * 2, "allowed_usd": Decimal(way.usd)}
    for suffix, minutes in (("", way.minutes or way.cms), ("_cms_same_day", way.cms), ("_cms_whole", way.whole)):
        if minutes is not None:
            numbers[f"usd_per_minute{suffix}"] = round_half_up(numbers["allowed_usd"] / minutes, 2)
            numbers[f"work_rvu_per_minute{suffix}"] = round_half_up(numbers["work_rvu"] / minutes, 3)
    return Pathway(
        id=name,
        side=number,
        label=f"way {way.code}",
        codes=(way.code,),
        units=(1,),
        lines=(PathwayLine(code=way.code, name=way.code, units=1),),
        role=Role.MAIN,
        state=way.state,
        in_verdict=way.state is PathwayState.VERDICT,
        paid_by_medicare=way.state is not PathwayState.UNPAID,
        minutes=way.minutes,
        cms_same_day_minutes=None if way.cms is None else Decimal(way.cms),
        cms_whole_minutes=None if way.whole is None else Decimal(way.whole),
        sure=Sure.FILE,
        cite="invented",
        figures=tuple(_figure(key, value, name) for key, value in numbers.items()),
    )


def _figure(key: str, value: Decimal, path: str, unit: str = "") -> Figure:
    return Figure(key=key, label=key, value=value, unit=unit or key, pathway=path, step=f"{path} {key} {unit}")


def _ratios(ours: list[Pathway], theirs: list[Pathway]) -> list[Figure]:
    made = []
    for one, other in product(ours, theirs):
        bottom = {figure.key: figure.value for figure in other.figures}
        for figure in one.figures:
            if bottom.get(figure.key):
                unit = "usd" if figure.key == "allowed_usd" else figure.key
                value = round_half_up(figure.value / bottom[figure.key], 2)
                made.append(_figure("ratio", value, f"{one.id}:{other.id}", unit))
    return made
