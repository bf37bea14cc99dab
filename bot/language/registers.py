"""Numbers by which a person could be found: records, claims, telephones, mail addresses."""

import re
from collections.abc import Container, Iterator

from bot.domain.lexicon import Trace
from bot.language.scene import Scene, Span

_SHAPES = re.compile(
    r"""
    (?<![\w.+-]) [\w.+-]{1,64} @ (?:[\w-]{1,63}\.){1,4} [^\W\d_]{2,24}
  | (?<![\w.+-]) [\w.+-]{1,64} [ ]? [(\[] [ ]? at [ ]? [)\]] [ ]? (?:[\w-]{1,63}\.){1,4} [^\W\d_]{2,24}
  | (?<![\w.$-]) (?:[0-9]{3}|[x*]{3}) (?P<by>[- .]) (?:[0-9]{2}|[x*]{2}) (?P=by) [0-9]{4} [a-z]? (?![\w-])
  | (?<![\w.$-]) (?:\+?1[-. ]?)? (?:\([0-9]{3}\)[-. ]? | [0-9]{3}[-. /]) [0-9]{3} [-. ] [0-9]{4} (?![\w-])
  | \+ [1-9][0-9]{0,2} (?:[ .-]\(?[0-9]{2,4}\)?){3,5} (?![\w-])
  | (?<![\w-]) [1-9][a-z][a-z0-9][0-9] -? [a-z][a-z0-9][0-9] -? [a-z]{2}[0-9]{2} (?![\w-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""E-mail, social security (its first digits hidden or not), telephone at home and abroad, Medicare number."""
_RUN = re.compile(r"(?<![\w.,$/#@!&-])(?:[a-z]{1,4}-?(?=[0-9]{6}))?[0-9]{6,20}(?![\w%]|[.,/-][0-9])", re.IGNORECASE)
_LEAST_RUN = 8
"""Digits from which a bare number is a person's rather than an amount's."""
_DAY = re.compile(r"(?:(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|(?:0[1-9]|1[0-2])[0-3][0-9](?:19|20)[0-9]{2})")
_ROUND = "000"
_ID = re.compile(r"[a-z0-9]{1,40}(?:[-/.][a-z0-9]{1,40}){0,5}", re.IGNORECASE)
_LONG_RUN = re.compile(r"[0-9]{6}")
_CODE = re.compile(r"(?:[a-z]?[0-9]{4}[a-z]?|[0-9]{5})", re.IGNORECASE)
_LOCAL = re.compile(r"[0-9]{3}[-. ]?[0-9]{4}(?![\w-])")
_SPREAD = re.compile(r"[0-9]{3}(?: [0-9]{3}){1,3}(?![\w-])")
_LEAST_FIRM = 3
"""Digits of the shortest number behind a label that labels nothing else."""
_LEAST_FILED = 4
_LEAST_BARE = 6
_MOST_LINKS = 4
_OFFICE = 3


def shaped(scene: Scene) -> Iterator[Span]:
    """Yield what its shape alone gives away."""
    yield from (found.span() for found in _SHAPES.finditer(scene.text))
    for found in _RUN.finditer(scene.text):
        at = scene.bit_at(found.start())
        plain = found[0].isdecimal()
        counted = len(found[0]) < _LEAST_RUN or found[0].endswith(_ROUND) or _DAY.fullmatch(found[0])
        official = scene.before(at, _OFFICE, Trace.OFFICIAL) or scene.signals(at, Trace.OFFICIAL)
        if not official and not (plain and counted):
            yield found.span()


def labelled(scene: Scene, codes: Container[str]) -> Iterator[Span]:
    """Yield each number behind a label such as "MRN" or "claim no", with the label; a billing code is none."""
    for at in scene.having(Trace.RECORD, Trace.FILED, Trace.PHONE):
        begin, numbered = linked(scene, scene.end_of(at))
        if begin >= scene.size:
            continue
        place = scene.bits[begin].start
        if scene.signals(at, Trace.PHONE):
            found = _LOCAL.match(scene.text, place)
        else:
            found = _SPREAD.match(scene.text, place) or _ID.match(scene.text, place)
            firm, measured = scene.signals(at, Trace.RECORD), scene.signals(begin + 1, Trace.COUNTED)
            if found and not _is_number(found[0], codes, firm=firm, numbered=numbered, measured=measured):
                continue
        if found:
            first = begin if scene.signals(at, Trace.PATIENT) else at
            yield scene.bits[first].start, found.end()


def linked(scene: Scene, at: int) -> tuple[int, bool]:
    """Return the bit behind what links a label to its number, and whether that says "number"."""
    numbered = False
    for _ in range(_MOST_LINKS):
        if not scene.signals(at, Trace.LINK, Trace.NUMBER):
            break
        numbered = numbered or scene.signals(at, Trace.NUMBER)
        at = scene.end_of(at)
    return at, numbered


def _is_number(written: str, codes: Container[str], *, firm: bool, numbered: bool, measured: bool) -> bool:
    """Tell whether what stands behind a label can be a person's number."""
    digits = sum(letter.isdecimal() for letter in written)
    if firm:
        return digits >= _LEAST_FIRM
    head = re.split(r"[-/.]", written)[0]
    if _CODE.fullmatch(head) and (not numbered or head.upper() in codes):
        return False
    if numbered:
        return digits >= _LEAST_FILED or (digits >= _LEAST_FIRM and not written.isdecimal())
    if _LONG_RUN.search(written):
        return True
    mixed = len(written) >= _LEAST_BARE and any(map(str.isalpha, written)) and digits >= _LEAST_FIRM
    return mixed and not measured
