"""Place words to the localities they may mean. A word that fits several stays several: the county decides."""

from collections.abc import Mapping
from pathlib import Path

from bot.catalog.tables import groups, refuse
from bot.domain.place import Gpci


def read_places(path: Path, gpcis: Mapping[str, Gpci]) -> dict[str, tuple[str, ...]]:
    """Return lower-case words to locality ids: state names and abbreviations from the file, and places it lists.

    `gpcis` are the localities of the newest year. Raises `CatalogError` for a state or locality that CMS lacks.
    """
    read = groups(path, "state", "place")
    by_state: dict[str, list[str]] = {}
    for gpci in gpcis.values():
        by_state.setdefault(gpci.state, []).append(gpci.id)
    found: dict[str, tuple[str, ...]] = {}
    for abbreviation, name in read["state"].items():
        ids = tuple(sorted(by_state.get(abbreviation.upper(), ())))
        if not ids or not isinstance(name, str):
            raise refuse(path, f"state.{abbreviation}", "CMS has no locality in that state, or the state has no name")
        found[abbreviation.lower()] = found[name.lower()] = ids
    for place, ids in read["place"].items():
        if not isinstance(ids, list):
            raise refuse(path, f"place.{place}", "it must be a list of locality ids")
        if place != " ".join(place.lower().split()):
            raise refuse(path, f"place.{place}", "it must be lower case with single spaces")
        for unknown in (one for one in ids if one not in gpcis):
            raise refuse(path, f"place.{place}", f"CMS has no locality {unknown}")
        found[place] = tuple(ids)
    return found
