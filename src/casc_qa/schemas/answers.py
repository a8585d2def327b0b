"""The object of an answer: ``casc-qa ask --json``."""

from __future__ import annotations

from typing import Annotated

from casc_qa.schemas.base import Field, Given, Sha256
from casc_qa.schemas.parts import Filters, Index, Locator, Offset, Span, Version
from casc_qa.types import AbstentionCode, Origin

Number = Annotated[int, Field(ge=1)]


class Abstention(Given):
    """Why there is no answer."""

    code: AbstentionCode
    message: str
    """For people, in the language of the question if that is English or Russian."""


class Sentence(Given):
    """A sentence of a document, word for word."""

    text: str
    citation: Number
    """The number of its citation."""
    highlight: Span | None
    """Where in the text the words stand that answer; null where none are sure."""
    context: Number | None
    """The number of the citation to be read before."""
    continuation: Number | None
    """The number of the citation to be read after."""


class Box(Given):
    """A rectangle on a page, in points from its lower left corner."""

    page: Number
    left: float
    bottom: float
    right: float
    top: float


class Citation(Given):
    """Where a quote stands: it is the document's text from start to end."""

    number: Number
    doc_id: str
    sha256: Sha256
    """Of the document's file."""
    title: str
    date: str | None
    url: str | None
    page: int | None
    """Counted from 1."""
    page_end: int | None
    start: Offset
    """In code points of the document's text."""
    end: Offset
    """Excluded."""
    quote: str
    page_label: str | None
    """What is printed on the page as its number, where that is another one."""
    sure: Annotated[int, Field(ge=0, le=100)] | None
    """Of a quote that was read in a scan: how surely, in per cent."""
    boxes: list[Box]
    """Where it is printed, a box a line."""
    date_from: Origin | None
    file_date: str | None
    locator: Locator
    """The address of the quote in one line."""


class Passage(Given):
    """A passage of a document: its text from start to end."""

    passage_id: str
    doc_id: str
    start: Offset
    end: Offset
    text: str
    score: float
    """Of the ranking, higher for the nearer."""
    title: str
    """Of the document."""


class Answer(Given):
    """An answer in the documents' own words, or why there is none."""

    version: Version
    question: str
    asked_as: str | None
    """As it was searched for, where that differs."""
    language: str
    """Of the question, ISO 639-1."""
    told_in: str
    """The language of messages: that of the question, unless another was asked for."""
    filters: Filters
    answered: bool
    """Whether the documents say. Where they do not, there is nothing else that does."""
    abstention: Abstention | None
    confidence: Annotated[float, Field(ge=0, le=1)] | None
    """How likely the best sentence answers the question."""
    answer: list[Sentence]
    """Best first; empty where the documents do not say."""
    unread: str | None
    """Why no passage was read although the settings want it."""
    differing: list[Number]
    """The numbers of citations that give different figures."""
    citations: list[Citation]
    passages: list[Passage]
    """Those that the quotes come from, or where there is no answer the nearest: no answer."""
    index: Index
