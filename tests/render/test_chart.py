import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image

from bot.domain.answer import Bar, ChartSpec, Curve, Panel, Point
from bot.domain.catalog import Catalog
from bot.domain.question import Explain, Question
from bot.render.chart import draw, figure, heading
from tests.render.asked import CARD, LENGTH, WORKED, answered


def spec(bars: int, panels: int = 1, *, label: str = "99214, lifestyle talk", value: str = "135.61") -> ChartSpec:
    made = tuple(
        Bar(label=f"{label} {number}", value=Decimal(value) * (number + 1), text=f"${number}", group=number % 8 + 1)
        for number in range(bars)
    )
    return ChartSpec(
        title="A costs $1.00 and B $2.00 and this goes on and on " * 3,
        panels=tuple(Panel(title=f"Panel {number}", unit="$", bars=made) for number in range(panels)),
        source="Medicare, an invented release",
        alt="",
    )


def picture(spec: ChartSpec) -> Image.Image:
    return Image.open(BytesIO(draw(spec))).convert("RGB")


def test_bars_are_as_long_as_the_figures(catalog: Catalog) -> None:
    chart = answered(WORKED, catalog).chart
    assert chart is not None
    for axes, panel in zip(figure(chart).axes, chart.panels, strict=True):
        assert [patch.get_width() for patch in axes.patches] == [float(bar.value) for bar in panel.bars]


def test_every_bar_says_its_value_and_whose_it_is(catalog: Catalog) -> None:
    chart = answered(WORKED, catalog).chart
    assert chart is not None
    for axes, panel in zip(figure(chart).axes, chart.panels, strict=True):
        written = [text.get_text() for text in axes.texts]
        assert written == [text for bar in panel.bars for text in (bar.label, bar.text)]
    assert "99214, lifestyle talk" in {bar.label for bar in chart.panels[0].bars}


def test_the_title_is_the_finding_and_the_alt_text_adds_the_numbers(catalog: Catalog) -> None:
    chart = answered(WORKED, catalog).chart
    assert chart is not None
    assert chart.title.startswith("Per visit, Medicare pays the practice 0.61 to 1.22 times as much")
    assert chart.alt.startswith(chart.title)
    assert all(bar.text in chart.alt for panel in chart.panels for bar in panel.bars)


@pytest.mark.parametrize("panels", [1, 2, 3, 4])
@pytest.mark.parametrize("bars", [1, 2, 10])
def test_nothing_runs_out_of_the_picture(bars: int, panels: int) -> None:
    drawn = figure(
        spec(bars, panels, label="an outstandingly long label of a pathway that says too much", value="16134")
    )
    drawn.canvas.draw()
    whole = drawn.bbox
    texts = [*drawn.texts, *(text for axes in drawn.axes for text in axes.texts)]
    for text in texts:
        box = text.get_window_extent()
        assert box.x0 >= 0, text.get_text()
        assert box.x1 <= whole.x1, text.get_text()
        assert 0 <= box.y0 <= box.y1 <= whole.y1, text.get_text()


@pytest.mark.parametrize(("bars", "panels"), [(1, 1), (10, 2)], ids=["one bar", "ten bars in two panels"])
def test_a_picture_is_wide_enough_and_not_blank(bars: int, panels: int) -> None:
    drawn = picture(spec(bars, panels))
    colours = drawn.getcolors(maxcolors=2**24)
    assert drawn.width == 1200
    assert drawn.height >= 500
    assert colours is not None
    assert len(colours) > 50
    assert max(count for count, _ in colours) < drawn.width * drawn.height * 0.97


def test_it_brings_its_own_light_card(catalog: Catalog) -> None:
    chart = answered(WORKED, catalog).chart
    assert chart is not None
    assert picture(chart).getpixel((10, 10)) == (255, 255, 255)


def test_the_same_chart_is_the_same_picture() -> None:
    assert draw(spec(3, 2)) == draw(spec(3, 2))


@pytest.mark.parametrize("value", ["0.0004", "0", "98765432.10"], ids=["tiny", "zero", "huge"])
def test_any_size_of_value_can_be_drawn(value: str) -> None:
    assert draw(spec(2, value=value)).startswith(b"\x89PNG")


def test_dollar_signs_stay_dollar_signs() -> None:
    drawn = figure(spec(2))
    assert "$1.00 and B $2.00" in drawn.texts[0].get_text().replace("\n", " ")
    assert not any(text.get_parse_math() for text in (*drawn.texts, *drawn.axes[0].texts))


def test_a_unit_is_written_once() -> None:
    assert heading(Panel(title="Work RVU per visit", unit="work RVU", bars=())) == "Work RVU per visit"
    assert heading(Panel(title="Medicare a minute", unit="$ a minute", bars=())) == "Medicare a minute"
    assert heading(Panel(title="Length", unit="minutes", bars=())) == "Length (minutes)"


def test_matplotlib_is_not_loaded_before_the_first_chart() -> None:
    code = "import sys, bot.render.chart, bot.render.text, bot.render.console; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("question", [LENGTH, CARD, Explain(topic="psychotherapy_minutes")], ids=lambda q: q.intent)
def test_curves_go_through_their_points_and_stay_in_the_picture(question: Question, catalog: Catalog) -> None:
    chart = answered(question, catalog).chart
    assert chart is not None
    drawn = figure(chart)
    drawn.canvas.draw()
    for axes, panel in zip(drawn.axes, chart.panels, strict=True):
        for line, curve in zip(axes.lines, panel.curves, strict=True):
            points = [(float(point.x), float(point.value)) for point in curve.points]
            assert list(zip(*line.get_data(), strict=True))[: len(points)] == points
        for text in axes.texts:
            box = text.get_window_extent()
            assert drawn.bbox.x0 <= box.x0
            assert box.x1 <= drawn.bbox.x1, text.get_text()
    assert all(point.text in chart.alt for panel in chart.panels for curve in panel.curves for point in curve.points)
    assert draw(chart) == draw(chart)


def test_curves_that_end_alike_are_named_apart() -> None:
    points = (Point(x=Decimal(2025), value=Decimal(5), text="$5"), Point(x=Decimal(2026), value=Decimal(6), text="$6"))
    curves = tuple(Curve(label=f"curve {number}", group=number, points=points) for number in (1, 2, 3))
    made = figure(ChartSpec(title="Alike", panels=(Panel(title="Years", unit="$", curves=curves),), source="", alt=""))
    heights = [text.get_position()[1] for text in made.axes[0].texts if "curve" in text.get_text()]
    assert len(set(heights)) == 3
    assert min(high - low for low, high in pairwise(heights)) > 0.5
