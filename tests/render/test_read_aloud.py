"""Sentences that were found wanting when answers were read by people, in words to verdict."""

import pytest

from bot.ask import Desk
from bot.catalog.load import load

READ = {
    # One of a thing takes the singular.
    "dpc 1 member at $80 a month": "1 member at $80.00 a month brings the practice $960.00 a year",
    "aco 1 member at $12 pmpm": "1 member at $12.00 a month brings $12.00 a month",
    "cocm 1 new patient monthly": "1 patient in a first month brings the practice $160.32 a month",
    # Nothing left is said as such, and not as $0.00 twice: 5,952.00 - 5,000 - 952.
    "cocm 10 new 30 follow ups, staff $5000, consultant $952 a month": "for the consultant a month, nothing is left.",
    # What pays more is not said to pay as much, and no share reaches nobody.
    "value based care 50% of savings, 30 min lifestyle talk vs wart freezing": "as 99214) already pays more than",
    "value based care 50% of savings, 99214 vs 99214": "already pays as much as",
    "value based care 0% of savings, 99402 vs wart freezing": "Without a share of the savings, no avoided spending",
    # Too short, and out of reach, are not the same as no way to pay.
    "chronic pain talk 8 minutes": "Medicare pays nothing for a chronic-pain visit of 8 minutes: 99212 starts at 10",
    "how long would smoking counseling have to take to pay like a 99213": (
        "No length of a quit-tobacco talk that Medicare pays for is worth 99213 ($95.19 from Medicare)."
    ),
    # Who does it is no second service, and is never priced as a physician.
    "20 minutes of smoking counseling by a dietitian": "Not billable to Medicare by this clinician: a quit-tobacco",
    "30 min lifestyle talk by a dietitian": "a lifestyle talk (97802 x 2 or 97803 x 2)",
    "99214 vs 99213": "Per visit, 99214 is worth more than 99213: Medicare pays the practice 1.4 times as much",
}


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk(load())


@pytest.mark.parametrize(("asked", "told"), READ.items())
def test_it_reads_as_people_would_say_it(desk: Desk, asked: str, told: str) -> None:
    assert told in " ".join(desk.answer(desk.understand(asked)).verdict.split())
