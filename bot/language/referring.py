"""Whether a text sets something against what was named before: "does it beat a 99213", "is that better"."""

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.forms import METRIC, opens
from bot.language.reading import Reading

_WEIGHING = (Cue.COMPARE, Cue.THAN, Cue.VERSUS, Cue.EQUALS)


def refers(reading: Reading) -> bool:
    """Tell whether a pronoun is one of the two sides: next to a word that weighs, and no noun of its own behind it."""
    return any(
        _ends(reading, hit.end) and _weighed(reading, hit.start, hit.end) for hit in reading.cues.get(Cue.REFERS, ())
    )


def points(reading: Reading) -> bool:
    """Tell whether a rule is asked of nothing but what was named before: "is it bundled or not", "is that covered"."""
    for hit in reading.cues.get(Cue.REFERS, ()):
        topic = next((match for match in reading.topics if match.start == reading.next_to(hit.end - 1, 1)), None)
        if topic is not None and opens(reading) and reading.signals(hit.start - 1, Cue.YES_NO):
            behind = (at for at in range(topic.end, len(reading.atoms)) if at not in reading.light)
            return all(reading.atoms[at].sort is Sort.MARK or reading.signals(at, Cue.WHETHER) for at in behind)
    return False


def _ends(reading: Reading, at: int) -> bool:
    """Tell whether no noun follows a pronoun."""
    if at >= len(reading.atoms) or reading.atoms[at].sort is Sort.MARK:
        return True
    return reading.signals(at, *_WEIGHING, Cue.DOLLARS)


def _weighed(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a pronoun is what is weighed, or what something is weighed against; not against a bare number."""
    if reading.signals(start - 1, *_WEIGHING) and not reading.signals(start - 1, Cue.COVERED):
        return True
    asked = reading.signals(start - 1, Cue.YES_NO)
    behind = [hit.end for hit in reading.hits if hit.start >= end and hit.cues.intersection(_WEIGHING)]
    measured = any(_measured(reading, at) for at in behind)
    return asked and bool(behind) and not measured


def _measured(reading: Reading, at: int) -> bool:
    """Tell whether a sum of money or a number of RVUs stands at a place: "is it more than 2 rvus"."""
    if at >= len(reading.atoms) or reading.atoms[at].value is None:
        return False
    return reading.atoms[at].sort is Sort.MONEY or any(reading.signals(near, *METRIC) for near in (at + 1, at + 2))
