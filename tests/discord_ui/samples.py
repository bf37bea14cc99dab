"""Answers, records and interactions to lay out: small, but shaped like real ones."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import discord

from bot.ask import Reply
from bot.discord_ui.pictures import Pictures
from bot.domain.answer import (
    Answer,
    Asking,
    Bar,
    ChartSpec,
    Figure,
    Op,
    Panel,
    Pathway,
    PathwayLine,
    PathwayState,
    Side,
    Source,
    Step,
)
from bot.domain.concept import Kind, Role
from bot.domain.question import Choice, Clarify, Compare, Item, OutOfScope, Value
from bot.domain.record import Key, Page, Record, Stored, Turn
from bot.domain.source import Sure
from bot.language.identifiers import Redacted
from bot.meter import NoMeter

WART = Value(items=(Item(concept="wart_destruction", minutes=10),))
TALK = Value(items=(Item(concept="lifestyle_counseling", minutes=30),))

SOURCE = Source(id="rvu26b", title="RVU26B", release="RVU26B", date=date(2026, 4, 1), file=None, sure=Sure.FILE)
BAR = Bar(label="wart", value=Decimal("11.12"), text="$11.12", group=1)
CHART = ChartSpec(
    title="A wart earns more a minute",
    panels=(Panel(title="A minute", unit="USD", bars=(BAR,)),),
    source="RVU26B",
    alt="A wart earns $11.12 a minute.",
)

FIGURES = {"work_rvu": ("0.68", "RVU"), "total_rvu": ("3.33", "RVU"), "allowed_usd": ("111.22", "USD")}


def figures(side: int, pathway: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(key=key, label=key, value=Decimal(value), unit=unit, side=side, pathway=pathway, step=f"{pathway}.{key}")
        for key, (value, unit) in FIGURES.items()
    )


def pathway(side: int, name: str) -> Pathway:
    return Pathway(
        id=name,
        side=side,
        label=f"{name} by time",
        codes=("17110",),
        units=(1,),
        lines=(PathwayLine(code="17110", name="wart freezing, up to 14", units=1),),
        role=Role.MAIN,
        state=PathwayState.VERDICT,
        in_verdict=True,
        paid_by_medicare=True,
        minutes=10,
        sure=Sure.FILE,
        cite="rvu26b",
        figures=figures(side, name),
    )


def comparison(**changes: Any) -> Answer:
    fields: dict[str, Any] = {
        "intent": "compare",
        "question": Compare(items=(*WART.items, *TALK.items)),
        "sides": tuple(
            Side(number=number, name=name, one=f"a {name}", kind=kind, minutes=10, minutes_are_cms=False)
            for number, name, kind in ((1, "wart freezing", Kind.PROCEDURE), (2, "lifestyle talk", Kind.TALK))
        ),
        "pathways": (pathway(1, "wart"), pathway(2, "talk")),
        "figures": (*figures(1, "wart"), *figures(2, "talk")),
        "steps": tuple(
            Step(name=f"{side}.{key}", op=Op.GIVEN, value=Decimal(value), source="rvu26b")
            for side in ("wart", "talk")
            for key, (value, _) in FIGURES.items()
        ),
        "verdict": "Medicare pays $111.22 for a wart freezing.\nWork RVU a minute: 0.068 against 0.064.",
        "assumptions": ("Office, national, not in an advanced payment model.",),
        "caveats": ("A wart is often cosmetic to the payer.",),
        "sources": (SOURCE,),
        "basis": "Medicare, RVU26B (April 2026), office, national, factor 33.4009.",
        "see_also": (Choice(label="Talk as psychotherapy", question=TALK),),
        "chart": CHART,
    }  # fmt: skip
    return Answer(**fields | changes)


def asking(*labels: str, hints: tuple[str, ...] = ()) -> Answer:
    choices = (*(Choice(label=label, question=WART) for label in labels), *(Choice(label=hint) for hint in hints))
    question = Clarify(ask="Which joint?", choices=choices)
    return Answer(
        intent="clarify", question=question, verdict="Which joint?", clarify=Asking(ask="Which joint?", choices=choices)
    )


def declining(*labels: str) -> Answer:
    choices = tuple(Choice(label=label, question=WART) for label in labels)
    question = OutOfScope(reason="clinical", choices=choices)
    return Answer(intent="out_of_scope", question=question, verdict="I do not give clinical advice.")


def record(answer: Answer | None = None, *, record_id: int = 7, user: int = 11, guild: int | None = 1) -> Record:
    shown = answer or comparison()
    moment = datetime(2026, 5, 1, 12, tzinfo=UTC)
    return Record(
        id=record_id, guild_id=guild, channel_id=2, user_id=user, at=moment, release="RVU26B",
        question=shown.question, answer=shown,
    )  # fmt: skip


def stored(answer: Answer | None = None, *, record_id: int = 7, user: int = 11, guild: int | None = 1) -> Stored:
    whole = record(answer, record_id=record_id, user=user, guild=guild)
    return Stored.model_validate({name: value for name, value in whole if name != "changed"})


def page(count: int, *, newer: int = 0, older: int = 0) -> Page:
    """Make a page of so many answers; `newer` and `older` are the ids of the answers that turn it."""
    moment = datetime(2026, 5, 1, 12, tzinfo=UTC)
    return Page(
        records=tuple(stored(record_id=n) for n in range(1, count + 1)),
        newer=Key(at=moment, id=newer) if newer else None,
        older=Key(at=moment, id=older) if older else None,
    )


class FakeDesk:
    """Keeps records in memory; answers every question with one comparison."""

    def __init__(self, *kept: Record) -> None:
        self.kept = {each.id: each for each in kept}
        self.asked: list[Any] = []
        self.saves = True
        self.turned: tuple[int, Turn | None] | None = None

    async def recall(self, record_id: int, asker: Any) -> Record | None:
        found = self.kept.get(record_id)
        return found if found and found.guild_id == asker.guild_id else None

    async def ask(self, question: Any, asker: Any, **_: Any) -> Reply:
        self.asked.append((question, asker))
        return Reply(comparison(), 42 if self.saves else None)

    async def ask_text(self, text: str, asker: Any) -> Reply:
        return await self.ask(text, asker)

    def redact(self, text: str) -> Redacted:
        return Redacted(text, found="MRN" in text)

    @property
    def archive(self) -> "FakeDesk":
        """Serve as the archive too."""
        return self

    async def page(self, _asker: Any, search: int = 0, turn: Turn | None = None) -> Page:
        self.turned = (search, turn)
        return page(2, newer=1, older=2)


class FakeResponse:
    """The first response: once only, as Discord has it."""

    def __init__(self, sent: list[dict[str, Any]]) -> None:
        self._sent = sent
        self._done = False

    def is_done(self) -> bool:
        return self._done

    def _use(self, kind: str, **fields: Any) -> None:
        assert not self._done, "answered twice"
        self._done = True
        self._sent.append({"kind": kind, **fields})

    async def send_message(self, **fields: Any) -> None:
        self._use("message", **fields)

    async def defer(self, **fields: Any) -> None:
        self._use("defer", **fields)

    async def edit_message(self, **fields: Any) -> None:
        self._use("edit", **fields)

    async def send_modal(self, modal: Any) -> None:
        self._use("modal", modal=modal)


class FakeInteraction(discord.Interaction):
    """An interaction that records what is sent."""

    def __init__(self, desk: FakeDesk, *, user: int = 11, guild: int | None = 1) -> None:
        self.sent: list[dict[str, Any]] = []
        self.id = 99
        self.extras = {}
        self.user = SimpleNamespace(id=user)
        self.guild_id = guild
        self.channel = SimpleNamespace(id=2)
        self.type = discord.InteractionType.component
        self.data: Any = {}
        self._permissions = 0
        self._client = SimpleNamespace(desk=desk, meter=NoMeter(), pictures=Pictures())
        self.extras: dict[Any, Any] = {}
        self._fake = FakeResponse(self.sent)

    @property
    def client(self) -> Any:
        return self._client

    @property
    def response(self) -> Any:
        return self._fake

    @property
    def followup(self) -> Any:
        async def send(**fields: Any) -> None:
            assert self._fake.is_done(), "a follow-up before the first response"
            self.sent.append({"kind": "followup", **fields})

        return SimpleNamespace(send=send)


def texts(view: discord.ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay))


def custom_ids(view: discord.ui.LayoutView) -> list[str]:
    return [item.custom_id for item in view.walk_children() if getattr(item, "custom_id", None)]
