"""Everything that this project says in its own words, as types, read straight from the files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain.concept import Concept, Rule
from bot.domain.service import Service
from bot.domain.topic import Topic

DATA = Path(__file__).parents[2] / "bot" / "catalog" / "data"


def read(file: str, table: str) -> dict[str, dict[str, Any]]:
    """Return the tables of one data file by id."""
    with (DATA / file).open("rb") as handle:
        return tomllib.load(handle)[table]


@dataclass(frozen=True)
class Words:
    """Everything that this project says in its own words."""

    services: Mapping[str, Service]
    concepts: Mapping[str, Concept]
    rules: Mapping[str, Rule]
    topics: Mapping[str, Topic]
    citations: Mapping[str, dict[str, Any]]

    def codes_of(self, concept: str) -> frozenset[str]:
        """Return every base code that some way of the concept can bill."""
        uses = self.concepts[concept].uses
        return frozenset(code for use in uses for code in self.rules[use.rule].codes)


def everything() -> Words:
    """Return all of it."""
    return Words(
        services={k: Service(code=k, **v) for k, v in read("services.toml", "service").items()},
        concepts={k: Concept(id=k, **v) for k, v in read("concepts.toml", "concept").items()},
        rules={k: Rule(id=k, **v) for k, v in read("rules.toml", "rule").items()},
        topics={k: Topic(id=k, **v) for k, v in read("topics.toml", "topic").items()},
        citations=read("citations.toml", "citation"),
    )
