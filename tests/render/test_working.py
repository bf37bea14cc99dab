import re
from decimal import Decimal

import pytest

from bot.domain.answer import Op
from bot.domain.catalog import Catalog
from bot.domain.money import round_half_up
from bot.render.numbers import shown
from bot.render.table import told
from bot.render.working import math_text
from tests.render.asked import EVERY, OUTSIDE, WORKED, answered
from tests.render.golden import golden

PRICED = {name: asked for name, asked in EVERY.items() if asked.intent not in {"clarify", "out_of_scope"}}
RESULT = re.compile(r" = (?P<terms>[^=]+) = (?P<result>[\d.]+)(?P<cut>…)?(?:, rounded (?P<rounded>[\d.]+))?")


def unwrapped(text: str) -> list[str]:
    """Join the lines that were broken, told by their deeper indent."""
    return re.sub(r"\n {4}", " ", text).splitlines()


def recomputed(terms: str) -> Decimal:
    """Do the arithmetic of one line again: the last number of each term, joined by the line's sign."""
    for sign in (" + ", " / ", " x "):
        if sign in re.sub(r"\d+ x (?=[A-Z0-9]{5})", "", terms):
            parts = [Decimal(part.strip().split()[-1].rstrip("…")) for part in terms.split(sign)]
            if sign == " + ":
                return sum(parts, Decimal(0))
            if sign == " / ":
                return parts[0] / parts[1]
    terms = re.sub(r"\b\d+ x (?=[A-Z0-9]{5} )", "", terms)
    product = Decimal(1)
    for part in terms.split(" x "):
        product *= Decimal(part.strip().split()[-1].rstrip("…"))
    return product


@pytest.mark.parametrize("name", PRICED)
def test_every_line_can_be_recomputed_from_itself(name: str, catalog: Catalog) -> None:
    checked = 0
    for line in unwrapped(math_text(answered(PRICED[name], catalog))):
        found = RESULT.search(line)
        if found is None or "parts of" in line:
            continue
        result = Decimal(found["result"])
        assert abs(recomputed(found["terms"]) - result) < Decimal("0.000002"), line
        if found["rounded"]:
            rounded = Decimal(found["rounded"])
            assert round_half_up(result, -rounded.as_tuple().exponent) == rounded, line  # type: ignore[operator] # reason: finite
        checked += 1
    assert checked


@pytest.mark.parametrize("name", PRICED)
def test_every_figure_shown_in_the_table_stands_in_the_math(name: str, catalog: Catalog) -> None:
    answer = answered(PRICED[name], catalog)
    text = " ".join(unwrapped(math_text(answer)))
    for way in told(answer):
        for figure in way.figures:
            assert shown(figure).lstrip("$").replace(",", "").rstrip("0").rstrip(".") in text


def test_every_number_from_outside_names_its_source(catalog: Catalog) -> None:
    answer = answered(WORKED, catalog)
    text = math_text(answer)
    for step in answer.steps:
        if step.op is Op.GIVEN and step.source in {source.id for source in answer.sources}:
            assert f"[{step.source}]" in text or f"{step.source}, " in text or f", {step.source}" in text
    assert "[rvu26b] Medicare physician fee schedule" in text


def test_no_internal_id_is_shown(catalog: Catalog) -> None:
    text = math_text(answered(WORKED, catalog))
    assert not re.search(r"\b[12][a-z]\b", text)
    assert "_" not in text.split("Sources")[0]


def test_the_math_of_the_worked_example_reads_as_approved(catalog: Catalog) -> None:
    text = math_text(answered(WORKED, catalog))
    assert text == golden("math worked example", text)
    assert len(text.splitlines()) < 160


def test_an_answer_without_arithmetic_says_so(catalog: Catalog) -> None:
    assert math_text(answered(OUTSIDE, catalog)) == "There is no arithmetic behind this answer."
