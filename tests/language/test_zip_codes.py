"""ZIP codes in a question, with and without CMS's file of them."""

from dataclasses import replace

import pytest

from bot.domain.catalog import Catalog
from bot.domain.question import Clarify, Value
from bot.language.listener import Listener


class Zips:
    """Knows a ZIP code in one locality, and one whose last four digits decide between two."""

    def of_zip(self, number: str) -> tuple[str, ...]:
        return {"94103": ("01112-05",), "90210": ("01182-18", "01182-71")}.get(number, ())

    def of_county(self, words: str) -> tuple[str, ...]:
        raise AssertionError(words)


@pytest.fixture(scope="module")
def local(catalog: Catalog) -> Listener:
    return Listener(replace(catalog, geography=Zips()))


@pytest.mark.parametrize("text", ["99214 in 94103", "99214 in zip code 94103", "what does 99214 pay near 94103"])
def test_a_zip_code_is_its_locality(local: Listener, text: str) -> None:
    question = local.understand(text)
    assert isinstance(question, Value)
    assert question.stated.locality == "01112-05"
    assert [ref.code for item in question.items for ref in item.codes] == ["99214"]


def test_a_split_zip_code_is_asked_about(local: Listener) -> None:
    question = local.understand("99214 in 90210")
    assert isinstance(question, Clarify)
    assert len(question.choices) == 3  # both localities and the nation


@pytest.mark.parametrize("text", ["99214 in 00001", "99214 in zip code 00001"])
def test_a_zip_code_that_no_file_has_is_asked_about(local: Listener, text: str) -> None:
    assert isinstance(local.understand(text), Clarify)


@pytest.mark.parametrize(
    ("text", "locality"),
    [("99214 in 94103", None), ("99214 in zip 02139", None), ("20610 in Boston MA 02139", "14212-01")],
)
def test_without_the_file_a_zip_code_is_carried_beside_the_place(
    listener: Listener, text: str, locality: str | None
) -> None:
    question = listener.understand(text)
    assert isinstance(question, Value)
    assert question.stated.zip_code == text[-5:]
    assert question.stated.locality == locality


@pytest.mark.parametrize(
    ("text", "locality"),
    [
        ("medicare $ for a G0439 in tampa", "09102-99"),
        ("seattle medicare $ 99490", "02402-02"),
        ("boston $ for 20610", "14212-01"),
        ("medicare pittsburgh 99213", "12502-99"),
        ("99214 medicare pay san antonio tx", "04412-99"),
        ("99213 new orleans medicare", "07202-01"),
        ("dr austin did 99213, rvus", None),
    ],
)
def test_a_city_in_small_letters_is_a_place_beside_what_is_paid_or_in_two_words(
    listener: Listener, text: str, locality: str | None
) -> None:
    question = listener.understand(text)
    assert (question.stated.locality if isinstance(question, Value) else None) == locality
