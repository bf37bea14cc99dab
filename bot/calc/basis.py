"""What a price is computed under: release, setting, place, factor, who bills, payer multiple."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.calc.schedule import Schedule
from bot.domain.catalog import Catalog
from bot.domain.clinician import Clinician, ClinicianShare
from bot.domain.context import Context
from bot.domain.place import Gpci
from bot.domain.question import Item, Stated
from bot.domain.release import Track
from bot.domain.service import Setting


@dataclass(frozen=True, slots=True)
class Basis:
    """One consistent set of choices. Two prices are comparable only when the asker can see both bases."""

    schedule: Schedule
    setting: Setting
    gpci: Gpci | None
    """None: national, every index 1."""
    track: Track
    clinician: Clinician | None
    """None: not stated, so no payment share is applied."""
    payer_multiple: Decimal | None
    rate: Decimal | None
    """The employer's US dollars per work RVU."""
    barred: Clinician | None = None
    """A stated clinician who may not bill the code at hand, so that no share of theirs applies."""
    tag: str = ""
    """Marks the steps of a basis that differs from the answer's main one."""
    per_encounter: bool = False
    """The clinic is paid per encounter; its numbers are shown, and said not to be its payment."""
    apart: bool = False
    """Counts are separate sessions, as "6 a week" are, never several of a thing in one session."""

    @property
    def reduced(self) -> ClinicianShare | None:
        """Return what part of the fee schedule the stated clinician type is paid, if that is less than all of it."""
        known = self.schedule.catalog.shares.get(self.clinician) if self.clinician is not None else None
        return known if known is not None and known.share != 1 else None

    def for_item(self, item: Item) -> "Basis":
        """Return the basis of one item, which may name its own setting, year or clinician."""
        schedule, tag = self.schedule, []
        if item.year not in (None, schedule.release.year):
            schedule = Schedule.of(schedule.catalog, year=item.year)
            tag.append(str(item.year))
        setting = item.setting or self.setting
        if setting is not self.setting:
            tag.append(setting.value)
        clinician = item.clinician or self.clinician
        if clinician is not self.clinician and clinician is not None:
            tag.append(clinician.value)
        if item.sessions and not self.apart:
            return replace(self, apart=True).for_item(item)
        if not tag:
            return self
        gpci = schedule.gpci(self.gpci.id) if self.gpci else None
        written = ",".join(filter(None, (self.tag, *tag)))
        return replace(self, schedule=schedule, setting=setting, gpci=gpci, clinician=clinician, tag=written)


def settle(stated: Stated, context: Context, catalog: Catalog) -> Basis:
    """Join what the asker stated with the server's settings; the asker's word wins.

    A stated year leaves a pinned release of another year; raises what `Schedule` raises.
    """
    release = None if stated.year is not None else context.release
    year = stated.year if stated.year is not None else context.year
    schedule = Schedule.of(catalog, release=release, year=year, on=context.on)
    locality = stated.locality or context.locality
    return Basis(
        schedule=schedule,
        setting=stated.setting or context.setting,
        gpci=schedule.gpci(locality) if locality else None,
        track=stated.track or context.track,
        clinician=stated.clinician or context.clinician,
        payer_multiple=stated.payer_multiple or context.payer_multiple,
        rate=stated.rate or context.rate,
        per_encounter=context.per_encounter,
    )
