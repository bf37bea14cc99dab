"""The verdict on a target: whether the pace makes it, and what it takes a month, week, day and visit."""

from typing import Final

from bot.domain.answer import Figure
from bot.domain.question import Target
from bot.render.numbers import fixed, usd, whole
from bot.render.own import Own, amount
from bot.render.sheet import way_codes
from bot.render.wording import counted, listed, sentence

_GAPS: Final = {"short_work_rvu": "short of", "ahead_work_rvu": "above"}


def target(own: Own, question: Target) -> list[str]:
    """Write the sentences of a target, the answer to what was asked first."""
    told = _led(own, question) or _pace(own, question) or _mix(own, question)
    counts = _counts(own, question)
    takes = _takes(own, question)
    body = [*told, *takes, *counts] if told or not counts else [*counts, *takes]
    if not body and (goal := _goal(own, question)):
        body = [f"The target is {goal}."]
    ask = own.answer.clarify.ask if own.answer.clarify is not None else ""
    return [*body, *filter(None, [_minutes(own), _pay(own), ask])]


def _goal(own: Own, question: Target) -> str:
    goal = own.one("goal_work_rvu")
    if goal is None:
        return ""
    if question.extra:
        return f"{amount(goal.value)} {'extra ' if question.done is None else ''}work RVU"
    share, said = question.full_time_share, question.goal
    made = [f" times {question.scale.normalize():f}"] if question.scale is not None else []
    made += [f" for {amount(question.people)} clinicians"] if question.people is not None else []
    made += [f" at {share.normalize():f} FTE"] if share is not None else []
    part = f" ({amount(said)}{''.join(made)})" if made and said is not None else ""
    return f"{amount(goal.value)} work RVU a {question.per}{part}"


def _led(own: Own, question: Target) -> list[str]:
    """Say whether the asker's own rate of work reaches the target."""
    rated = question.pace is not None or (question.visits is not None and question.average is not None)
    rated = rated or question.weeks_elapsed is not None
    rate, leads = own.one("pace_work_rvu"), own.one("projected_work_rvu")
    if not rated or rate is None:
        return []
    brings = f"{amount(rate.value)} {rate.unit}"
    if question.pace is None and question.visits is not None and question.average is not None:
        seen = f"{amount(question.visits)} visits a {question.visits_per} at {amount(question.average)} each"
        brings = f"{seen} are {brings}"
    if leads is None:
        return [sentence(brings), *_until(own, question)]
    goal = _goal(own, question)
    done = "" if question.done is None else f" on top of {amount(question.done)} done"
    over = leads.unit.removeprefix("work RVU").strip()
    line = f"{brings}{done}"
    if leads.value != rate.value:
        line = f"{line}, which leads to {amount(leads.value)}{f' {over}' if over else ''}"
    short, ahead = own.one("short_work_rvu"), own.one("ahead_work_rvu")
    if short is not None:
        return [f"Not at this pace: {line}, {amount(short.value)} short of {goal}."]
    if ahead is not None and ahead.value:
        return [f"Yes, at this pace: {line}, {amount(ahead.value)} above {goal}."]
    return [f"Yes, just: {line}, which is {goal}."]


def _pace(own: Own, question: Target) -> list[str]:
    """Say whether a straight line from what is done reaches the target."""
    done = own.one("done_work_rvu")
    if done is None:
        return []
    goal = _goal(own, question)
    past = own.one("past_work_rvu")
    if past is not None:
        return [f"You are there: {amount(done.value)} done is {amount(past.value)} past the target of {goal}."]
    pace, projected = own.one("pace_work_rvu"), own.one("projected_work_rvu")
    if pace is None or projected is None:
        left = own.one("left_work_rvu")
        return [] if left is None else [f"{amount(left.value)} work RVU are left of {goal}."]
    line = (
        f"{amount(done.value)} work RVU in {_months(question)} is {amount(pace.value)} a month, "
        f"which leads to {amount(projected.value)} for the year"
    )
    short, ahead = own.one("short_work_rvu"), own.one("ahead_work_rvu")
    if short is not None:
        return [f"Not at this pace: {line}, {amount(short.value)} short of {goal}."]
    if ahead is not None and ahead.value:
        return [f"Yes, at this pace: {line}, {amount(ahead.value)} above {goal}."]
    return [f"Yes, just: {line}, which is {goal}."] if ahead is not None else [f"{line}."]


def _months(question: Target) -> str:
    months = question.months_elapsed
    return "" if months is None else f"{whole(months)} month{'' if months == 1 else 's'}"


def _mix(own: Own, question: Target) -> list[str]:
    """Say what the visits that were listed bring, and what that lacks."""
    span, brings = own.span("mix_work_rvu"), own.one("mix_work_rvu")
    if span is None or brings is None:
        return []
    said = amount(span.low) if span.low == span.high else f"{amount(span.low)} to {amount(span.high)}"
    gaps = [figure for figure in own.figures if figure.key in _GAPS and figure.pathway is not None]
    told = [_gap([gap for gap in gaps if gap.unit == unit]) for unit in dict.fromkeys(gap.unit for gap in gaps)]
    lead = sentence(f"your visits bring {said} {brings.unit}{f', {listed(told)}' if told else ''}")
    return [lead, *_until(own, question)]


