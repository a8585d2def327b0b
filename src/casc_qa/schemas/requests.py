"""What the HTTP API and the tools of the MCP server are sent."""

from __future__ import annotations

from typing import Annotated, Literal

from casc_qa.schemas.base import Field, Name, Sent
from casc_qa.schemas.limits import (
    MOST_DOCUMENTS,
    MOST_FILTERS,
    MOST_PASSAGES,
    MOST_QUESTION_CHARS,
    MOST_QUESTIONS,
    MOST_QUOTE_CHARS,
    MOST_QUOTES,
)

Question = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MOST_QUESTION_CHARS,
        examples=["Who funded the Gender and Human Rights Project?"],
    ),
]
Date = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", examples=["2023-06"])]
Language = Annotated[str, Field(pattern="^[a-z]{2,3}$", examples=["en"])]
Count = Annotated[int, Field(ge=1, le=MOST_PASSAGES)]
Listed = Annotated[int, Field(ge=1, le=MOST_DOCUMENTS)]
Start = Annotated[int, Field(ge=0, le=10**9 - 1)]
Lang = Literal["en", "ru"]
Locator = Annotated[str, Field(min_length=1, max_length=16_384)]


class Filtered(Sent):
    """Which documents to search; what is left out or null leaves that side open."""

    doc: Annotated[list[Name], Field(max_length=MOST_FILTERS)] | None = None
    """Only these documents: their names, or parts of names that no other has."""
    after: Date | None = None
    """Only documents of this day, month or year, or later."""
    before: Date | None = None
    """Only documents of this day, month or year, or earlier."""
    language: Annotated[list[Language], Field(max_length=MOST_FILTERS)] | None = None
    """Only documents in these languages, ISO 639-1."""


class Ask(Filtered):
    """A question to be answered."""

    question: Question
    k: Count | None = None
    """How many passages to show; by default what the settings say."""
    lang: Lang | None = None
    """Language of messages; by default that of the question."""


class Search(Filtered):
    """A question, or words, whose nearest passages are looked for."""

    question: Question
    k: Count | None = None
    """How many passages; by default what the settings say."""


class List(Filtered):
    """Which documents to list."""

    start: Start = 0
    """How many documents to pass over."""
    most: Listed = 50
    """How many to list."""


class Read(Sent):
    """A document to be read, or a part of it."""

    document: Locator
    """Its doc_id, or the locator of a quote, whose very words are then read."""
    start: Start | None = None
    """From which character on; the beginning without."""
    end: Start | None = None
    """Up to which character, which is excluded; some 10,000 on without."""


class Survey(Filtered):
    """What an overview or a timeline is asked of."""

    of: Annotated[str, Field(min_length=1, max_length=MOST_QUESTION_CHARS)] | None = None
    """A document, by its name or title, or a topic; all documents without."""
    lang: Lang | None = None
    """Language of messages; by default that of the topic."""


class TableQuestions(Filtered):
    """Questions that every document is asked."""

    questions: Annotated[list[Question], Field(min_length=1, max_length=MOST_QUESTIONS)]


class Quoted(Sent):
    """A quote to be checked, and where it is said to stand; anywhere, where nothing is said."""

    quote: Annotated[
        str,
        Field(
            min_length=1,
            max_length=MOST_QUOTE_CHARS,
            examples=["The training gathered 53 participants"],
        ),
    ]
    doc: Name | None = None
    """The name of its document."""
    locator: Locator | None = None
    """Its own locator, which also names the document."""


class Verify(Sent):
    """Quotes to be checked against the documents as they are now."""

    quotes: Annotated[list[Quoted], Field(min_length=1, max_length=MOST_QUOTES)]
