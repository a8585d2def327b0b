"""Documents as lines of JSON; their texts in one file, found by offset."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from casc_qa.types import Anchor, Document

if TYPE_CHECKING:
    from casc_qa.arrays import Bytes

DOCUMENTS_NAME = "documents.jsonl"
TEXTS_NAME = "texts.utf8"


def dump_documents(documents: Iterable[Document]) -> dict[str, bytes]:
    """File name to bytes: a line a document, and all texts one after the other."""
    lines: list[dict[str, Any]] = []
    texts = bytearray()
    for document in documents:
        text = document.text.encode()
        place = {"text_start": len(texts), "text_bytes": len(text)}
        texts += text
        fields = {name: getattr(document, name) for name in _DOCUMENT_FIELDS}
        lines.append(fields | place | {"anchors": list(document.anchors)})
    return {DOCUMENTS_NAME: _dump(lines), TEXTS_NAME: bytes(texts)}


_DOCUMENT_FIELDS = (
    "doc_id", "title", "date", "language", "url", "sha256", "extractor", "also_at"
)  # fmt: skip


def parse_records(data: Bytes) -> list[dict[str, Any]]:
    """The objects of a .jsonl file."""
    lines = [line for line in bytes(data).split(b"\n") if line]
    records: list[dict[str, Any]] = json.loads(b"[" + b",".join(lines) + b"]")  # all at once
    return records


def document_of(record: dict[str, Any], texts: Bytes) -> Document:
    """A document from its line and the file of all texts."""
    start = record["text_start"]
    text = bytes(texts[start : start + record["text_bytes"]]).decode()
    anchors = tuple(Anchor(*anchor) for anchor in record["anchors"])
    fields = {name: record[name] for name in _DOCUMENT_FIELDS}
    return Document(**fields | {"also_at": tuple(fields["also_at"])}, text=text, anchors=anchors)


def _dump(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
