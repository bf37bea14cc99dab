"""The systems and claims of the essay that staff can test, each with its question in words and its slash command."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class System:
    """One system or claim, and what every door has to tell of it."""

    name: str
    words: str
    command: str
    told: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)


SYSTEMS = (
    System(
        "RVU fee-for-service itself",
        "17110 vs 99214",
        "compare",
        ("$135.61 against $111.22", "1.92 against 0.68 work RVU"),
        {"first": "17110", "second": "99214"},
    ),
    System(
        "wart against talk",
        "10 minute wart freezing vs 30 minutes of lifestyle talk",
        "compare",
        ("2.5 to 4.9 times the revenue", "about even when the talk is billed as 99214"),
        {"first": "wart freezing", "second": "lifestyle talk", "first_minutes": 10, "second_minutes": 30},
    ),
    System(
        "joint injection against the stress behind the pain",
        "10 minute large joint injection vs 45 minute stress talk",
        "compare",
        ("$68.81", "1.6 times the revenue"),
        {"first": "large joint injection", "second": "stress talk", "first_minutes": 10, "second_minutes": 45},
    ),
    System(
        "blood pressure with and without a prescription",
        "blood pressure visit with a prescription vs blood pressure visit without a prescription, 20 minutes each",
        "compare",
        ("$95.19 to $135.61 against $59.45 to $95.19",),
        {
            "first": "blood pressure visit with a prescription",
            "second": "blood pressure visit without a prescription",
            "first_minutes": 20,
            "second_minutes": 20,
        },
    ),
    System(
        "targets and what they do to the day",
        "need 5000 wrvu a year, 44 weeks, 4 days a week, how many 99213 a day",
        "target",
        ("28.41 a day", "113.64 a week"),
        {"goal": 5000.0, "weeks": 44.0, "days_a_week": 4.0, "service": "99213"},
    ),
    System(
        "who benefits, imaging included",
        "70553 vs 99214, who gets the money",
        "claim",
        ("$237.15", "(75 %) is for practice expense"),
        {"which": "who_benefits"},
    ),
    System(
        "do more or do less",
        "72148-26 vs 72148-tc vs 99214",
        "compare",
        ("1.44 work RVU",),
        {"first": "72148-26", "second": "99214"},
    ),
    System(
        "value-based care",
        "value based care: 50% of the savings, 99402 instead of wart freezing, what would it have to save",
        "model value",
        ("would each time have to avoid $222.44",),
        {"share": 50.0, "first": "99402", "second": "wart freezing"},
    ),
    System(
        "direct primary care",
        "direct primary care at $80 a month, 600 patients, 1600 clinic hours a year: "
        "what is 30 minutes of lifestyle talk worth",
        "model dpc",
        ("$576,000.00 a year", "30 minutes of lifestyle talk come to $180.00"),
        {"fee": 80.0, "members": 600, "hours": 1600.0, "service": "lifestyle talk", "minutes": 30},
    ),
    System(
        "integrated behavioral health",
        "collaborative care: 10 new patients and 30 follow-ups a month, what does it bring",
        "model cocm",
        ("$5,952.00 a month from Medicare",),
        {"new": 10, "follow_up": 30},
    ),
    System(
        "general integration",
        "bhi 99484 for 40 patients a month",
        "model cocm",
        # 40 x 57.45
        ("40 patients in general integration bring the practice $2,298.00",),
        {"general": 40},
    ),
    System(
        "advanced primary care management",
        "300 level 2 and 40 level 3 apcm patients monthly",
        "model apcm",
        # 300 x 53.78 + 40 x 117.24
        ("$20,823.60 a month from Medicare",),
        {"level_2": 300, "level_3": 40},
    ),
    System(
        "a blend",
        "70% fee for service 30% panel fee: $60 a month, 800 patients, 1600 hours a year, 30 min lifestyle talk",
        "model blend",
        # 0.7 x 135.61 / 30 + 0.3 x 60 x 800 x 12 / 1600 / 60
        ("$4.96 a minute as 99214",),
        {
            "fee_for_service": 70.0,
            "fee": 60.0,
            "members": 800,
            "hours": 1600.0,
            "service": "lifestyle talk",
            "minutes": 30,
        },
    ),
    System(
        "the same minutes under several",
        "30 min of lifestyle talk under ffs, dpc ($80 a month, 600 members, 1600 hours) and vbc ($20 pmpm)",
        "model parity",
        # 80 x 600 x 12 / 1600 / 60; 135.61 / 30 + 20 x 600 x 12 / 1600 / 60
        ("$6.00 (direct primary care)", "$6.02 (value-based care, 99214)"),
        {
            "service": "lifestyle talk",
            "minutes": 30,
            "members": 600,
            "hours": 1600.0,
            "membership_fee": 80.0,
            "care_fee": 20.0,
        },
    ),
)
