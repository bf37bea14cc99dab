"""What a side takes over from the other one: how long the wound is, whose it is, what the other one is without."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.names import Names
from bot.language.part import Part
from bot.language.quantities import Number, Role
from bot.language.reading import Reading, Target
from bot.language.stretch import Stretch

NEWBORNS: Final = "newborns"
"""The region of the lexicon that has the words for a newborn."""
_TELLING = frozenset({Role.YEAR, Role.LENGTH, Role.COUNT, Role.AT, Role.SIZE, Role.LESIONS, Role.TIMES, Role.VIEWS})


def sizes_of(stretch: Stretch, others: Iterable[Stretch], numbers: Sequence[Number]) -> tuple[int, ...]:
    """Return where the other side says how long or wide its wound or spot is, if this side does not."""
    lengths = [number.at for number in numbers if number.role is Role.LENGTH]
    if any(stretch.start <= at < stretch.end for at in lengths):
        return ()
    return tuple(at for other in others for at in lengths if other.start <= at < other.end)


def counts_anew(reading: Reading, stretch: Stretch, numbers: Sequence[Number]) -> bool:
    """Tell whether a side says how many, how large or which year of what the other side names: "one colpo vs two"."""
    told = [number for number in numbers if number.role in _TELLING]
    own = [number for number in told if stretch.start <= number.at < stretch.end]
    several = any(number.value > 1 for number in told if number not in own)
    return any(
        number.value > 1 or number.role is Role.VIEWS or (several and _alone(reading, stretch, number))
        for number in own
    )


def of_now(reading: Reading, stretch: Stretch, numbers: Sequence[Number]) -> bool:
    """Tell whether a side is the present year, where the other is another one: "99214 in 2025 vs now"."""
    own = range(stretch.start, stretch.end)
    years = [number.at for number in numbers if number.role is Role.YEAR]
    years += [hit.start for hit in reading.cues.get(Cue.LAST_YEAR, ())]
    return any(reading.signals(at, Cue.THIS_YEAR) for at in own) and any(at not in own for at in years)


def of_year(reading: Reading, stretch: Stretch, numbers: Sequence[Number]) -> bool:
    """Tell whether a side says in words which year it is: "this year vs last year"."""
    last = any(reading.signals(at, Cue.LAST_YEAR) for at in range(stretch.start, stretch.end))
    return last or of_now(reading, stretch, numbers)


def _alone(reading: Reading, stretch: Stretch, number: Number) -> bool:
    """Tell whether a side is nothing but one: "3 colposcopies or just one"."""
    said = (at for at in range(stretch.start, stretch.end) if reading.atoms[at].sort is not Sort.MARK)
    return number.value == 1 and all(at == number.at or at in reading.light for at in said)


def of_newborn(
    reading: Reading, stretch: Stretch, alone: Part, other: Stretch, babies: Sequence[str], names: Names[Target]
) -> Part:
    """Return the service as a newborn's where the other side says that it is one: "the admit exam on the same baby".

    `babies` are the words for a newborn, the plainest first.
    """
    told = {reading.atoms[at].stem for at in range(other.start, other.end)}.intersection(babies)
    same = any(
        reading.signals(at, Cue.SAME) and at + 1 < len(reading.atoms) and reading.atoms[at + 1].stem in babies
        for at in range(stretch.start, stretch.end)
    )
    found = names.exactly(alone.stems | {babies[0]}) if same and told else frozenset()
    concepts = tuple(sorted({target.concept for target in found}))
    return replace(alone, concepts=concepts) if concepts else alone


def with_it(reading: Reading, stretch: Stretch, giver: Part) -> frozenset[str]:
    """Return the words of a service with what the other side is without: "spirometry w/o bronchodilator vs with"."""
    own = {reading.atoms[at].stem for at in giver.taken if not reading.signals(at, Cue.WITHOUT)}
    lacking = {reading.atoms[at].stem for at in reading.negated if giver.end <= at < stretch.start}
    return frozenset(own | lacking)
