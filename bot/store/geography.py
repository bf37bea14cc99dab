"""Where ZIP codes and counties lie, from CMS's files as the operator loaded them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.domain.dataset import Area, ZipCode
from bot.domain.place import Gpci

_PREFIX: Final = 3
_RECORD: Final = 10
"""Last two digits of the ZIP code, contractor, locality, and whether the last four digits decide."""
_COUNTY = re.compile(r"(.+?) (?:county|parish|borough)(?: (.+))?")
_ELSEWHERE = re.compile(r"(.+) in ([a-z ]+)")
"""Counties that a locality of one state has in another one."""
_BETWEEN = re.compile(r"[,/]| and ")


def pack_zips(codes: Iterable[ZipCode]) -> dict[str, str]:
    """Pack ZIP codes into one text for each of their first three digits."""
    packed: dict[str, str] = {}
    for code in sorted(codes):
        record = f"{code.zip[_PREFIX:]}{code.locality.replace('-', '')}{int(code.split)}"
        packed[code.zip[:_PREFIX]] = packed.get(code.zip[:_PREFIX], "") + record
    return packed


class LoadedGeography:
    """ZIP codes and counties in memory, as `bot.domain.atlas.Geography` wants them."""

    def __init__(self, zips: Mapping[str, str], areas: Iterable[Area], localities: Mapping[str, Gpci]) -> None:
        """Take packed ZIP codes, counties and the localities of the newest year."""
        self._zips = zips
        self._states: dict[str, tuple[str, ...]] = {}
        """State words, in full and abbreviated, to all localities of the state."""
        self._counties: dict[tuple[str, str], tuple[str, ...]] = {}
        self._of: dict[str, str] = {one: place.state.lower() for one, place in localities.items()}
        for one, state in self._of.items():
            self._states[state] = (*self._states.get(state, ()), one)
        names: dict[str, str] = {}
        for area in areas:
            state = area.state.lower()
            names.setdefault(state, self._of.get(area.locality, ""))
            for where, county in _listed(state, area.counties):
                key = (county, where)
                self._counties[key] = (*self._counties.get(key, ()), area.locality)
        self._short = {name: short for name, short in names.items() if short}
        self._long = {short: name for name, short in self._short.items()}

    def of_zip(self, number: str) -> tuple[str, ...]:
        """Return the locality of a ZIP code; every one of its state when the last four digits decide."""
        packed = self._zips.get(number[:_PREFIX], "")
        for at in range(0, len(packed), _RECORD):
            if packed[at : at + 2] == number[_PREFIX:]:
                one = f"{packed[at + 2 : at + 7]}-{packed[at + 7 : at + 9]}"
                return self._beside(one) if packed[at + 9] == "1" else (one,)
        return ()

    def of_county(self, words: str) -> tuple[str, ...]:
        """Return the localities that "suffolk county" or "suffolk county ma" may mean.

        CMS lists few counties by name and has the others in "all other counties". So a county that is not listed
        may mean any locality of its state, and one without a state counts only when several states list it: the
        asker then chooses, while a single one would hide the states that do not list theirs.
        """
        match = _COUNTY.fullmatch(words.replace(".", ""))
        if match is None:
            return ()
        county, state = match[1], match[2]
        if state is None:
            found = [ids for (listed, _), ids in self._counties.items() if listed == county]
            return tuple(dict.fromkeys(one for ids in found for one in ids)) if len(found) > 1 else ()
        short = state if state in self._states else self._short.get(state, "")
        listed = self._counties.get((county, self._long.get(short, state)))
        return listed or self._states.get(short, ())

    def _beside(self, one: str) -> tuple[str, ...]:
        others = self._states.get(self._of.get(one, ""), ())
        return (one, *(other for other in others if other != one))


def _listed(state: str, counties: str) -> Iterator[tuple[str, str]]:
    """Yield the state and name of each county that a locality lists by name."""
    for group in counties.lower().replace(".", "").split(";"):
        if group.strip().startswith("all "):
            continue
        elsewhere = _ELSEWHERE.fullmatch(group.strip())
        names, where = (elsewhere[1], elsewhere[2]) if elsewhere else (group, state)
        for name in _BETWEEN.split(names):
            county = " ".join(name.split()).removeprefix("and ")
            if county:
                yield where, county
