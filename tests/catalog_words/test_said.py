"""What staff type for each common service comes to its codes; words that cover several are asked back.

Each line of `said/` names codes, then phrases for them. A phrase may leave out what decides among the codes.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.calc.engine import answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Clarify, Value
from bot.language.listener import Listener
from tests.catalog_words.words import Words

SAID = Path(__file__).parent / "said"
ASK = "ask"
LEAST_SERVICES = 250
LEAST_PHRASES = 1_000


def _lines() -> Iterator[tuple[str, frozenset[str], tuple[str, ...]]]:
    for path in sorted(SAID.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                codes, phrases = line.split(": ", 1)
                yield f"{path.stem}-{codes.replace(' ', '+')}", frozenset(codes.split()), tuple(phrases.split("; "))


LINES = tuple(_lines())


def _told(listener: Listener, catalog: Catalog, phrase: str) -> frozenset[str]:
    question = listener.understand(phrase)
    if isinstance(question, Clarify):
        return frozenset({ASK})
    assert isinstance(question, Value), phrase
    made = answer(question, Context(), catalog)
    return frozenset(ref.split("-")[0] for item in made.items for ref in item.codes)


@pytest.mark.parametrize(("codes", "phrases"), [(c, p) for _, c, p in LINES], ids=[name for name, _, _ in LINES])
def test_each_phrase_comes_to_codes_of_its_service_alone(
    catalog: Catalog, listener: Listener, codes: frozenset[str], phrases: tuple[str, ...]
) -> None:
    told = {phrase: _told(listener, catalog, phrase) for phrase in phrases}
    assert {phrase: found for phrase, found in told.items() if not found or not found <= codes} == {}


def test_the_phrases_cover_what_the_trade_does(words: Words) -> None:
    assert len(LINES) >= LEAST_SERVICES
    assert sum(len(phrases) for _, _, phrases in LINES) >= LEAST_PHRASES
    assert {code for _, codes, _ in LINES for code in codes} - {ASK} <= set(words.services)


PICTURED = ("knee xray", "ct chest", "lumbar mri", "echo", "thyroid us", "mrcp", "eeg", "upper gi", "stone protocol ct")


@pytest.mark.parametrize("whole", PICTURED, ids=lambda whole: whole.replace(" ", "-"))
@pytest.mark.parametrize("written", ["{} reading", "read {}", "interpret the {}", "{} interpretation"])
def test_a_reading_is_known_by_any_word_for_it(catalog: Catalog, listener: Listener, whole: str, written: str) -> None:
    made = answer(listener.understand(written.format(whole)), Context(), catalog)
    billed = [code for one in made.pathways if one.in_verdict for code in one.codes]
    assert billed
    assert all(code.endswith("-26") for code in billed)


def test_no_reading_is_answered_with_the_whole_test(words: Words, listener: Listener) -> None:
    whole = [one for one in words.concepts.values() if one.read_only]
    heard = {one.id: listener.understand(f"{one.name} reading").items for one in whole}
    assert [key for key, items in heard.items() if items[0].concept != words.concepts[key].read_only] == []


REGIONS = {
    "excise a 1 cm mole on the nose": "11441",
    "excise a 1 cm mole on the neck": "11421",
    "excise a 1 cm mole on the thigh": "11401",
    "2 cm scc excision on the hand": "11622",
    "shave removal on the cheek, 1 cm": "11311",
    "1.5 cm bcc destruction on the scalp": "17272",
    "3 cm laceration on the chin": "12013",
    "3 cm laceration on the foot": "12002",
    "layered closure of the neck, 3 cm": "12042",
    "layered closure of the scalp, 3 cm": "12032",
    "complex repair of the lip, 2 cm": "13151",
    "complex repair of the back, 2 cm": "13100",
}


@pytest.mark.parametrize("said", REGIONS, ids=lambda said: said.replace(" ", "-"))
def test_the_part_of_the_body_decides_the_code(listener: Listener, said: str) -> None:
    (item,) = listener.understand(said).items
    assert [ref.code for ref in item.codes] == [REGIONS[said]]
