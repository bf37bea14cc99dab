"""Names that no list holds: found by where they stand, or because something else in the text identifies a patient."""

from collections.abc import Iterator

from bot.domain.trace import Trace
from bot.language.persons import initials, is_name, name_end, of_colleague
from bot.language.scene import Scene, Span

_PAIR = 2
_NEAR = 2


def introduced(scene: Scene) -> Iterator[Span]:
    """Yield the name in "his name is Doe", "name: Doe", "saw Doe today", "67 yo Doe" and "Doe, my patient"."""
    begin = 0
    for at in scene.having(Trace.NAMED):
        if at < begin:
            continue
        begin = scene.end_of(at)
        told = scene.before(at, 1, Trace.THEIR) or scene.marks(begin, ":")
        while scene.signals(begin, Trace.NAMED, Trace.LINK, Trace.BEING):
            begin = scene.end_of(begin)
        before_name = scene.capital(begin) and is_name(scene, begin + 1)  # "name Test Testerson"
        if is_name(scene, begin) or before_name or initials(scene, begin) or (told and scene.fanciful(begin)):
            yield scene.span(begin, name_end(scene, begin))
    for at in scene.having(Trace.MET, Trace.OLD):
        begin = scene.end_of(at)
        end = name_end(scene, begin)
        if is_name(scene, begin) and not of_colleague(scene, begin, end):
            yield scene.span(begin, end)
    for at in range(scene.size if scene.having(Trace.WHOSE) else 0):
        end = name_end(scene, at) if is_name(scene, at) else scene.size
        whose = end + scene.marks(end, ",", "(")
        if scene.signals(whose, Trace.WHOSE) and scene.signals(scene.end_of(whose), Trace.PATIENT):
            yield scene.span(at, end)


def pairs(scene: Scene) -> Iterator[Span]:
    """Yield two unknown words in a row that are both written as names, unless they are a place's or a method's."""
    at = 0
    while at < scene.size:
        end = name_end(scene, at) if scene.strange(at) else at
        apart = end - at >= _PAIR and not scene.marks(at + 1, "-")
        told = scene.small_words or scene.signals(at, Trace.GIVEN)
        if apart and told and scene.strange(end - 1) and (scene.foreign(at) or scene.foreign(end - 1)):
            located = scene.before(at, 1, Trace.PLACED) or scene.signals(at - 1, Trace.PROPER)
            if not located and not of_colleague(scene, at, end):
                yield scene.span(at, end)
        at = max(end, at + 1)


def surnames_first(scene: Scene) -> Iterator[Span]:
    """Yield "Doe, John" and "DOE, JOHN" where no list holds the surname."""
    for at in scene.having(Trace.GIVEN):
        first = at - _PAIR
        if scene.marks(at - 1, ",") and scene.foreign(first) and scene.bits[first].written[0].isupper():
            yield scene.span(first, name_end(scene, at))


def strangers(scene: Scene) -> Iterator[Span]:
    """Yield every word that nobody knows.

    Asked only where something else identifies a patient: then none is worth keeping, and any may be part of a name.
    """
    for at in range(scene.size):
        if scene.signals(at, Trace.GIVEN) or scene.strange(at) or scene.foreign(at) or initials(scene, at):
            end = name_end(scene, at)
            first = at - _PAIR if scene.marks(at - 1, ".") and scene.initial(at - _PAIR) else at
            # "testy mctester": a slip of a word of the trade, were it not for what follows.
            first -= scene.unknown(first - 1) and not scene.small(first - 1)
            if not of_colleague(scene, first, end):
                yield scene.span(first, end)
