"""A chart specification as bars of text."""

from collections.abc import Iterator
from decimal import Decimal

from bot.domain.answer import ChartSpec

WIDTH = 40
"""Characters of the longest bar."""
_EIGHTHS = " ▏▎▍▌▋▊▉"


def bar(value: Decimal, longest: Decimal, *, solid: bool = False) -> str:
    """Draw a value to the eighth of a character; `solid` draws whole characters of plain ASCII."""
    if value <= 0 or longest <= 0:
        return ""
    if solid:
        return "#" * max(1, round(WIDTH * value / longest))
    full, rest = divmod(max(1, round(8 * WIDTH * value / longest)), 8)
    return "█" * full + _EIGHTHS[rest].strip()


def lines(spec: ChartSpec, *, solid: bool = False) -> Iterator[str]:
    """Yield the chart line by line. Each panel has its own scale, as in the picture."""
    yield spec.title
    for panel in spec.panels:
        yield ""
        yield f"{panel.title} ({panel.unit})"
        room = max((len(each.label) for each in panel.bars), default=0)
        longest = max((each.value for each in panel.bars), default=Decimal(0))
        for each in panel.bars:
            drawn = bar(each.value, longest, solid=solid)
            yield f"  {each.label:<{room}}  {drawn}{' ' if drawn else ''}{each.text}"
    yield ""
    yield spec.source
