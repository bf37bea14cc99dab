"""What to draw of an answer: bars with values and units, per visit and per minute."""

from dataclasses import replace
from decimal import Decimal

from bot.calc.basis import Basis
from bot.calc.explain import loaded_years
from bot.calc.payment import price
from bot.calc.sides import Weighed
from bot.calc.trace import Trace
from bot.domain.answer import Bar, ChartSpec, Curve, Figure, Panel, Pathway, PathwayState, Point
from bot.domain.question import Target, WhatIf
from bot.domain.service import CodeRef, Setting

PANELS = (
    ("allowed_usd", "Medicare per visit", "$"),
    ("work_rvu", "Work RVU per visit", "work RVU"),
    ("usd_per_minute", "Medicare a minute", "$ a minute"),
    ("work_rvu_per_minute", "Work RVU a minute", "work RVU a minute"),
)
HOURLY = (
    ("usd_per_hour", "Medicare an hour", "$ an hour"),
    ("work_rvu_per_hour", "Work RVU an hour", "work RVU an hour"),
)
OWN = (
    ("This year", "work RVU", ("done_work_rvu", "projected_work_rvu", "goal_work_rvu@work RVU a year")),
    ("A month", "work RVU", ("pace_work_rvu", "needed_work_rvu@work RVU a month")),
    ("A day", "work RVU", ("mix_work_rvu@work RVU a day", "needed_work_rvu@work RVU a day")),
    ("Visits", "visits", ("visits_needed",)),
    ("A year", "work RVU", ("base_work_rvu", "new_work_rvu")),
    ("A year", "$", ("pay_usd", "gross_usd@USD a year", "after_overhead_usd")),
    ("A month", "$", ("month_usd@USD a month", "staff_usd", "net_usd@USD a month")),
    ("Avoided each time", "$", ("avoided_usd",)),
    ("A year", "$", ("saved_usd", "floor_usd", "shared_usd", "fee_usd@USD a year")),
    ("The same hours, a month", "$", ("net_usd@USD a month", "visits_usd")),
    ("A care manager's minute", "$", ("staff_minute_usd",)),
    ("A clinician minute", "$", ("panel_usd_per_minute", "model_usd_per_minute")),
    ("A month", "$", ("way_month_usd",)),
)
"""Charts of the asker's own numbers: title, unit, then the figures side by side, with `@` those of one unit only."""
SPANS = (
    *(", a clinic minute", ", a blended minute", ", a minute", ", a month of it", ", a month", " a month", ", a year"),
    " a year",
)
"""Ends of labels that a panel's title says for all its bars."""
MOST_BARS = 10
"""More bars than this cannot be read on a phone."""


def chart(weighed: tuple[Weighed, ...], source: str, *, hourly: bool = False) -> ChartSpec | None:
    """Return a chart of the verdict's pathways and their add-ons, or None when there is nothing to set side by side.

    Title and alternative text name the sides; whoever words the verdict puts the finding there.
    """
    drawn = _first(weighed)[:MOST_BARS]
    panels = tuple(
        panel
        for key, title, unit in (HOURLY if hourly else PANELS)
        if (panel := _panel(key, title, unit, drawn)) is not None
    )
    if not panels:
        return None
    title = " against ".join(one.side.name for one in weighed)
    return ChartSpec(title=title, panels=panels, source=source, alt=title)


def year_chart(trace: Trace, ref: CodeRef, basis: Basis, source: str) -> ChartSpec | None:
    """Return one code's work RVU and dollars in both settings, year by year, or None when one year is loaded."""
    years = [(year, based) for year, based in loaded_years(ref, basis) if based.schedule.row(ref).has_rvus]
    if len(years) < 2:  # noqa: PLR2004 - one year shows no change
        return None
    money: list[Curve] = []
    work: tuple[Point, ...] = ()
    for group, setting in enumerate(Setting, 1):
        tagged = [(year, replace(based, setting=setting, tag=f"{year},{setting}")) for year, based in years]
        priced = [(Decimal(year), price(trace, ref, 1, based)) for year, based in tagged]
        work = tuple(Point(x=year, value=one.work.value, text=f"{one.work.value}") for year, one in priced)
        paid = tuple(Point(x=year, value=one.usd.value, text=f"${one.usd.value:,}") for year, one in priced)
        money.append(Curve(label=setting.value, group=group, points=paid))
    panels = (
        Panel(
            title="Work RVU",
            unit="work RVU",
            curves=(Curve(label="work RVU", group=len(money) + 1, points=work),),
            across="years",
        ),
        Panel(title="Fee schedule", unit="$", curves=tuple(money), across="years"),
    )
    title = f"{ref.written} from {years[0][0]} to {years[-1][0]}"
    return ChartSpec(title=title, panels=panels, source=source, alt=title)


