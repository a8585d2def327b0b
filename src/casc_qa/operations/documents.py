"""The list of documents, and what stands in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from casc_qa.errors import ScopeError, UsageError
from casc_qa.locators import Locator, locator_of
from casc_qa.schemas.limits import MOST_DOCUMENTS, MOST_TEXT_CHARS
from casc_qa.types import EVERYTHING, Document, Scope

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant

VERSION = 1
_FACTS = (
    "doc_id", "title", "date", "language", "url", "sha256", "extractor", "also_at", "date_from",
    "title_from", "file_date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Some of the documents that a scope has."""

    scope: Scope
    total: int
    """How many there are."""
    start: int
    """How many of them stand before the first of ``documents``."""
    documents: tuple[Mapping[str, Any], ...]
    """What is known of each, as ``facts_of`` has it."""
    generation: str
    model: str

    def to_dict(self) -> dict[str, Any]:
        """The object that ``casc-qa schema documents`` describes."""
        return {
            "version": VERSION,
            "filters": asdict(self.scope),
            "total": self.total,
            "start": self.start,
            "documents": [dict(document) for document in self.documents],
            "index": {"generation": self.generation, "model": self.model},
        }


@dataclass(frozen=True, slots=True)
class DocumentSlice:
    """``document.text[start:end]``."""

    document: Document
    start: int
    end: int
    generation: str
    model: str

    @property
    def text(self) -> str:
        """The document's own words."""
        return self.document.text[self.start : self.end]

    @property
    def locator(self) -> Locator:
        """Its address."""
        return Locator(self.document.doc_id, self.document.sha256, self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """The object that ``casc-qa schema document`` describes."""
        return {
            "version": VERSION,
            "document": facts_of({name: getattr(self.document, name) for name in _FACTS}),
            "length": len(self.document.text),
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "locator": str(self.locator),
            "index": {"generation": self.generation, "model": self.model},
        }


def facts_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Of what an index keeps of a document, what is for everybody."""
    return {name: record[name] for name in _FACTS} | {"also_at": list(record["also_at"])}


def list_documents(
    assistant: Assistant, scope: Scope = EVERYTHING, start: int = 0, most: int = MOST_DOCUMENTS
) -> DocumentList:
    """The documents in ``scope``, by doc_id, from the one at ``start`` on. Raises ScopeError, and
    UsageError for bounds out of range.
    """
    if start < 0 or not 1 <= most <= MOST_DOCUMENTS:
        raise UsageError(f"Documents are listed from 0 on, 1 to {MOST_DOCUMENTS} of them.")
    scope = assistant.checked(scope)
    found = assistant.documents(scope)
    facts = tuple(facts_of(record) for record in found[start : start + most])
    manifest = assistant.manifest
    model = str(manifest.embedder["name"])
    return DocumentList(scope, len(found), start, facts, manifest.generation, model)


def read_document(
    assistant: Assistant,
    name: str,
    start: int | None = None,
    end: int | None = None,
    usual: int = MOST_TEXT_CHARS,
) -> DocumentSlice:
    """A document's text from ``start`` to ``end``, and no more of it than is given at once; without
    an ``end``, the ``usual`` number of characters or what there is.
    ``name`` is its doc_id, or the locator of a quote, which is the slice where no other is named.

    Raises ScopeError for a document that is not there or was changed since the locator was made,
    UsageError for a slice that is none.
    """
    locator = locator_of(name)
    document = assistant.document(locator.doc_id if locator else name)
    if locator:
        if locator.sha256 != document.sha256:
            raise ScopeError(f"{document.doc_id} has changed since it was quoted: ask again.")
        if start is None and end is None:
            start, end = locator.start, locator.end
    length = len(document.text)
    start = start or 0
    end = min(length, start + usual) if end is None else min(end, start + MOST_TEXT_CHARS)
    if not 0 <= start <= end <= length:
        raise UsageError(f"A slice lies between 0 and {length}, the document's end.")
    manifest = assistant.manifest
    model = str(manifest.embedder["name"])
    return DocumentSlice(document, start, end, manifest.generation, model)
