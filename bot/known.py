"""What the program knows before anybody asks: a catalog, and all that the language makes of its words."""

from bot.domain.catalog import Catalog
from bot.language.claims import Claims
from bot.language.daylog import DayReader
from bot.language.glossary import Glossary
from bot.language.identifiers import Identifiers
from bot.language.listener import Listener


class Known:
    """One catalog with its indices. Building it takes most of a second; nothing that is asked changes it."""

    def __init__(self, catalog: Catalog) -> None:
        """Build every index; raises `CatalogError` when the language lacks a sentence that it must say."""
        self.catalog = catalog
        self.listener = Listener(catalog)
        self.identifiers = Identifiers(catalog, self.listener.knows, self.listener.resembles)
        self.glossary = Glossary(catalog)
        self.claims = Claims(catalog, self.listener.understand)
        self.days = DayReader(catalog, self.listener)

    def of(self, catalog: Catalog) -> "Known":
        """Return what is known of a catalog: this, when it is this one's."""
        return self if catalog is self.catalog else Known(catalog)
