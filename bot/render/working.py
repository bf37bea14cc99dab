"""Show the math: every step behind the numbers shown, in an order that can be followed and recomputed."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.domain.answer import Answer, Op, Pathway, Source, Step
from bot.domain.money import plain
from bot.render.numbers import exact
from bot.render.sheet import way_codes
from bot.render.table import told

_WIDTH: Final = 80
_SIGNS: Final = {Op.SUM: " + ", Op.DIFFERENCE: " - ", Op.PRODUCT: " x ", Op.QUOTIENT: " / "}
_ROUNDED: Final = frozenset({Op.ROUND_2, Op.ROUND_3})
_WORDS: Final = {
    Op.FLOOR: "whole parts of ",
    Op.CEILING: "begun parts of ",
    Op.MINIMUM: "the least of ",
    Op.MAXIMUM: "the most of ",
}
_INTERNAL: Final = {
    ", exact": "",
    ", shown": "",
    "(cms same day)": "on CMS's same-day minutes",
    "(cms whole)": "with CMS's later visits",
}
_UNITS: Final = {
    "work_rvu": "work RVU",
    "total_rvu": "total RVU",
    "usd": "$",
    "_per_minute": " a minute",
    "_cms_same_day": " (cms same day)",
    "_cms_whole": " (cms whole)",
}
_NO_MATH: Final = "There is no arithmetic behind this answer."
_READING: Final = (
    "Each line: what it is = the numbers it comes from = the result [where they come from]. Rounding is half up, at "
    "the end. A result that does not end is cut after eight places (…)."
)


def math_text(answer: Answer, width: int = _WIDTH) -> str:
    """Write the steps of each way shown, each step once, then what compares the ways, then the sources.

    A ratio is written one way round, the greater by the smaller; the other way round is its inverse.
    """
    ways = told(answer)
    writer = _Writer({step.name: step for step in answer.steps}, width)
    blocks = [writer.way(way) for way in ways]
    shown = {way.id for way in ways}
    listed = {(figure.key, figure.step) for way in answer.pathways for figure in way.figures}
    compared = [
        figure
        for figure in answer.figures
        if figure.pathway is None
        or (answer.intent in {"target", "whatif"} and (figure.key, figure.step) not in listed)
        or figure.key.startswith("break_even")
        or (figure.key == "ratio" and figure.value >= 1 and set(figure.pathway.split(":")) <= shown)
    ]
    names = {way.id: way_codes(way) for way in ways}
    heading = "Worked out" if answer.intent in {"target", "whatif"} else "Compared"
    blocks.append([heading, *writer.lines((figure.step for figure in compared), names)])
    blocks = [block for block in blocks if len(block) > 1]
    if not blocks:
        return _NO_MATH
    blocks.insert(0, [textwrap.fill(_READING, width)])
    sources = _of_numbers(answer)
    if sources:
        blocks.append(["Sources", *(_source(source, width) for source in sources)])
    return "\n\n".join("\n".join(block) for block in blocks)


def _of_numbers(answer: Answer) -> list[Source]:
    """Return the sources without those that only say how often, who pays what share, or what does not go together."""
    limits = {
        limit.cite for way in answer.pathways for limit in (way.often, way.patient, *way.apart) if limit is not None
    }
    numbers = {step.source for step in answer.steps} | {way.cite for way in answer.pathways}
    return [source for source in answer.sources if source.id in numbers or source.id not in limits]


@dataclass(slots=True)
class _Writer:
    """Writes steps, each once."""

    steps: dict[str, Step]
    width: int
    written: set[str] = field(default_factory=set)

    def way(self, way: Pathway) -> list[str]:
        """Write the steps of one way under its codes."""
        same = way.cms_whole_minutes == way.cms_same_day_minutes
        figures = [figure for figure in way.figures if not (same and figure.key.endswith("_cms_whole"))]
        names = {way.id: ""}
        if way.codes == (way.lines[0].code,) and way.units == (1,):
            names[way.codes[0]] = ""
        lines = self.lines((figure.step for figure in figures), names)
        return [textwrap.fill(f"{way_codes(way)}: {way.label}", self.width), *lines]

    def lines(self, names: Iterable[str], ids: dict[str, str]) -> list[str]:
        """Write the steps that the named ones follow from, inputs before results."""
        lines = []
        for name in names:
            for step in self._needed(name, leaf=True):
                self.written.add(step.name)
                lines.append(_indented(self._line(step, ids), self.width))
        return lines

    def _needed(self, name: str, *, leaf: bool) -> list[Step]:
        """Return the unwritten steps behind a name.

        A given number is a line only where it is itself the answer, and what is only rounded is part of the line that
        rounds it; else both are said where they are used.
        """
        step = self.steps.get(name)
        if step is None or name in self.written or (step.op is Op.GIVEN and not leaf):
            return []
        before: dict[str, Step] = {}
        for one in self._operands(step).inputs:
            before |= {need.name: need for need in self._needed(one.name, leaf=False)}
        if step.op in _ROUNDED:
            self.written.add(step.inputs[0].name)
        return [*before.values(), step]

    def _operands(self, step: Step) -> Step:
        """Return the step that does the arithmetic: for a rounding, the one whose result it rounds."""
        return self.steps.get(step.inputs[0].name, step) if step.op in _ROUNDED else step

    def _line(self, step: Step, ids: dict[str, str]) -> str:
        worked = self._operands(step)
        name = _short(step.name, ids)
        if worked.op is Op.GIVEN:
            return f"{name} = {plain(worked.value)} [{worked.source}]"
        ratio = ":" in step.name.partition(" ")[0]
        inputs = [exact(one.value) if ratio else f"{_short(one.name, ids)} {exact(one.value)}" for one in worked.inputs]
        sign = _SIGNS.get(worked.op) or (" / " if worked.op in {Op.FLOOR, Op.CEILING} else ", ")
        line = f"{name} = {_WORDS.get(worked.op, '')}{sign.join(inputs)} = {exact(worked.value)}"
        if worked.value != step.value:
            line += f", rounded {plain(step.value)}"
        cited = dict.fromkeys(
            given.source for one in worked.inputs if (given := self.steps.get(one.name)) and given.op is Op.GIVEN
        )
        return f"{line} [{', '.join(cited)}]" if cited else line


def _short(name: str, ids: dict[str, str]) -> str:
    """Name a step without the internal id of its way, which the heading or the way's codes stand for."""
    if name.startswith("units of "):
        return "units"
    first, _, rest = name.partition(" ")
    known = [ids.get(part) for part in first.split(":")]
    if rest and all(part is not None for part in known):
        over = " / ".join(part for part in known if part)
        name = f"{over}, {_unit(rest)}" if ":" in first else f"{over} {rest}".strip()
    for internal, told_as in _INTERNAL.items():
        name = name.replace(internal, told_as)
    return name


def _unit(unit: str) -> str:
    """Write a ratio's unit in words."""
    for internal, told_as in _UNITS.items():
        unit = unit.replace(internal, told_as)
    return unit


def _source(source: Source, width: int) -> str:
    where = source.file or source.url or ""
    return _indented(f"[{source.id}] {source.title}, {source.date.isoformat()}{f', {where}' if where else ''}", width)


def _indented(text: str, width: int) -> str:
    return textwrap.fill(
        text, width, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
