from datetime import date
from decimal import Decimal

from bot.domain.release import ConversionFactor, Track
from bot.store.factors import Printed, merged


def factor(value: str, start: str, end: str, track: Track | None = None) -> ConversionFactor:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return ConversionFactor(value=Decimal(value), track=track, start=first, end=last, cite="known")


def printed(value: str, effective: str, track: Track | None = None) -> Printed:
    return Printed(date.fromisoformat(effective), track, Decimal(value), "read")


def spans(factors: tuple[ConversionFactor, ...]) -> list[tuple[str, str, str]]:
    return [(str(each.value), each.start.isoformat(), each.end.isoformat()) for each in factors]


KNOWN = (factor("32.3465", "2025-01-01", "2025-12-31"),)


def test_a_known_factor_stays_as_it_is() -> None:
    assert merged(KNOWN, [printed("32.3465", "2025-10-01")]) == KNOWN


def test_a_factor_of_an_unknown_year_holds_to_its_end() -> None:
    found = merged(KNOWN, [printed("34.6062", "2022-01-01")])
    assert spans(found) == [("34.6062", "2022-01-01", "2022-12-31"), ("32.3465", "2025-01-01", "2025-12-31")]
    assert found[0].cite == "read"


def test_two_releases_of_a_year_with_different_factors_each_have_their_own() -> None:
    found = merged((), [printed("33.2875", "2024-04-01"), printed("32.7442", "2024-01-01")])
    assert spans(found) == [("32.7442", "2024-01-01", "2024-03-31"), ("33.2875", "2024-04-01", "2024-12-31")]


def test_what_a_release_carries_goes_before_what_was_known_from_its_first_day_on() -> None:
    found = merged(KNOWN, [printed("33.00", "2025-07-01")])
    assert spans(found) == [("32.3465", "2025-01-01", "2025-06-30"), ("33.00", "2025-07-01", "2025-12-31")]
    assert spans(merged(KNOWN, [printed("33.00", "2025-01-01")])) == [("33.00", "2025-01-01", "2025-12-31")]


def test_a_factor_ends_where_the_next_known_one_begins() -> None:
    known = (factor("33.2875", "2024-03-09", "2024-12-31"),)
    found = merged(known, [printed("32.7442", "2024-01-01")])
    assert spans(found) == [("32.7442", "2024-01-01", "2024-03-08"), ("33.2875", "2024-03-09", "2024-12-31")]


def test_the_tracks_keep_apart() -> None:
    known = (factor("33.4009", "2026-01-01", "2026-12-31", Track.NONQP),)
    found = merged(known, [printed("33.5675", "2026-04-01", Track.QP), printed("33.4009", "2026-04-01", Track.NONQP)])
    assert spans(found) == [("33.4009", "2026-01-01", "2026-12-31"), ("33.5675", "2026-04-01", "2026-12-31")]
