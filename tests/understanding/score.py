"""Score the understanding of labelled questions: `python -m tests.understanding.score [FILE…]`.

Reading rules: an item is right when its base codes hold at least one of `codes_ok` and none outside `codes_ok` and
`codes_also`, and its minutes and quantity are as labelled; sides as `sides=1+2|3` in the notes. The codes are those of
the answer; where it carries none, those of the items' worth.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.calc import engine
from bot.catalog.load import load
from bot.domain.answer import Answer
from bot.domain.catalog import Catalog
from bot.domain.context import Context
from bot.domain.question import Question, Value
from bot.errors import RvuError
from bot.language.listener import Listener

HERE = Path(__file__).parent
DEV = Path(os.environ.get("RVU_QUESTIONS", "../shared/questions")) / "dev.jsonl"
SETS = (HERE / "own.jsonl", HERE / "wider.jsonl", DEV)
ASKING = {"clarify", "out_of_scope"}
PRICED = {"compare", "value", "break_even", "rate_per_hour", "target", "whatif"}
"""The intents whose items are billed."""

Label = Mapping[str, Any]


@dataclass
class Result:
    """One question as judged."""

    label: Label
    question: Question
    faults: list[str] = field(default_factory=list)

    @property
    def confident_wrong(self) -> bool:
        """Tell whether a wrong answer was given instead of a question back."""
        return bool(self.faults) and self.question.intent not in ASKING

    @property
    def needless(self) -> bool:
        """Tell whether an answerable question was asked back."""
        return self.label["intent"] not in ASKING and self.question.intent in ASKING


def labels(path: Path) -> list[Label]:
    """Return the labelled questions of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def machine_notes(label: Label) -> dict[str, str]:
    """Return the `key=value` parts of the notes."""
    pairs = (part.strip().split("=", 1) for part in label["notes"].split(";") if "=" in part)
    return {pair[0]: pair[1] for pair in pairs}


def sides_of(written: str) -> dict[int, int]:
    """Read `1+2|3`: item number to side number."""
    return {int(item): side for side, group in enumerate(written.split("|"), 1) for item in group.split("+")}


def judge(label: Label, question: Question, answer: Answer | None) -> Result:
    """Compare one understood question, and its answer where there is one, with the label."""
    result = Result(label, question)
    wanted = label["intent"]
    accepted = {wanted, *machine_notes(label).get("accept", wanted).split(",")}
    if question.intent not in accepted:
        result.faults.append(f"intent {question.intent}, not {wanted}")
        return result
    if len(question.items) != len(label["items"]):
        said = ", ".join(item.concept for item in question.items)
        result.faults.append(f"{len(question.items)} items ({said}), not {len(label['items'])}")
        return result
    result.faults.extend(_item_faults(label, question, answer))
    return result


def _item_faults(label: Label, question: Question, answer: Answer | None) -> Iterator[str]:
    sides = sides_of(machine_notes(label)["sides"]) if "sides" in machine_notes(label) else {}
    for number, (want, item) in enumerate(zip(label["items"], question.items, strict=True), 1):
        name = f"item {number} ({item.concept})"
        if item.minutes != want["minutes"]:
            yield f"{name}: {item.minutes} minutes, not {want['minutes']}"
        if item.quantity != want["quantity"]:
            yield f"{name}: quantity {item.quantity}, not {want['quantity']}"
        if question.intent in PRICED and (sides or question.intent == "compare") and item.side != sides.get(number):
            yield f"{name}: side {item.side}, not {sides.get(number)}"
        if question.intent not in PRICED or answer is None:
            continue
        codes = {code.split("-")[0] for code in answer.items[number - 1].codes}
        if want["codes_ok"] and not codes & set(want["codes_ok"]):
            yield f"{name}: codes {sorted(codes)}, none of {want['codes_ok']}"
        outside = codes - set(want["codes_ok"]) - set(want.get("codes_also", ()))
        if outside and "codes_also" in want:
            yield f"{name}: codes {sorted(outside)} are wrong"


def run(path: Path, listener: Listener, catalog: Catalog) -> list[Result]:
    """Judge every question of a file."""
    results = []
    for label in labels(path):
        question = listener.understand(label["question"])
        try:
            answer = answered(question, catalog)
        except RvuError as error:
            results.append(Result(label, question, [f"{error.message} {error.hint}"]))
        else:
            results.append(judge(label, question, answer))
    return results


def answered(question: Question, catalog: Catalog) -> Answer | None:
    """Return an answer whose items are the question's, or None without items.

    Counts of plans are for a stretch of time, not for a patient's day, so their codes are those of one.

    Raises what the engine raises.
    """
    if question.intent not in PRICED or not question.items:
        return None
    if question.intent not in {"target", "whatif"}:
        return engine.answer(question, Context(), catalog)
    plain = tuple(item.model_copy(update={"side": None, "change": None, "quantity": 1}) for item in question.items)
    return engine.answer(Value(items=plain), Context(), catalog)


def report(name: str, results: list[Result]) -> str:
    """Return the counts by intent and every miss."""
    total, right = Counter(r.label["intent"] for r in results), Counter()
    right.update(result.label["intent"] for result in results if not result.faults)
    lines = [f"{name}: {sum(right.values())} of {len(results)} as labelled"]
    lines += [f"  {intent:14}{right[intent]:4} of {count}" for intent, count in total.items()]
    lines.append(f"  confident wrong {sum(result.confident_wrong for result in results)}")
    lines.append(f"  needlessly asked back {sum(result.needless for result in results)}")
    for result in results:
        if result.faults:
            lines.append(f"  {result.label['id']}  {result.label['question']}")
            lines += [f"      {fault}" for fault in result.faults]
    return "\n".join(lines)


def main() -> None:
    """Print the report of each file: the own sets and, where it is there, the development set."""
    catalog = load()
    listener = Listener(catalog)
    for path in map(Path, sys.argv[1:] or [str(path) for path in SETS if path.exists()]):
        sys.stdout.write(report(path.stem, run(path, listener, catalog)) + "\n")


if __name__ == "__main__":
    main()
