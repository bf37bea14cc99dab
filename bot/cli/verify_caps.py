"""The imaging caps that CMS published, against those that the release's own outpatient columns give.

A price is capped by the columns of the release; the amounts that CMS publishes beside it are only held against them.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.cli.tally import Tally
from bot.domain.catalog import Catalog, RowKey
from bot.domain.context import Context
from bot.domain.service import Setting, Status

if TYPE_CHECKING:
    from bot.store.fee_reading import Caps

_SETTINGS = (Setting.FACILITY, Setting.OFFICE)
"""In the order of the two amounts of a line."""


def compare_caps(published: "Caps", catalog: Catalog, release: str | None = None) -> Tally:
    """Compare the imaging cap of every row and locality in both settings, to the cent."""
    tally = Tally()
    for name, rows in published.items():
        if release is not None and name != release.strip().upper():
            continue
        if name in catalog.rows:
            _compare(tally, name, rows, catalog)
        else:
            tally.not_loaded += sum(map(len, rows.values()))
    return tally


def _compare(
    tally: Tally, name: str, published: Mapping[RowKey, Mapping[str, tuple[int, int]]], catalog: Catalog
) -> None:
    from bot.calc.basis import settle  # noqa: PLC0415 - neither help nor bad usage needs it
    from bot.calc.sweep import Sweep  # noqa: PLC0415 - the same
    from bot.domain.question import Stated  # noqa: PLC0415 - the same

    basis = settle(Stated(), Context(release=name), catalog)
    places = catalog.gpcis.get(basis.schedule.release.year, {})
    sweep = Sweep(basis, list(places.values()))
    rows = catalog.rows[name]
    for key, amounts in published.items():
        row = rows.get(key)
        if row is not None and row.status is not Status.ACTIVE:
            tally.contractors += len(amounts)
            continue
        known = [place for place in amounts if row is not None and place in places]
        tally.not_loaded += len(amounts) - len(known)
        ours = [dict(zip(places, sweep.cap(row, setting), strict=True)) for setting in _SETTINGS] if row else []
        for place in known:
            for setting, computed, cents in zip(_SETTINGS, ours, amounts[place], strict=True):
                what = f"imaging cap of {'-'.join(filter(None, key))} in {place}, {setting}, {name}"
                tally.count(what, Decimal(cents).scaleb(-2), Decimal(computed[place]).scaleb(-2))
