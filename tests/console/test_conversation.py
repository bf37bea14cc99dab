import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ask import Asker, Reply
from bot.console.conversation import CONSOLE, Conversation
from bot.console.turn import Answered, Ended, Listed, Looked, Told, View
from bot.domain.answer import Answer, Asking, ChartSpec
from bot.domain.question import Choice, Clarify, Explain, OutOfScope, Question
from bot.domain.record import Key, Page
from bot.domain.record import Turn as Older
from bot.errors import UnknownCodeError


@dataclass
class Counter:
    """Stands where the desk does, and answers by the topic it is asked to explain."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    befores: list[Question | None] = field(default_factory=list)
    channels: set[int | None] = field(default_factory=set)
    saves: bool = True

    async def hear(self, text: str, asker: Asker) -> tuple[Question, Question | None]:
        self.channels.add(asker.channel_id)
        return Explain(topic=text), self.asked[-1] if text == "and then?" else None

    async def ask(self, question: Question, asker: Asker, *, before: Question | None = None) -> Reply:
        assert (asker.user_id, asker.guild_id) == (CONSOLE.user_id, None)
        self.befores.append(before)
        self.asked.append(question)
        topic = question.topic if isinstance(question, Explain) else ""
        if topic == "12345":
            message = "12345 is no code."
            raise UnknownCodeError(message, "Nearest: 12034.")
        if topic == "broken":
            raise ZeroDivisionError
        answer = self.answers.get(topic) or Answer(intent="explain", question=question, verdict=f"About {topic}.")
        return Reply(answer, 1 if self.saves else None)

    @property
    def archive(self) -> "Counter":
        """Serve as the archive too: of four pages."""
        return self

    async def page(self, asker: Asker, *, turn: Older | None = None) -> Page:
        assert asker == CONSOLE
        number = turn.key.id + 1 if turn else 1
        self.pages.append(number)
        return Page(records=(), older=Key(at=datetime(2026, 11, 25, tzinfo=UTC), id=number) if number < 4 else None)


def offering(*labels: str) -> Answer:
    choices = tuple(Choice(label=label, question=Explain(topic=label)) for label in labels)
    question = Clarify(ask="Which?", choices=choices)
    return Answer(intent="clarify", question=question, clarify=Asking(ask="Which?", choices=choices))


@pytest.fixture
def desk() -> Counter:
    return Counter()


@pytest.fixture
def conversation(desk: Counter) -> Conversation:
    return Conversation(desk)


async def test_a_question_is_answered(conversation: Conversation) -> None:
    turn = await conversation.say("  what is a work rvu \n")
    assert isinstance(turn, Answered)
    assert (turn.answer.verdict, turn.saved) == ("About what is a work rvu.", True)


async def test_a_conversation_goes_on_with_itself_and_with_no_other(desk: Counter) -> None:
    for conversation in (Conversation(desk), Conversation(desk)):
        await conversation.say("one")
        await conversation.say("and then?")
    assert [before.topic if isinstance(before, Explain) else None for before in desk.befores] == [None, "one"] * 2
    assert len(desk.channels) == 2


async def test_an_answer_that_could_not_be_kept_says_so(conversation: Conversation, desk: Counter) -> None:
    desk.saves = False
    turn = await conversation.say("x")
    assert isinstance(turn, Answered)
    assert not turn.saved


@pytest.mark.parametrize("view", [View.MATH, View.CODES])
async def test_a_closer_look_is_at_the_last_answer(conversation: Conversation, view: View) -> None:
    await conversation.say("one")
    await conversation.say("two")
    turn = await conversation.say(view.upper())
    assert isinstance(turn, Looked)
    assert (turn.view, turn.answer.verdict) == (view, "About two.")


@pytest.mark.parametrize("view", list(View))
async def test_a_closer_look_at_nothing_asks_for_a_question(conversation: Conversation, view: View) -> None:
    turn = await conversation.say(view)
    assert isinstance(turn, Told)
    assert "Ask something first" in turn.text


async def test_a_chart_is_offered_only_when_there_is_one(conversation: Conversation, desk: Counter) -> None:
    chart = ChartSpec(title="t", panels=(), source="s", alt="a")
    desk.answers["drawn"] = Answer(intent="explain", question=Explain(topic="drawn"), chart=chart)
    await conversation.say("plain")
    assert await conversation.say("chart") == Told("That answer has nothing to draw.")
    await conversation.say("drawn")
    assert isinstance(await conversation.say("chart"), Looked)


async def test_a_number_continues_an_offered_choice(conversation: Conversation, desk: Counter) -> None:
    desk.answers["knee"] = offering("injection", "replacement")
    await conversation.say("knee")
    turn = await conversation.say("2")
    assert isinstance(turn, Answered)
    assert desk.asked[-1] == Explain(topic="replacement")


async def test_what_can_be_asked_instead_is_numbered_before_the_neighbours(
    conversation: Conversation, desk: Counter
) -> None:
    instead = (Choice(label="instead", question=Explain(topic="instead")),)
    desk.answers["dose"] = Answer(
        intent="out_of_scope",
        question=OutOfScope(reason="clinical", choices=instead),
        see_also=(Choice(label="near", question=Explain(topic="near")),),
    )
    await conversation.say("dose")
    await conversation.say("2")
    assert desk.asked[-1] == Explain(topic="near")


@pytest.mark.parametrize("line", ["0", "3", "99214", "12345678901234567890", "²"])
async def test_a_number_that_was_not_offered_is_a_question(
    conversation: Conversation, desk: Counter, line: str
) -> None:
    desk.answers["knee"] = offering("injection", "replacement")
    await conversation.say("knee")
    await conversation.say(line)
    assert desk.asked[-1] == Explain(topic=line)


async def test_a_choice_that_is_only_a_hint_asks_for_words(conversation: Conversation, desk: Counter) -> None:
    hint = (Choice(label="how many minutes?"),)
    desk.answers["talk"] = Answer(intent="clarify", question=Clarify(ask="?"), clarify=Asking(ask="?", choices=hint))
    await conversation.say("talk")
    assert await conversation.say("1") == Told("Say it in words, please: how many minutes?")


@pytest.mark.parametrize(("line", "number"), [("history", 1), ("History 3", 3), ("history 0", 1), ("history 9", 4)])
async def test_history_is_paged_by_number(conversation: Conversation, desk: Counter, line: str, number: int) -> None:
    listed = await conversation.say(line)
    assert isinstance(listed, Listed)
    assert listed.number == number
    assert desk.pages == list(range(1, number + 1))


@pytest.mark.parametrize("line", ["history of my warts", "math of a wart", "quit smoking counseling 10 min"])
async def test_a_sentence_that_begins_like_a_command_is_a_question(
    conversation: Conversation, desk: Counter, line: str
) -> None:
    assert isinstance(await conversation.say(line), Answered)
    assert desk.asked == [Explain(topic=line)]


@pytest.mark.parametrize("line", ["quit", "exit", "EXIT ", "q"])
async def test_leaving_has_several_words(conversation: Conversation, line: str) -> None:
    assert await conversation.say(line) == Ended()


async def test_help_names_every_command(conversation: Conversation) -> None:
    turn = await conversation.say("help")
    assert isinstance(turn, Told)
    assert all(f"\n  {word}" in turn.text for word in (*View, "history", "help", "quit"))


async def test_an_unknown_code_is_answered_in_words(conversation: Conversation) -> None:
    assert await conversation.say("12345") == Told("12345 is no code. Nearest: 12034.")


async def test_a_defect_costs_one_line_and_leaves_a_number_in_the_log(
    conversation: Conversation, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        turn = await conversation.say("broken")
    assert isinstance(turn, Told)
    incident = turn.text.split("incident ")[1].split(")")[0]
    assert f"incident={incident}" in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert isinstance(await conversation.say("next"), Answered)


@given(line=st.text(st.characters(codec=None), max_size=40))
async def test_no_line_whatsoever_raises_or_reaches_the_desk_unprintable(line: str) -> None:
    desk = Counter()
    await Conversation(desk).say(line)
    for question in desk.asked:
        assert isinstance(question, Explain)
        question.topic.encode("utf-8")
