"""The objects of the list of documents, and of a document's text."""

from __future__ import annotations

from casc_qa.schemas.base import Given
from casc_qa.schemas.parts import DocumentFacts, Filters, Index, Locator, Offset, Version


class Documents(Given):
    """The documents that can be asked, or those that filters leave."""

    version: Version
    filters: Filters
    total: Offset
    """How many there are, listed here or not."""
    start: Offset
    """How many of them stand before the first that is listed here."""
    documents: list[DocumentFacts]
    """By doc_id."""
    index: Index


class DocumentText(Given):
    """A slice of a document's text."""

    version: Version
    document: DocumentFacts
    length: Offset
    """Of the whole text, in code points."""
    start: Offset
    end: Offset
    """Excluded; before that of the whole text where there is more than is given at once."""
    text: str
    """The document's own words from start to end."""
    locator: Locator
    """The address of the slice in one line."""
    index: Index
