"""A service that exists only as data is understood in every construction."""

from dataclasses import replace

import pytest

from bot.domain.catalog import Catalog
from bot.domain.concept import Band, Concept, Kind, Line, Rule, Use
from bot.domain.question import Item
from bot.domain.service import Service
from bot.domain.source import Sure
from bot.language.listener import Listener

CODE = "58888"


@pytest.fixture(scope="module")
def listener(catalog: Catalog) -> Listener:
    rule = Rule(
        id="zorb",
        label="zorbing",
        bands=(Band(lines=(Line(code=CODE),)),),
        who=("physician",),
        sure=Sure.FILE,
        cite="x",
    )
    concept = Concept(
        id="zorbing",
        name="zorb polishing",
        one="a zorb polishing",
        many="zorb polishings",
        kind=Kind.PROCEDURE,
        aliases=("zorb polish", "polish zorb", "zorb"),
        uses=(Use(rule="zorb"),),
    )
    service = Service(code=CODE, name="zorb polishing", concept="zorbing")
    return Listener(
        replace(
            catalog,
            rules={**catalog.rules, "zorb": rule},
            concepts={**catalog.concepts, "zorbing": concept},
            services={**catalog.services, CODE: service},
        )
    )


def item(**says: object) -> Item:
    return Item.model_validate({"concept": "zorbing", **says})


TEMPLATES = [
    ("how many rvus is a zorb polishing", item()),
    ("zorb polish rvu?", item()),
    ("what's polishing a zorb worth", item()),
    ("wrvu for zorb", item()),
    ("value of two zorb polishings", item(quantity=2)),
    ("a dozen zorbs", item(quantity=12)),
    ("zorb x 4", item(quantity=4)),
    ("3x zorb polish", item(quantity=3)),
    ("12 zorbs, total rvu", item(quantity=12)),
    ("20 min zorb polish", item(minutes=20)),
    ("zorb polishing for half an hour", item(minutes=30)),
    ("what does a 1.5h zorb pay", item(minutes=90)),
    ("$$ for both zorbs on both sides", item(quantity=2, both_sides=True)),
    ("bilateral zorb polishing", item(quantity=2, both_sides=True)),
    ("58888", item(codes=[{"code": CODE}])),
    ("58888-25 value", item(codes=[{"code": CODE, "modifiers": ["25"]}])),
    ("58888 w 25 rvu", item(codes=[{"code": CODE, "modifiers": ["25"]}])),
    ("zorb polishing (58888)", item(codes=[{"code": CODE}])),
    ("10 min zorb 58888", item(codes=[{"code": CODE}], minutes=10)),
    ("58888 x 3", item(codes=[{"code": CODE}], quantity=3)),
    ("2 hours of zorb polishing at 20 min each", item(minutes=20, quantity=6)),
    ("patient John Doe dob 2/3/1950 had a zorb polished", item()),
    ("hey all, quick question: rvus of a zorb?", item()),
    ("ZORB POLISH", item()),
    ("zorb-polish", item()),
    ("zorb polsihing", item()),
    ("whats the rvu on polishing this zorb", item()),
    ("zorb in facility", item()),
    ("zorb polish in boston", item()),
    ("medicare payment for a zorb in 2025", item()),
    ("zorb at 130% of medicare", item()),
    ("per hour value of 15 min zorbs", item(minutes=15)),
    ("zorbs at 15 min, wrvu per hour", item(minutes=15)),
    ("hourly on 20 min zorb polishings back to back", item(minutes=20)),
    ("zorb vs 99214", item(side=1)),
    ("is a zorb polish worth more than a 99214", item(side=1)),
    ("zorb polish 10 min or half an hour of diet talk", item(side=1, minutes=10)),
    ("zorb compared with a wart freeze", item(side=1)),
    ("which pays more, a zorb or a wart", item(side=1)),
    ("difference between a zorb and a wart", item(side=1)),
    ("zorb + 99213 vs 99215", item(side=1)),
    ("two zorbs versus a 45 minute visit", item(side=1, quantity=2)),
    ("zorb vs wart, 10 min each", item(side=1, minutes=10)),
    ("zorb in 2025 vs 2026", item(side=1, year=2025)),
    ("zorb office vs facility", item(side=1, setting="office")),
    ("how many zorbs equal a 99215", item(side=1)),
    ("how many zorb polishings to match one hour of counseling", item(side=1)),
    ("number of 15 min zorbs = 1 colonoscopy", item(side=1, minutes=15)),
    ("break even between a zorb and a 99214", item(side=1)),
    ("how long must a zorb be to pay what an iud pays", item(side=1)),
]


@pytest.mark.parametrize(("text", "wanted"), TEMPLATES, ids=[text for text, _ in TEMPLATES])
def test_every_construction_understands_it(listener: Listener, text: str, wanted: Item) -> None:
    question = listener.understand(text)
    assert question.intent not in {"clarify", "out_of_scope"}
    assert question.items[0] == wanted


def test_there_are_fifty_constructions() -> None:
    assert len({text for text, _ in TEMPLATES}) == 50


def test_two_concepts_of_one_name_are_asked_about(catalog: Catalog) -> None:
    twin = catalog.concepts["vasectomy"].model_copy(update={"id": "twin", "name": "twin", "aliases": ("vasectomy",)})
    listener = Listener(replace(catalog, concepts={**catalog.concepts, "twin": twin}))
    question = listener.understand("how much is a vasectomy")
    assert question.intent == "clarify"
    assert [choice.label for choice in question.choices] == ["vasectomy", "twin"]
    assert [choice.question.items[0].concept for choice in question.choices if choice.question] == ["vasectomy", "twin"]
