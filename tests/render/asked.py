"""Questions as understood, without the language: what the renderer's tests are about is how answers read."""

from decimal import Decimal

from bot.calc import engine
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import (
    BreakEven,
    Choice,
    Clarify,
    Compare,
    Explain,
    Item,
    OutOfScope,
    Question,
    RatePerHour,
    Stated,
    Value,
)
from bot.domain.service import CodeRef
from bot.render.finding import with_finding


def thing(concept: str, side: int | None = None, minutes: int | None = None, quantity: int = 1) -> Item:
    return Item(concept=concept, side=side, minutes=minutes, quantity=quantity)


def code(concept: str, written: str, side: int | None = None, minutes: int | None = None) -> Item:
    return Item(concept=concept, codes=(CodeRef.parse(written),), side=side, minutes=minutes)


WART = "wart_destruction"
TALK = "lifestyle_counseling"
VISIT = "office_visit_est"

WORKED = Compare(items=(thing(WART, 1, 10), thing(TALK, 2, 30)))
UNTIMED_WART = Compare(items=(thing(TALK, 1, 30), thing(WART, 2)))
UNPAID = Compare(items=(code("preventive_counseling", "99402", 1, 30), thing(WART, 2, 10)))
THREE = Compare(items=(thing(WART, 1), thing("knee_injection", 2), code(VISIT, "99214", 3)))
TIE = Compare(items=(code(VISIT, "99214", 1, 30), code(VISIT, "99214", 2, 30)))
WORTH = Value(items=(thing(WART, quantity=3),))
RATED = Value(items=(code(VISIT, "99214"),), stated=Stated(rate=Decimal(50)))
CARD = Value(items=(code(WART, "17110"),), card=True)
UNPAID_WORTH = Value(items=(code("preventive_counseling", "99402"),))
HOURLY = RatePerHour(items=(thing(WART, minutes=10),))
COUNT = BreakEven(items=(thing(WART, 1, 10), thing(TALK, 2, 30)))
LENGTH = BreakEven(items=(thing(TALK, 1), thing(WART, 2)), solve="minutes")
SHORT = Compare(items=(thing("smoking_cessation", 1, 3), thing(WART, 2)))
TOPIC = Explain(topic="work_vs_total")
ASKING = Clarify(
    ask="Which injection: a joint or a tendon?",
    choices=(
        Choice(label="joint injection", question=Value(items=(thing("knee_injection"),))),
        Choice(label="[red]tendon[/red] injection", question=Value(items=(thing("knee_injection"),))),
    ),
)
OUTSIDE = OutOfScope(
    reason="private_payer",
    told="I know Medicare's fee schedule only, not what a private payer or Medicaid pays.",
    choices=(Choice(label="Medicare's price of 99214", question=RATED),),
)

EVERY: dict[str, Question] = {
    "worked example": WORKED,
    "wart without minutes": UNTIMED_WART,
    "unpaid side": UNPAID,
    "three sides": THREE,
    "tie": TIE,
    "worth": WORTH,
    "worth with a rate": RATED,
    "unpaid worth": UNPAID_WORTH,
    "by the hour": HOURLY,
    "break-even count": COUNT,
    "break-even length": LENGTH,
    "too short to bill": SHORT,
    "topic": TOPIC,
    "asking back": ASKING,
    "out of scope": OUTSIDE,
    "card": CARD,
}


def answered(question: Question, catalog: Catalog, context: Context | None = None) -> Answer:
    return with_finding(engine.answer(question, context or Context(), catalog))
