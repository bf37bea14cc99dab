"""Whether a text asks what was asked here before, or how often: the bot's memory, not the worth of anything."""

from collections.abc import Sequence

from bot.domain.lexicon import Cue
from bot.language.atoms import Sort
from bot.language.calendar import Calendar
from bot.language.forms import PRICED, free
from bot.language.part import Part
from bot.language.ranking import ranks
from bot.language.reading import Reading
from bot.language.recalls import KINDS

_NEAR = 3
"""Words behind "count of" within which stands what is counted: "count of wart questions"."""


def tallies(reading: Reading, parts: Sequence[Part], calendar: Calendar) -> bool:
    """Tell whether questions are to be counted or ranked: "count of unclear ones", "top ten codes this month"."""
    matched = len(parts) > 1 and reading.has(Cue.TO_EQUAL)  # "how many times … to beat"
    kinds = all(_kind(reading, part) for part in parts)
    if _said(reading, parts, Cue.STATS) and not matched:
        return True
    ranked = kinds and reading.has(Cue.TOP) and reading.has(Cue.HISTORY, Cue.ASKING, Cue.ASKED)
    first = reading.has(Cue.FIRST_OF, Cue.TOP) and _dated(reading) and kinds and not ranks(reading)
    counts = (*reading.cues.get(Cue.HOW_MANY, ()), *reading.cues.get(Cue.COUNTED, ()))
    near = [at for hit in counts for at in range(hit.end, hit.end + _NEAR)]
    counted = any(reading.signals(at, Cue.KEPT, Cue.UNANSWERED) for at in near)
    asked = any(reading.signals(at, Cue.PEOPLE) for at in near) and reading.has(Cue.ASKING, Cue.HISTORY)
    failed = any(hit.end - hit.start > 1 for hit in reading.cues.get(Cue.UNANSWERED, ())) and not parts
    shares = reading.has(Cue.COUNTED) and calendar.when(reading) is not None  # "share of talk vs procedures this week"
    split = (reading.has(Cue.KEPT) or _people_ask(reading) or shares) and reading.has(Cue.TALKS)
    split = split and reading.has(Cue.PROCEDURES) and _everybodys(reading)
    summed = free(reading, Cue.SUMMARY) and kinds and calendar.when(reading) is not None and _nobodys(reading)
    return counted or asked or failed or split or ((ranked or first or summed) and not reading.has(*PRICED))


def _said(reading: Reading, parts: Sequence[Part], cue: Cue) -> bool:
    """Tell whether a cue is there outside names, of more than a word where services are weighed: "trend, a or b"."""
    weighed = len(parts) > 1 and reading.has(*PRICED, Cue.EQUALS)
    hits = (hit for hit in reading.cues.get(cue, ()) if not weighed or hit.end - hit.start > 1)
    return any(reading.named.isdisjoint(range(hit.start, hit.end)) for hit in hits) and free(reading, cue)


def recalls(reading: Reading, parts: Sequence[Part], calendar: Calendar) -> bool:
    """Tell whether what was asked earlier is asked for: a verb of asking, whose it was, and when."""
    if _said(reading, parts, Cue.HISTORY) and not _looks_now(reading, parts):
        return True
    timed = len(parts) > 1 and any(atom.sort is Sort.MINUTES for atom in reading.atoms)
    if timed and reading.has(Cue.VERSUS) and not reading.has(Cue.KEPT, Cue.ASKED, Cue.OURS, Cue.HERE):
        return False  # "show me 30 min of counseling vs 2 skin biopsies"
    parts = [part for part in parts if not all(reading.signals(at, Cue.ASKING) for at in part.taken)]
    whose = reading.has(Cue.MINE, Cue.OURS, Cue.HERE, Cue.ASKED) or not parts
    asking = reading.has(Cue.ASKING) and whose
    # "Is talking ever worth more than cutting" asks for no day.
    ever = reading.has(Cue.EARLIER) and not reading.has(Cue.HOW_LONG)
    ever = ever and (not reading.has(Cue.THAN) or reading.has(Cue.MINE, Cue.OURS, Cue.HERE, Cue.ASKED))
    dated = _dated(reading) or reading.has(Cue.AGO) or ever
    listed = reading.has(Cue.ASKED) and reading.has(Cue.MINE, Cue.OURS, Cue.HERE)
    # "comparisons … in march", "everything this server compared in march"
    in_month = (reading.has(Cue.KEPT) or (asking and (listed or reading.has(Cue.HERE)))) and calendar.when(
        reading
    ) is not None
    verbs = (hit for hit in reading.cues.get(Cue.ASKING, ()) if Cue.RETRIEVE not in hit.cues)
    told = any(verbs) and reading.has(Cue.MINE, Cue.OURS)
    pointed = _pointed(reading)
    kept = reading.has(Cue.RETRIEVE) and (reading.has(Cue.KEPT) or told or pointed)
    again = reading.has(Cue.RETRIEVE) and reading.has(Cue.ONCE_MORE) and (dated or reading.has(Cue.ASKED))
    gathered = reading.signals(0, Cue.RETRIEVE) and reading.has(Cue.ASKED) and dated  # "show everything on tcm from …"
    latest = reading.has(Cue.LAST) and reading.has(Cue.KEPT) and not parts
    about = (reading.has(Cue.WHAT_IS) and _about(reading)) or (_place(reading) and reading.has(Cue.ABOUT))
    told_when = (asking or listed) and (dated or in_month)
    found = (
        about
        or latest
        or gathered
        or _was(reading, calendar)
        or (told_when and not reading.has(Cue.TARGET))
        or kept
        or again
    )
    before = told and reading.has(Cue.EARLIER) and not reading.has(Cue.HOW_LONG)
    before = before or (kept and (told or pointed or dated or _begins(reading)))
    return found and (len(parts) <= 1 or before) and not reading.has(*PRICED)


