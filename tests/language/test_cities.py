"""Cities of two words, whose first word another word could swallow: "in san" is nobody insane."""

import pytest

from bot.domain.question import Clarify
from bot.language.listener import Listener


@pytest.mark.parametrize(
    ("city", "locality"),
    [
        ("san francisco", "01112-05"),
        ("san diego", "01182-72"),
        ("san jose", "01112-09"),
        ("san antonio", "04412-99"),
        ("santa fe", "04212-05"),
        ("fort worth", "04412-28"),
        ("new orleans", "07202-01"),
        ("los angeles", "01182-18"),
    ],
)
@pytest.mark.parametrize("asked", ["99214 payment in {}", "what does 99213 pay in {}?", "wart freeze vs 99214 in {}"])
def test_a_city_of_two_words_is_read(listener: Listener, city: str, locality: str, asked: str) -> None:
    assert listener.understand(asked.format(city)).stated.locality == locality


@pytest.mark.parametrize("state", ["WA", "wa", "washington"])
def test_a_state_of_several_areas_is_asked_about(listener: Listener, state: str) -> None:
    """Without it the nation's price would be told: "wa" is no "was"."""
    question = listener.understand(f"what does 99214 pay in {state}")
    assert isinstance(question, Clarify)
    assert len(question.choices) > 2
