"""What the types of JSON objects have in common. The only module that imports pydantic."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.json_schema import GenerateJsonSchema

__all__ = ["Field", "Given", "Name", "Sent", "Sha256", "ValidationError", "schema_of"]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Sha256: TypeAlias = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
"""Of a document."""


class Given(BaseModel):
    """An object that casc-qa gives. All its fields are there; later versions may add others."""

    model_config = ConfigDict(extra="allow", frozen=True, use_attribute_docstrings=True)


class Sent(BaseModel):
    """An object that casc-qa is sent. It has no other fields, each of its very type."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class _Untitled(GenerateJsonSchema):
    """A schema whose fields have no titles: these would only repeat the names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a type."""
    return {"$schema": DIALECT, **model.model_json_schema(schema_generator=_Untitled)}
