import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.service import Minutes, ServiceRow, Status
from bot.store.packed import WIDTH, LazyMinutes, LazyRows, pack, pack_minutes

rvus = st.integers(0, 999_999).map(lambda hundredths: Decimal(hundredths).scaleb(-2))
characters = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=5, max_size=5)
indicators = st.sampled_from(["", "0", "1", "2", "9", "A"])
rows = st.builds(
    ServiceRow,
    code=characters,
    modifier=st.sampled_from(["", "26", "TC", "53"]),
    release=st.just("RVU26B"),
    status=st.sampled_from(Status),
    not_used_for_payment=st.booleans(),
    work=rvus,
    pe_office=rvus,
    pe_facility=rvus,
    mp=rvus,
    unusual_in_office=st.booleans(),
    unusual_in_facility=st.booleans(),
    pctc=indicators,
    global_days=st.sampled_from(["", "000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"]),
    multiple_procedure=indicators,
    bilateral=indicators,
    endoscopic_base=st.one_of(st.just(""), characters),
    opps_pe_office=rvus,
    opps_pe_facility=rvus,
    opps_mp=rvus,
)


def lazy(*kept: ServiceRow) -> LazyRows:
    return LazyRows("RVU26B", [(row.code, row.modifier, pack(row)) for row in kept])


@given(row=rows)
def test_a_row_comes_back_as_it_was_down_to_its_decimals(row: ServiceRow) -> None:
    assert len(pack(row)) == WIDTH
    back = lazy(row)[row.code, row.modifier]
    assert back == row
    assert back.model_dump_json() == row.model_dump_json()


@given(kept=st.lists(rows, max_size=20, unique_by=lambda row: (row.code, row.modifier)), other=rows)
def test_rows_are_found_by_code_and_modifier_in_whatever_order_they_came(
    kept: list[ServiceRow], other: ServiceRow
) -> None:
    held = {(row.code, row.modifier): row for row in kept}
    found = lazy(*kept)
    assert dict(found) == held
    assert len(found) == len(held)
    assert list(found) == sorted(held)
    key = other.code, other.modifier
    assert (key in found) == (key in held)
    assert found.get(key) == held.get(key)


@pytest.mark.parametrize("key", [("17110", "26"), ("1711", ""), ("", ""), ("17111", "TC"), "17110"])
def test_what_is_not_there_is_not_found(key: object) -> None:
    row = ServiceRow.model_validate(
        dict.fromkeys(("work", "pe_office", "pe_facility", "mp"), "0.01")
        | dict.fromkeys(("not_used_for_payment", "unusual_in_office", "unusual_in_facility"), False)
        | dict.fromkeys(("pctc", "multiple_procedure", "bilateral"), "0")
        | {"code": "17110", "release": "RVU26B", "status": "A", "global_days": "010"}
    )
    assert key not in lazy(row)


def test_a_release_is_looked_up_within_50_microseconds() -> None:
    record = "A 00XXX00     " + "000123" * 7
    codes = [(f"{number:05}", modifier, record) for number in range(10_000) for modifier in ("", "TC")]
    found = LazyRows("RVU26B", codes)
    keys = [(code, modifier) for code, modifier, _ in codes[::7]]

    def once() -> float:
        start = time.perf_counter()
        for key in keys:
            assert found[key].work == Decimal("1.23")
        return (time.perf_counter() - start) / len(keys)

    assert min(once() for _ in range(3)) < 50e-6


@given(intra=rvus, same_day=rvus, whole=rvus)
def test_minutes_come_back_as_they_were(intra: Decimal, same_day: Decimal, whole: Decimal) -> None:
    minutes = Minutes(code="17110", year=2026, intra=intra, same_day=same_day, whole=whole)
    found = LazyMinutes(2026, {"17110": pack_minutes(minutes)})
    assert dict(found) == {"17110": minutes}
    assert "17111" not in found
    assert len(found) == 1
