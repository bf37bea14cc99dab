"""Names of persons who may be patients. A colleague's name ("Dr Smith") is none of them."""

from collections.abc import Iterator

from bot.domain.trace import Trace
from bot.language.lifetimes import Day
from bot.language.registers import linked
from bot.language.scene import Scene, Span

_LISTED = (Trace.GIVEN, Trace.SURNAME)
_MOST_WORDS = 4
"""Words of the longest name."""
_THERAPY = "PT"
_NEAR = 2
_PAIR = 2


def names(scene: Scene, dates: tuple[Day, ...]) -> Iterator[Span]:
    """Yield every name that a person seems to be called by."""
    yield from _behind_patient(scene)
    yield from _behind_honorific(scene)
    yield from _in_full(scene)
    yield from _beside_proof(scene, dates)


def _behind_patient(scene: Scene) -> Iterator[Span]:
    """Yield the name in "my patient John Doe" and "patient name: Doe"."""
    for at in scene.having(Trace.PATIENT):
        begin, named = scene.end_of(at), False
        aside = scene.marks(begin, ",")
        while scene.signals(begin, Trace.NAMED) or scene.marks(begin, ",", ":", "("):
            named = named or scene.signals(begin, Trace.NAMED)
            begin = scene.end_of(begin)
        # In capitals "PT" is physical therapy, and behind a comma another thought may begin.
        doubtful = scene.bits[at].written == _THERAPY or (aside and not scene.strange(begin + 1))
        named_so = scene.signals(begin, Trace.GIVEN) if doubtful else is_name(scene, begin)
        called = scene.unknown(begin) if named else not aside and not doubtful and scene.fanciful(begin)
        if named_so or called or initials(scene, begin):
            yield scene.span(begin, name_end(scene, begin))


def _behind_honorific(scene: Scene) -> Iterator[Span]:
    """Yield "Mr Doe". In capitals "MR" and "MS" are an image and an illness, unless a listed name follows."""
    for at in scene.having(Trace.HONORIFIC):
        dotted = scene.marks(at + 1, ".")
        begin = at + 1 + dotted
        alone = dotted or (scene.signals(at, Trace.TITLED) and not scene.bits[at].written.isupper())
        free = alone and scene.unknown(begin) and not scene.signals(begin, Trace.IMAGE)
        if scene.signals(begin, *_LISTED) or free or (scene.bits[at].capital and is_name(scene, begin)):
            yield scene.span(at, name_end(scene, begin))


def _in_full(scene: Scene) -> Iterator[Span]:
    """Yield "John Doe", "john doe", "John Q. Public" and "Doe, John", unless it is a colleague's."""
    end = 0
    for at in scene.having(*_LISTED):
        if at < end:
            continue
        end = name_end(scene, at)
        given = scene.signals(at, Trace.GIVEN)
        second = at + 1 if given else at + 2
        if given and scene.initial(second):
            second += 1 + scene.marks(second + 1, ".")
        listed = scene.signals(second, Trace.SURNAME) if given else _reversed(scene, at)
        # A given name that is a place's too ("San Jose Medicare rates") needs more of a surname than a capital.
        capital = given and scene.capital(at) and scene.capital(second)
        joined = not scene.bits[at].written.endswith("'s")
        named = joined and (listed or (capital and (scene.unknown(at) or is_name(scene, second))))
        end = max(end, second + 1) if named else end
        if named and not of_colleague(scene, at, end):
            yield scene.span(at, end)


def _reversed(scene: Scene, at: int) -> bool:
    """Tell whether a given name follows a surname: "Doe, John"."""
    return scene.marks(at + 1, ",") and scene.signals(at + 2, Trace.GIVEN)


def _beside_proof(scene: Scene, dates: tuple[Day, ...]) -> Iterator[Span]:
    """Yield a name that a birth date, a record number or an age follows."""
    proofs = {day.first: day for day in dates}
    at = 0
    while at < scene.size:
        end = name_end(scene, at) if is_name(scene, at) else at
        if end > at:
            sure = end - at >= _PAIR or scene.signals(at, *_LISTED)
            behind = end
            while scene.marks(behind, ",", "(", "-", ":"):
                behind += 1
            labelled = scene.signals(behind, Trace.BIRTH, Trace.RECORD) and _has_number(scene, behind)
            day = proofs.get(behind)
            dated = day is not None and (day.year is not None or end - at >= _PAIR)
            proved = labelled or (sure and (dated or _old(scene, behind)))
            if proved and not of_colleague(scene, at, end):
                yield scene.span(at, day.end if day and dated else end)
        at = max(end, at + 1)


def _has_number(scene: Scene, at: int) -> bool:
    begin, _ = linked(scene, scene.end_of(at))
    return scene.value(begin) is not None


def _old(scene: Scene, at: int) -> bool:
    """Tell whether an age stands there: "45 yo"."""
    return scene.value(at) is not None and scene.signals(at + 1 + scene.marks(at + 1, "-"), Trace.OLD)


def of_colleague(scene: Scene, at: int, end: int) -> bool:
    """Tell whether what stands around a name makes it that of one of the staff, a place or a method."""
    behind = end + scene.marks(end, ",")
    return scene.before(at, _NEAR, Trace.COLLEAGUE) or scene.signals(behind, Trace.CREDENTIAL)


def is_name(scene: Scene, at: int) -> bool:
    """Tell whether a word is a listed name, or written as a name and unknown."""
    listed = scene.signals(at, Trace.GIVEN) or (scene.signals(at, Trace.SURNAME, Trace.WORDLIKE) and scene.capital(at))
    return listed or (scene.strange(at) and not scene.signals(at, Trace.CREDENTIAL))


def initials(scene: Scene, at: int) -> bool:
    """Tell whether "J.D." stands there, which is how a person is written who shall not be named."""
    return scene.initial(at) and scene.marks(at + 1, ".") and scene.initial(at + _PAIR) and scene.glued(at + _PAIR)


def name_end(scene: Scene, at: int) -> int:
    """Return the bit behind the name that begins at one."""
    end = at + 1
    for _ in range(_MOST_WORDS):
        lettered = scene.initial(end - 1) and scene.marks(end, ".")
        ahead = end + (lettered or scene.marks(end, "-", ",") or scene.signals(end, Trace.PARTICLE))
        ahead += ahead > end and scene.marks(ahead, "-")
        initial = scene.initial(ahead) and (scene.marks(ahead + 1, ".") or is_name(scene, ahead + 1))
        if not initial and not scene.signals(ahead, *_LISTED) and not is_name(scene, ahead):
            return end + lettered
        end = ahead + 1
    return end
