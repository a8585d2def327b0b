"""The object of ``casc-qa inspect --json``: what an index holds."""

from __future__ import annotations

from typing import TypeAlias

from casc_qa.schemas.base import Given, Sha256
from casc_qa.schemas.parts import DocumentFacts, Offset, Version

Facts: TypeAlias = dict[str, str | int | float]


class CountedDocument(DocumentFacts):
    """A document, and how many passages it has."""

    passages: Offset


class File(Given):
    """A file of the index."""

    size: Offset
    sha256: Sha256


class Manifest(Given):
    """What a generation of the index is made of."""

    format_version: int
    generation: str
    created_at: str
    corpus: dict[str, str]
    counts: dict[str, int]
    embedder: Facts
    chunking: Facts
    tokens: dict[str, str]
    search: Facts
    skipped: list[tuple[str, str]]
    """Files that could not be read, each with the reason."""
    notes: list[str]
    files: dict[str, File]


class Inspection(Given):
    """What an index holds."""

    version: Version
    documents: list[CountedDocument]
    manifest: Manifest
