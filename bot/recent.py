"""The newest answers of each place, in this process's memory, to be offered while somebody types."""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Final, NamedTuple

from bot.domain.asker import Asker

_PLACES: Final = 1_000
"""Servers and people remembered; the one longest unheard of is forgotten first."""
_EACH: Final = 50
"""Answers of one place."""


class Heading(NamedTuple):
    """What is offered of an answer."""

    id: int
    user_id: int
    private: bool
    text: str


Place = tuple[int | None, int | None]
"""A server, or outside servers a person."""


def place_of(asker: Asker) -> Place:
    """Return where somebody's answers are kept."""
    return (asker.guild_id, None) if asker.guild_id is not None else (None, asker.user_id)


class Recent:
    """Headings of answers by place. What is private is offered to its asker alone."""

    def __init__(self) -> None:
        self._places: OrderedDict[Place, dict[int, Heading]] = OrderedDict()

    def note(self, place: Place, headings: Iterable[Heading]) -> None:
        """Remember answers of a place; the newest stay."""
        known = self._places.setdefault(place, {})
        self._places.move_to_end(place)
        known.update((heading.id, heading) for heading in headings)
        for number in sorted(known)[:-_EACH]:
            del known[number]
        while len(self._places) > _PLACES:
            self._places.popitem(last=False)

    def offered(self, asker: Asker, typed: str) -> list[Heading]:
        """Return what the asker may see of a number or of words, newest first."""
        wanted = typed.strip().lower().lstrip("#")
        seen = self._places.get(place_of(asker), {}).values()
        mine = (heading for heading in seen if not heading.private or heading.user_id == asker.user_id)
        return sorted((one for one in mine if wanted in f"{one.id} {one.text}".lower()), reverse=True)

    def drop(self, record_id: int) -> None:
        """Forget one answer."""
        for known in self._places.values():
            known.pop(record_id, None)

    def forget(self, user_id: int, guild_id: int | None, *, everywhere: bool = False) -> None:
        """Forget what a person asked on a server (None: in direct messages), or anywhere."""
        for (guild, user), known in self._places.items():
            if everywhere or guild == guild_id:
                gone = [one.id for one in known.values() if one.user_id == user_id and user in {None, user_id}]
                for number in gone:
                    del known[number]
