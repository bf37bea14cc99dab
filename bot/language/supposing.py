"""Whether a text supposes a change: said as one, or told by its verbs, its counts and the stretch of time."""

from collections.abc import Sequence

from bot.domain.catalog import Catalog
from bot.domain.concept import Kind
from bot.domain.lexicon import Cue
from bot.domain.question import Change
from bot.language.amounts import amounts
from bot.language.atoms import Sort
from bot.language.clauses import clauses
from bot.language.exchanges import exchange
from bot.language.forms import free
from bot.language.heads import heads
from bot.language.part import Part
from bot.language.quantities import Number, Role, factored
from bot.language.reading import DIVIDING, Reading
from bot.language.relocation import moved_to
from bot.language.slots import relengthened, slotted

_COUNTING = frozenset({Role.COUNT, Role.TIMES, Role.PERCENT})
_PERIODS = (Cue.PER_DAY, Cue.PER_WEEK, Cue.PER_MONTH, Cue.PER_YEAR)
_NEAR = 4
"""Atoms around a percentage within which it is told what it cuts."""
_STEP = 6
"""Atoms within which something goes from one number of days to another."""
_WAYS = (Cue.MEMBERSHIP, Cue.COLLABORATIVE, Cue.PMPM, Cue.SAVINGS, Cue.LIVES, Cue.ADVANCED)
"""Cues of other ways to pay."""


def supposes(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number], catalog: Catalog) -> bool:
    """Tell whether something is to be changed, or another way to pay is to be tried."""
    if reading.modifiers or (not parts and _asks_what_changed(reading, numbers)):
        return False
    asked = reading.counts_unknown or reading.has(Cue.TO_EQUAL)
    if len(parts) > 1 and asked and (reading.has(Cue.EQUALS) or free(reading, Cue.STOP)):
        return False
    if exchange(reading, parts) is not None or _asked_which(reading, parts):
        return False
    return _said(reading, parts, numbers, catalog) or _told(reading, parts, numbers, catalog)


def _said(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number], catalog: Catalog) -> bool:
    """Tell whether a word for supposing or becoming says it: "what if", "if … instead", "99213s become 99214s"."""
    weighed = free(reading, Cue.PER_HOUR, Cue.PER_MINUTE) and not reading.has(*_PERIODS)
    moved = free(reading, Cue.CHANGE, Cue.STOP, Cue.SWAP) or _adds(reading)
    # "Would a talk earn more": where two are weighed, "more" adds nothing.
    changes = (moved or (free(reading, Cue.ADD) and not _compared(reading, parts))) and not weighed
    if _opened(reading) and (changes or not (_compared(reading, parts) or free(reading, Cue.PER_HOUR))):
        return True
    changed = changes or _becomes(reading, parts) or _monthly(parts, numbers, catalog) or _refactored(reading)
    relocated = bool(parts) and reading.has(Cue.IF, Cue.WHAT_IF, Cue.GAIN) and moved_to(reading) is not None
    if (reading.has(Cue.IF) and changed) or relocated or (parts and _factor(reading)):
        return True
    if (reading.has(Cue.IF) or not parts) and (_cut(reading, numbers) or _repaid(reading, parts)):
        return True
    turned = (hit for hit in reading.cues.get(Cue.BECOME, ()) if Cue.FORMERLY not in hit.cues)
    if len(parts) > 1 and any(parts[0].end <= hit.start < parts[-1].start for hit in turned):
        return True
    if (len(parts) <= 1 or all(part.generic for part in parts)) and slotted(reading) is not None:
        return True
    if _on_top(reading, parts):
        return True
    return _scaled(reading) or _reworked(reading) or _steps(reading, parts, numbers) or _turns(reading, parts, numbers)


