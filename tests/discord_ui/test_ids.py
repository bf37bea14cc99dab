import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui import ids
from bot.discord_ui.ids import Action, Click
from bot.discord_ui.limits import CUSTOM_ID

numbers = st.integers(0, 10**18 - 1)


@given(action=st.sampled_from(Action), number=numbers, choice=st.integers(0, 24))
def test_what_is_built_is_read_back_and_fits(action: Action, number: int, choice: int) -> None:
    given = {Action.PICK: (number, choice), Action.OLDER: (number,) * 3, Action.NEWER: (number,) * 3}
    parts = given.get(action, (number,))
    custom_id = ids.build(action, *parts)
    assert ids.parse(custom_id) == Click(action, *parts)
    assert len(custom_id) <= CUSTOM_ID
    assert re.fullmatch(ids.OURS, custom_id)


@pytest.mark.parametrize(
    "numbers", [(), (1, 2), (-1,), (10**18,)], ids=["none", "too many", "negative", "longer than a row id"]
)
def test_an_id_that_could_not_be_read_back_is_not_built(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="not a custom id"):
        ids.build(Action.MATH, *numbers)


@pytest.mark.parametrize("custom_id", ["rvu0:math:1", "rvu2:math:1", "rvu1:share:1", "rvu1:pick:1", "rvu1:math:1:2"])
def test_an_id_of_another_version_is_ours_but_not_read(custom_id: str) -> None:
    assert re.fullmatch(ids.OURS, custom_id)
    assert ids.parse(custom_id) is None