def _until(own: Own, question: Target) -> list[str]:
    """Say how long it takes to reach the target, where nothing says how long there is."""
    have = own.span("time_needed")
    first = own.one("time_needed")
    if have is None or first is None:
        return []
    long = amount(have.low) if have.low == have.high else f"{amount(have.low)} to {amount(have.high)}"
    left = "" if question.done is None else "what is left of "
    return [f"At that rate it takes {long} {first.unit} to reach {left}{_goal(own, question)}."]


def _gap(gaps: list[Figure]) -> str:
    """Write "4.57 short of what is needed a day"; from the worst way to the best where they differ."""
    signed = sorted((-gap.value if gap.key == "short_work_rvu" else gap.value, gap.key) for gap in gaps)
    needed = f"what is needed {gaps[0].unit.removeprefix('work RVU ')}"
    (low, worst), (high, best) = signed[0], signed[-1]
    if worst != best:
        return f"from {amount(-low)} short of {needed} to {amount(high)} above it"
    near, far = sorted((abs(low), abs(high)))
    size = amount(near) if near == far else f"{amount(near)} to {amount(far)}"
    return f"{size} {_GAPS[best]} {needed}"


def _takes(own: Own, question: Target) -> list[str]:
    """Say what the target, or what is left of it, needs in each stretch of time."""
    asked = f"a {question.every}"
    first = (asked, "an hour", "a visit")
    needed = sorted(own.all("needed_work_rvu"), key=lambda figure: not _over(figure).startswith(first))
    parts = [f"{amount(figure.value)} {_over(figure)}" for figure in needed if _worth_telling(figure, question)]
    if not parts:
        return []
    if question.done is not None:
        return [f"From now on it takes {listed(parts)} to reach it."]
    return [sentence(f"{_goal(own, question)} is {listed(parts)}")]


def _over(figure: Figure) -> str:
    return figure.unit.removeprefix("work RVU ")


def _worth_telling(figure: Figure, question: Target) -> bool:
    """Leave out what only repeats the target."""
    return question.done is not None or _over(figure) != f"a {question.per}"


def _counts(own: Own, question: Target) -> list[str]:
    """Say how many visits, of the average or of each way, reach it, in each case."""
    counts = own.all("visits_needed")
    if not counts:
        return []
    sentences = []
    for over in dict.fromkeys(count.unit.removeprefix("visits ") for count in counts):
        same = [count for count in counts if count.unit == f"visits {over}"]
        parts = [_count(own, count) for count in same]
        each = "" if question.average is None else f" at {amount(question.average)} work RVU each"
        sentences.append(sentence(f"it takes {listed(parts, 'or')} {over}{each}"))
    return sentences


def _count(own: Own, count: Figure) -> str:
    """Write "14 x 99214 (13.59 exactly)", "8 wellness visits billed as G0439"."""
    exact = next(one for one in own.all("visits_exact", count.unit) if one.pathway == count.pathway)
    exactly = "" if exact.value == count.value else f" ({fixed(exact.value, 2)} exactly)"
    way = next((way for way in own.answer.pathways if way.id == count.pathway), None)
    side = next((side for side in own.answer.sides if way is not None and side.number == way.side), None)
    if way is None or side is None:
        return f"{whole(count.value)} {'visit' if count.value == 1 else 'visits'}{exactly}"
    if side.many is None:
        return f"{whole(count.value)} x {way_codes(way)}{exactly}"
    many = side.name if count.value == 1 else side.many
    return f"{whole(count.value)} {many} billed as {way_codes(way)}{exactly}"


def _minutes(own: Own) -> str:
    """Say how long that takes, on the asker's own minutes."""
    told = []
    for over in dict.fromkeys(figure.unit for figure in own.all("minutes_needed")):
        same = own.all("minutes_needed", over)
        low, high = min(one.value for one in same), max(one.value for one in same)
        unit = counted(int(high), "minute") if high == high.to_integral_value() else f"{whole(high)} minutes"
        told.append(f"{unit if low == high else f'{whole(low)} to {unit}'} {over.removeprefix('minutes ')}")
    notes = (
        ", notes and messages included" if any("with notes" in one.label for one in own.all("minutes_needed")) else ""
    )
    return sentence(f"on your own minutes that is {listed(told)}{notes}") if told else ""


def _pay(own: Own) -> str:
    """Say what it pays by the asker's rate or tiers."""
    goal, projected = own.one("goal_credit_usd"), own.one("projected_credit_usd")
    parts = []
    if goal is not None:
        parts.append(f"the target pays {usd(goal.value)} a year")
    if projected is not None:
        parts.append(
            f"the projection {usd(projected.value)}" if parts else f"the projection pays {usd(projected.value)} a year"
        )
    plan = "your tiers" if isinstance(own.answer.question, Target) and own.answer.question.tiers else "your rate"
    return sentence(f"by {plan} {listed(parts)}; your contract decides") if parts else ""
