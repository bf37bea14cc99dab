"""The compact table: one row a way, one column a kind of figure, digits under digits."""

from dataclasses import dataclass
from typing import Final

from bot.domain.answer import Answer, Pathway, PathwayState, Side
from bot.render import own
from bot.render.naming import minutes_of
from bot.render.numbers import DASH, shown
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import code_units

_COLUMNS: Final = (
    ("work_rvu", "work RVU"),
    ("total_rvu", "total RVU"),
    ("allowed_usd", "Medicare"),
    ("usd_per_minute", "$ a minute"),
    ("work_rvu_per_minute", "RVU a minute"),
)
_HOURLY: Final = (
    ("work_rvu", "work RVU"),
    ("allowed_usd", "Medicare"),
    ("usd_per_hour", "$ an hour"),
    ("work_rvu_per_hour", "RVU an hour"),
)
_TOLD: Final = (PathwayState.VERDICT, PathwayState.ADDON, PathwayState.UNPAID)
_WHEN: Final = {1: "now: ", 2: "then: ", 3: "stays: "}
UNPAID_MARK: Final = "*"
_UNPAID_NOTE: Final = "* not paid by Medicare"


@dataclass(frozen=True, slots=True)
class Table:
    """Text in cells. The first column names the row; numbers are padded so that right-aligned they share a point."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row whose other cells are empty heads the ways of one side."""
    labels: tuple[str, ...] = ()
    """What each row is in words, for a reader with room; "" for the heading of a side."""
    notes: tuple[str, ...] = ()

    @property
    def headings(self) -> frozenset[int]:
        """Return the numbers of the rows that head a side."""
        return frozenset(number for number, row in enumerate(self.rows) if not any(row[1:]))


def told(answer: Answer) -> list[Pathway]:
    """Return the ways shown first: what the verdict rests on, each with its add-ons, then what is not paid."""
    own = [way for way in answer.pathways if way.in_verdict or way.state in _TOLD]
    if not answer.sides:
        return own
    return [way for side in answer.sides for way in _ordered([way for way in own if way.side == side.number])]


def _ordered(ways: list[Pathway]) -> list[Pathway]:
    addons = [way for way in ways if way.state is PathwayState.ADDON]
    bases = [way for way in ways if way.state not in {PathwayState.ADDON, PathwayState.UNPAID}]
    ordered = []
    for base in bases:
        ordered += [base, *(way for way in addons if way.codes[: len(base.codes)] == base.codes)]
    taken = {way.id for way in ordered}
    rest = [way for way in ways if way.id not in taken]
    return [*ordered, *sorted(rest, key=lambda way: way.state is PathwayState.UNPAID)]


def table(answer: Answer) -> Table:
    """Lay out what the verdict rests on, its add-ons and what Medicare does not pay, side by side."""
    if own.listed(answer):
        listed = tuple(own.rows(answer))
        return Table(("", "amount"), listed, ("",) * len(listed)) if listed else Table((), ())
    sheet = Sheet.of(answer)
    names: list[str] = []
    labels: list[str] = []
    ways: list[Pathway | None] = []
    headed: set[int | None] = set()
    sides = {side.number: side for side in sheet.sides}
    for way in told(answer):
        if way.side not in headed and way.side in sides:
            headed.add(way.side)
            names.append(_heading(sheet, sides[way.side]))
            labels.append("")
            ways.append(None)
        name, label = _name(way, ways[-1] if ways else None), way.label
        if all(code in label for code in way.codes):
            name, label = label, ""
        names.append(name)
        labels.append(label.rpartition(" with ")[2] if name.startswith("+ ") else label)
        ways.append(way)
    columns = [
        (title if sheet.payer == "Medicare" else title.replace("Medicare", "payment"), key)
        for key, title in _kinds(answer)
        if any(way is not None and sheet.figure(way, key) for way in ways)
    ]
    if not columns:
        return Table((), ())
    changed = own.changes(answer) if answer.intent == "whatif" else []
    aligned = [
        _aligned([*(_cell(sheet, way, key) for way in ways), *(cells.get(key, "") for _, cells in changed)])
        for _, key in columns
    ]
    names += [name for name, _ in changed]
    labels += ["" for _ in changed]
    head = ("way", *(title for title, _ in columns))
    rows = tuple((name, *(column[number] for column in aligned)) for number, name in enumerate(names))
    return Table(head, rows, tuple(labels), _notes(sheet, [way for way in ways if way is not None]))


def _kinds(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return what the columns hold; what a supposition changes is told apart from minutes."""
    if answer.intent == "rate_per_hour":
        return _HOURLY
    return _COLUMNS[:3] if answer.intent == "whatif" else _COLUMNS


def _notes(sheet: Sheet, ways: list[Pathway]) -> tuple[str, ...]:
    """Explain the mark of unpaid ways, each with what its RVUs would come to."""
    unpaid = [way for way in ways if way.state is PathwayState.UNPAID]
    would_be = [
        f"{way_codes(way)} would be {shown(figure)}" for way in unpaid if (figure := sheet.figure(way, "would_be_usd"))
    ]
    if not unpaid:
        return ()
    return (f"{_UNPAID_NOTE} ({'; '.join(would_be)})" if would_be else _UNPAID_NOTE,)


def _name(way: Pathway, above: Pathway | None) -> str:
    """Write the codes; only what is added where the row above is the way it is added to, a mark where unpaid."""
    if way.state is PathwayState.ADDON and above is not None:
        base = above.codes[:-1] if above.state is PathwayState.ADDON else above.codes
        if way.codes[: len(base)] == base:
            return f"+ {code_units(way.codes[len(base) :], way.units[len(base) :])}"
    return way_codes(way) + (f" {UNPAID_MARK}" if way.state is PathwayState.UNPAID else "")


def _heading(sheet: Sheet, side: Side) -> str:
    if sheet.answer.intent == "whatif":
        spent = "" if side.minutes_are_cms else f", {minutes_of(sheet, side)} min"
        return f"{_WHEN.get(side.number or 0, '')}{side.one}{spent}"
    minutes = minutes_of(sheet, side)
    if minutes is None:
        return side.name
    return f"{side.name}, {'CMS ' if side.minutes_are_cms else ''}{minutes} min"


def _cell(sheet: Sheet, way: Pathway | None, key: str) -> str:
    """Write one figure; a dash where the way has none, empty for the heading of a side."""
    if way is None:
        return ""
    figure = sheet.figure(way, key)
    return DASH if figure is None else shown(figure)


def _aligned(cells: list[str]) -> list[str]:
    """Pad numbers on the right so that their points stand under each other; a missing number becomes a dash."""
    behind = {cell: len(cell) - cell.find(".") if "." in cell else 0 for cell in cells}
    most = max(behind.values())
    return [cell and cell + " " * (most - behind[cell]) for cell in cells]
