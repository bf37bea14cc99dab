"""Identifiers are found and blanked; what the trade writes all day is left alone."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog import Catalog
from bot.domain.trace import Trace
from bot.language.identifiers import Identifiers, Redacted
from bot.language.listener import Listener
from bot.language.text import LONGEST
from tests.understanding.score import DEV, HERE, labels

FOLDER = Path(__file__).parent
CODES = ("99214", "17110", "99213", "99349", "99392", "99393", "90837")


def lines(name: str) -> list[str]:
    return [line for line in (FOLDER / name).read_text("utf-8").splitlines() if line and not line.startswith("# ")]


IDENTIFIED = [tuple(line.split("\t")) for line in lines("identified.txt")]
CLEAN = lines("clean.txt")


Redact = Callable[[str], Redacted]


@pytest.fixture(scope="session")
def redact(identifiers: Identifiers) -> Redact:
    return identifiers.redact


@pytest.mark.parametrize(("text", "secrets"), IDENTIFIED, ids=[text for text, _ in IDENTIFIED])
def test_an_identifier_is_blanked_and_the_codes_stay(redact: Redact, text: str, secrets: str) -> None:
    blanked = redact(text)
    assert blanked.found
    assert [secret for secret in secrets.split("|") if secret in blanked.text] == []
    assert [code for code in CODES if code in text and code not in blanked.text] == []


def clean_questions() -> Iterator[str]:
    """Yield what nobody would call identifying: labelled questions without such a note, and the tricky ones."""
    files = [path for path in (HERE / "own.jsonl", DEV) if path.is_file()]
    for label in (label for path in files for label in labels(path)):
        text = label["question"].lower()
        if "phi=" not in label.get("notes", "") and "dob" not in text:
            yield label["question"]
    yield from CLEAN


def test_at_most_one_clean_question_in_a_hundred_is_a_false_alarm(redact: Redact) -> None:
    questions = list(clean_questions())
    alarms = [text for text in questions if redact(text).found]
    assert len(questions) >= 300
    assert len(alarms) * 100 <= len(questions), alarms


@pytest.mark.parametrize("change", [str.upper, str.title, str.capitalize], ids=["upper", "title", "capitalised"])
def test_capitals_alone_make_few_false_alarms(redact: Redact, change: Callable[[str], str]) -> None:
    questions = [change(text) for text in clean_questions()]
    alarms = [text for text in questions if redact(text).found]
    assert len(alarms) * 100 <= 2 * len(questions), alarms


def test_a_clean_text_comes_back_as_typed(redact: Redact) -> None:
    text = "  99214   vs “17110” …"
    assert redact(text) == Redacted(text, found=False)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("pt John Doe dob 2/3/1950 had a shave biopsy", "pt had a shave biopsy"),
        ("12 Oak St got 17110", "got 17110"),
        ("call 5550100 about 99214", "about 99214"),
        ("617-555-0100 and 617-555-0101, 99214", "and , 99214"),
        ("".join(chr(ord(sign) + 0xFEE0) if sign.isdecimal() else sign for sign in "555-12-3456 wart"), "wart"),
        ("5\u200b55-12-3456 wart", "wart"),
    ],
    ids=["name", "street", "phone", "two", "full-width digits", "invisible signs"],
)
def test_only_the_identifier_is_blanked(redact: Redact, text: str, left: str) -> None:
    assert " ".join(redact(text).text.split()) == left


def test_a_text_too_long_to_be_read_stays_too_long(redact: Redact) -> None:
    assert len(redact("MRN 0012345 " + "x " * LONGEST).text) > LONGEST


@pytest.mark.parametrize(
    "text",
    [
        "colleague John Smith 99214",
        "John Smith, MD asked about 99214",
        "our biller Maria Lopez",
        "San Jose Medicare rates",
        "born 1950",
        "dob unknown",
        "dob",
        "MRN",
        "MRN: ",
        "13/13/1950",
        "40/50/1950",
        "March 4",
        "March 40, 1950",
        "March 4, 30 min",
        "March",
        "$123 Elm Street",
        "1234567 Elm Street",
        "Elm Street",
        "99214 office avenue",
        "lives at home",
        "address",
        "po box",
        "5 of Elm Street",
        "1 2 3",
        "ninety minutes",
        "ninety",
        "90 or older",
        "95 F",
        "95F visits",
        "MR",
        "Mr.",
        "mr enterography",
        "patient",
        "patient A.",
        "patient J.",
        "my patient, Trulicity start",
        "Zedson 3/4/2015",
        "claim 100 minutes",
        "policy 2026 A1",
        "MRN is # no. of : 123",
    ],
)
def test_less_than_an_identifier_is_none(redact: Redact, text: str) -> None:
    assert not redact(text).found


def test_listed_names_are_listed_once_and_are_no_words_of_the_trade(catalog: Catalog) -> None:
    listed = catalog.lexicon.identifying
    both = (*listed[Trace.GIVEN], *listed[Trace.WORDLIKE])
    assert len(both) == len(set(both))
    assert set(listed[Trace.GIVEN]).isdisjoint(catalog.lexicon.common)
    assert set(listed[Trace.SURNAME]).isdisjoint(catalog.lexicon.common)


SIGNS = (".", ",", "-", ":", "#", "(", ")", "@", "$", "+", "\u202e", "\ud83d\ude00", "ß", "İ", "½", "\n")
WORDS = ("patient", "Mr", "MRN", "dob", "born", "claim", "no", "yo", "age", "St", "Dr", "Oak", "Street", "apt")
MORE = ("4B", "J", "John", "Doe", "Quibble", "of", "is", "call", "in", "MA", "lives at", "PO Box", "March")
NUMBERS = ("12", "3/4/1950", "1950", "95", "555-0100", "00000", "02115")
PIECES = st.sampled_from((*SIGNS, *WORDS, *MORE, *NUMBERS))


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_no_text_is_too_much_and_nothing_is_found_twice(identifiers: Identifiers, text: str) -> None:
    once = identifiers.redact(text)
    assert once.found or once.text == text
    json.dumps(once.text)


@pytest.mark.parametrize(
    "piece", ["a", "1", "1-", "a@", "a.", "(1", "patient ", "Mr. ", "12 Oak ", "John ", "x*", "1 ", "dob:", "+1 ", "J."]
)
def test_no_text_takes_long(redact: Redact, piece: str) -> None:
    text = (piece * LONGEST)[:5_000]
    begun = time.perf_counter()
    redact(text)
    assert time.perf_counter() - begun < 0.5


def test_a_question_is_searched_within_a_fraction_of_a_millisecond(redact: Redact) -> None:
    seconds = []
    for text in clean_questions():
        begun = time.perf_counter()
        redact(text)
        seconds.append(time.perf_counter() - begun)
    assert median(seconds) < 0.0005


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Janey Fakename, dob 01/01/1900, phone 555-0100, had colpo w ECC only. rvus?", ["colposcopy_biopsy"]),
        ("pt Nora Nobody ph 555-0143 got an iud insertion, wrvu?", ["iud_insertion"]),
        ("social 000123456 pt had a vasectomy rvus pls", ["vasectomy"]),
        ("address 99 Nowhere Ave Apt 4, ekg vs 99213", ["ekg", "office_visit_est"]),
        ("wart freeze for john (cell 312 555 0188) rvu", ["wart_destruction"]),
        ("patient initials J.T. dob 4-5-61 had iud out, value", ["iud_removal"]),
        ("fax: 555-0122 vasectomy worth", ["vasectomy"]),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_beside_an_identifier_the_service_is_read_and_nothing_else(
    redact: Redact, listener: Listener, text: str, items: list[str]
) -> None:
    question = listener.understand(redact(text).text)
    assert question.intent not in {"clarify", "out_of_scope"}
    assert [item.concept for item in getattr(question, "items", ())] == items
