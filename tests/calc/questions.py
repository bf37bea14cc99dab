"""Short ways to write questions in tests."""

from bot.domain.answer import Answer, Figure, Pathway
from bot.domain.question import Item
from bot.domain.service import CodeRef


def thing(concept: str, side: int | None = None, **more: object) -> Item:
    return Item.model_validate({"concept": concept, "side": side, **more})


def coded(concept: str, written: str, side: int | None = None, **more: object) -> Item:
    return thing(concept, side, codes=(CodeRef.parse(written),), **more)


def pathway(answer: Answer, *codes: str) -> Pathway:
    (found,) = [one for one in answer.pathways if one.codes == codes]
    return found


def number(pathway: Pathway, key: str) -> str:
    return str(next(figure.value for figure in pathway.figures if figure.key == key))


def ratios(answer: Answer, unit: str, start: str = "") -> list[Figure]:
    return [f for f in answer.figures if f.key == "ratio" and f.unit == unit and (f.pathway or "").startswith(start)]


def counts(answer: Answer, unit: str) -> list[str]:
    return [str(f.value) for f in answer.figures if f.key == "break_even_count" and f.unit == unit]
