"""Reads the catalog's TOML files into domain types, refusing whatever does not fit, with file, table and key."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import tomli
from pydantic import BaseModel, ValidationError

from bot.errors import CatalogError

Model = TypeVar("Model", bound=BaseModel)
REMEDY = "Mend the file, or restore the one that came with the program."


def refuse(path: Path, where: str, why: str) -> CatalogError:
    """Return the error that names file, row and key."""
    return CatalogError(f"{path.name}, {where}: {why}.", REMEDY)


def read_text(path: Path) -> str:
    """Return a file's text. Raises `CatalogError` when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise refuse(path, "whole file", "it is missing") from None
    except UnicodeDecodeError as error:
        raise refuse(path, f"byte {error.start}", "it is not UTF-8 text") from None


def read_toml(path: Path) -> dict[str, Any]:
    """Parse a TOML file, numbers with a point kept as strings so that they stay exact.

    By tomli, which is the standard library's parser, compiled: a start is 40 ms shorter.

    Raises `CatalogError` for a syntax error or a key that appears twice.
    """
    try:
        return tomli.loads(read_text(path), parse_float=str)
    except tomli.TOMLDecodeError as error:
        raise refuse(path, "syntax", str(error).rstrip(".")) from None


def groups(path: Path, *expected: str) -> dict[str, Mapping[str, Any]]:
    """Return the expected top-level tables of a file. Raises `CatalogError` for a missing or an unknown one."""
    read = read_toml(path)
    for name in read.keys() - set(expected):
        raise refuse(path, name, "no such table is known here")
    for name in expected:
        if not isinstance(read.get(name), dict):
            raise refuse(path, name, "the table is missing")
    return read


def build(path: Path, where: str, model: type[Model], values: Mapping[str, Any]) -> Model:
    """Make one domain value. Raises `CatalogError` for unknown keys, missing ones and values out of range."""
    try:
        return slim(model.model_validate(values))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        why = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise refuse(path, f"{where}{f', {key}' if key else ''}", why) from None


_GIVEN: dict[frozenset[str], set[str]] = {}
"""Which fields were given, each combination once."""


def slim(value: Model) -> Model:
    """Let like values share the set of the fields that were given: ten thousand sets of their own take megabytes.

    The values are frozen, and pydantic copies the set before it changes one.
    """
    given = value.model_fields_set
    object.__setattr__(value, "__pydantic_fields_set__", _GIVEN.setdefault(frozenset(given), given))
    for name in _nested(type(value)):
        held = getattr(value, name)
        for inner in held if isinstance(held, tuple) else (held,):
            if isinstance(inner, BaseModel):
                slim(inner)
    return value


@cache
def _nested(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields of a type that can hold values with fields of their own."""
    return tuple(name for name, field in model.model_fields.items() if _holds(field.annotation))


def _holds(annotation: object) -> bool:
    model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return model or any(_holds(inner) for inner in get_args(annotation))


def made(path: Path, group: str, entries: Mapping[str, Any], model: type[Model], key: str | None) -> dict[str, Model]:
    """Make the like tables of one group (`[rule.x]`) into values by name, which becomes the field `key`, if given."""
    found = {}
    for name, values in entries.items():
        if not isinstance(values, dict):
            raise refuse(path, f"{group}.{name}", "it is not a table")
        if key in values:
            raise refuse(path, f"{group}.{name}, {key}", "the table's own name gives it already")
        found[name] = build(path, f"{group}.{name}", model, {key: name, **values} if key else values)
    return found


def table(path: Path, group: str, model: type[Model], key: str | None = "id") -> dict[str, Model]:
    """Read a file that holds one group of like tables."""
    return made(path, group, groups(path, group)[group], model, key)