def _commands(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether a text opens with what is given up for something else: "replace 3 99213s with a 99215"."""
    first = reading.hit_of.get(0)
    if first is None or len(parts) < 2 or reading.counts_unknown or not parts[0].start - first.end <= _NEAR:  # noqa: PLR2004 - one and the other
        return False
    gives = first.cues & {Cue.STOP, Cue.SWAP} and not first.cues & {Cue.COMPARE, Cue.WHAT_IS}
    between = range(parts[0].end, parts[1].start)
    got = any(reading.signals(at, Cue.WITH, Cue.PLUS, Cue.FOR, Cue.TO, Cue.DO) for at in between)
    return bool(gives) and got and not reading.has(*DIVIDING - {Cue.EQUALS})


def _asks_what_changed(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether it is asked what a term's change was: "what changed with the conversion factor this year"."""
    bare = all(number.role is Role.YEAR for number in numbers)
    first = reading.hit_of.get(0)
    asked = first is not None and {Cue.WHAT_IF, Cue.GAIN} <= first.cues
    return asked and bare and reading.has(Cue.FACTOR) and bool(reading.topics)


def _opened(reading: Reading) -> bool:
    """Tell whether words of supposing are there: "say medicare …", but not behind who says it: "billing says …"."""
    hits = reading.cues.get(Cue.WHAT_IF, ())
    return any(Cue.SAY not in hit.cues or _begins(reading, hit.start) for hit in hits)


def _begins(reading: Reading, at: int) -> bool:
    """Tell whether nobody who says something stands before a place."""
    before = reading.next_to(at, -1)
    return before < 0 or reading.signals(before, Cue.AND, Cue.BREAK, Cue.FOLLOW, Cue.IF)


def _told(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number], catalog: Catalog) -> bool:
    """Tell whether verbs of adding or stopping say it, with how many in which stretch of time."""
    counted = any(number.role in _COUNTING for number in numbers)
    rated = reading.has(*_PERIODS)
    billed = _refactored(reading) and any(number.role is Role.QUOTA for number in numbers)
    if (_says(reading) and ((parts and counted and rated) or _refactored(reading))) or billed:
        return True
    if len(parts) > 1 and free(reading, Cue.STOP) and free(reading, Cue.FREED) and not reading.counts_unknown:
        return True
    if _commands(reading, parts):
        return True
    verbs = free(reading, Cue.STOP, Cue.SWAP) or _adds(reading)
    swaps = len(parts) > 1 and free(reading, Cue.SWAP) and reading.has(Cue.GAIN) and not _compared(reading, parts)
    swapped = swaps and not reading.has(Cue.EXPLAIN)
    more = reading.has(Cue.EXTRA) and any(
        hit.end - hit.start > 1 and Cue.WORTH not in hit.cues for hit in reading.cues.get(Cue.GAIN, ())
    )
    monthly = _monthly(parts, numbers, catalog)
    often = bool(parts) and counted and (rated or monthly) and not reading.counts_unknown
    ordered = any(hit.start == 0 and hit.cues & {Cue.ADD, Cue.STOP, Cue.SWAP} for hit in reading.hits[:1])
    # "Add a colposcopy to my day every day": one of it, as an article says.
    one = ordered and any(reading.signals(part.start - 1, Cue.ARTICLE) for part in parts)
    if one and rated and not reading.counts_unknown and _adds(reading):
        return True
    if often and (ordered or ((verbs or more) and reading.has(Cue.GAIN, Cue.INSTEAD))):
        return True
    if reading.has(Cue.CONSIDERING) and (often or monthly):
        return True
    if _refactored(reading) and parts and reading.has(Cue.GAIN, *_PERIODS):
        return True
    if often and not _weighed(reading):
        told = _given_up(reading) or _to_add(reading) or _traded(reading, parts) or _more(reading, parts)
        if told or (verbs and heads(reading, numbers) is not None):
            return True
    return swapped and not reading.counts_unknown


def _weighed(reading: Reading) -> bool:
    """Tell whether it is asked which is more, or for a rule; "difference" and "3 more" weigh nothing."""
    asked = (hit for cue in (Cue.COMPARE, Cue.EXPLAIN) for hit in reading.cues.get(cue, ()))
    # "Instead of 8 99213s a day i do 6 99214s, what's the difference" sets one against the other.
    quiet = {Cue.EXTRA} if reading.has(Cue.IN_PLACE) else {Cue.DIFFERENCE, Cue.EXTRA}
    return reading.has(Cue.THAN, Cue.OR) or any(not hit.cues & quiet for hit in asked)


def _given_up(reading: Reading) -> bool:
    """Tell whether a verb gives something up: "our 4 nps each drop 1 injection a day"."""
    hits = reading.cues.get(Cue.STOP, ()) if free(reading, Cue.STOP) else ()
    return any(Cue.COMPARE not in hit.cues for hit in hits)


def _to_add(reading: Reading) -> bool:
    """Tell whether so many are to be added: "do the math on adding 3 EKGs a month", not "we offer 3 a month"."""
    return any(
        Cue.EXTRA not in hit.cues
        and not reading.signals(hit.start - 1, Cue.MINE, Cue.OURS)
        and hit.end < len(reading.atoms)
        and reading.atoms[hit.end].value is not None
        for hit in reading.cues.get(Cue.ADD, ())
    )


