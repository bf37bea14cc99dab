"""Where a number or rule comes from, and how sure that is."""

from datetime import date
from enum import StrEnum
from functools import cached_property

from bot.domain.base import Frozen


class Sure(StrEnum):
    """How sure a fact is, from most to least."""

    FILE = "file"
    """Measured in a CMS file."""
    CMS = "cms"
    """Stated in a CMS document or a federal rule that was read."""
    MAC = "mac"
    """Stated on a Medicare contractor's own page."""
    SECOND = "second_hand"
    """Stated by a trade site or a payer, not by CMS."""
    UNCONFIRMED = "unconfirmed"
    """No document read states it; always shown to users as unconfirmed."""
    ASKER = "asker"
    """The asker's own number."""


class Source(Frozen):
    """One source as shown."""

    id: str
    title: str
    release: str | None
    date: date
    file: str | None
    url: str | None = None
    sure: Sure


class Citation(Frozen):
    """One thing that was read: title, release and date, file or address."""

    id: str
    title: str
    release: str | None = None
    """CMS release such as `RVU26B`, when it is one."""
    date: date
    """Effective date of a release, else the day the document was published or read."""
    file: str | None = None
    url: str | None = None
    sure: Sure

    @cached_property
    def source(self) -> Source:
        """Return it as it is shown."""
        return Source(
            id=self.id,
            title=self.title,
            release=self.release,
            date=self.date,
            file=self.file,
            url=self.url,
            sure=self.sure,
        )
