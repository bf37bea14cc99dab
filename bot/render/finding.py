"""Puts the finding, in words, where it is read: the verdict, and the title and alternative text of the chart."""

from bot.domain.answer import Answer, ChartSpec
from bot.render.verdict import verdict


def with_finding(answer: Answer) -> Answer:
    """Return the answer with its verdict worded, and its chart titled with the verdict's first sentence."""
    worded = verdict(answer)
    if answer.chart is None:
        return answer.model_copy(update={"verdict": worded})
    first = worded.split(". ")[0].rstrip(".") + "."
    chart = answer.chart.model_copy(update={"title": first, "alt": _alt(first, answer.chart)})
    return answer.model_copy(update={"verdict": worded, "chart": chart})


def _alt(finding: str, chart: ChartSpec) -> str:
    panels = (f"{panel.title}: " + ", ".join(f"{bar.label} {bar.text}" for bar in panel.bars) for panel in chart.panels)
    return " ".join((finding, *(f"{panel}." for panel in panels)))
