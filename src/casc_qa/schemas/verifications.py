"""The object of ``casc-qa verify --json``: what became of quotes."""

from __future__ import annotations

from typing import Annotated, Literal

from casc_qa.schemas.answers import Number
from casc_qa.schemas.base import Field, Given, Sha256
from casc_qa.schemas.parts import Locator, Offset, Version
from casc_qa.verifying.claims import Note, Status


class Counts(Given):
    """How many quotes are so."""

    verified: Offset
    moved: Offset
    changed: Offset
    missing: Offset


class Where(Given):
    """Where in a file a quote is."""

    unit: Literal["line", "page", "row"]
    number: Number


class Source(Given):
    """Where a quote is said to stand; what is null is not said."""

    doc_ids: list[str]
    sha256: str | None
    start: int | None
    end: int | None
    page: int | None
    name: str | None


class Place(Given):
    """A place in a document."""

    doc_id: str
    title: str
    date: str | None
    url: str | None
    sha256: Sha256
    page: int | None
    page_end: int | None
    start: Offset
    end: Offset
    text: str
    """The document's text from start to end."""
    locator: Locator


class Whole(Given):
    """The whole sentence that a quote is a part of."""

    start: Offset
    end: Offset
    text: str


class Difference(Given):
    """Words of a quote, and what the document has in their place; empty where it has nothing."""

    quote: str
    quote_start: Offset
    quote_end: Offset
    document: str
    start: Offset
    end: Offset


class Verdict(Given):
    """What became of one quote."""

    number: Number
    status: Status
    quote: str
    where: Where | None
    sources: list[Source]
    place: Place | None
    """Where it stands, or for a changed one the text that comes nearest."""
    places: Offset
    """How often it stands in the documents that were searched."""
    notes: list[Note]
    sentence: Whole | None
    similarity: Annotated[float, Field(ge=0, le=1)] | None
    """Of a changed quote to the text that comes nearest."""
    differences: list[Difference]


class VerifiedIndex(Given):
    """The index whose documents were searched."""

    generation: str


class Verification(Given):
    """What became of every quote."""

    version: Version
    verified: bool
    """Whether every quote is, and no document is outdated."""
    counts: Counts
    uncounted: Offset
    """Words in quotation marks that are no claim."""
    unclosed: Offset
    """Quotation marks that are not closed."""
    unused: Offset
    """Locators for which no quote was found."""
    outdated: list[str]
    """The doc_ids of documents in which quotes were found and whose files have changed since."""
    quotes: list[Verdict]
    index: VerifiedIndex
