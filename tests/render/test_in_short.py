"""What a break-even comes to is kept in a few numbers, shown then and now, and exported."""

from datetime import UTC, datetime

import pytest

from bot import keep
from bot.ask import Desk
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.kept import Kept, KeptFigure
from bot.domain.record import Stored
from bot.render.again import same_figures, then_and_now
from bot.render.export import Line, csv_rows


@pytest.fixture(scope="module")
def desk(catalog: Catalog) -> Desk:
    return Desk(catalog)


def kept(desk: Desk, text: str) -> Kept:
    return keep.kept(desk.answer(desk.understand(text)), Context(), (), None)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "how many level 3 visits equal one colonoscopy",
            {
                "level-3 follow-up visits to match a colonoscopy, in Medicare dollars": ("4.00", None),
                "level-3 follow-up visits to match a colonoscopy, by work RVU": ("3.00", None),
            },
        ),
        (
            "how many 30 min lifestyle talks equal a knee injection",
            {
                "lifestyle talks to match a knee injection, in Medicare dollars": ("1.00", "2.00"),
                "lifestyle talks to match a knee injection, by work RVU": ("1.00", None),
            },
        ),
        (
            "how long would a wart freezing have to take to equal a 99214 per minute",
            {
                "minutes for a wart freezing to match 99214 by the minute, in Medicare dollars": ("38.55", None),
                "minutes for a wart freezing to match 99214 by the minute, by work RVU": ("16.65", None),
            },
        ),
        (
            "how long does a lifestyle talk have to be to equal a wart freezing",
            {
                "minutes of a lifestyle talk billed as 99214 to match a wart freezing, in Medicare dollars": (
                    "30",
                    None,
                ),
                "minutes of a lifestyle talk billed as 99212 to match a wart freezing, by work RVU": ("10", None),
                "minutes of a lifestyle talk billed as G0447 x 2 to match a wart freezing, by work RVU": ("30", None),
            },
        ),
        ("10 min wart freeze vs half an hour of lifestyle talk", {}),
    ],
    ids=["count", "range", "pace", "length", "comparison"],
)
def test_a_break_even_is_kept_as_the_verdict_tells_it(
    desk: Desk, text: str, figures: dict[str, tuple[str, str | None]]
) -> None:
    found = {
        each.label: (str(each.value), None if each.high is None else str(each.high))
        for each in kept(desk, text).figures
    }
    assert found == figures


def test_a_count_that_has_changed_is_told_then_and_now(desk: Desk) -> None:
    now = kept(desk, "how many 30 min lifestyle talks equal a knee injection")
    first, *others = now.figures
    then = now.model_copy(update={"figures": (first.model_copy(update={"high": None}), *others)})
    assert not same_figures(then, now)
    told = [line for line in then_and_now(then, now) if "to match" in line]
    assert told == [
        "lifestyle talks to match a knee injection, in Medicare dollars: 1 then, 1 to 2 now",
        "lifestyle talks to match a knee injection, by work RVU: 1, then as now",
    ]


def test_what_an_earlier_version_did_not_keep_counts_for_no_change(desk: Desk) -> None:
    now = kept(desk, "how many level 3 visits equal one colonoscopy")
    then = now.model_copy(update={"figures": ()})
    assert same_figures(then, now)
    assert not [line for line in then_and_now(then, now) if "to match" in line]
    other = KeptFigure(key="month_usd", label="a month", value=now.figures[0].value)
    assert not same_figures(then, now.model_copy(update={"figures": (other,)}))


def test_it_is_exported(desk: Desk) -> None:
    question = desk.understand("how many 30 min lifestyle talks equal a knee injection")
    stored = Stored(
        id=1,
        user_id=7,
        at=datetime(2026, 11, 25, tzinfo=UTC),
        release="RVU26B",
        question=question,
        kept=Kept(digest=""),
    )
    short = kept(desk, "how many 30 min lifestyle talks equal a knee injection")
    row = csv_rows([Line(stored, short, yours=True)], desk.catalog, UTC)
    assert "lifestyle talks to match a knee injection, in Medicare dollars: 1 to 2; " in row