def _first(weighed: tuple[Weighed, ...]) -> list[tuple[int, Pathway]]:
    """Return the pathways to draw: of each side its verdict's ways first, then add-ons, within the room there is."""
    kept: list[tuple[int, Pathway]] = []
    shown = [
        (one, [*(way.pathway for way in one.verdict), *(way.pathway for way in one.others if _added(way.pathway))])
        for one in weighed
    ]
    share = max(MOST_BARS // max(len(shown), 1), 1)
    room = max(MOST_BARS - sum(min(len(ways), share) for _, ways in shown), 0)
    for one, ways in shown:
        extra = min(max(len(ways) - share, 0), room)
        room -= extra
        kept.extend((one.side.number or 1, way) for way in ways[: share + extra])
    return kept


def _added(pathway: Pathway) -> bool:
    return pathway.state is PathwayState.ADDON


def _panel(key: str, title: str, unit: str, drawn: list[tuple[int, Pathway]]) -> Panel | None:
    bars = []
    for group, pathway in drawn:
        found = next((figure for figure in pathway.figures if figure.key == key), None)
        if found is not None:
            bars.append(Bar(label=_label(pathway), value=found.value, text=_text(found), group=group))
    return Panel(title=title, unit=unit, bars=tuple(bars)) if any(bar.value for bar in bars) else None


def _label(pathway: Pathway) -> str:
    return " + ".join(
        code if units == 1 else f"{code} x {units}" for code, units in zip(pathway.codes, pathway.units, strict=True)
    )


def _text(figure: Figure) -> str:
    return f"${figure.value:,}" if figure.unit.startswith("USD") else f"{figure.value:,}"


def own_chart(
    question: Target | WhatIf, figures: tuple[Figure, ...], weighed: tuple[Weighed, ...], source: str
) -> ChartSpec | None:
    """Return a chart of what the asker's own numbers lead to, or None when there is nothing to set side by side."""
    if isinstance(question, WhatIf) and question.terms is None and not question.cuts:
        panels = _swap(weighed)
        return ChartSpec(title="", panels=panels, source=source, alt="") if panels else None
    panels = tuple(
        Panel(title=title, unit=unit, bars=bars)
        for title, unit, keys in OWN
        if len(bars := _own_bars(figures, unit, keys, title)) > 1
    )
    beside = _own_bars(figures, "$", ("model_usd",), "")
    if beside:
        drawn = tuple(
            Bar(label=f"Medicare, {_label(way.pathway)}", value=paid.value, text=_text(paid), group=2)
            for one in weighed
            for way in one.verdict
            for paid in way.pathway.figures
            if paid.key == "allowed_usd"
        )
        panels += (Panel(title="For the same minutes", unit="$", bars=(*beside, *drawn)[:MOST_BARS]),)
    return ChartSpec(title="", panels=panels, source=source, alt="") if panels else None


def _own_bars(figures: tuple[Figure, ...], unit: str, keys: tuple[str, ...], title: str) -> tuple[Bar, ...]:
    """Return a bar for each figure of the keys, in their order; keys with a unit take only figures in it.

    What the panel's title says is left out of the labels.
    """
    wanted = [(key.partition("@")[0], key.partition("@")[2]) for key in keys]
    found = [
        (group, figure)
        for group, (key, within) in enumerate(wanted, 1)
        for figure in figures
        if figure.key == key and figure.unit.startswith(within)
    ]
    return tuple(
        Bar(
            label=_own_label(figure.label, title),
            value=figure.value,
            text=_own_text(figure, unit),
            group=group,
        )
        for group, figure in found[:MOST_BARS]
    )


def _own_label(label: str, title: str) -> str:
    short = label.removeprefix(f"{title.lower()}, ")
    if not title.startswith("A "):
        return short
    return next((short.removesuffix(span) for span in SPANS if short.endswith(span)), short)


def _own_text(figure: Figure, unit: str) -> str:
    sign = "-" if figure.value < 0 else ""
    return f"{sign}${abs(figure.value):,f}" if unit.startswith("$") else f"{figure.value:,f}"


def _swap(weighed: tuple[Weighed, ...]) -> tuple[Panel, ...]:
    """Return what is done now beside what takes its place; one side alone shows nothing."""
    drawn = [(one.side.number or 1, way.pathway) for one in weighed for way in one.verdict][:MOST_BARS]
    if len({side for side, _ in drawn}) < 2:  # noqa: PLR2004 - now and then
        return ()
    named = (("work_rvu", "Work RVU", "work RVU"), ("allowed_usd", "Medicare", "$"))
    made = (_panel(key, title, unit, drawn) for key, title, unit in named)
    return tuple(panel for panel in made if panel is not None)
