"""The catalog with what the operator imported, for commands that answer once."""

from typing import TYPE_CHECKING

from bot import settings
from bot.domain.catalog import Catalog

if TYPE_CHECKING:
    from bot.store.fee_reading import Caps


def loaded(code: str | None = None, embedded: Catalog | None = None) -> Catalog:
    """Return the embedded catalog with the releases in the operator's database; with a code, only its lines of them.

    The embedded one is read, unless it is given.

    Raises `CatalogError`, `StartupError` for settings, and `StoreError` when there is a database that cannot be read.
    """
    # These take longest to import, and neither help nor bad usage needs them.
    from bot.catalog.load import load  # noqa: PLC0415
    from bot.store.fee_lookup import stored  # noqa: PLC0415

    return stored(settings.read().database_url, embedded or load(), code)


def loaded_caps() -> "Caps":
    """Return the imaging caps in the operator's database. Raises what `loaded` raises but `CatalogError`."""
    from bot.store.fee_lookup import stored_caps  # noqa: PLC0415 - see above

    return stored_caps(settings.read().database_url)
