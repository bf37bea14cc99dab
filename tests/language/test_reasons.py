"""What beside a code, and on a side without any service, has to be known."""

import pytest

from bot.domain.question import Clarify, Compare
from bot.language.listener import Listener


def test_an_unknown_word_alone_on_a_side_is_asked_about(listener: Listener) -> None:
    asked = listener.understand("99213 vs 99214 vs a zorbing")
    assert isinstance(asked, Clarify)


def test_an_unknown_word_beside_a_code_only_describes_it(listener: Listener) -> None:
    question = listener.understand("99213 vs zorbing 99214")
    assert isinstance(question, Compare)
    assert [ref.code for item in question.items for ref in item.codes] == ["99213", "99214"]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("22 molluscum curetted total rvu", ["wart_destruction"]),
        ("cerumen lavage rvu", ["ear_wax_flush"]),
        ("scraping out impacted cerumen vs 99213", ["ear_wax_removal", "office_visit_est"]),
        ("placing a contraceptive rod vs 99213", ["implant_insertion", "office_visit_est"]),
        ("stapling a 6 cm scalp cut vs 99213", ["laceration_repair", "office_visit_est"]),
    ],
)
def test_everyday_words_for_a_service_name_it(listener: Listener, text: str, concepts: list[str]) -> None:
    question = listener.understand(text)
    assert not isinstance(question, Clarify)
    assert [item.concept for item in question.items] == concepts


def test_a_verb_of_an_errand_inside_a_name_is_no_errand(listener: Listener) -> None:
    assert [item.concept for item in listener.understand("phone check-in").items] == ["check_in"]
    assert listener.understand("phone the pharmacy").intent != "value"
