"""Releases and the quarters in which CMS renews them."""

from datetime import date

import pytest

from bot.domain.release import Release


@pytest.mark.parametrize(
    ("effective", "today", "due"),
    [
        ("2026-04-01", "2026-06-30", None),
        ("2026-04-01", "2026-07-01", "2026-07-01"),
        ("2026-04-01", "2026-11-25", "2026-10-01"),
        ("2026-04-01", "2027-02-01", "2027-01-01"),
        ("2026-04-01", "2026-01-15", None),
    ],
)
def test_a_newer_release_is_due_when_a_later_quarter_has_begun(effective: str, today: str, due: str | None) -> None:
    day = date.fromisoformat(effective)
    release = Release(id="R", title="R", year=day.year, effective=day, cite="r")
    assert release.newer_due(date.fromisoformat(today)) == (date.fromisoformat(due) if due else None)
