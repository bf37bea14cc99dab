"""Numbers by which a person could be found: records, claims, telephones, mail addresses."""

import re
from collections.abc import Container, Iterator

from bot.domain.trace import Trace
from bot.language.scene import Scene, Span

_SHAPES = re.compile(
    r"""
    (?<![\w.+-]) [\w.+-]{1,64} @ (?:[\w-]{1,63}\.){1,4} [^\W\d_]{2,24}
  | (?<![\w.+-]) [\w.+-]{1,64} [ ]? [(\[] [ ]? at [ ]? [)\]] [ ]? (?:[\w-]{1,63}\.){1,4} [^\W\d_]{2,24}
  | (?<![\w.+-]) [\w.+-]{1,64} (?:[ ]dot[ ]\w{1,30}){0,2} [ ]at[ ] (?:\w{1,30}[ ]dot[ ]){1,3} [^\W\d_]{2,6} (?!\w)
  | (?<![\w.$-]) (?:[0-9]{3}|[x*]{3}) (?P<by>[- .]) (?:[0-9]{2}|[x*]{2}) (?P=by) [0-9]{4} [a-z]? (?![\w-])
  | (?<![\w.$-]) (?:\+?1[-. ]?)? (?:\([0-9]{3}\)[-. ]? | [0-9]{3}[-. /]) [0-9]{3} [-. ] [0-9]{4} (?![\w-])
  | \+ [1-9][0-9]{0,2} (?:[ .-]\(?[0-9]{2,4}\)?){3,5} (?![\w-])
  | (?<![\w.$-]) (?=[0-9.]{0,8}[0-9]{2}\.[0-9.]{0,8}[0-9]{2}) [0-9]{1,3} (?:\.[0-9]{1,3}){3} (?![\w.-])
  | (?<![\w-]) [1-9][a-z][a-z0-9][0-9] -? [a-z][a-z0-9][0-9] -? [a-z]{2}[0-9]{2} (?![\w-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""E-mail, social security (its first digits hidden or not), telephone at home and abroad, computer, Medicare number."""
_RUN = re.compile(r"(?<![\w.,$/@!&-])(?:[a-z]{1,4}-?(?=[0-9]{6}))?[0-9]{6,20}(?![\w%]|[.,/-][0-9])", re.IGNORECASE)
_LEAST_RUN = 8
"""Digits from which a bare number is a person's rather than an amount's."""
_DAY = re.compile(r"(?:(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|(?:0[1-9]|1[0-2])[0-3][0-9](?:19|20)[0-9]{2})")
_ROUND = "000"
_ID = re.compile(r"[a-z0-9]{1,40}(?:[-/.][a-z0-9]{1,40}){0,5}", re.IGNORECASE)
_MORE = re.compile(r" ([0-9]{3,12})(?![\w-])")
"""The rest of a number written in groups."""
_LONG_RUN = re.compile(r"[0-9]{6}")
_GROUPED = re.compile(r"[0-9]{2,4}-[0-9]{5,12}|[0-9]{5,12}-[0-9]{2,4}")
_CODE = re.compile(r"(?P<head>[a-z]?[0-9]{4}[a-z]?|[0-9]{5})(?:[-/.][a-z0-9]{2}){0,4}", re.IGNORECASE)
"""A billing code with its modifiers."""
_LOCAL = re.compile(r"(?<![\w.,$-])[2-9][0-9]{2}[-. ]?[0-9]{4}(?![\w-])")
_SPREAD = re.compile(r"[0-9]{3}(?: [0-9]{3}){1,3}(?![\w-])")
_HANDLE = re.compile(r"(?<![\w<])@[a-z][\w.]{2,30}", re.IGNORECASE)
_LINK = re.compile(r"https?://\S{1,200}|(?<![\w.])www\.\S{1,200}")
_PAGE = re.compile(
    r"\b(?:facebook|fb|instagram|twitter|x|tiktok|linkedin|snapchat|venmo|threads|gofundme|legacy|ancestry)"
    r"\.(?:com|net|me|org)/[\w./?=&%@+-]{1,100}",
    re.IGNORECASE,
)
_REACH = 240
"""Characters behind the label within which a link ends."""
_LEAST_FIRM = 3
"""Digits of the shortest number behind a label that labels nothing else."""
_LEAST_FILED = 4
_LEAST_BARE = 6
_MOST_LINKS = 4
_OFFICE = 3
_TOLD = 4
"""Words between "reach" or "phone" and a number."""
_LONGEST_LABEL = 3
"""Words and signs of the longest label."""


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
    if scene.having(Trace.PHONE):
        for found in _LOCAL.finditer(scene.text):
            if scene.before(scene.bit_at(found.start()), _TOLD, Trace.PHONE):
                yield found.span()


def with_label(scene: Scene, found: Span) -> Span:
    """Return what was found together with the word that says what it is: "phone" is no visit before a number."""
    first = scene.bit_at(found[0])
    behind = first
    while scene.marks(behind - 1, ":", "#", "(", "-", "=", ","):
        behind -= 1
    for at in range(max(behind - _LONGEST_LABEL, 0), behind):
        if scene.end_of(at) == behind and scene.signals(at, Trace.PHONE, Trace.NAMED, Trace.LIVES):
            return scene.bits[at].start, found[1]
    return found


def pages(scene: Scene, plain: str) -> Iterator[Span]:
    """Yield a person's name on a network ("her instagram @doe"), and a link that is said to be someone's site."""
    yield from (found.span() for found in _PAGE.finditer(plain))
    for at in scene.having(Trace.HANDLE):
        found = _HANDLE.search(plain, scene.bits[at].end, scene.bits[at].end + _REACH)
        if found:
            yield found.span()
    for at in scene.having(Trace.SITE):
        found = _LINK.search(plain, scene.bits[at].end, scene.bits[at].end + _REACH)
        if found and scene.before(at, 1, Trace.THEIR):
            yield found.span()


def labelled(scene: Scene, codes: Container[str]) -> Iterator[Span]:
    """Yield each number behind a label such as "MRN" or "claim no", with the label; a billing code is none."""
    for at in scene.having(Trace.RECORD, Trace.FILED):
        begin, numbered = linked(scene, scene.end_of(at))
        if begin >= scene.size:
            continue
        place = scene.bits[begin].start
        found = _SPREAD.match(scene.text, place) or _ID.match(scene.text, place)
        firm, measured = scene.signals(at, Trace.RECORD), scene.signals(begin + 1, Trace.COUNTED)
        if found and not _is_number(found[0], codes, firm=firm, numbered=numbered, measured=measured):
            continue
        if found:
            more = _MORE.match(scene.text, found.end()) if firm or numbered else None
            if more and more[1] not in codes and not scene.signals(scene.bit_at(more.end()), Trace.COUNTED):
                found = more
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
    code = _CODE.fullmatch(written)
    if code and (not numbered or code["head"].upper() in codes):
        return False
    if numbered:
        return digits >= _LEAST_FILED or (digits >= _LEAST_FIRM and not written.isdecimal())
    if _LONG_RUN.search(written) or _GROUPED.fullmatch(written):
        return True
    mixed = len(written) >= _LEAST_BARE and any(map(str.isalpha, written)) and digits >= _LEAST_FIRM
    return mixed and not measured
