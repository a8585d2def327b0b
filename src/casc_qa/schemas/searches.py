"""The object of a search: passages by how near they come, and no answer."""

from __future__ import annotations

from casc_qa.schemas.answers import Passage
from casc_qa.schemas.base import Given, Sha256
from casc_qa.schemas.parts import Filters, Index, Locator, Version


class FoundPassage(Passage):
    """A passage that was found."""

    sha256: Sha256
    """Of the document's file."""
    language: str | None
    """Of the document, ISO 639-1."""
    locator: Locator
    """The address of the passage in one line."""


class Found(Given):
    """Passages that come near a question, the nearest first. Being near is no answer."""

    version: Version
    question: str
    filters: Filters
    passages: list[FoundPassage]
    index: Index
