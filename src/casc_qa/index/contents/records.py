"""Documents as lines of JSON; their texts in one file, found by offset."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypedDict

from casc_qa.system.small_files import STEERING, Count, Sha256, like, parse_json_lines
from casc_qa.text.dates import iso_range
from casc_qa.text.places import Places
from casc_qa.types import LANGUAGE_CODE, Anchor, AnchorKind, Document, Origin

if TYPE_CHECKING:
    from casc_qa.index.contents.arrays import Bytes

DOCUMENTS_NAME = "documents.jsonl"
TEXTS_NAME = "texts.utf8"
PLACES_NAME = "places.bin"


def dump_documents(documents: Iterable[Document]) -> dict[str, bytes]:
    """File name to bytes: a line a document; all texts, and all places of words, one after the
    other.
    """
    lines: list[dict[str, Any]] = []
    texts, places = bytearray(), bytearray()
    for document in documents:
        text = document.text.encode()
        spans = {
            "text_start": len(texts),
            "text_bytes": len(text),
            "places_start": len(places),
            "places_bytes": len(document.places),
        }
        texts += text
        places += document.places
        fields = {name: getattr(document, name) for name in _DOCUMENT_FIELDS}
        lines.append(fields | spans | {"anchors": list(document.anchors)})
    return {DOCUMENTS_NAME: _dump(lines), TEXTS_NAME: bytes(texts), PLACES_NAME: bytes(places)}


_DOCUMENT_FIELDS = (
    "doc_id", "title", "date", "language", "url", "sha256", "extractor", "also_at",
    "date_from", "title_from", "file_date",
)  # fmt: skip


# What ``describe`` hands on; an address or a language is shown where not any text may be.
_DocId: TypeAlias = Annotated[str, like(r"(?s:(?!(?:.*/)?\.\.(?:/|\Z)).+)")]
_Language: TypeAlias = Annotated[str, like(LANGUAGE_CODE)]
_Url: TypeAlias = Annotated[str, like(r"(?i:https?)://[^\s\x00-\x1f\x7f-\x9f]*")]


_PAGE = re.compile("[0-9]{1,9}")
_LABEL = re.compile(rf"[^{STEERING}\n\r\t]{{0,300}}")


class _Record(TypedDict):
    doc_id: _DocId
    title: str
    date: str | None
    language: _Language | None
    url: _Url | None
    sha256: Sha256
    extractor: str
    also_at: list[str]
    date_from: Origin | None
    title_from: Origin | None
    file_date: str | None
    text_start: Count
    text_bytes: Count
    places_start: Count
    places_bytes: Count
    anchors: list[tuple[Count, AnchorKind, str]]


def parse_records(data: Bytes, texts: int, places: int) -> list[dict[str, Any]]:
    """What is known of each document, from the file's lines; ``texts`` and ``places`` are how many
    bytes all of them have. Raises ValueError for what ``dump_documents`` can't have written.
    """
    records: Sequence[Any] = parse_json_lines(data, _Record)
    if len({record["doc_id"] for record in records}) != len(records):
        raise ValueError("a document stands twice")
    for kind, total in (("text", texts), ("places", places)):
        end = 0
        for record in records:
            if record[f"{kind}_start"] != end:
                raise ValueError(f"the {kind} of {record['doc_id']!r} does not follow that before")
            end += record[f"{kind}_bytes"]
        if end != total:
            raise ValueError(f"{kind} of {end} bytes in {total}")
    for date in {record[name] for record in records for name in ("date", "file_date")} - {None}:
        iso_range(date)
    return list(records)


def document_of(record: dict[str, Any], texts: Bytes, places: Bytes) -> Document:
    """A document from its line and the files of all texts and places. Raises ValueError for no
    UTF-8, or for no places.
    """
    text = bytes(_slice(record, "text", texts)).decode()
    printed = _slice(record, "places", places)
    Places(printed)
    anchors = tuple(Anchor(*anchor) for anchor in record["anchors"])
    if any(anchor.kind == "page" and not _PAGE.fullmatch(anchor.value) for anchor in anchors):
        raise ValueError(f"a page of {record['doc_id']!r} has no number")
    if any(anchor.kind == "label" and not _LABEL.fullmatch(anchor.value) for anchor in anchors):
        raise ValueError(f"what is printed on a page of {record['doc_id']!r} is no number")
    fields = {name: record[name] for name in _DOCUMENT_FIELDS}
    fields |= {"also_at": tuple(fields["also_at"]), "places": printed}
    return Document(**fields, text=text, anchors=anchors)


def _slice(record: dict[str, Any], kind: str, data: Bytes) -> memoryview:
    start = record[f"{kind}_start"]
    return memoryview(data)[start : start + record[f"{kind}_bytes"]]


def _dump(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
