"""What a follow-up does to a question, each as a function of the question."""

from collections.abc import Callable, Sequence

from bot.domain.question import Compare, Item, Stated, Value
from bot.language.asking import Priced


def joined(old: Stated, new: Stated) -> Stated:
    """Return a basis with what is newly stated in place of what was."""
    return old.model_copy(update={key: value for key, value in new if value is not None})


def under(question: Priced, new: Stated) -> Priced:
    """Return the question under a newly stated basis, which holds for every item."""
    whole = {"setting": new.setting, "year": new.year, "clinician": new.clinician}
    freed = {key: None for key, value in whole.items() if value is not None}
    items = tuple(item.model_copy(update=freed) for item in question.items)
    return question.model_copy(update={"items": items, "stated": joined(question.stated, new)})


def compared(question: Priced) -> Compare | None:
    """Return the comparison of a question's sides, None where there is only one."""
    if len({item.side for item in question.items}) < 2:  # noqa: PLR2004 - one side has nothing to be more than
        return None
    return Compare(items=question.items, stated=question.stated)


def replaced(question: Priced, at: int, new: Sequence[Item]) -> Priced:
    """Return the question with other items in the place of one."""
    items = (*question.items[:at], *new, *question.items[at + 1 :])
    return question.model_copy(update={"items": items})


def giving(places: tuple[int, ...], key: str, value: int) -> Callable[[Priced], Priced]:
    """Return what gives some items a number. New minutes say nothing of the charting that was in the old ones."""
    given = {key: value, "assumed": None} | ({"charting": None} if key == "minutes" else {})

    def change(question: Priced) -> Priced:
        items = [item.model_copy(update=given) if at in places else item for at, item in enumerate(question.items)]
        return question.model_copy(update={"items": tuple(items)})

    return change


def swapping(at: int, new: tuple[Item, ...], *, keep: bool) -> Callable[[Priced], Priced]:
    """Return what puts services in the place of one; a correction keeps its minutes and count."""

    def change(question: Priced) -> Priced:
        old = question.items[at]
        kept = {"side": old.side}
        if keep and len(new) == 1:
            timed = new[0] if new[0].minutes else old
            kept |= {"minutes": timed.minutes, "charting": timed.charting}
            kept |= {"quantity": new[0].quantity if new[0].quantity > 1 else old.quantity}
        return replaced(question, at, [item.model_copy(update=kept) for item in new])

    return change


def adding(at: int, new: tuple[Item, ...]) -> Callable[[Priced], Priced]:
    """Return what puts services behind one, on its side."""

    def change(question: Priced) -> Priced:
        old = question.items[at]
        return replaced(question, at, [old, *(item.model_copy(update={"side": old.side}) for item in new)])

    return change


def alone(item: Item) -> Callable[[Priced], Priced]:
    """Return what asks for one item's worth alone."""

    def change(question: Priced) -> Priced:
        return Value(items=(item,), stated=question.stated)

    return change