def _looks_now(reading: Reading, parts: Sequence[Part]) -> bool:
    """Tell whether only what something is worth is to be looked up: "please look up the wRVU of an EKG"."""
    said = [hit for hit in reading.cues[Cue.HISTORY] if reading.named.isdisjoint(range(hit.start, hit.end))]
    now = all(Cue.LOOKS in hit.cues and hit.start <= _NEAR for hit in said) and not _dated(reading)
    return now and bool(parts) and reading.has(*PRICED) and not reading.has(Cue.MINE, Cue.OURS, Cue.EARLIER, Cue.AGO)


def _about(reading: Reading) -> bool:
    """Tell whether a text opens with questions and says what they were about: "what questions did we have about"."""
    opened = any(hit.start < _NEAR for hit in reading.cues.get(Cue.KEPT, ()))
    return opened and reading.has(Cue.ABOUT)


def _was(reading: Reading, calendar: Calendar) -> bool:
    """Tell whether it is asked what something was on a day or in a week: "what was our number for warts on friday"."""
    asked = any(hit.start == 0 and hit.end > 1 for hit in reading.cues.get(Cue.RETRIEVE, ()))
    when = calendar.when(reading) if asked else None
    return when is not None and when.unit in {"day", "week"}


def _begins(reading: Reading) -> bool:
    """Tell whether a text opens with one answer that was given: "what was that answer we got for …"."""
    opening = (hit.end for hit in reading.cues.get(Cue.RETRIEVE, ()) if hit.start == 0 and hit.end > 1)
    return any(reading.signals(reading.next_to(at - 1, 1), Cue.KEPT) for at in opening)


def _place(reading: Reading) -> bool:
    """Tell whether questions of a server or a channel are spoken of: "all the questions in this channel"."""
    return reading.has(Cue.KEPT) and reading.has(Cue.HERE)


def _pointed(reading: Reading) -> bool:
    """Tell whether one question is meant by what it was about: "the one where …", "the question about …"."""
    ones = (at for at, atom in enumerate(reading.atoms) if atom.value == 1 and reading.signals(at - 1, Cue.DEFINITE))
    kept = (hit.end for hit in reading.cues.get(Cue.KEPT, ()))
    if any(reading.signals(at, Cue.ABOUT) for at in kept):
        return True
    # "The joint injection one from last week"
    last = (at for at, atom in enumerate(reading.atoms) if atom.value == 1 and at - 1 in reading.named)
    ends = {len(reading.atoms), reading.next_to(len(reading.atoms), -1) + 1}
    told = any((reading.signals(at + 1, Cue.FROM) and _dated(reading)) or at + 1 in ends for at in last)
    return told or any(reading.signals(at + 1, Cue.ABOUT, Cue.ASIDE) for at in ones)


def _dated(reading: Reading) -> bool:
    """Tell whether a stretch of time is named: "this week"."""
    this = (hit.end for hit in reading.cues.get(Cue.THIS, ()))
    named = any(reading.signals(at, Cue.PERIOD) for at in this)
    return named or reading.has(Cue.TODAY, Cue.YESTERDAY, Cue.LAST, Cue.PAST)


def _nobodys(reading: Reading) -> bool:
    """Tell whether no numbers of the asker's own work are spoken of: "my numbers for last month" are not the bot's."""
    return not reading.has(Cue.MINE, Cue.OWN, Cue.TARGET, Cue.DONE, Cue.FTE)


def _everybodys(reading: Reading) -> bool:
    """Tell whether no question of the asker's own is to be shown again: "talk vs procedure questions", not "my …"."""
    return not reading.has(Cue.RETRIEVE, *PRICED) and (reading.has(Cue.OURS) or not reading.has(Cue.MINE))


def _people_ask(reading: Reading) -> bool:
    """Tell whether people are who asks: "are people here comparing talk or procedures"."""
    asking = (hit for hit in reading.cues.get(Cue.ASKING, ()) if reading.named.isdisjoint(range(hit.start, hit.end)))
    return any(reading.signals(at, Cue.PEOPLE) for hit in asking for at in (hit.start - 1, hit.start - 2))


def _kind(reading: Reading, part: Part) -> bool:
    """Tell whether a name only says of which kind: "procedures"."""
    return part.generic or all(reading.signals(at, *KINDS) for at in part.taken)
