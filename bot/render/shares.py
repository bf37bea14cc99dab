"""Who the dollars go to, in one sentence a side."""

from bot.domain.answer import Side
from bot.domain.money import round_half_up
from bot.render.numbers import usd
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import sentence


def shared_out(sheet: Sheet) -> list[str]:
    """Say what of each side's amount is for work and what for practice expense; nothing where it was not asked for."""
    told = [text for side in sheet.sides if (text := _of_side(sheet, side))]
    return [*told, "Practice expense pays staff, room and supplies: it is not profit."] if told else []


def _of_side(sheet: Sheet, side: Side) -> str:
    """Speak of the first way that the verdict rests on; the others stand below."""
    for way in sheet.resting(side)[:1]:
        whole, work, pe = (sheet.value(way, key) for key in ("allowed_usd", "work_usd", "pe_usd"))
        if whole is None or work is None or pe is None:
            return ""
        part = round_half_up(pe / whole * 100, 0)
        named = f" as {way_codes(way)}" if len(sheet.resting(side)) > 1 else ""
        return sentence(
            f"of the {usd(whole)} for {side.one}{named}, {usd(pe)} ({part} %) is for practice expense and {usd(work)} "
            f"for the clinician's work, the rest for malpractice cost"
        )
    return ""
