"""The object of ``casc-qa table --format json``: every question asked of every document."""

from __future__ import annotations

from typing import Annotated

from casc_qa.schemas.answers import Abstention, Citation
from casc_qa.schemas.base import Field, Given, Sha256
from casc_qa.schemas.parts import Filters, Index, Span, Version


class Column(Given):
    """A question."""

    question: str
    language: str
    """ISO 639-1."""
    abstention: Abstention | None
    """Why no document is asked it."""


class Cell(Given):
    """What a document answers, word for word."""

    answered: bool
    """Whether the document says. Where it does not, there is nothing else that does."""
    words: str
    """The shortest words that answer; empty where the document does not say."""
    highlight: Span | None
    """Where in the sentence they stand, where they can stand alone."""
    confidence: Annotated[float, Field(ge=0, le=1)]
    """How likely the best sentence of the document answers, shown or not."""
    citation: Citation | None
    """Of the sentence."""


class Row(Given):
    """A document, with a cell for each question."""

    doc_id: str
    sha256: Sha256
    title: str
    date: str | None
    file_date: str | None
    url: str | None
    language: str | None
    cells: list[Cell]


class Table(Given):
    """Documents are rows, questions are columns."""

    version: Version
    questions: list[Column]
    filters: Filters
    documents: list[Row]
    unread: str | None
    """Why no passage was read although the settings want it."""
    index: Index