def _traded(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether the verbs give up one service and add another: "instead of 4 99213s a day i do 3 warts"."""
    if len(parts) < 2:  # noqa: PLR2004 - one service and another
        return False
    return {clause.change for clause in clauses(reading, parts) if clause.said} >= {Change.ADDED, Change.STOPPED}


def _more(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether so many more of a service are counted: "3 more 99213s a day, 47 weeks"."""
    if reading.has(Cue.VERSUS, Cue.EQUALS):
        return False
    before = (part.start - 1 for part in parts)
    return any(reading.signals(at, Cue.EXTRA) and reading.atoms[at - 1].value is not None for at in before if at)


def _compared(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether one service is only set against another: "say i freeze a wart, would a talk earn me more"."""
    told = any(Cue.SAY in hit.cues for hit in reading.cues.get(Cue.WHAT_IF, ())) and free(reading, Cue.YES_NO)
    weighed = reading.has(Cue.VERSUS) or _either(reading, parts) or (told and free(reading, Cue.COMPARE, Cue.THAN))
    return len(parts) > 1 and weighed and not reading.has(Cue.IN_PLACE, *_WAYS, *_PERIODS)


def _either(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether one of two services is asked for: "say i have 40 min free, a colpo or two 99213s"."""
    hits = reading.cues.get(Cue.OR, ()) if len(parts) > 1 else ()
    return any(parts[0].end <= hit.start < parts[-1].start for hit in hits)


def _asked_which(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether a case is told only to ask which of two pays better: "if one no shows, a colpo or a 99213"."""
    moved = reading.has(Cue.CHANGE, Cue.STOP, Cue.SWAP, Cue.IN_PLACE, Cue.INSTEAD, Cue.EXTRA, *_WAYS, *_PERIODS)
    return _either(reading, parts) and free(reading, Cue.COMPARE) and not moved


def _monthly(parts: Sequence[Part], numbers: Sequence[Number], catalog: Catalog) -> bool:
    """Tell whether so many patients are to have care that is paid by the month: "if 50 pts go on RPM"."""
    kinds = {catalog.concepts[part.concept].kind for part in parts if part.concepts}
    return Kind.MONTH in kinds and any(number.role in _COUNTING for number in numbers)


def recoded(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether so many of one code are to be another: "30 of my weekly 99213s should be 99214s"."""
    coded = [part for part in parts if part.code]
    counted = any(atom.sort in {Sort.NUMBER, Sort.PERCENT} for atom in reading.atoms)
    return counted and len({part.code for part in coded}) > 1 and _becomes(reading, coded)


def _becomes(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether one service is to be coded as another: "99213 were 99214", "were level 5 instead of level 4"."""
    if len(parts) < 2:  # noqa: PLR2004 - one service and another
        return False
    between = range(parts[0].end, parts[-1].start)
    hits = (hit for cue in (Cue.BECOME, Cue.RECODED) for hit in reading.cues.get(cue, ()))
    turned = any(hit.start in between for hit in hits)
    return turned or (reading.has(Cue.BECOME, Cue.RECODED) and reading.has(Cue.IN_PLACE))


def _turns(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> bool:
    """Tell whether one service is made into another, or given up for it: "stretch my 99213s into 99214s"."""
    parts = relengthened(reading, parts)
    asked = reading.counts_unknown or reading.has(Cue.EXPLAIN, Cue.COMPARE)
    ordered = not asked and any(reading.next_to(hit.start, -1) < 0 for hit in reading.cues.get(Cue.SWAP, ()))
    between = range(parts[0].end, parts[-1].start) if ordered and parts else ()
    if any(reading.signals(at, Cue.TO, Cue.BY, Cue.ONTO) for at in between):
        return True
    if asked or len(parts) < 2 or reading.has(Cue.VERSUS, Cue.OR):  # noqa: PLR2004 - one service and another
        return False
    verbs = (hit.start for hit in reading.cues.get(Cue.SWAP, ()) if hit.start not in reading.named)
    exchanged = any(_first(reading, at) for at in verbs)
    counted = reading.has(*_PERIODS) or sum(number.role is Role.COUNT for number in numbers) > 1
    # "Replace a drain with a visit" may be two services of one day unless it is said how many or how often.
    given = (at for at in range(parts[0].end, parts[-1].start) if reading.signals(at, Cue.FOR))
    return exchanged and any(counted or not reading.signals(at, Cue.WITH) for at in given)


def _first(reading: Reading, at: int) -> bool:
    """Tell whether neither a service nor a number stands before a place: "lets swap", "is it worth trading"."""
    return all(step not in reading.named and reading.atoms[step].value is None for step in range(at))


def _steps(reading: Reading, parts: Sequence[Part], numbers: Sequence[Number]) -> bool:
    """Tell whether so many of a service become so many others: "going from 10 to 15 AWVs a week"."""
    counted = [number for number in numbers if number.role in _COUNTING]
    verb = free(reading, Cue.SWAP, Cue.LOWER, Cue.RAISE) or reading.signals(0, Cue.FROM)
    moved = verb and reading.has(Cue.FROM) and reading.has(*_PERIODS)
    few = len(parts) == 1 or (not parts and reading.has(Cue.EACH, Cue.AVERAGE))
    return moved and few and len(counted) > 1 and not reading.has(Cue.EXPLAIN, Cue.HOW_MANY, Cue.TARGET)


def _scaled(reading: Reading) -> bool:
    """Tell whether somebody goes to another share of full time: "down to 0.7 FTE, was 5600"."""
    aimed = any(not hit.cues & {Cue.FTE} for hit in reading.cues.get(Cue.TARGET, ()))
    moved = reading.has(Cue.LOWER, Cue.RAISE) and reading.has(Cue.FORMERLY, Cue.FROM)
    times = [at for at, atom in enumerate(reading.atoms) if atom.sort is Sort.NUMBER and (atom.value or 0) <= 1]
    if len(times) == 2 and all(reading.signals(at, Cue.TO) for at in range(times[0] + 1, times[1])):  # noqa: PLR2004
        moved = True  # "going .8 to .6 fte"
    steps = reading.has(Cue.IF, Cue.WHAT_IF) and reading.has(Cue.SWAP, Cue.FROM, Cue.TO) and reading.has(Cue.FROM)
    return reading.has(Cue.FTE) and (moved or steps) and not aimed


def _reworked(reading: Reading) -> bool:
    """Tell whether somebody goes from so many clinic days to others: "going from 5 days to 4"."""
    for hit in (*reading.cues.get(Cue.FROM, ()), *reading.cues.get(Cue.LOWER, ())):
        near = range(hit.end, min(hit.end + _STEP, len(reading.atoms)))
        counts = [at for at in near if reading.atoms[at].sort is Sort.NUMBER]
        between = range(counts[0], counts[-1]) if counts else ()
        if any(reading.signals(at, Cue.TO, Cue.FROM) for at in between) and any(
            reading.signals(at, Cue.DAYS) for at in near
        ):
            return not reading.has(Cue.TARGET)
    return False


def _says(reading: Reading) -> bool:
    """Tell whether the text opens with a supposition: "say we …"."""
    return any(hit.start == 0 for hit in reading.cues.get(Cue.SAY, ()))


def _refactored(reading: Reading) -> bool:
    """Tell whether what Medicare's dollars are multiplied by changes."""
    changed = reading.has(Cue.LOWER, Cue.RAISE, Cue.FROM) or (reading.has(Cue.TO) and reading.has(Cue.IF))
    return free(reading, Cue.FACTOR) and (changed or _factor(reading))


def _factor(reading: Reading) -> bool:
    """Tell whether a conversion factor is given: "99214 at a cf of 33.4"."""
    return any(atom.sort is Sort.NUMBER and factored(reading, at) for at, atom in enumerate(reading.atoms))


def _repaid(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether what a work RVU pays changes: "comp going from $42 to $46 per wrvu and i do 5100"."""
    money = reading.has(Cue.PER_RVU) or any(atom.sort is Sort.MONEY for atom in reading.atoms)
    if parts or reading.has(Cue.HOW_MANY) or not money:
        return False
    found = amounts(reading, frozenset())
    return found.rate_then is not None or found.base_then is not None


def _on_top(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether so many visits of an average are added or dropped: "2 more a day at 1.5 wrvu each"."""
    if reading.has(Cue.HOW_MANY, Cue.TARGET, Cue.THAN, Cue.NEED) or not reading.has(Cue.EXTRA, Cue.ADD, Cue.STOP):
        return False
    plain = all(part.generic and not part.code for part in parts)
    return plain and reading.has(*_PERIODS) and amounts(reading, frozenset()).more is not None


def _cut(reading: Reading, numbers: Sequence[Number]) -> bool:
    """Tell whether so many RVUs are cut or raised by a part: "if cms trims 2% and im at 8000 wrvu"."""
    if reading.has(Cue.TARGET, Cue.NEED, Cue.HOW_MANY) or not any(number.role is Role.QUOTA for number in numbers):
        return False
    parts = (range(number.at - _NEAR, number.at + _NEAR + 1) for number in numbers if number.role is Role.PERCENT)
    return any(reading.signals(at, Cue.LOWER, Cue.RAISE, Cue.WITHOUT) for near in parts for at in near)


def _adds(reading: Reading) -> bool:
    """Tell whether a verb adds something: "adding 99497", not "more" or "extra" alone."""
    return any(not hit.cues & {Cue.EXTRA} for hit in reading.cues.get(Cue.ADD, ()))
