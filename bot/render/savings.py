"""The verdict on value-based care: fees, shared savings or losses, and what a talk would have to avoid."""

from bot.domain.answer import Figure, Pathway
from bot.domain.terms import ValueBased
from bot.render.numbers import percent, usd
from bot.render.own import Own
from bot.render.sheet import Sheet, way_codes
from bot.render.wording import counted, listed, sentence, verb


def value(sheet: Sheet, own: Own, terms: ValueBased) -> list[str]:
    """Write what comes on top of fee-for-service or in its place, then what would leave the practice indifferent."""
    return [*_fees(own, terms), *_shared(own, terms), *_minutes(sheet, own), *_avoided(sheet, own, terms)]


def _fees(own: Own, terms: ValueBased) -> list[str]:
    month, year = own.one("fee_usd", "USD a month"), own.one("fee_usd", "USD a year")
    if month is None or year is None or terms.members is None or terms.fee is None:
        return []
    who = counted(terms.members, "member")
    beside = "in place of fees for what it covers" if terms.capitated else "on top of fee-for-service"
    bring = f"{usd(month.value)} a month and {usd(year.value)} a year, {beside}"
    return [f"{who} at {usd(terms.fee)} a month {verb(who, 'brings', 'bring')} {bring}."]


def _shared(own: Own, terms: ValueBased) -> list[str]:
    saved, rate, shared = own.one("saved_usd"), own.one("savings_rate"), own.one("shared_usd")
    if saved is None or rate is None:
        return []
    if not saved.value:
        return ["The panel costs what the payer expects, so there is nothing to share."]
    size = f"{usd(abs(saved.value))} a year ({percent(abs(rate.value))})"
    if saved.value < 0:
        told = f"The panel costs {size} more than the payer expects"
        if shared is None:
            return [f"{told}."]
        owed = percent(terms.loss_share or shared.value)
        part = f"with {owed} of losses the practice owes {usd(-shared.value)} of it"
        return [f"{told}; {part if shared.value else 'without downside the practice owes nothing of it'}."]
    told = f"The panel costs {size} less than the payer expects"
    if shared is None:
        return [f"{told}."]
    floor = own.one("floor_usd")
    if floor is not None and saved.value < floor.value:
        return [f"{told}, which is below the minimum of {usd(floor.value)}, so nothing is shared."]
    if not shared.value and terms.quality == 0:
        return [f"{told}; with the quality gate missed, nothing of it is shared."]
    if not shared.value:
        return [f"{told}, and nothing of it is shared."]
    gate = "" if terms.quality is None else f" and {percent(terms.quality)} let through by the quality gate"
    with_share = f"with {percent(terms.share or shared.value)} shared{gate}"
    return [f"{told}; {with_share}, {usd(shared.value)} of it is the practice's."]


def _minutes(sheet: Sheet, own: Own) -> list[str]:
    """Say what a clinic minute brings with it, for each way to bill."""
    extra = own.one("extra_usd_per_minute")
    if extra is None:
        each = own.one("model_usd_per_minute")
        spread = "" if each is None else f"Spread over your clinic hours that is {usd(each.value)} a clinic minute"
        return [] if each is None else [f"{spread}, whatever is done in it.", *beside(sheet, own)]
    over = f"{usd(abs(extra.value))} a clinic minute {'on top' if extra.value >= 0 else 'less'}"
    told = []
    for figure in own.all("model_usd_per_minute"):
        way = sheet.named(figure.pathway)
        if way is not None:
            told.append(f"{usd(figure.value)} a minute as {way_codes(way)}")
    with_fees = f": {listed(told)}, {sheet.payer}'s fees included" if told else ""
    return [f"Spread over your clinic hours that is {over}{with_fees}."]


def beside(sheet: Sheet, own: Own) -> list[str]:
    """Set what a side's minutes come to, where every minute brings the same, beside the service's own price."""
    told = []
    for side in sheet.sides:
        brings = next((one for one in own.all("model_usd") if one.side == side.number), None)
        if brings is None:
            continue
        medicare = sheet.written(side, "allowed_usd")
        beside = (
            f", beside {medicare} from {sheet.payer} for the service itself"
            if medicare
            else f"; {sheet.payer} pays nothing for the service itself"
        )
        told.append(sentence(f"{brings.label} come to {usd(brings.value)}{beside}"))
    return told


def _avoided(sheet: Sheet, own: Own, terms: ValueBased) -> list[str]:
    found = own.all("avoided_usd")
    told = [_one_avoided(sheet, figure, terms) for figure in found]
    if found:
        told.append("That it avoids so much is not claimed here.")
    elif terms.share == 0 or (terms.quality == 0 and terms.share):
        why = "With the quality gate missed" if terms.share else "Without a share of the savings"
        stays = f"{sheet.payer}'s prices stay what they are"
        told.append(f"{why}, no avoided spending reaches the practice, and {stays}.")
    return told


def _one_avoided(sheet: Sheet, figure: Figure, terms: ValueBased) -> str:
    names = {side.number: side.one for side in sheet.sides}
    ways = {way.id: way for way in sheet.answer.pathways}
    cheap, dear = (ways[name] for name in (figure.pathway or "").split(":"))
    ours, theirs = (_told(sheet, way, names[way.side]) for way in (cheap, dear))
    if not figure.value:
        paid = [_price(sheet, way).value for way in (cheap, dear)]
        return sentence(f"{ours} already pays {'as much as' if paid[0] == paid[1] else 'more than'} {theirs}")
    gate = "" if terms.quality is None else f", {percent(terms.quality)} of it let through by the quality gate"
    return sentence(
        f"with {percent(terms.share or figure.value)} of the savings{gate}, {ours} would each time have to avoid "
        f"{usd(figure.value)} of spending for the practice to be as well off as with {theirs}"
    )


def _told(sheet: Sheet, way: Pathway, name: str) -> str:
    """Write "a wart freezing ($111.22 from Medicare as 17110)"."""
    figure = _price(sheet, way)
    billed = "" if way_codes(way) in name else f" as {way_codes(way)}"
    return f"{name} ({usd(figure.value)} from {sheet.payer}{billed})"


def _price(sheet: Sheet, way: Pathway) -> Figure:
    return next(one for one in sheet.answer.figures if one.pathway == way.id and one.key == "allowed_usd")
