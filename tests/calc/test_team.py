"""Which sums may be shown: five people, none with most of it, each log in one sum only."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.calc.team import release
from bot.domain.clinician import Clinician
from bot.domain.team import FEWEST, Contribution, Part

DAY = date(2026, 11, 25)


def did(
    person: int, minutes: int = 100, work: int = 10, role: Clinician | None = None, log_id: int = 0
) -> Contribution:
    return Contribution(
        log_id=log_id or person, person=person, role=role, minutes=Decimal(minutes), work_rvu=Decimal(work)
    )


def made(*contributions: Contribution) -> list[tuple[Clinician | None, Decimal, Decimal]]:
    decided = release(contributions, Part.TALK, DAY, DAY)
    return [(cell.role, cell.minutes, cell.work_rvu) for cell in decided.cells]


def test_five_people_make_a_sum_and_four_do_not() -> None:
    assert made(*map(did, range(4))) == []
    assert made(*map(did, range(5))) == [(None, Decimal(500), Decimal(50))]
    assert not release(tuple(map(did, range(4))), Part.TALK, DAY, DAY).enough


def test_several_logs_of_one_person_are_one_person() -> None:
    assert made(*(did(1, log_id=number) for number in range(1, 10))) == []


def test_who_did_nothing_of_it_is_nobody_to_hide_behind() -> None:
    assert made(*map(did, range(4)), did(4, minutes=0, work=0)) == []
    assert made(*map(did, range(4)), did(4, minutes=0)) == []


def test_a_sum_that_is_mostly_one_persons_is_withheld() -> None:
    assert made(did(0, minutes=401), *map(did, range(1, 5))) == []
    assert made(did(0, work=41), *map(did, range(1, 5))) == []
    assert release((did(0, minutes=401), *map(did, range(1, 5))), Part.TALK, DAY, DAY).enough
    assert made(did(0, minutes=400), *map(did, range(1, 5))) == [(None, Decimal(800), Decimal(50))]


def test_roles_are_told_apart_only_where_each_is_five_people() -> None:
    five = [did(number, role=Clinician.NP) for number in range(5)]
    four = [did(number, role=Clinician.PA) for number in range(5, 9)]
    assert made(*five, *four) == [(None, Decimal(900), Decimal(90))]
    rest = did(9, role=Clinician.RD)
    split = made(*five, *four, rest)
    assert sorted(split, key=str) == [(Clinician.NP, Decimal(500), Decimal(50)), (None, Decimal(500), Decimal(50))]


def test_a_person_counts_with_the_latest_role() -> None:
    people = [did(number, role=Clinician.NP) for number in range(1, 6)]
    assert made(*people, did(1, role=Clinician.PA, log_id=9)) == [(None, Decimal(600), Decimal(60))]


@given(
    people=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 50), st.integers(0, 9), st.sampled_from([None, *Clinician])),
        max_size=20,
    )
)
def test_every_sum_has_five_people_none_of_them_with_most_and_all_sums_are_everything_or_nothing(
    people: list[tuple[int, int, int, Clinician | None]],
) -> None:
    waiting = tuple(did(person, *amounts, log_id=at) for at, (person, *amounts) in enumerate(people, 1))
    cells = release(waiting, Part.TALK, DAY, DAY).cells
    if cells:
        assert sum(cell.minutes for cell in cells) == sum(one.minutes for one in waiting)
        assert sum(cell.work_rvu for cell in cells) == sum(one.work_rvu for one in waiting)
        assert len({one.person for one in waiting if one.minutes}) >= FEWEST * len(cells)
        assert 2 * max(one.minutes for one in waiting) <= sum(one.minutes for one in waiting)
