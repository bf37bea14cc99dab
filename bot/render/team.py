"""What may be shown of a team's logs, in words and as a chart."""

from typing import Final

from bot.domain.answer import Bar, ChartSpec, Detail, Panel
from bot.domain.catalog import Catalog
from bot.domain.money import round_half_up
from bot.domain.team import FEWEST, Part, TeamSums
from bot.render.numbers import fixed, percent, whole
from bot.render.wording import listed

_NAMES: Final = {Part.TALK: "Talks and visits", Part.PROCEDURE: "Procedures"}
_WITHHELD: Final = (
    f"some of it is held back: a sum needs at least {FEWEST} people, none of them with most of it, and must not give "
    "away anybody by what was shown before"
)


def details(sums: TeamSums, catalog: Catalog) -> tuple[Detail, ...]:
    """Tell the team's minutes and work RVU, what is withheld, and never who."""
    if not sums.cells and not sums.withheld:
        return ()
    made = []
    minutes = {part: found for part in Part if (found := sums.minutes(part)) is not None}
    parts = [
        f"{_NAMES[part].lower()} {whole(length)} minutes, {fixed(sums.work_rvu(part) or length * 0, 2)} work RVU"
        for part, length in minutes.items()
    ]
    if parts:
        both = sum(minutes.values())
        share = (
            f" ({percent(minutes[Part.TALK] / both)} of the minutes is talk)"
            if len(minutes) == len(Part) and both
            else ""
        )
        made.append(Detail(label="The team's logs", text=f"{'; '.join(parts)}{share}"))
    for role in sums.roles:
        told = [
            f"{_NAMES[part].lower()} {fixed(value, 2)} work RVU"
            for part in Part
            if (value := sums.work_rvu(part, role)) is not None
        ]
        share_of = catalog.shares.get(role)
        who = share_of.name.split(" ", 1)[-1] if share_of is not None else role.value
        made.append(Detail(label=f"Of these, by role: {who}", text=listed(told)))
    if sums.withheld:
        made.append(Detail(label="Withheld", text=_WITHHELD))
    return tuple(made)


def chart(sums: TeamSums, source: str) -> ChartSpec | None:
    """Set the team's talk against its procedures, where both may be shown."""
    minutes = {part: sums.minutes(part) for part in Part}
    work = {part: sums.work_rvu(part) for part in Part}
    panels = []
    for title, unit, found in (("Minutes", "minutes", minutes), ("Work RVU", "work RVU", work)):
        bars = tuple(
            Bar(label=_NAMES[part], value=value, text=f"{fixed(round_half_up(value, 2), 2)} {unit}", group=number)
            for number, (part, value) in enumerate(found.items(), 1)
            if value is not None
        )
        if len(bars) < len(Part):
            return None
        panels.append(Panel(title=title, unit=unit, bars=bars))
    title = "The team's talk against its procedures"
    told = "; ".join(
        f"{panel.title}: " + ", ".join(f"{bar.label} {bar.text}" for bar in panel.bars) for panel in panels
    )
    return ChartSpec(title=title, panels=tuple(panels), source=source, alt=f"{title}. {told}.")
