"""The objects of ``casc-qa overview --json`` and ``casc-qa timeline --json``."""

from __future__ import annotations

from casc_qa.schemas.answers import Abstention, Citation, Left, Number
from casc_qa.schemas.base import Given
from casc_qa.schemas.parts import Filters, Index, Locator, Span, Version


class Survey(Given):
    """What overviews and timelines have in common."""

    version: Version
    of: str | None
    """What it was asked of, as typed: a document, a topic; null for all documents."""
    language: str
    """Of messages."""
    filters: Filters
    answered: bool
    """Whether there is anything to quote."""
    abstention: Abstention | None
    citations: list[Citation]
    index: Index


class QuotedSentence(Given):
    """A sentence of a document, word for word."""

    text: str
    citation: Number
    """The number of its citation."""
    locator: Locator


class Overview(Survey):
    """What a document, a topic or all documents are about, in sentences that can be read alone."""

    sentences: list[QuotedSentence]
    """By document, in its order."""
    documents: list[str]
    """The doc_id of each that is quoted."""
    left_out: Left
    """How many more documents there are."""


class DatedSentence(QuotedSentence):
    """A date that a document states, with the sentence that states it."""

    date: str
    """ISO 8601 as far as it is stated: a day, month or year, or "first/last"; "--06-08" or "--06"
    where nobody states the year."""
    year_is_stated: bool
    """Where it is not, the year is that of the document, to whose date it is close, or unknown."""
    words: str
    """The date as it is written."""
    highlight: Span
    """Where in the text the words stand."""
    context: Number | None
    """The number of the citation to be read before."""


class Timeline(Survey):
    """Every date that the documents state."""

    dates: list[DatedSentence]
    """In their order."""
    without_year: list[DatedSentence]
    """Those whose year is unknown, by month."""
    left_out: Left
    """How many more dates there are."""
    unread_documents: Left
    """How many documents were not looked through, where there are too many sentences."""
