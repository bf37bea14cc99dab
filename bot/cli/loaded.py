"""The catalog with what the operator imported, for commands that answer once."""

from bot import settings
from bot.domain.catalog import Catalog


def loaded(code: str | None = None) -> Catalog:
    """Return the embedded catalog with the releases in the operator's database; with a code, only its lines of them.

    Raises `CatalogError`, `StartupError` for settings, and `StoreError` when there is a database that cannot be read.
    """
    # These take longest to import, and neither help nor bad usage needs them.
    from bot.catalog.load import load  # noqa: PLC0415
    from bot.store.fee_lookup import stored  # noqa: PLC0415

    return stored(settings.read().database_url, load(), code)
