"""A text that leans on the question before it: how it opens, and what it says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import Literal

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.domain.question import Stated
from bot.language.atoms import Atom, Sort
from bot.language.part import Part
from bot.language.quantities import Number, Role, numbers
from bot.language.reading import Reading
from bot.language.stated import said, stated
from bot.language.stretch import Stretch

_DAY = range(1, 24 * 60 + 1)
_COUNTED = frozenset({Role.TIMES, Role.LESIONS})
_BARE = frozenset({Role.COUNT, Role.AT})
_MOST = 100_000
_LEAST_MULTIPLE = 50
"""Percent from which a bare percentage is a payer's multiple of Medicare."""
_CHANGING = (Cue.CHANGE, Cue.ADD, Cue.STOP, Cue.SWAP, Cue.LOWER, Cue.RAISE, Cue.MEMBERSHIP)
PERIODS = (Cue.PER_DAY, Cue.PER_WEEK, Cue.PER_MONTH, Cue.PER_YEAR)
"""With one of these, "what if" supposes a change in how one works, which is a question of its own."""


class Way(Enum):
    """How a follow-up opens."""

    PLAIN = auto()
    """It opens with nothing: only what names no service can follow then."""
    AND = auto()
    SUPPOSED = auto()
    """ "What if": a follow-up only about what the question before named."""
    AGAINST = auto()
    TOGETHER = auto()
    """ "With G2211", "plus a wart"."""
    INSTEAD = auto()


@dataclass(frozen=True, slots=True)
class Half:
    """A text without its opening words."""

    way: Way
    rest: Reading
    parts: tuple[Part, ...]
    altered: bool = False
    """It opens by changing a number or a service: "make that three"."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a half without services says."""

    stated: Stated
    minutes: int | None
    count: int | None
    bare: int | None
    """A number that can be minutes or a count."""
    per: Literal["hour", "minute"] | None
    margin: bool
    other: bool
    both: bool
    """Both sides of the body are meant: "both knees?"."""
    unclear: bool
    """Two lengths, a length and a bare number, or one that no day has: which is meant cannot be told."""

    @property
    def basis_only(self) -> bool:
        """Tell whether it changes nothing but what the price is computed under."""
        numbers_or_rate = (self.minutes, self.count, self.bare, self.per)
        return all(one is None for one in numbers_or_rate) and not (self.margin or self.other or self.both)

    @property
    def nothing(self) -> bool:
        """Tell whether it says nothing at all."""
        return self.basis_only and self.stated == Stated()


def opening(reading: Reading, common: frozenset[str]) -> tuple[Way, int]:
    """Return how the text opens, and where what it says begins."""
    way, at, start = Way.PLAIN, 0, 0
    while at < len(reading.atoms):
        hit = reading.hit_of.get(at)
        cues = hit.cues if hit else frozenset()
        if hit and cues & {Cue.RETRACT, Cue.CORRECTION, Cue.ALTER}:
            way, at, start = Way.INSTEAD, hit.end, hit.end
        elif hit and cues & {Cue.FOLLOW, Cue.IF}:
            supposed = bool(cues & {Cue.WHAT_IF, Cue.IF})
            way = way if way is Way.INSTEAD else Way.SUPPOSED if supposed else Way.AND
            at = start = hit.end
        elif hit and cues & {Cue.PLUS, Cue.WITH} and way in {Way.PLAIN, Way.AND}:
            way, at, start = Way.TOGETHER, hit.end, hit.end
        elif hit and cues & {Cue.VERSUS, Cue.OR} and Cue.COMPARED not in cues and way is not Way.INSTEAD:
            way, at, start = Way.AGAINST, hit.end, hit.end
        elif reading.atoms[at].sort is Sort.MARK or (hit is None and _small(reading.atoms[at], common)):
            at += 1
        else:
            break
    return way, start


def _small(atom: Atom, common: frozenset[str]) -> bool:
    return atom.sort is Sort.WORD and atom.stem in common


def goes_on(half: Half) -> bool:
    """Tell whether a half that names services can go on with the question before."""
    if half.way is Way.PLAIN:
        return any(half.rest.signals(part.start - 1, Cue.DEFINITE) for part in half.parts)
    return half.way is not Way.SUPPOSED or not half.rest.has(*_CHANGING, *PERIODS)


def sides_alone(rest: Reading) -> bool:
    """Tell whether nothing but both sides of the body is said: "both knees?", which alone asks for the rule."""
    both = _of_both(rest)
    words = (at for at, atom in enumerate(rest.atoms) if atom.sort is not Sort.MARK and at not in rest.light)
    return both and all(rest.signals(at, Cue.BOTH, Cue.BILATERAL, Cue.BODY) for at in words)


def _of_both(rest: Reading) -> bool:
    return rest.has(Cue.BILATERAL) or any(rest.signals(hit.end, Cue.BODY) for hit in rest.cues.get(Cue.BOTH, ()))


def told(rest: Reading, catalog: Catalog) -> Told:
    """Return what a half that names no service says."""
    found = numbers(rest, frozenset())
    whole = Stretch(0, len(rest.atoms))
    own = said(rest, whole, found, catalog)
    basis = stated(rest, (own,), found)
    if basis.payer_multiple is None:
        basis = basis.model_copy(update={"payer_multiple": _multiple(found)})
    lengths = [
        atom
        for at, atom in enumerate(rest.atoms)
        if atom.sort is Sort.MINUTES and at not in rest.negated and not rest.signals(at, Cue.PER_MINUTE, Cue.PER_HOUR)
    ]
    odd = any(atom.ranged or atom.value not in _DAY for atom in lengths)
    if basis.rate is not None:
        basis = basis.model_copy(update={"metric": None})
    bare = [number for number in found if number.role in _BARE and not rest.signals(number.at + 1, Cue.LESION)]
    margin = rest.has(Cue.COMPARE, Cue.DIFFERENCE)
    return Told(
        stated=basis,
        minutes=int(lengths[0].value) if lengths and lengths[0].value else None,
        count=_only(number for number in found if number not in bare and number.role in _COUNTED | _BARE),
        bare=_only(bare),
        per="minute" if rest.has(Cue.PER_MINUTE) else "hour" if rest.has(Cue.PER_HOUR) else None,
        margin=margin,
        other=rest.has(Cue.OTHER_ONE),
        both=_of_both(rest),
        unclear=odd
        or len(lengths) > 1
        or bool(lengths and bare)
        or (margin and bool(lengths or bare))
        or any(_lost(rest, number, basis) or number.value > _MOST for number in found),
    )


def _lost(rest: Reading, number: Number, basis: Stated) -> bool:
    """Tell whether a number says something that nothing here takes up, such as a count of patients."""
    if rest.signals(number.at, Cue.OTHER_ONE):
        return False
    if rest.signals(rest.next_to(number.at, 1), Cue.SEEN):
        return True
    if number.role is Role.PERCENT:
        return basis.payer_multiple is None
    if number.role is Role.DOLLARS:
        return basis.rate is None
    return number.role in {Role.QUOTA, Role.SIZE, Role.LENGTH, Role.OTHER}


def _only(found: Iterable[Number]) -> int | None:
    values = [int(number.value) for number in found]
    return values[0] if len(values) == 1 else None


def _multiple(found: Sequence[Number]) -> Decimal | None:
    """Read "130 %", which beside a question can only be a payer's multiple."""
    shares = [number.value for number in found if number.role is Role.PERCENT and number.value >= _LEAST_MULTIPLE]
    return shares[0] / 100 if len(shares) == 1 else None
