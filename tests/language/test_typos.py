import random

import pytest
from rapidfuzz.distance import OSA

from bot.catalog.load import load
from bot.language.typos import Spelling

KNOWN = {word: word for word in ("wart", "colonoscopy", "colposcopy", "vasectomy", "visit", "anoscopy")} | {
    "visits": "visit"
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("wrat", "wart", id="swapped"),
        pytest.param("wort", None, id="another-letter-in-a-word-of-four"),
        pytest.param("waart", "wart", id="extra"),
        pytest.param("vist", "visit", id="missing"),
        pytest.param("visitt", "visit", id="two-forms-of-one-word"),
        pytest.param("colonscopi", "colonoscopy", id="two-slips-in-a-long-word"),
        pytest.param("endoscopy", None, id="another-organ-is-no-typo"),
        pytest.param("coloposcopy", None, id="between-two-organs"),
        pytest.param("war", None, id="too-short"),
        pytest.param("w" * 40, None, id="too-long"),
        pytest.param("zebra", None, id="nothing-near"),
    ],
)
def test_the_nearest_word_is_found_or_none(typed: str, meant: str | None) -> None:
    assert Spelling(KNOWN).nearest(typed) == meant


def test_a_tie_between_two_words_is_not_decided() -> None:
    assert Spelling({"heel": "heel", "heal": "heal"}).nearest("heil") is None
    assert Spelling({"assess": "assess", "abscess": "abscess"}).nearest("absess") is None


def test_swapped_letters_and_words_of_services_are_likelier() -> None:
    assert Spelling({"join": "join", "joint": "joint"}).nearest("joitn") == "joint"
    assert Spelling({"assess": "assess", "abscess": "abscess"}, {"abscess": 2}).nearest("absess") == "abscess"
    assert Spelling({"assess": "assess", "abscess": "abscess"}, {"abscess": 3, "assess": 2}).nearest("absess") is None
    assert Spelling({"won": "won", "wound": "wound"}, {"wound": 9}).nearest("wond") is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thoracotomy", None),
        ("thoracostmy", "thoracostomy"),
        ("thoracostomys", "thoracostomy"),
        ("thorocostomy", "thoracostomy"),
    ],
)
def test_another_act_is_no_slip(typed: str, meant: str | None) -> None:
    assert Spelling({"thoracostomy": "thoracostomy"}, acts=("ostomy", "otomy")).nearest(typed) == meant


def slipped(word: str, chance: random.Random) -> str:
    """Return a word with one to three letters wrong, missing, extra or swapped."""
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        at, letter = chance.randrange(len(word)), chance.choice("aeiorstz")
        word = chance.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            )
        )
        word = word or letter
    return word


def test_the_index_finds_what_a_look_at_every_word_finds() -> None:
    stems = {word: word for word in load().lexicon.common if word.isalpha()}
    spelling, chance = Spelling(stems), random.Random(7)  # noqa: S311 - a seed, not a secret
    for word in chance.choices(sorted(stems), k=1500):
        typed = slipped(word, chance)
        assert spelling.nearest(typed) == looked_at(stems, typed), typed


def looked_at(stems: dict[str, str], typed: str) -> str | None:
    """Return the one known word near enough, told by measuring every one."""
    slips = 2 if len(typed) >= 8 else 1
    if not 4 <= len(typed) <= 32:
        return None
    far = {word: OSA.distance(typed, word) for word in stems if abs(len(word) - len(typed)) <= slips}
    least = min(far.values(), default=slips + 1)
    letter = {word for word in stems if len(typed) == len(word) == 4 and sorted(word) != sorted(typed)}
    best = [word for word, distance in far.items() if distance == least <= slips and word not in letter]
    swapped = [word for word in best if sorted(word) == sorted(typed)]
    best = swapped if len(best) > 1 and len(swapped) == 1 else best
    alone = len(best) == 1 and (least < 2 or best[0][0] == typed[0])
    return best[0] if alone else None
