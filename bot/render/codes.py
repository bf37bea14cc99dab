"""The codes view: every way it could be billed, who may, from when, what to document, how sure that is."""

import textwrap
from typing import Final

from bot.domain.answer import Answer, Pathway, PathwayState
from bot.domain.source import Sure
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import counted, listed, sentence

_WIDTH: Final = 80
_TITLES: Final = {
    PathwayState.VERDICT: "What the verdict rests on",
    PathwayState.ADDON: "Add-ons, only together with the visit",
    PathwayState.UNPAID: "Not paid by Medicare",
    PathwayState.ALTERNATIVE: "If more is true than was said",
    PathwayState.OTHER_CLINICIAN: "Billed by other clinicians",
    PathwayState.NEAR_MISS: "Not reached",
}
_SURE: Final = {
    Sure.FILE: "in a CMS file",
    Sure.CMS: "stated by CMS",
    Sure.MAC: "stated by a Medicare contractor",
    Sure.SECOND: "second-hand: a trade site or payer says so, not CMS",
    Sure.UNCONFIRMED: "unconfirmed",
    Sure.ASKER: "your own number",
}
_WHO: Final = {
    "physician": "physicians",
    "np": "NPs",
    "pa": "PAs",
    "cns": "clinical nurse specialists",
    "cnm": "certified nurse-midwives",
    "rd": "dietitians",
    "lcsw": "clinical social workers",
    "psychologist": "psychologists",
}
OPENING: Final = "Codes that could apply, if documented and medically necessary:"
CLOSING: Final = (
    "Record the actual time, without rounding up; medical necessity and the record decide the code, not the price."
)


def codes_text(answer: Answer, width: int = _WIDTH) -> str:
    """Write every way by where it stands."""
    sheet = Sheet.of(answer)
    if not answer.pathways:
        return "No codes belong to this answer."
    several = len(sheet.sides) > 1
    blocks = []
    for number, name in [(side.number, side.name) for side in sheet.sides] or [(None, "")]:
        own = [way for way in answer.pathways if way.side == number]
        states = [(state, [way for way in own if way.state is state]) for state in PathwayState]
        parts = [
            "\n".join([f"{_TITLES[state]}:", *(_way(way, width) for way in ways)]) for state, ways in states if ways
        ]
        blocks.append("\n".join([f"== {name} ==", *parts] if several else parts))
    return "\n\n".join([textwrap.fill(OPENING, width), *blocks, textwrap.fill(CLOSING, width)])


def _way(way: Pathway, width: int) -> str:
    head = textwrap.fill(
        f"{way_codes(way)}: {way.label}", width, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
    )
    told = [_distance(way), way.condition, way.note, _document(way), _billed_by(way), f"How sure: {_SURE[way.sure]}."]
    lines = [
        textwrap.fill(sentence(text), width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        for text in told
        if text
    ]
    return "\n".join([head, *lines])


def _distance(way: Pathway) -> str | None:
    """Say from how many minutes it applies, and how far the asker's are from that."""
    if way.threshold is None:
        return None
    starts = f"from {counted(way.threshold, 'minute')}"
    return f"{starts} (you said {way.minutes})" if way.minutes is not None else starts


def _document(way: Pathway) -> str | None:
    return f"Document: {way.document}" if way.document else None


def _billed_by(way: Pathway) -> str | None:
    return f"May bill: {listed(_WHO[who.value] for who in way.who)}." if way.who else None
