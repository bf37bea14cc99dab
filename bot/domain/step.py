"""The steps of a calculation: noted in short while it is made, and written out when somebody wants to see them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple, overload

from pydantic import GetCoreSchemaHandler, TypeAdapter
from pydantic_core import CoreSchema, core_schema

from bot.domain.base import Frozen
from bot.domain.money import Exact


class Op(StrEnum):
    """What a step does with its inputs, in order."""

    GIVEN = "given"
    """No inputs: a CMS row, a rule's parameter or the asker's own number, as `source` says."""
    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    ROUND_2 = "round_2"
    """Half-up to two places."""
    ROUND_3 = "round_3"
    """Half-up to three places."""
    FLOOR = "floor"
    """Whole part of the first input divided by the second."""
    CEILING = "ceiling"
    """The same, begun units counted."""
    MINIMUM = "minimum"
    MAXIMUM = "maximum"


class Input(Frozen):
    """A step's input: the name of an earlier step and its value."""

    name: str
    value: Exact


class Step(Frozen):
    """One line of the math. Names are unique within an answer."""

    name: str
    inputs: tuple[Input, ...] = ()
    op: Op
    value: Exact
    source: str
    """Citation id for a given number, else the rule in words."""


class Num(NamedTuple):
    """A number that a step has produced."""

    name: str
    value: Decimal


class Noted(NamedTuple):
    """A step as it is noted, before anybody wants to see it."""

    op: Op
    value: Decimal
    source: str
    inputs: tuple[Num, ...]


class Steps(Sequence[Step]):
    """The steps of one answer, in order. A field of this type is read from and written to JSON like a list of steps.

    Most are never looked at, and there are a hundred of them: each is written out when it is.
    """

    __slots__ = ("_noted", "_written")

    def __init__(self, noted: Mapping[str, Noted] | None = None) -> None:
        """Take the steps by name, in order. They must not change any more."""
        self._noted: Final = noted or {}
        self._written: tuple[Step, ...] | None = None

    @classmethod
    def of(cls, written: Sequence[Step]) -> "Steps":
        """Return steps that were written out. Raises `ValueError` when two have one name."""
        noted = {
            step.name: Noted(step.op, step.value, step.source, tuple(Num(one.name, one.value) for one in step.inputs))
            for step in written
        }
        if len(noted) < len(written):
            message = "two steps of one name"
            raise ValueError(message)
        return cls(noted)

    def noted(self, name: str) -> Noted | None:
        """Return one step as it was noted."""
        return self._noted.get(name)

    @property
    def sources(self) -> Iterator[str]:
        """Yield the source of each."""
        return (one.source for one in self._noted.values())

    @property
    def lines(self) -> Iterator[str]:
        """Yield a line for each that differs as soon as anything of it does, without writing it out."""
        # The value of an input is that of the step of its name.
        for name, (op, value, source, inputs) in self._noted.items():
            yield "\t".join((name, op, str(value), source, *[one[0] for one in inputs]))

    def _all(self) -> tuple[Step, ...]:
        if self._written is None:
            self._written = _STEPS.validate_python(
                [
                    {
                        "name": name,
                        "inputs": [{"name": one.name, "value": one.value} for one in made.inputs],
                        "op": made.op,
                        "value": made.value,
                        "source": made.source,
                    }
                    for name, made in self._noted.items()
                ]
            )
        return self._written

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._noted)

    def __iter__(self) -> Iterator[Step]:
        """Yield each, written out."""
        return iter(self._all())

    @overload
    def __getitem__(self, place: int) -> Step: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Step]: ...

    def __getitem__(self, place: int | slice) -> Step | Sequence[Step]:
        """Return one or some of them, written out."""
        return self._all()[place]

    def __eq__(self, other: object) -> bool:
        """Tell whether others are the same in the same order."""
        return isinstance(other, Steps) and list(self._noted.items()) == list(other._noted.items())

    def __hash__(self) -> int:
        """Hash the names: they are what differs."""
        return hash(tuple(self._noted))

    def __repr__(self) -> str:
        """Write them out."""
        return f"Steps.of({self._all()!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401 - pydantic's own
        """Read and write them as pydantic does a tuple of steps."""
        del source
        written = handler.generate_schema(tuple[Step, ...])
        read = core_schema.no_info_after_validator_function(cls.of, written)
        return core_schema.json_or_python_schema(
            json_schema=read,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), read]),
            serialization=core_schema.plain_serializer_function_ser_schema(_written_out, return_schema=written),
        )


def _written_out(steps: Steps) -> tuple[Step, ...]:
    return tuple(steps)


_STEPS: Final = TypeAdapter(tuple[Step, ...])
