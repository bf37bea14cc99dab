"""Targets and ways to pay through their own commands, and the same in words."""

import pytest

from tests.e2e.conftest import Clinic
from tests.standin import Flag, buttons, text

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_target_is_answered_to_its_asker_alone(shared: Clinic) -> None:
    options = {"goal": 5200.0, "done": 3100.0, "months": 8.0}
    it = await (await shared.discord.slash(shared.ada, shared.guild, "target", options)).done()
    for figure in ("4,650", "550 short", "525 a month"):
        assert figure in text(it.message)
    assert it.message["flags"] & Flag.EPHEMERAL
    assert [label for label, _ in buttons(it.message)] == ["Show the math", "Chart"]


async def test_a_target_is_reached_with_a_service(shared: Clinic) -> None:
    options = {"goal": 4800.0, "weeks": 46.0, "days_a_week": 4.0, "service": "99214", "minutes": 30}
    it = await (await shared.discord.slash(shared.ada, shared.guild, "target", options)).done()
    assert "14 x 99214 (13.59 exactly) a day" in text(it.message)
    assert "420 minutes a day" in text(it.message)


PANEL = {"service": "99214", "minutes": 30, "members": 600, "hours": 1600.0}


@pytest.mark.parametrize(
    ("command", "options", "figure"),
    [
        ("model dpc", {"fee": 80.0, "members": 600}, "$576,000.00"),
        ("model cocm", {"new": 10, "follow_up": 30}, "$5,952.00"),
        ("model apcm", {"level_2": 300}, "$16,134.00"),
        ("model value", {"share": 50.0, "first": "99402", "second": "17110"}, "$222.44"),
        ("model blend", {**PANEL, "fee": 80.0, "fee_for_service": 70.0}, "$4.96 a minute"),
        ("model parity", {**PANEL, "membership_fee": 80.0}, "$6.00 (direct primary care)"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("model") else "",
)
async def test_each_way_to_pay_has_its_command(
    shared: Clinic, command: str, options: dict[str, object], figure: str
) -> None:
    it = await (await shared.discord.slash(shared.ada, shared.guild, command, options)).done()
    assert figure in text(it.message)
    assert not it.message["flags"] & Flag.EPHEMERAL


async def test_assumptions_are_changed_in_a_form(shared: Clinic) -> None:
    it = await (await shared.discord.slash(shared.ada, shared.guild, "model dpc", {"fee": 80.0, "members": 600})).done()
    labels = dict(buttons(it.message))
    opened = await (await shared.discord.click(shared.ada, it.message, labels["Change assumptions"])).done()
    assert [part["label"] for part in opened.modal["components"]][:2] == ["$ a member and month", "Members"]
    again = await (await shared.discord.submit(opened, {"members": "500", "hours": "1,600"})).done()
    # 500 x 80 x 12 = 480,000; / 1600 / 60 = 5
    assert "$480,000.00" in text(again.message)
    assert "$5.00 a minute" in text(again.message)
    assert not again.message["flags"] & Flag.EPHEMERAL
