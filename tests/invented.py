"""Invented identifiers, plainly fake, each within a question that can be answered without it."""

from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

COUNT = 200
NAMES = [
    f"{first}ka {last}quist"
    for first, last in product(("Zyx", "Quo", "Wib", "Fro"), ("Blort", "Zzim", "Plugh", "Grue", "Xyzz"))
]


class Invented(NamedTuple):
    """A question with an identifier, and the pieces of it that may turn up nowhere."""

    text: str
    secrets: tuple[str, ...]


def invented() -> Iterator[Invented]:
    """Yield two hundred, twenty of each of ten kinds."""
    return islice(_all(), COUNT)


def _all() -> Iterator[Invented]:
    for number, name in enumerate(NAMES):
        first, last = name.split()
        born = f"{number % 12 + 1}/{number % 28 + 1}/19{number + 30}"
        yield Invented(f"my patient {name} had a wart frozen, what is that worth", (first, last))
        yield Invented(f"pt {name} dob {born}: 99214 or 17110", (first, last, born))
        record = f"00{7_130_000 + 977 * number}"
        yield Invented(f"99214 for MRN {record} vs a wart", (record, record.lstrip("0")))
        claim = f"000{first.upper()}{4_400 + number}"
        yield Invented(f"how many rvus is 99213, claim {claim}", (claim, first.upper()))
        phone = f"555-01{number + 10}"
        yield Invented(f"call ({first[0]}) at 617-{phone} about a 20610", (phone,))
        mail = f"{last.lower()}{number}@example.com"
        yield Invented(f"send it to {mail}: what is 11102 worth", (mail, last.lower()))
        social = f"000-{number + 10}-{8_100 + 37 * number}"
        yield Invented(f"{social} got 2 skin tags off, wrvu?", (social, social[-7:]))
        street = f"{4_300 + number} {last} Avenue"
        yield Invented(f"home visit 99349 at {street}, Springfield XX 00000", (street, last, "Springfield"))
        age = f"{number + 90}-year-old"
        yield Invented(f"a {age} with a 40 minute visit", (age,))
        yield Invented(f"Mrs. {last} wants 30 min of lifestyle talk vs 17110", (last,))


def traces(seen: bytes, asked: Invented) -> list[str]:
    """Return the pieces of the identifier that can be seen."""
    return [secret for secret in asked.secrets if secret.encode() in seen]
