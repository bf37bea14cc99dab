"""Every system and claim of the essay in the chat on the terminal, and asked in one go."""

import json

from tests.cli.running import Running
from tests.systems import SYSTEMS


def test_each_is_answered_in_the_chat(bot: Running) -> None:
    done = bot(stdin="".join(f"{system.words}\n" for system in SYSTEMS))
    said = " ".join(done.stdout.split())
    assert {system.name: [told for told in system.told if told not in said] for system in SYSTEMS} == {
        system.name: [] for system in SYSTEMS
    }


def test_each_is_answered_by_ask(bot: Running) -> None:
    asked = "".join(f"{system.words}\n" for system in SYSTEMS)
    done = bot("ask", "--batch", "-", "--json", stdin=asked)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(SYSTEMS)
    for system, answer in zip(SYSTEMS, answers, strict=True):
        said = " ".join(answer["verdict"].split())
        assert [told for told in system.told if told not in said] == []
