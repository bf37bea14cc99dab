"""Sentences with slots, whose reading is known whatever fills them: any service, code, count and length.

A block of `templates/*.txt` is the intents that are right (`compare` or `rate_per_hour/compare`) and the sentence,
then, indented, what it must be understood as: items, then fields. An item is `slot@minutes*count:side`, each of them a
slot or a number, all but the first left out where they are not said (`p1`, `t2@m2:2`, `v1@20*12:1`); `-` leaves the
items unchecked. A field is `goal=g1` or `stated.metric=work_rvu`.

Slots: `p1` to `p3` a procedure or a test and `p1s` many of it, `t1` to `t3` a talk, `v1` to `v3` a visit's code and
`v1s`, `n1` to `n4` counts, `m1` to `m4` minutes, `d1` dollars, `g1` a goal, `w1` weeks, `h1` hours, `k1` percent.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.domain.question import Item, Question
from bot.language.listener import Listener

PROCEDURES = (
    ("skin biopsy", "skin biopsies"),
    ("wart freeze", "wart freezes"),
    ("vasectomy", "vasectomies"),
    ("ekg", "ekgs"),
    ("knee injection", "knee injections"),
    ("spirometry", "spirometries"),
    ("iud insertion", "iud insertions"),
    ("colonoscopy", "colonoscopies"),
    ("trigger point injection", "trigger point injections"),
    ("pap smear", "pap smears"),
    ("ear flush", "ear flushes"),
)
TALKS = (
    "nutrition counseling",
    "advance care planning",
    "lifestyle counseling",
    "obesity counseling",
    "diabetes education",
)
VISITS = ("99214", "99203", "99213", "99215", "99204")
NUMBERS = {
    "n": (3, 2, 5, 8, 4, 6, 9, 7),
    "m": (20, 15, 40, 30, 10, 45, 25, 12),
    "d": (48, 55, 52),
    "g": (4800, 5200, 6100),
    "w": (44, 46, 42),
    "h": (4, 3, 6),
    "k": (30, 60, 20),
}
WORDS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}
FILLS = 3
_ITEM = re.compile(r"(?P<slot>[ptv]\d)(?:@(?P<minutes>\w+))?(?:\*(?P<count>\w+))?(?::(?P<side>\d))?")


@dataclass(frozen=True)
class Filled:
    """A template with its slots filled."""

    text: str
    values: Mapping[str, int]
    names: Mapping[str, str]

    def number(self, slot: str | None) -> int | None:
        """Return a slot's number, or the one that stands in its place."""
        return None if slot is None else self.values.get(slot) or int(slot)


def filled(template: str, turn: int) -> Filled:
    """Fill a template's slots from where this turn begins in each list."""
    begin = turn * 4 + len(template)  # two templates of one file do not begin with the same services
    values, names, words = {}, {}, {}
    for place in (1, 2, 3, 4):
        at = begin + place
        for kind, numbers in NUMBERS.items():
            values[f"{kind}{place}"] = numbers[at % len(numbers)]
            words[f"{kind}{place}"] = str(values[f"{kind}{place}"])
        if turn % 2:
            words[f"n{place}"] = WORDS[values[f"n{place}"]]
        one, many = PROCEDURES[at % len(PROCEDURES)]
        names |= {f"p{place}": one, f"t{place}": TALKS[at % len(TALKS)], f"v{place}": VISITS[at % len(VISITS)]}
        words |= {f"p{place}s": many, f"v{place}s": names[f"v{place}"] + "s"}
    return Filled(template.format(**words, **names), values, names)


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield the intents, the sentence and what it must be understood as."""
    for path in sorted((Path(__file__).parent / "templates").glob("*.txt")):
        for block in path.read_text("utf-8").strip().split("\n\n"):
            first, *rest = block.splitlines()
            intents, sentence = first.split(" | ", 1)
            yield intents, sentence, " ".join(rest)


@cache
def concept(listener: Listener, name: str, minutes: int | None) -> str:
    """Return what a name alone means."""
    question = listener.understand(f"{minutes} min of {name} vs a 99499" if minutes else f"{name} vs a 99499")
    return items(question)[0].concept


def items(question: Question) -> tuple[Item, ...]:
    return getattr(question, "items", ())


def shown(item: Item) -> str:
    """Write an item as the notation does, its code in place of its concept where one was typed."""
    what = item.codes[0].code if item.codes else item.concept
    minutes = f"@{item.minutes}" if item.minutes else ""
    count = f"*{item.quantity}" if item.quantity > 1 else ""
    return what + minutes + count + (f":{item.side}" if item.side else "")


def expected(listener: Listener, one: Filled, wanted: str) -> str:
    found = _ITEM.fullmatch(wanted)
    assert found is not None, wanted
    minutes, count = one.number(found["minutes"]), one.number(found["count"])
    name = one.names[found["slot"]]
    what = name if found["slot"][0] == "v" else concept(listener, name, minutes if found["slot"][0] == "t" else None)
    told = what + (f"@{minutes}" if minutes else "") + (f"*{count}" if count and count > 1 else "")
    return told + (f":{found['side']}" if found["side"] else "")


@pytest.mark.parametrize(("intents", "sentence", "reading"), list(blocks()))
def test_a_sentence_is_read_whatever_fills_it(listener: Listener, intents: str, sentence: str, reading: str) -> None:
    for turn in range(FILLS):
        one = filled(sentence, turn)
        question = listener.understand(one.text)
        assert question.intent in intents.split("/"), one.text
        wanted = [word for word in reading.split() if "=" not in word]
        if wanted != ["-"]:
            told = [expected(listener, one, word) for word in wanted]
            assert sorted(map(shown, items(question))) == sorted(told), one.text
        dumped = question.model_dump(mode="json")
        for field, value in (word.split("=") for word in reading.split() if "=" in word):
            got: object = dumped
            for key in field.split("."):
                got = got.get(key) if isinstance(got, dict) else None
            assert str(got) == str(one.values.get(value, value)), one.text
