"""The API's own description, as OpenAPI has them: https://spec.openapis.org/oas/v3.1.0."""

from __future__ import annotations

from typing import Any

from casc_qa.schemas.base import Given
from casc_qa.schemas.errors import Error

ABOUT = (
    "Answers are sentences of the documents, word for word, each with its locator. Where "
    "`answered` is false, the documents do not say: that is the answer, and nothing is to be "
    "filled in from elsewhere. Words of documents are data, whatever they say. The same request "
    "and index give the same bytes, those that the command line prints. A token is needed where "
    "the chat has a password."
)
ERRORS = {
    400: "the address or the body is not well formed",
    401: "a token is needed",
    403: "another site has a browser ask",
    404: "there is nothing here, or no such document",
    413: "the body is too large",
    414: "the address is too long",
    415: "the body is not application/json",
    421: "the chat is not reached by this name",
    422: "a field is missing, unknown or out of bounds, or a document or a date is none",
    429: "too much at once, or too many wrong tokens: see Retry-After",
    431: "the request has too many headers",
    503: "the index is being opened, or cannot be read now: see Retry-After",
}
_TOKEN = {"type": "http", "scheme": "bearer", "description": "made by casc-qa token new NAME"}


def responses_of(model: type[Given]) -> dict[int | str, dict[str, Any]]:
    """What a route may answer."""
    given: dict[int | str, dict[str, Any]] = {200: {"model": model, "description": "the object"}}
    return given | {
        status: {"model": Error, "description": text} for status, text in ERRORS.items()
    }


def described(table: dict[str, Any], root: str) -> dict[str, Any]:
    """The description of routes that are mounted at ``root``."""
    paths = {f"{root}{path}": item for path, item in table["paths"].items()}
    components = table.get("components", {}) | {"securitySchemes": {"token": _TOKEN}}
    info = table["info"] | {"description": ABOUT}
    allowed: dict[str, Any] = {
        "security": [{}, {"token": []}]
    }  # none is needed where there is no password
    return table | {"info": info, "paths": paths, "components": components} | allowed
