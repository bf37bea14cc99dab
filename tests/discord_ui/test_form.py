"""What another way to pay rests on can be changed in a form, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest
from discord import ui

from bot.ask import Reply
from bot.discord_ui import clicks
from bot.discord_ui.assumptions import Assumption, assumptions, changed, lines, read
from bot.discord_ui.form import AssumptionsForm
from bot.discord_ui.layout import answer_layout
from bot.domain.question import Item, WhatIf
from bot.domain.record import Record
from bot.domain.terms import (
    AdvancedCare,
    Blend,
    CollaborativeCare,
    DirectCare,
    SameMinutes,
    Terms,
    ValueBased,
)
from bot.errors import BadQuestionError
from tests.discord_ui.samples import FakeDesk, FakeInteraction, comparison, custom_ids, record, texts

DIRECT = DirectCare(fee=Decimal(80), members=600, overhead=Decimal("0.6"))
EVERY: tuple[Terms, ...] = (
    DIRECT,
    ValueBased(share=Decimal("0.5")),
    ValueBased(fee=Decimal(30), capitated=True),
    CollaborativeCare(new=10),
    AdvancedCare(level_2=300),
    Blend(service_share=Decimal("0.7")),
    SameMinutes(direct=DIRECT, advanced=AdvancedCare(level_2=300)),
    SameMinutes(),
)


def kept(terms: Terms) -> Record:
    question = WhatIf(terms=terms)
    found = record()
    answer = found.answer.model_copy(update={"question": question, "intent": "whatif"})
    return found.model_copy(update={"question": question, "answer": answer})


@pytest.mark.parametrize("terms", EVERY, ids=lambda terms: terms.kind)
def test_what_is_not_touched_stays(terms: Terms) -> None:
    question = WhatIf(terms=terms)
    inputs = assumptions(question)
    assert changed(question, {one.path: one.told for one in inputs}) == question
    assert read(inputs, lines(inputs)) == {one.path: one.told and f" {one.told}" for one in inputs}


def test_numbers_are_written_as_people_write_them() -> None:
    told = {one.label: one.told for one in assumptions(WhatIf(terms=DIRECT))}
    assert told == {
        "$ a member and month": "80", "Members": "600", "Clinic hours a year": "", "Overhead, %": "60",
    }  # fmt: skip


def test_hours_are_those_of_a_month_where_care_is_paid_by_the_month() -> None:
    labels = [one.label for one in assumptions(WhatIf(terms=SameMinutes(direct=DIRECT, advanced=AdvancedCare())))]
    assert {"Direct care: Clinic hours a year", "Advanced care: Hours a month it takes"} <= set(labels)


def test_a_question_without_another_way_to_pay_has_none() -> None:
    assert assumptions(WhatIf()) == ()


@pytest.mark.parametrize(("typed", "fee"), [("$1,600", "1600"), (" 80 ", "80"), ("", None), ("0", "0")])
def test_an_amount_is_read_as_people_type_it(typed: str, fee: str | None) -> None:
    terms = changed(WhatIf(terms=DIRECT), {("fee",): typed}).terms
    assert isinstance(terms, DirectCare)
    assert terms.fee == (None if fee is None else Decimal(fee))


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        (("fee",), "eighty", "does not hold a number"),
        (("fee",), "-80", "negative"),
        (("fee",), "NaN", "does not hold a number"),
        (("members",), "600.5", "not one that its field takes"),
        (("hours",), "0", "not one that its field takes"),
    ],
)
def test_what_is_no_number_is_refused_without_repeating_it(path: tuple[str], typed: str, said: str) -> None:
    with pytest.raises(BadQuestionError, match=said) as refused:
        changed(WhatIf(terms=DIRECT), {path: typed})
    assert typed not in f"{refused.value.message} {refused.value.hint}".replace("0 to 100 %", "")


def test_patients_that_are_changed_are_as_many_in_the_question() -> None:
    items = (
        Item(concept="apcm_level_2", quantity=300),
        Item(concept="apcm_level_3", quantity=40),
        Item(concept="office_visit"),
    )
    asked = WhatIf(items=items, terms=AdvancedCare(level_2=300, level_3=40))
    made = changed(asked, {("level_2",): "250", ("level_3",): ""})
    assert [(item.concept, item.quantity) for item in made.items] == [("apcm_level_2", 250), ("office_visit", 1)]
    first = Item(concept="collaborative_care_first", quantity=10)
    made = changed(WhatIf(items=(first,), terms=CollaborativeCare(new=10)), {("new",): "12"})
    assert [item.quantity for item in made.items] == [12]


def test_a_line_that_is_none_of_the_inputs_is_refused() -> None:
    inputs = (Assumption(("fee",), "Fee", "80"),)
    assert read(inputs, "fee = 90\n\n") == {("fee",): " 90"}
    with pytest.raises(BadQuestionError, match="not one that I wrote"):
        read(inputs, "anything else")


@pytest.mark.parametrize("terms", EVERY[:-1], ids=lambda terms: terms.kind)
async def test_a_form_keeps_discords_limits(terms: Terms) -> None:
    form = AssumptionsForm(kept(terms), WhatIf(terms=terms)).to_dict()
    assert 1 <= len(form["components"]) <= 5
    assert all(len(label["label"]) <= 45 for label in form["components"])
    fields = [label["component"] for label in form["components"]]
    assert all(len(field.get("value") or "") <= field["max_length"] for field in fields)


async def opened(desk: FakeDesk) -> AssumptionsForm:
    interaction = FakeInteraction(desk)
    await clicks.handle(interaction, ui.Button(label="x", custom_id="rvu1:change:7"))
    (sent,) = interaction.sent
    assert sent["kind"] == "modal"
    form: AssumptionsForm = sent["modal"]
    return form


def fill(form: AssumptionsForm, **typed: str) -> None:
    for label in form.children:
        field: Any = label.component  # type: ignore[attr-defined]  # a label, which holds one
        field._value = typed.get(field.custom_id, field.default or "")  # noqa: SLF001 - what Discord would deliver


@pytest.mark.parametrize(("user", "private"), [(11, False), (12, True)], ids=["the asker", "somebody else"])
async def test_the_question_is_asked_again_on_other_numbers(user: int, private: bool) -> None:  # noqa: FBT001
    desk = FakeDesk(kept(ValueBased(share=Decimal("0.5"))))
    form = await opened(desk)
    fill(form, fee="5", rest="Minimum savings rate, % = 2")
    interaction = FakeInteraction(desk, user=user)
    await form.on_submit(interaction)
    ((question, _),) = desk.asked
    assert question == WhatIf(terms=ValueBased(share=Decimal("0.5"), fee=Decimal(5), minimum=Decimal("0.02")))
    assert interaction.sent[-1]["ephemeral"] is private


async def test_a_form_with_nonsense_ends_at_the_error_door() -> None:
    desk = FakeDesk(kept(DIRECT))
    form = await opened(desk)
    fill(form, fee="eighty")
    interaction = FakeInteraction(desk)
    await form.on_submit(interaction)
    assert "does not hold a number" in texts(interaction.sent[-1]["view"])
    assert not desk.asked


async def test_only_another_way_to_pay_has_a_form() -> None:
    interaction = FakeInteraction(FakeDesk(record()))
    await clicks.handle(interaction, ui.Button(label="x", custom_id="rvu1:change:7"))
    assert "could not open the form" in texts(interaction.sent[-1]["view"])
    assert "rvu1:change:42" not in custom_ids(answer_layout_of(comparison()))


def answer_layout_of(answer: Any) -> Any:

    return answer_layout(Reply(answer, 42))


def test_its_answer_offers_to_change_it() -> None:
    assert "rvu1:change:42" in custom_ids(answer_layout_of(kept(DIRECT).answer))
