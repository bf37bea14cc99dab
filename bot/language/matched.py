"""What the words that name a term or rule in a text say: whether it is asked about, or only stated beside a service."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.forms import METRIC, PRICED
from bot.language.names import Match
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.sides import CLINICIANS
from bot.language.stretch import Stretch

Topics = Sequence[Match[str]]

_BASIS = frozenset({*METRIC, *CLINICIANS, Cue.OFFICE, Cue.FACILITY, Cue.MEDICARE, Cue.QP, Cue.NONQP, Cue.BILATERAL})
_PAIR = 2
_REACH = 3
"""Words within which "what is" points at the term it asks about."""


def only_basis(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic only state a metric or a setting."""
    return all(reading.signals(at, *_BASIS) for at in match.places)


def of_place(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic say the kind of place that pays, not only a word of a service's name."""
    placed = any(reading.signals(at, Cue.OFFICE, Cue.FACILITY) for at in match.places)
    return placed and reading.named.isdisjoint(match.places)


def weighs_apart(reading: Reading, matches: Topics) -> bool:
    """Tell whether something is weighed outside the topics' own words: not in "when is a pt new vs established"."""
    words = {at for match in matches for at in range(match.start, match.end)}
    hits = (hit for cue in (Cue.THAN, Cue.VERSUS, Cue.COMPARE, Cue.HOW_MANY) for hit in reading.cues.get(cue, ()))
    return any(not words.issuperset(range(hit.start, hit.end)) for hit in hits)


def adds(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the one word of a topic is only what somebody does: "if i add 1 pt an hr" is no add-on code."""
    return all(reading.signals(at, Cue.ADD) for at in match.places)


def only_staff(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic only say whose work is priced: "do we get anything if my MA flushes ears"."""
    return all(reading.signals(at, Cue.STAFFED, Cue.NURSE, *CLINICIANS) for at in match.places)


def longest(reading: Reading, matches: Topics) -> str | None:
    """Return the topic named by most words, the first of several; what goes up or down is asked about before that."""
    best = min(matches, key=lambda match: (moves(reading, match), -len(match.places), match.start), default=None)
    return min(best.name.targets) if best else None


def moves(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic say that something went up or down."""
    return any(reading.signals(at, Cue.LOWER, Cue.RAISE) for at in match.places)


def is_metric(reading: Reading, match: Match[str]) -> bool:
    """Tell whether the words of a topic only state a metric, which nearly every question does."""
    return all(reading.signals(at, *METRIC) for at in match.places)


def pointed_at(reading: Reading, match: Match[str]) -> bool:
    """Tell whether "what is" stands right before the topic."""
    return any(0 <= match.start - hit.end <= _REACH for hit in reading.cues.get(Cue.WHAT_IS, ()))


def whole(reading: Reading, match: Match[str]) -> bool:
    """Tell whether a topic of several words is all that "what" asks about: "same xray, 3 prices, whats 26 and tc"."""
    adjacent = any(match.start == hit.end for hit in reading.cues.get(Cue.WHAT_IS, ()))
    return adjacent and len(match.places) > _PAIR and not any(reading.signals(at, *PRICED) for at in match.places)


def stands_alone(match: Match[str], parts: Sequence[Part], stretches: Sequence[Stretch]) -> bool:
    """Tell whether the topic is set against something by itself: "modifier 50 vs two units"."""
    if len(stretches) < 1 or any(not part.taken.isdisjoint(match.places) for part in parts):
        return False
    starts = min(part.start for part in parts), max(part.end for part in parts)
    return match.end <= starts[0] and all(not stretch.parts or stretch.start > match.start for stretch in stretches)


def heads(reading: Reading, match: Match[str], parts: Sequence[Part]) -> bool:
    """Tell whether a text opens with the topic and goes on with what it bears on: "global days on a cystoscopy"."""
    counted = any(reading.atoms[at].value is not None for at in match.places)
    billed = any(not part.taken.isdisjoint(match.places) for part in parts)  # "G2211 on a 99214" are two services
    joined = reading.signals(match.end, Cue.ABOUT, Cue.FOR, Cue.WITH) and not (counted or billed)
    return match.start == 0 and joined and any(part.start == reading.next_to(match.end, 1) for part in parts)
