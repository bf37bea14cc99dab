"""Every service by its names, in the sentences that people put any service into."""

from collections.abc import Callable, Iterator

import pytest

from bot.domain.catalog import Catalog
from bot.domain.question import Clarify, Item, OutOfScope, Question
from bot.language.listener import Listener

FRAMES: dict[str, tuple[str, str, Callable[[Item], bool]]] = {
    "counted": ("3 {many} vs a 99214", "break_even compare", lambda item: item.quantity == 3),
    "counted on the other side": ("99214 vs three {many}", "compare", lambda item: item.quantity == 3),
    "timed": ("20 min {name} vs a vasectomy", "compare", lambda item: item.minutes == 20),
    "timed behind": ("{name} (20 min) vs a vasectomy", "compare", lambda item: item.minutes == 20),
    "lasting": ("99214 vs {name} taking 20 min", "compare", lambda item: item.minutes == 20),
    "counted and timed": (
        "two 20 minute {many} vs a vasectomy",
        "compare",
        lambda item: item.minutes == 20 and item.quantity == 2,
    ),
    "sought": ("how many {many} equal a vasectomy", "break_even", lambda item: item.quantity == 1),
    "added": ("what if i did 4 more {many} a week", "whatif", lambda item: item.quantity == 4),
}
"""The frame, its intent, and what holds of the service in it."""

MOST_ASKED = 0.02
"""Part of a frame's sentences that may be asked back about."""

SELF_SAID = {
    # Our own wording of some services says an hour, a screen with a talk, or another visit.
    "office_visit_est": "a follow-up visit is any known patient's",
    "staff_prolonged": "hours of extra staff time",
    "no_face_prolonged": "hours of work without the patient",
    "alcohol_drug_screen_talk": "screens with a brief talk",
    "image_guidance": "leads what stands beside it",
    "xray_guidance": "leads what stands beside it",
    "fluoroscopy": "leads what stands beside it",
    "daily_living_training": "daily is how often, too",
    "vasectomy": "what the others are set against",
}


def named(catalog: Catalog, listener: Listener) -> Iterator[tuple[str, str, str]]:
    """Yield each service that its first name alone means, with that name and our own plural."""
    for concept in catalog.concepts.values():
        name = concept.aliases[0] if concept.aliases and concept.uses and not concept.ask else None
        if name is None or concept.id in SELF_SAID or any(sign.isdigit() for sign in name):
            continue
        alone = listener.understand(f"{name} vs 99214")
        if [item.concept for item in items(alone) if item.side == 1] == [concept.id]:
            yield concept.id, name, concept.many


def items(question: Question) -> tuple[Item, ...]:
    return getattr(question, "items", ())


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_takes_every_service(catalog: Catalog, listener: Listener, frame: str) -> None:
    sentence, intents, holds = FRAMES[frame]
    asked, wrong, count = [], [], 0
    for concept, name, many in named(catalog, listener):
        count += 1
        text = sentence.format(name=name, many=many)
        question = listener.understand(text)
        found = [item for item in items(question) if item.concept == concept]
        others = [item for item in items(question) if item.concept != concept]
        one = len(found) == 1 and holds(found[0]) and len(others) == ("vs" in sentence or "equal" in sentence)
        if isinstance(question, Clarify | OutOfScope):
            asked.append(text)
        elif question.intent not in intents.split() or not one:
            wrong.append((text, question.intent, [(item.concept, item.quantity, item.minutes) for item in found]))
    assert count > 450
    assert not wrong
    assert len(asked) <= MOST_ASKED * count, asked
