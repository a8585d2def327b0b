"""Documents and passages as lines of JSON; texts in one file, found by offset."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from casc_qa.types import Anchor, Document, Passage, Span

DOCUMENTS_NAME = "documents.jsonl"
TEXTS_NAME = "texts.utf8"
PASSAGES_NAME = "passages.jsonl"


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


_DOCUMENT_FIELDS = ("doc_id", "title", "date", "language", "url", "sha256", "extractor")


def parse_records(data: bytes) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl file."""
    return (json.loads(line) for line in data.split(b"\n") if line)


def document_of(record: dict[str, Any], texts: bytes) -> Document:
    """A document from its line and the file of all texts."""
    start = record["text_start"]
    text = texts[start : start + record["text_bytes"]].decode()
    anchors = tuple(Anchor(*anchor) for anchor in record["anchors"])
    fields = {name: record[name] for name in _DOCUMENT_FIELDS}
    return Document(**fields, text=text, anchors=anchors)


def dump_passages(passages: Iterable[Passage]) -> dict[str, bytes]:
    """File name to bytes: a line a passage, in the order of the vectors."""
    lines = (
        [p.passage_id, p.doc_id, p.start, p.end, p.heading, [list(s) for s in p.sentences]]
        for p in passages
    )
    return {PASSAGES_NAME: _dump(lines)}


def parse_passages(data: bytes) -> list[Passage]:
    """The passages that ``dump_passages`` wrote."""
    rows = (json.loads(line) for line in data.split(b"\n") if line)
    return [
        Passage(key, doc_id, start, end, heading, tuple(Span(*span) for span in sentences))
        for key, doc_id, start, end, heading, sentences in rows
    ]


def first_sentences(passages: Iterable[Passage]) -> tuple[list[int], int]:
    """Of each passage, the number of its first sentence among all; and how many there are.

    Sentences are numbered as they come, each once though neighbouring passages share some, so that
    those of a passage follow one another.
    """
    numbers: list[int] = []
    known: dict[Span, int] = {}
    doc_id, count = "", 0
    for passage in passages:
        if passage.doc_id != doc_id:
            doc_id, known = passage.doc_id, {}
        for span in passage.sentences:
            if span not in known:
                known[span] = count
                count += 1
        numbers.append(known[passage.sentences[0]])
    return numbers, count


def _dump(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)
