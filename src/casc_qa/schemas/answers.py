"""The object of an answer: ``casc-qa ask --json``."""

from __future__ import annotations

from typing import Annotated

from casc_qa.schemas.base import Field, Given, Sha256
from casc_qa.schemas.parts import Filters, Index, Locator, Offset, Span, Version
from casc_qa.types import AbstentionCode, AnswerKind, Origin

Number = Annotated[int, Field(ge=1)]
Left = Annotated[int, Field(ge=0)]


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
    date: str | None
    """In a timeline the date that the highlight states, ISO 8601; without a year "--06-08"."""
    year_is_stated: bool
    """Whether the words state the date's year."""


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
    """Best first, an overview by document, a timeline by date; empty where documents do not say."""
    unread: str | None
    """Why no passage was read although the settings want it."""
    differing: list[Number]
    """The numbers of citations that give different figures."""
    citations: list[Citation]
    passages: list[Passage]
    """Those that the quotes come from, or where there is no answer the nearest: no answer."""
    kind: AnswerKind
    """An overview says what documents are about, a timeline has the dates that they state."""
    left_out: Left
    """How many documents of an overview, or dates of a timeline, are more than are shown."""
    unread_documents: Left
    """How many documents a timeline was not made of: more than can be looked through at once."""
    index: Index
