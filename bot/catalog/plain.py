"""Ways to bill that need no rule of their own: one code, billed alone."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.catalog.rows import Rows
from bot.domain.clinician import Clinician
from bot.domain.concept import Band, Concept, Line, Rule
from bot.domain.service import CodeRef, Service, Status
from bot.domain.source import Sure

Model = TypeVar("Model", bound=BaseModel)
_CLINICIANS = (Clinician.PHYSICIAN, Clinician.NP, Clinician.PA, Clinician.CNS, Clinician.CNM)
_SPLIT = "1"
"""CMS's indicator of a code that divides into a professional and a technical part (RVU26B layout document)."""
_FILE, _GUIDE = "rvu26b", "rvu26b_guide"

_BY_STATUS = {
    Status.NOT_COVERED: "Medicare never pays this; some private plans and Medicaid do.",
    Status.NOT_VALID: "Medicare does not take this code.",
    Status.BUNDLED: "Medicare pays nothing for it by itself: it is bundled into other services.",
    Status.EXCLUDED: "Paid outside this fee schedule, if at all.",
    Status.OTHER_SCHEDULE: "Paid outside this fee schedule, if at all.",
    Status.CONTRACTOR_PRICED: "CMS sets no price: each Medicare contractor decides whether and what to pay.",
}
_WHOLE = "Testing and reading by the same practice; whoever only orders it earns no part."
_BY_PART = {
    "26": ("reading only", "A written report by the reader; a look at it during a visit is part of the visit."),
    "TC": ("testing only", "The machine, room and staff: no work RVU for anyone."),
}


_LINE = Line(code="99213")
_BAND = Band(lines=(_LINE,))
_RULE = Rule(id="", label="", bands=(_BAND,), who=_CLINICIANS, condition=None, sure=Sure.FILE, cite=_FILE)
"""What every plain rule is like: checking each of them anew, none of which a file gives, costs each start its time."""


def plain_rules(concepts: Mapping[str, Concept], services: Mapping[str, Service], rows: Rows) -> dict[str, Rule]:
    """Return a rule for every code that a concept names where others name a rule: `{ rule = "71046-26" }`.

    `rows` are the newest release's, whose status says what to tell of payment. The modelling gap: that a clinician
    may bill such a code is taken for granted; a service with its own conditions needs a rule of its own.
    """
    named = dict.fromkeys(use.rule for concept in concepts.values() for use in concept.uses)
    return {rule.id: rule for written in named for rule in _plain(written, services, rows)}


def _plain(written: str, services: Mapping[str, Service], rows: Rows) -> Iterator[Rule]:
    ref = CodeRef.parse(written)
    service, key = services.get(ref.code), (ref.code, ref.row_modifier)
    if service is None or key not in rows:
        return
    split = rows.cell(key, "pctc") == _SPLIT
    label, condition = service.name, _BY_STATUS.get(Status(rows.cell(key, "status")))
    if ref.row_modifier in _BY_PART:
        part, condition = _BY_PART[ref.row_modifier]
        label = f"{label}, {part}"
    elif split:
        label, condition = f"{label}, whole", condition or _WHOLE
    own = {
        "id": written,
        "label": label,
        "bands": (_like(_BAND, {"lines": (_like(_LINE, {"code": written}),)}),),
        "condition": condition,
        "sure": Sure.CMS if split else Sure.FILE,
        "cite": _GUIDE if split else _FILE,
    }
    yield _like(_RULE, own)


def _like(pattern: Model, own: Mapping[str, Any]) -> Model:
    """Return a value like a checked one but for some of the fields that it was given, whose set both share.

    What pydantic's own copying does, but without a set of its own: a start makes four thousand of these.
    """
    made = pattern.__class__.__new__(pattern.__class__)
    for slot, held in (
        ("__dict__", {**pattern.__dict__, **own}),
        ("__pydantic_fields_set__", pattern.__pydantic_fields_set__),
        ("__pydantic_extra__", pattern.__pydantic_extra__),
        ("__pydantic_private__", pattern.__pydantic_private__),
    ):
        object.__setattr__(made, slot, held)
    return made
