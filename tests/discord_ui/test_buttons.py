"""What the library does with our buttons: the reason why a layout of ours holds nothing else that can be clicked."""

from typing import Any

import pytest
from discord import ui
from discord.ui.view import ViewStore

from bot.ask import Reply
from bot.discord_ui import buttons
from bot.discord_ui.buttons import Clickable
from bot.discord_ui.host import taken
from bot.discord_ui.ids import Action
from bot.discord_ui.layout import answer_layout
from bot.discord_ui.limits import BUTTON_LABEL, OPTION_LABEL
from tests.discord_ui.samples import comparison


@pytest.fixture
def store() -> Any:
    state: Any = None
    made = ViewStore(state)
    made.add_dynamic_items(Clickable)
    return made


def known(store: ViewStore) -> list[Any]:
    return list(store._dynamic_items.values())  # noqa: SLF001 - the registry that a click is looked up in


async def test_ours_stay_known_when_an_answer_is_sent_and_its_view_ends(store: ViewStore) -> None:
    view = answer_layout(Reply(comparison(), 7))
    store.add_view(view, 1)
    view.stop()
    assert known(store) == [Clickable]


async def test_a_view_of_ours_leaves_nothing_in_memory(store: ViewStore) -> None:
    store.add_view(answer_layout(Reply(comparison(), 7)), 1)
    assert not store._views  # noqa: SLF001 - what is kept for every message sent
    assert not store._synced_message_views  # noqa: SLF001 - the same


async def test_a_mixed_view_still_makes_the_library_forget_ours(store: ViewStore) -> None:
    """Fails when an upgrade mends it: mixing would then be allowed."""
    view = ui.LayoutView(timeout=None)
    ordinary: ui.Button[ui.LayoutView] = ui.Button(label="x", custom_id="ordinary")
    view.add_item(ui.ActionRow(ordinary, buttons.detail_button(Action.MATH, 7)))
    store.add_view(view, 1)
    view.stop()
    assert known(store) == []


async def test_a_long_choice_is_cut_to_what_a_button_or_a_menu_carries() -> None:
    (button,) = buttons.choice_buttons(7, [(0, "long " * 40)])
    menu: Any = buttons.choice_menu(7, [(0, "long " * 40)])
    assert len(button.item.label) <= BUTTON_LABEL  # type: ignore[attr-defined]
    assert len(menu.item.options[0].label) <= OPTION_LABEL


async def test_a_click_is_handed_to_the_bot_that_receives_it() -> None:
    handed = []

    class Bot:
        async def handle_click(self, _interaction: Any, item: Any) -> None:
            handed.append(item.custom_id)

    item: ui.Button[Any] = ui.Button(label="x", custom_id="rvu1:math:7")
    interaction: Any = type("Interaction", (), {"client": Bot(), "extras": {}})()
    match: Any = None
    await (await Clickable.from_custom_id(interaction, item, match)).callback(interaction)
    assert handed == ["rvu1:math:7"]
    assert taken(interaction), "or it would be told to be nobody's"
