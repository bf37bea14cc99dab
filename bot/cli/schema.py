"""`python -m bot schema`."""

import json

import typer

from bot.domain.answer import Answer


def schema() -> None:
    """Print the JSON Schema of the object that `ask --json` prints."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    typer.echo(json.dumps(dialect | Answer.model_json_schema(mode="serialization"), indent=2))
