"""The frozen base of every domain type."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable value that refuses unknown fields.

    Pydantic raises `ValidationError` when a field is missing, unknown or of the wrong type.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        # Written out, every field is always there; the published schema says so.
        json_schema_serialization_defaults_required=True,
    )
