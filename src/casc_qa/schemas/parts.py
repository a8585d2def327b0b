"""Parts that several objects have."""

from __future__ import annotations

from typing import Annotated, Literal

from casc_qa.schemas.base import Field, Given, Sha256
from casc_qa.types import Origin

Version = Literal[1]
Offset = Annotated[int, Field(ge=0)]
Locator = Annotated[str, Field(pattern="^casc-qa:")]


class Filters(Given):
    """Which documents were searched; null leaves that side open."""

    doc_ids: list[str] | None
    after: str | None
    """A day, a month or a year, itself included: "2023-06-08", "2023-06", "2023"."""
    before: str | None
    """A day, a month or a year, itself included."""
    languages: list[str] | None
    """ISO 639-1."""


class Span(Given):
    """A slice of a text, in code points, the end excluded."""

    start: Offset
    end: Offset


class Index(Given):
    """The index that was asked."""

    generation: str
    """It changes when the documents do."""
    model: str


class DocumentFacts(Given):
    """What is known of a document."""

    doc_id: str
    """Path below the folder of documents, with "#n" where a file holds many."""
    title: str
    date: str | None
    """ISO 8601 as far as it is stated: a day, month or year, or "first/last"; null: undated."""
    language: str | None
    """ISO 639-1."""
    url: str | None
    sha256: Sha256
    """Of the file's bytes."""
    extractor: str
    """What turned bytes into text."""
    also_at: list[str]
    """Other files with the same bytes."""
    date_from: Origin | None
    """Where the date is stated."""
    title_from: Origin | None
    """Where the title is from."""
    file_date: str | None
    """The day on which the file says that it was made."""
