"""Whose work a side is: the staff's or the billing clinician's own ("my nurse doing 20 min of ccm or me doing it")."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.catalog import Catalog
from bot.domain.lexicon import Cue
from bot.language.part import Part
from bot.language.reading import Reading
from bot.language.spent import CLINICIANS
from bot.language.stretch import Stretch


class Hands:
    """Tells staff's care by the month from the clinician's own, where the catalog has both."""

    def __init__(self, catalog: Catalog) -> None:
        """Take which services are told apart by who does them."""
        self._own = {one.id: one.by_clinician for one in catalog.concepts.values() if one.by_clinician}
        self._staff = {own: one for one, own in self._own.items()}
        self._known = frozenset((*self._own, *self._staff))

    def told(self, reading: Reading, stretch: Stretch, giver: Part) -> bool:
        """Tell whether a side says only who does what the other side names: "ccm by staff vs by me".

        Of what is the same work whoever does it, only that the asker does what another clinician does there.
        """
        places = range(stretch.start, stretch.end)
        own = any(reading.signals(at, Cue.PERSONALLY) for at in places)
        if not self._known.isdisjoint(giver.concepts):
            return own or _staffed(reading, stretch)
        others = (at for at in range(len(reading.atoms)) if at not in places)
        return own and any(reading.signals(at, *CLINICIANS) for at in others)

    def sorted(self, reading: Reading, stretches: Sequence[Stretch]) -> list[Stretch]:
        """Return the sides, each service as that of who is said to do it."""
        if all(self._known.isdisjoint(part.concepts) for stretch in stretches for part in stretch.parts):
            return list(stretches)
        staffed = [_staffed(reading, stretch) for stretch in stretches]
        return [
            replace(stretch, parts=tuple(self._done(reading, stretch, part, staffed) for part in stretch.parts))
            for stretch in stretches
        ]

    def _done(self, reading: Reading, stretch: Stretch, part: Part, staffed: Sequence[bool]) -> Part:
        if part.code or self._known.isdisjoint(part.concepts):
            return part
        places = range(stretch.start, stretch.end)
        # "The nurse does 20 min of ccm or i do 30": without the staff's side, "i do" is the practice's.
        own = any(reading.signals(at, Cue.PERSONALLY) for at in places) or (
            any(staffed) and any(reading.signals(at, Cue.MINE) and reading.signals(at + 1, Cue.DO) for at in places)
        )
        meant = self._own if own else self._staff if _staffed(reading, stretch) else {}
        return replace(part, concepts=(meant.get(part.concept, part.concept),))


def _staffed(reading: Reading, stretch: Stretch) -> bool:
    """Tell whether a side names staff beside its services: "my nurse", "by staff"."""
    taken = {at for part in stretch.parts for at in part.taken}
    return any(
        reading.signals(at, Cue.NURSE, Cue.STAFFED) and at not in taken for at in range(stretch.start, stretch.end)
    )
