"""Rows and minutes that are made when they are looked up."""

from decimal import Decimal

import pytest

from bot.catalog.rows import MOST, Rows, Spans
from bot.domain.catalog import Catalog


def test_rows_are_made_again_rather_than_all_kept(catalog: Catalog) -> None:
    shipped = catalog.rows[catalog.releases[-1].id]
    assert isinstance(shipped, Rows)
    rows = Rows(shipped.lines)
    assert len(rows) > MOST
    first = [rows[key] for key in rows]
    assert first == [rows[key] for key in rows]
    assert len(rows._made) <= MOST  # noqa: SLF001 - what it holds


def test_minutes_are_those_of_the_file_digit_by_digit(catalog: Catalog) -> None:
    minutes = catalog.minutes["17110"]
    assert minutes.same_day == Decimal(13)
    spans = Spans(2025, {"17110": "7.50 13 29.0"})
    assert [str(spans["17110"].intra), str(spans["17110"].whole), spans["17110"].year] == ["7.50", "29.0", 2025]
    assert ("17110" in spans, "99999" in spans, len(spans), list(spans)) == (True, False, 1, ["17110"])
    with pytest.raises(KeyError):
        spans["99999"]


def test_minutes_are_made_again_rather_than_all_kept() -> None:
    spans = Spans(2025, {f"{code:05}": f"1 {code} 3" for code in range(MOST + 8)})
    first = [spans[code] for code in spans]
    assert first == [spans[code] for code in spans]
    assert [minutes.same_day for minutes in first[:2]] == [0, 1]
    assert len(spans._made) <= MOST  # noqa: SLF001 - what it holds
