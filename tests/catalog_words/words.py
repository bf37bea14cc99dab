"""Everything that this project says in its own words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.catalog.load import load
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
    catalog = load()
    return Words(
        services=catalog.services,
        concepts=catalog.concepts,
        rules=catalog.rules,
        topics=catalog.topics,
        citations=read("citations.toml", "citation"),
    )
