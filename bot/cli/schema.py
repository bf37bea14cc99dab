"""`python -m bot schema`."""

import json

import typer

from bot.domain.answer import Answer


def schema() -> None:
    """Print the JSON Schema of the object that `ask --json` prints."""
    typer.echo(json.dumps(Answer.model_json_schema(mode="serialization"), indent=2))
