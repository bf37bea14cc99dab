"""What stands around a question changes nothing of it; what only looks like that is read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.language.listener import Listener
from bot.language.reading import Reader

QUESTIONS = (
    "99214 vs 17110",
    "two knee injections or a 99215, which pays more",
    "which is worth more, an iud insertion or a 99214",
    "what's 30 min of psychotherapy worth compared to a colposcopy",
    "45 min of psychotherapy or 3 wart freezes",
    "whats 3 warts worth",
    "how much does medicare pay for a vasectomy",
    "how many wart freezes equal one 99214",
    "whats my hourly on 20 min 99213s back to back",
    "i have to hit 4500 wrvus in 44 weeks, how many wart freezes a week",
    "does a wart freeze have a global period",
    "whats a global period",
    "what if i did 4 more wart freezes a week",
    "what does aetna pay for 99214",
)
FRAMES = (Path(__file__).parent / "framed.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("frame", FRAMES)
def test_what_frames_a_question_changes_nothing(listener: Listener, frame: str) -> None:
    for question in QUESTIONS:
        assert listener.understand(frame.format(question)) == listener.understand(question), question


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("a trigger point injection or a 99214 thx", "compare | 1:trigger_point_injection | 2:office_visit_est/99214"),
        ("so a trigger point injection vs a 99215", "compare | 1:trigger_point_injection | 2:office_visit_est/99215"),
        ("99213 vs a trigger point, please", "compare | 1:office_visit_est/99213 | 2:trigger_point_injection"),
        ("is it ok to add a 25 to a 99213 for a wart freeze", "explain | office_visit_est/99213 | wart_destruction"),
        ("rvus an hour if i do only 10 min i&d's lol", "rate_per_hour | abscess_drainage 10min"),
        ("20 min visit for tia vs a wart", "compare | 1:office_visit 20min | 2:wart_destruction"),
        ("as an np, which is worth more, a wart or a 99214", "compare | 1:wart_destruction | 2:office_visit_est/99214"),
        ("our biller is out this week. whats an iud insertion worth", "value | iud_insertion"),
        ("nine nine two one four or 99 215", "compare | 1:office_visit_est/99214 | 2:office_visit_est/99215"),
        ("99 warts", "value | wart_destruction x99"),
        ("i'm 0.8 fte. 99214 vs 17110", "compare | 1:office_visit_est/99214 | 2:wart_destruction/17110"),
        ("in primary care, does a wart freeze have a global period", "explain | wart_destruction"),
        ("99214 vs 17110 in family medicine", "compare | 1:office_visit_est/99214 | 2:wart_destruction/17110"),
        ("ekg all in or 10 minutes of diet talk", "compare | 1:ekg | 2:lifestyle_counseling 10min"),
        ("biopsyvscolposcopy", "clarify | 1:biopsy | 2:colposcopy_biopsy"),
        ("google gave me 3 different answers. whats a wart worth", "value | wart_destruction"),
        ("busy day. wart freeze or 99214, which pays more", "compare | 1:wart_destruction | 2:office_visit_est/99214"),
        ("pregnant pt. how many ekgs to match a 99214", "break_even | 1:ekg | 2:office_visit_est/99214"),
        ("a wart is more than a 99213, is that right?", "compare | 1:wart_destruction | 2:office_visit_est/99213"),
        ("did 3 wart freezes and a 99213 today. total?", "value | wart_destruction x3 | office_visit_est/99213"),
        ("what pays more, ekg or 99214, if i make $52 a wrvu", "compare | 1:ekg | 2:office_visit_est/99214"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_frame_is_read(understood: Callable[[str], str], text: str, question: str) -> None:
    assert understood(text) == question


@pytest.mark.parametrize("text", ["sorry if dumb", "just curious", "thanks!"])
def test_a_text_of_nothing_else_asks_nothing(listener: Listener, text: str) -> None:
    assert listener.understand(text).intent == "clarify"


@pytest.mark.parametrize(
    ("text", "question", "locality"),
    [
        ("out here in ohio, whats an iud insertion worth", "value | iud_insertion", "15202-00"),
        ("whats 3 warts worth out in rural Ohio", "value | wart_destruction x3", "15202-00"),
        ("iud out in boston", "value | iud_removal", "14212-01"),
        ("99214 in OK", "value | office_visit_est/99214", "04312-00"),
        ("in boston, does a wart freeze have a global period", "explain | wart_destruction", "14212-01"),
    ],
)
def test_where_a_place_is_changes_nothing(
    listener: Listener, understood: Callable[[str], str], text: str, question: str, locality: str
) -> None:
    stated = getattr(listener.understand(text), "stated", None)
    assert (understood(text), stated and stated.locality) == (question, locality)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("whats a wart worth at medicare times 1.2", "payer_multiple", "1.2"),
        ("3 warts at 48 per rvu", "rate", "48"),
        ("i make 52 dollars per rvu. 99214 vs 17110", "rate", "52"),
        ("were hospital based. 99214 vs 17110", "setting", "facility"),
        ("30 min talk vs a wart freeze, 2025 rates", "year", "2025"),
        ("on the 2025 fee schedule, ekg vs 99204", "year", "2025"),
    ],
)
def test_what_is_stated_around_a_question_is_kept(listener: Listener, text: str, field: str, value: str) -> None:
    question = listener.understand(text)
    assert question.intent in {"compare", "value"}
    assert str(question.model_dump(mode="json")["stated"][field]) == value


def test_a_letter_typed_on_and_on_is_read_once(reader: Reader) -> None:
    assert [atom.stem for atom in reader.read("wartttt vs 99214 xxxxq").atoms][:2] == ["wart", "vs"]
