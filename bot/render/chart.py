"""A chart specification as a picture that reads on a phone, on a dark and on a light background.

One style: horizontal bars, each with its label above and its value with the unit at its end, so that there is no
legend to hunt for. The two sides differ in colour and in hatching. Matplotlib is imported at the first chart; its
object interface is used, because `pyplot` keeps global state and is not safe in threads.
"""

import textwrap
import threading
from io import BytesIO
from typing import TYPE_CHECKING, Final

from bot.domain.answer import Bar, ChartSpec, Curve, Panel, Point
from bot.render import curves
from bot.render.palette import CARD, COLOURS, INK, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI: Final = 100
_WIDTH: Final = 12.0
"""Inches; with the resolution, 1200 pixels."""
_LEAST_HEIGHT: Final = 5.0
_BAR: Final = 0.62
"""Inches that one bar and its label take."""
_TICKS: Final = 0.35
"""Inches below curves for what they run along."""
_CURVE_ROWS: Final = 7
"""Bars whose room a panel of curves takes."""
_TITLE: Final = 22
_LARGE: Final = 18
_SMALL: Final = 13
_EDGE: Final = "#C8CCD2"
_HATCHES: Final = ("", "///", "...", "\\\\\\", "xx", "++")
_TITLE_LETTERS: Final = 62
_SOURCE_LETTERS: Final = 130
_LABEL_LETTERS: Final = {1: 84, 2: 44}
_TITLE_LINES: Final = 3
_LETTER: Final = 15.5
"""Pixels of one letter of a value, at most."""
_PANEL_PIXELS: Final = {1: 1158, 2: 560}
_LOCK: Final = threading.Lock()
"""Matplotlib's font and text caches are shared between figures and not built for threads."""


def draw(spec: ChartSpec) -> bytes:
    """Draw a chart as PNG. The same specification gives the same bytes."""
    with _LOCK:
        drawn = figure(spec)
        file = BytesIO()
        drawn.savefig(file, format="png", dpi=_DPI, facecolor=CARD, metadata={"Software": None})
    return file.getvalue()


def figure(spec: ChartSpec) -> "Figure":
    """Build the figure of a chart; each bar is a patch of its panel's axes, as long as its value."""
    # Matplotlib takes most of a second and tens of megabytes, which a process without charts does not spend.
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    across = 1 if len(spec.panels) == 1 else 2
    down = -(-len(spec.panels) // across)
    title = textwrap.wrap(spec.title, _TITLE_LETTERS, max_lines=_TITLE_LINES, placeholder=" …")
    source = textwrap.wrap(spec.source, _SOURCE_LETTERS)
    most = max((len(panel.bars) or _CURVE_ROWS for panel in spec.panels), default=0)
    ticked = any(panel.curves for panel in spec.panels)
    head, foot = 0.35 + 0.40 * len(title), 0.2 + 0.24 * len(source) + (_TICKS if ticked else 0.0)
    height = max(_LEAST_HEIGHT, head + foot + down * (0.75 + most * _BAR))
    made = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor=CARD, edgecolor=_EDGE, linewidth=3)
    FigureCanvasAgg(made)
    _write(made, 0.02, 1 - 0.2 / height, "\n".join(title), size=_TITLE, weight="bold", va="top")
    _write(made, 0.02, 0.14 / height, "\n".join(source), size=_SMALL, color=QUIET, va="bottom")
    grid = made.add_gridspec(
        down, across, left=0.02, right=0.985, top=1 - (head + 0.45) / height, bottom=(foot + 0.12) / height,
        wspace=0.06, hspace=0.6 / max((height - head - foot) / down - 0.6, 0.5),
    )  # fmt: skip
    for place, panel in enumerate(spec.panels):
        column = place % across if place != len(spec.panels) - 1 or across == 1 else slice(place % across, None)
        axes = made.add_subplot(grid[place // across, column])
        if panel.curves:
            curves.draw(axes, panel, heading(panel), wide=across == 1)
        else:
            _panel(axes, panel, across, most)
    return made


def _write(made: "Figure", x: float, y: float, text: str, **style: object) -> None:
    # Dollar signs would open a formula.
    made.text(x, y, text, parse_math=False, color=style.pop("color", INK), linespacing=1.15, **style)  # type: ignore[arg-type] # reason: matplotlib types text properties one by one


def _panel(axes: "Axes", panel: Panel, across: int, most: int) -> None:
    """Draw the bars of one panel from the top down, in room for `most`, so that panels side by side line up."""
    axes.set_title(heading(panel), loc="left", fontsize=_LARGE, fontweight="bold", color=INK, pad=8, parse_math=False)
    values = [float(bar.value) for bar in panel.bars]
    longest = max((abs(value) for value in values), default=0.0) or 1.0
    pixels = _PANEL_PIXELS[across]
    text = 20 + _LETTER * max((len(bar.text) for bar in panel.bars), default=0)
    # Losses go to the left of the zero line.
    axes.set_xlim(min(0.0, *values), longest * pixels / max(pixels - text, pixels / 4))
    axes.set_ylim(max(most, 2) - 0.5, -0.5)
    for row, (bar, value) in enumerate(zip(panel.bars, values, strict=True)):
        colour = (bar.group - 1) % len(COLOURS)
        if bar.parts:
            _stacked(axes, row + 0.16, bar)
        else:
            axes.barh(
                row + 0.16, value, height=0.42, color=COLOURS[colour], hatch=_HATCHES[colour], edgecolor=CARD,
                linewidth=0,
            )  # fmt: skip
        label = textwrap.shorten(labelled(bar), _LABEL_LETTERS[across], placeholder=" …")
        axes.text(longest * 0.008, row - 0.1, label, ha="left", va="bottom", fontsize=15, color=INK, parse_math=False)
        axes.text(
            max(value, 0.0) + longest * 0.015, row + 0.16, bar.text,
            ha="left", va="center", fontsize=_LARGE, fontweight="bold", color=INK, parse_math=False,
        )  # fmt: skip
    axes.axvline(0, color=QUIET, linewidth=1.5)
    axes.set_axis_off()
    axes.title.set_visible(True)


def _stacked(axes: "Axes", row: float, bar: Bar) -> None:
    """Draw a bar's parts one behind the other, each in a colour and hatching of its own, in its label's order."""
    start = 0.0
    for place, part in enumerate(bar.parts):
        width = float(part.value)
        axes.barh(
            row, width, left=start, height=0.42, color=COLOURS[place % len(COLOURS)],
            hatch=_HATCHES[place % len(_HATCHES)], edgecolor=CARD, linewidth=0,
        )  # fmt: skip
        start += width


def labelled(bar: Bar) -> str:
    """Write what stands above a bar: its label, and of a stacked one its parts in order."""
    parts = ", ".join(part.text for part in bar.parts)
    return f"{bar.label}: {parts}" if parts else bar.label


def placed(panel: Panel, point: Point) -> str:
    """Say where on a curve a point is: "from 30 min", "2026"."""
    return f"from {point.x:f} min" if panel.stepped else f"{point.x:f}"


def listed_points(panel: Panel, curve: Curve) -> str:
    """Write a curve's points in words; a level line is one value."""
    if len({point.value for point in curve.points}) == 1:
        return curve.points[0].text
    return ", ".join(f"{placed(panel, point)} {point.text}" for point in curve.points)


def heading(panel: Panel) -> str:
    """Write the panel's title, and its unit where the title does not say it."""
    said = panel.unit.replace("$", "").strip().lower() in panel.title.lower()
    return panel.title if said else f"{panel.title} ({panel.unit})"
