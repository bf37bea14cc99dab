"""README names what exists, and all of it."""

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import typer.main
from discord.ext import commands

from bot import __version__
from bot.app.client import EXTENSIONS
from bot.ask import Desk
from bot.cli.app import app
from bot.domain.catalog import Catalog
from bot.language.listener import Listener
from bot.render.text import as_text
from bot.settings import Settings
from tests.systems import SYSTEMS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    """Return what stands under a heading, up to the next one of the same or a higher level."""
    heading = re.search(rf"^(#+) {re.escape(title)}$", README, re.MULTILINE)
    assert heading, f"README has no section {title!r}"
    rest = README[heading.end() :]
    following = re.search(rf"^#{{1,{len(heading[1])}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def rows(text: str) -> list[list[str]]:
    """Return the body cells of every table in the text, without code marks."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip().replace("`", "") for cell in line.strip("|").split("|")] for line in lines]
    return [row for row, below in zip(cells, [*cells[1:], []], strict=True) if "---" not in "".join(row + below)]


def slash_commands() -> set[str]:
    """Name the commands of every cog, as people type them."""
    names: set[str] = set()
    for extension in EXTENSIONS:
        for _, cog in inspect.getmembers(importlib.import_module(extension), inspect.isclass):
            if issubclass(cog, commands.Cog) and cog.__module__ == extension:
                group = f"{cog.__cog_group_name__} " if issubclass(cog, commands.GroupCog) else ""
                names |= {f"/{group}{command.name}" for command in cog.__cog_app_commands__}
    return names


def test_every_setting_is_told_and_exists() -> None:
    told = {name for name, *_ in rows(section("Settings"))}
    assert told == {name.upper() for name in Settings.model_fields}


def test_every_default_is_the_true_one() -> None:
    told = {name: default for name, default, *_ in rows(section("Settings"))}
    wrong = {}
    for name, field in Settings.model_fields.items():
        default: Any = field.default
        written = str(int(default)) if isinstance(default, bool) else str(default)
        if default not in (None, (), "") and told[name.upper()] != written:
            wrong[name] = (told[name.upper()], written)
    assert wrong == {}


def test_every_slash_command_is_told_and_exists() -> None:
    told = {name for name, *_ in rows(section("Commands")) if name.startswith("/")}
    assert told == slash_commands()


def test_the_message_menu_is_told_by_its_name() -> None:
    assert importlib.import_module("cogs.ask").MENU in [name for name, *_ in rows(section("Commands"))]


def test_every_command_of_the_command_line_is_told_and_exists() -> None:
    table = section("Commands")[section("Commands").index("Other programs") :]
    groups = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # a group: it has several
    assert {name for name, *_ in rows(table)} == set(groups)
    below = {f"{name} {each}" for name, group in groups.items() for each in getattr(group, "commands", ())}
    assert {name for name in below if f"`{name}" not in table} == set()
    assert set(re.findall(r"`((?:fees|db) \w+)", table)) == below


def test_every_goal_of_make_is_told_and_exists() -> None:
    goals = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", README)) - {"it"} >= goals
    in_code = re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE)
    assert set(in_code) == goals


def test_the_two_commands_of_a_newcomer_come_first() -> None:
    first = README.split("```")[1].split("\n")
    assert [line.split("#")[0].strip() for line in first if line] == ["make run", "make test"]


def test_the_answer_shown_is_the_one_given(catalog: Catalog) -> None:
    question, shown = re.findall(r'```\n\$ echo "(.*)" \| make run\n(.*?)```', README, re.DOTALL)[0]
    desk = Desk(catalog)
    assert as_text(desk.answer(desk.understand(question))).startswith(shown.rstrip())


def test_the_answers_about_targets_and_ways_to_pay_are_those_given(catalog: Catalog) -> None:
    desk = Desk(catalog)
    told = re.findall(r"```\n> (.*?)\n(.*?)```", section("Targets and other ways to pay"), re.DOTALL)
    assert len(told) == 3
    for question, shown in told:
        given = as_text(desk.answer(desk.understand(question)))
        # What the language took for granted may stand before what is shown.
        assert shown.rstrip() in given.split("\n\n")[0]


def test_each_claims_answer_is_a_line_of_the_one_given(catalog: Catalog) -> None:
    desk = Desk(catalog)
    told = rows(section("Claims, put to the test"))
    assert len(told) == len(catalog.claims)
    for _, command, question, shown in told:
        assert command in slash_commands()
        assert shown in desk.answer(desk.understand(question)).verdict.split("\n")


def test_the_answer_to_each_way_to_pay_is_a_line_of_the_one_given(catalog: Catalog) -> None:
    desk = Desk(catalog)
    told = rows(section("Targets and other ways to pay"))
    assert len(told) == 4
    for _, command, question, shown in told:
        assert command in slash_commands()
        assert shown in desk.answer(desk.understand(question)).verdict.split("\n")


def test_every_system_of_the_essay_is_told_with_its_answer() -> None:
    tables = (section("Claims, put to the test"), section("Targets and other ways to pay"))
    told = {question for table in tables for _, _, question, _ in rows(table)}
    assert told == {system.words for system in SYSTEMS}


def test_every_example_question_is_understood_as_what_it_is_an_example_of(catalog: Catalog) -> None:
    listener = Listener(catalog)
    asked = [row[1] for row in rows(section("What it answers").split("###")[0])]
    assert [listener.understand(text).intent for text in asked] == [
        "compare",
        "value",
        "rate_per_hour",
        "break_even",
        "target",
        "whatif",
        "whatif",
        "whatif",
        "explain",
        "history",
        "stats",
    ]


def test_the_number_of_codes_is_the_catalogs(catalog: Catalog) -> None:
    assert f"explanations for {len(catalog.services)} codes" in " ".join(README.split())


def test_the_newest_change_is_this_version() -> None:
    assert section("Changes").split("### ")[1].split("\n")[0] == __version__


def test_every_link_inside_the_project_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_slash_commands_are_found_in_groups_too() -> None:
    assert "/history list" in slash_commands()
