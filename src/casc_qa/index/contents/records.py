"""Documents as lines of JSON; their texts in one file, found by offset."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypedDict

from casc_qa.system.small_files import Count, Sha256, like, parse_json_lines
from casc_qa.text.dates import iso_range
from casc_qa.types import LANGUAGE_CODE, Anchor, Document

if TYPE_CHECKING:
    from casc_qa.index.contents.arrays import Bytes

DOCUMENTS_NAME = "documents.jsonl"
TEXTS_NAME = "texts.utf8"


def dump_documents(documents: Iterable[Document]) -> dict[str, bytes]:
    """File name to bytes: a line a document, and all texts one after the other."""
    lines: list[dict[str, Any]] = []
    texts = bytearray()
    for document in documents:
        text = document.text.encode()
        span = {"text_start": len(texts), "text_bytes": len(text)}
        texts += text
        fields = {name: getattr(document, name) for name in _DOCUMENT_FIELDS}
        lines.append(fields | span | {"anchors": list(document.anchors)})
    return {DOCUMENTS_NAME: _dump(lines), TEXTS_NAME: bytes(texts)}


_DOCUMENT_FIELDS = (
    "doc_id", "title", "date", "language", "url", "sha256", "extractor", "also_at"
)  # fmt: skip


# What ``describe`` hands on; an address or a language is shown where not any text may be.
_DocId: TypeAlias = Annotated[str, like(r"(?!(?:.*/)?\.\.(?:/|\Z))(?s:.+)")]
_Language: TypeAlias = Annotated[str, like(LANGUAGE_CODE)]
_Url: TypeAlias = Annotated[str, like(r"(?i:https?)://[^\s\x00-\x1f\x7f-\x9f]*")]


_PAGE = re.compile("[0-9]{1,9}")


class _Record(TypedDict):
    doc_id: _DocId
    title: str
    date: str | None
    language: _Language | None
    url: _Url | None
    sha256: Sha256
    extractor: str
    also_at: list[str]
    text_start: Count
    text_bytes: Count
    anchors: list[tuple[Count, Literal["page", "heading"], str]]


def parse_records(data: Bytes, texts: int) -> list[dict[str, Any]]:
    """What is known of each document, from the file's lines; ``texts`` is how many bytes all texts
    have. Raises ValueError for what ``dump_documents`` can't have written.
    """
    records: Sequence[Any] = parse_json_lines(data, _Record)
    if len({record["doc_id"] for record in records}) != len(records):
        raise ValueError("a document stands twice")
    end = 0
    for record in records:
        if record["text_start"] != end:
            raise ValueError(f"the text of {record['doc_id']!r} does not follow that before")
        end += record["text_bytes"]
    if end != texts:
        raise ValueError(f"texts of {end} bytes in {texts}")
    for date in {record["date"] for record in records} - {None}:
        iso_range(date)
    return list(records)


def document_of(record: dict[str, Any], texts: Bytes) -> Document:
    """A document from its line and the file of all texts. Raises ValueError for no UTF-8."""
    start = record["text_start"]
    text = bytes(texts[start : start + record["text_bytes"]]).decode()
    anchors = tuple(Anchor(*anchor) for anchor in record["anchors"])
    if any(anchor.kind == "page" and not _PAGE.fullmatch(anchor.value) for anchor in anchors):
        raise ValueError(f"a page of {record['doc_id']!r} has no number")
    fields = {name: record[name] for name in _DOCUMENT_FIELDS}
    return Document(**fields | {"also_at": tuple(fields["also_at"])}, text=text, anchors=anchors)


def _dump(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
