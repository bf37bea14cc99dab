"""Puts the finding, in words, where it is read: the verdict, and the title and alternative text of the chart."""

from collections.abc import Iterator
from typing import Final

from bot.domain.answer import Answer, Bar, ChartSpec, Panel
from bot.domain.question import BreakEven
from bot.render import comparison, shares
from bot.render.chart import labelled, listed_points
from bot.render.own import listed
from bot.render.sheet import Sheet
from bot.render.verdict import verdict
from bot.render.wording import sentence

_PAIR: Final = 2


def with_finding(answer: Answer) -> Answer:
    """Return the answer with its verdict worded, and its chart titled with the finding."""
    sheet = Sheet.of(answer)
    worded = verdict(answer, sheet)
    if answer.chart is None:
        return answer.model_copy(update={"verdict": worded})
    # What a term's chart shows is no finding of this question.
    title = answer.chart.title if answer.explanation is not None else _title(sheet, worded)
    # The bars of the asker's own numbers say themselves what they are.
    sides = {} if listed(answer) else {side.number or 1: side.name for side in answer.sides}
    worded_chart = {"title": title, "alt": _alt(title, answer.chart), "panels": _named(answer.chart, sides)}
    chart = answer.chart.model_copy(update=worded_chart)
    return answer.model_copy(update={"verdict": worded, "chart": chart})


def _title(sheet: Sheet, worded: str) -> str:
    """Write the finding in one short sentence; where there is none to tell, what is shown."""
    answer = sheet.answer
    solved = isinstance(answer.question, BreakEven) and answer.question.solve == "minutes"
    if answer.intent in {"target", "whatif"} or solved:
        return worded.split("\n")[len(answer.readings) > 0]
    if shared := shares.shared_out(sheet):
        return shared[0]
    if len(sheet.sides) == _PAIR and (told := comparison.headline(sheet)):
        return told
    if len(sheet.sides) == 1:
        side = sheet.sides[0]
        money, work = sheet.written(side, "allowed_usd"), sheet.written(side, "work_rvu")
        if money is not None and work is not None:
            return sentence(f"{side.one}: {money} from {sheet.payer} before costs, {work} work RVU")
    return sentence(f"what {sheet.payer} pays: {' against '.join(side.name for side in sheet.sides)}")


def _named(chart: ChartSpec, sides: dict[int, str]) -> tuple[Panel, ...]:
    """Say at each bar whose it is, so that no legend is needed."""
    panels: list[Panel] = []
    for panel in chart.panels:
        labels = [_label(bar.label, sides.get(bar.group, "")) for bar in panel.bars]
        if all(label == bar.label for label, bar in zip(labels, panel.bars, strict=True)):
            panels.append(panel)
            continue
        bars = tuple(
            Bar(label=label, value=bar.value, text=bar.text, group=bar.group, parts=bar.parts)
            for label, bar in zip(labels, panel.bars, strict=True)
        )
        panels.append(panel.model_copy(update={"bars": bars}))
    return tuple(panels)


def _label(codes: str, side: str) -> str:
    return codes if not side or side in codes or codes in side else f"{codes}, {side}"


def _alt(title: str, chart: ChartSpec) -> str:
    return " ".join((title, *(f"{panel.title}: {', '.join(_shown(panel))}." for panel in chart.panels)))


def _shown(panel: Panel) -> Iterator[str]:
    """Say every value of a panel."""
    for bar in panel.bars:
        yield f"{labelled(bar)} {bar.text}"
    for curve in panel.curves:
        yield f"{curve.label}: {listed_points(panel, curve)}"
