"""The codes view: every way it could be billed, who may, from when, what to document, how sure that is."""

import textwrap
from collections.abc import Iterator
from typing import Final

from bot.domain.answer import Answer, Excluded, Frequency, Pathway, PathwayState
from bot.domain.limit import Span
from bot.domain.source import Sure
from bot.render.numbers import usd
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
_READ: Final = {
    Sure.FILE: "CMS file",
    Sure.CMS: "CMS",
    Sure.MAC: "contractor",
    Sure.SECOND: "second-hand",
    Sure.UNCONFIRMED: "unconfirmed",
    Sure.ASKER: "your own",
}
"""How sure a fact beside the way itself is, in a word."""
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
_NOT_WITH: Final = {
    (Span.DAY, True): "Not the same day by one clinician",
    (Span.DAY, False): "Not the same day",
    (Span.MONTH, True): "Not the same month by one clinician",
    (Span.MONTH, False): "Not the same month",
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
    told = [
        _distance(way),
        way.condition,
        way.note,
        _often(way.often),
        _patient(way),
        *_apart(way.apart),
        _document(way),
        _billed_by(way),
        f"How sure: {_SURE[way.sure]}.",
    ]
    lines = [
        textwrap.fill(sentence(text), width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
        for text in told
        if text
    ]
    return "\n".join([head, *lines])


def _distance(way: Pathway) -> str | None:
    """Say from how many minutes to how many it applies, and how far the asker's are from that."""
    if way.threshold is None:
        return None
    starts = f"from {counted(way.threshold, 'minute')}"
    if way.until is not None:
        starts = f"{way.threshold} to {counted(way.until, 'minute')}"
    charted = f", {way.charting} of them charting" if way.charting else ""
    return f"{starts} (you said {way.minutes}{charted})" if way.minutes is not None else starts


def _often(often: Frequency | None) -> str | None:
    return f"How often: {often.text} ({_READ[often.sure]})." if often else None


def _patient(way: Pathway) -> str | None:
    """Say what the patient owes, in dollars where the amount is known, and how sure that is."""
    patient = way.patient
    if patient is None:
        return None
    part = f"{patient.share * 100:.0f} %"
    allowed = next((figure.value for figure in way.figures if figure.key == "allowed_usd"), None)
    if patient.usd is not None and allowed is not None:
        part = f"{usd(patient.usd)}, {part} of {usd(allowed)},"
    owed = f"{part} after the yearly deductible" if patient.share else "nothing"
    return f"Patient pays: {', '.join(filter(None, (owed, patient.text)))} ({_READ[patient.sure]})."


def _apart(apart: tuple[Excluded, ...]) -> Iterator[str]:
    """Name what does not go with it, a line for each stretch of time and whoever cannot bill both."""
    for (span, one_clinician), words in _NOT_WITH.items():
        own = [one for one in apart if (one.span, one.one_clinician) == (span, one_clinician)]
        if own:
            yield f"{words}: {'; '.join(_by_sureness(own))}."


def _by_sureness(apart: list[Excluded]) -> Iterator[str]:
    for sure in dict.fromkeys(one.sure for one in apart):
        names = dict.fromkeys(one.name for one in apart if one.sure is sure)
        yield f"{', '.join(names)} ({_READ[sure]})"


def _document(way: Pathway) -> str | None:
    return f"Document: {way.document}" if way.document else None


def _billed_by(way: Pathway) -> str | None:
    return f"May bill: {listed(_WHO[who.value] for who in way.who)}." if way.who else None
