"""The database address, checked without importing a database library."""

from urllib.parse import urlsplit

from bot.errors import StartupError

DEFAULT = "sqlite+aiosqlite:///rvu.db"

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
"""Schemes people write, to the async driver that we use for them."""


def checked(address: str) -> str:
    """Return the address with its async driver named.

    The address is never repeated in an error, for it may hold a password. Raises `StartupError` when it is a
    plain path, names a database that is not supported, or lacks the slashes that set a path apart from a host.
    """
    scheme, separator, rest = address.strip().partition("://")
    if not separator:
        msg = f"DATABASE_URL has to be an address such as {DEFAULT}, not a plain path."
        raise StartupError(msg)
    driver = _DRIVERS.get(scheme.lower())
    if driver is None:
        msg = f"DATABASE_URL starts with {scheme}://: not supported, use sqlite+aiosqlite or postgresql+asyncpg."
        raise StartupError(msg)
    if driver.startswith("sqlite") and urlsplit(f"//{rest}").netloc:
        msg = f"DATABASE_URL needs three slashes before a relative path and four before an absolute one: {DEFAULT}."
        raise StartupError(msg)
    return f"{driver}://{rest}"
