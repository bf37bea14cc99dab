"""Curves of a chart: steps along minutes, lines along years, each named where it ends and valued where it changes."""

import textwrap
from typing import TYPE_CHECKING, Final

from bot.domain.answer import Curve, Panel
from bot.render.palette import CARD, COLOURS, INK, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STYLES: Final = ("-", "--", "-.", ":")
_MARKS: Final = ("o", "s", "^", "D")
"""With the line style they tell curves apart without colour."""
_NAME_LETTERS: Final = 24
_NAME_LINES: Final = 2
_ROOM: Final = {True: 1.36, False: 1.75}
"""How much wider than the data a panel is, for the names behind the curves; a narrow one needs more."""
_APART: Final = 0.12
"""Least distance of two names, in parts of the height."""
_BEYOND: Final = 15
"""Minutes that the last step is drawn on for."""


def draw(axes: "Axes", panel: Panel, title: str, *, wide: bool) -> None:
    """Draw the curves of a panel with their names at their ends."""
    axes.set_title(title, loc="left", fontsize=18, fontweight="bold", color=INK, pad=8, parse_math=False)
    points = [point for curve in panel.curves for point in curve.points]
    across = [float(point.x) for point in points]
    left = 0.0 if panel.stepped else min(across)
    right = max(across) + (_BEYOND if panel.stepped else 0)
    top = float(max(point.value for point in points)) * 1.18 or 1.0
    axes.set_ylim(0, top)
    axes.set_xlim(left - (right - left) * (0.035 if panel.stepped else 0.1), left + (right - left) * _ROOM[wide])
    for curve in panel.curves:
        _curve(axes, panel, curve, right)
    for curve, height in _spread(panel, top):
        place = right + (right - left) * 0.025
        name = "\n".join(textwrap.wrap(_name(panel, curve), _NAME_LETTERS, max_lines=_NAME_LINES, placeholder=" …"))
        axes.text(place, height, name, va="center", fontsize=14, color=INK, fontweight="bold", parse_math=False)
    _ticks(axes, panel, right)


def _level(curve: Curve) -> bool:
    return len({point.value for point in curve.points}) == 1


def _name(panel: Panel, curve: Curve) -> str:
    """Name a curve; where its last value is not written beside its point, with that."""
    return curve.label if panel.stepped and not _level(curve) else f"{curve.label} {curve.points[-1].text}"


def _curve(axes: "Axes", panel: Panel, curve: Curve, right: float) -> None:
    across = [float(point.x) for point in curve.points]
    values = [float(point.value) for point in curve.points]
    style = (curve.group - 1) % len(_STYLES)
    if panel.stepped:
        across, values = [*across, right], [*values, values[-1]]
    axes.plot(
        across, values, color=COLOURS[(curve.group - 1) % len(COLOURS)], linestyle=_STYLES[style], linewidth=3,
        marker=_MARKS[style], markersize=7, drawstyle="steps-post" if panel.stepped else "default",
        markevery=range(len(curve.points)),
    )  # fmt: skip
    if panel.stepped and _level(curve):
        return
    # Loaded with the first chart, like the rest of matplotlib.
    from matplotlib.patheffects import withStroke  # noqa: PLC0415

    halo = [withStroke(linewidth=4, foreground=CARD)]
    shown = curve.points if panel.stepped else curve.points[:-1]
    for place, point in enumerate(shown):
        # A stair's free side is up to the left, at its foot and under a lower stair down to the right.
        below = panel.stepped and (place == 0 or curve.group > 1)
        side = "left" if below else "right" if panel.stepped else "center"
        axes.annotate(
            point.text, (float(point.x), float(point.value)), (0, -8 if below else 7), textcoords="offset points",
            ha=side, va="top" if below else "bottom", fontsize=12, color=INK, parse_math=False,
            path_effects=halo,
        )  # fmt: skip


def _spread(panel: Panel, top: float) -> list[tuple[Curve, float]]:
    """Place each curve's name at the height it ends on, moved up where two would lie upon each other."""
    ends = sorted(((curve, float(curve.points[-1].value)) for curve in panel.curves), key=lambda end: end[1])
    placed: list[tuple[Curve, float]] = []
    for curve, height in ends:
        least = placed[-1][1] + top * _APART if placed else height
        placed.append((curve, max(height, least)))
    return placed


def _ticks(axes: "Axes", panel: Panel, right: float) -> None:
    marks = sorted({float(point.x) for curve in panel.curves for point in curve.points})
    unit = ""
    if panel.stepped:
        marks, unit = [float(minute) for minute in range(0, int(right) + 1, _BEYOND)], " min"
    axes.set_xticks(marks, [f"{mark:.0f}{unit}" for mark in marks], fontsize=13, color=QUIET)
    axes.set_yticks([])
    axes.tick_params(length=4, color=QUIET)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)
