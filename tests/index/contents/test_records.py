"""Documents as an index keeps them, and what a stranger may have written in their place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from casc_qa.index.contents.records import (
    DOCUMENTS_NAME,
    PLACES_NAME,
    TEXTS_NAME,
    document_of,
    dump_documents,
    parse_records,
)
from casc_qa.text.places import Place, packed
from casc_qa.types import Anchor, Box, Document

PLACES = packed(Place(0, Box(1, 50, 700, 70, 710), 90))
PRINTED = Document(
    "a/b.pdf", "Title", "One two.", "0" * 64, "pdfium",
    anchors=(Anchor(0, "page", "1"), Anchor(0, "label", "i")), places=PLACES,
)  # fmt: skip
PLAIN = Document("c.txt", "Title", "Three.", "1" * 64, "plain")


def written(**changes: object) -> dict[str, bytes]:
    """The files of both documents, the first one's line changed."""
    files = dump_documents([PRINTED, PLAIN])
    first, *others = files[DOCUMENTS_NAME].splitlines()
    line = json.dumps(json.loads(first) | changes).encode()
    return files | {DOCUMENTS_NAME: b"\n".join([line, *others])}


def read(files: dict[str, bytes]) -> list[Document]:
    texts, places = files[TEXTS_NAME], files[PLACES_NAME]
    records: list[dict[str, Any]] = parse_records(files[DOCUMENTS_NAME], len(texts), len(places))
    return [document_of(record, texts, places) for record in records]


def test_documents_come_back() -> None:
    first, second = read(written())
    assert (first.doc_id, first.text, first.anchors) == ("a/b.pdf", "One two.", PRINTED.anchors)
    assert (bytes(first.places), bytes(second.places)) == (PLACES, b"")


@pytest.mark.parametrize(
    "changes",
    [
        {"anchors": [[0, "label", "\x1b[31m"]]},
        {"anchors": [[0, "label", "\u202e1"]]},
        {"anchors": [[0, "label", "a\nb"]]},
        {"anchors": [[0, "label", "1" * 301]]},
        {"anchors": [[0, "page", "one"]]},
        {"anchors": [[0, "page", "-1"]]},
        {"places_bytes": 2**53},
        {"places_bytes": len(PLACES) - 1},
        {"places_start": len(PLACES)},
        {"doc_id": ".."},
        {"doc_id": "a/../b.pdf"},
        {"doc_id": "a\n/../b.pdf"},
    ],
    ids=str,
)
def test_what_no_build_writes_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError):  # of any wording
        read(written(**changes))


def test_places_of_another_size_are_refused() -> None:
    files = written(places_bytes=len(PLACES) - 1)
    first = files[DOCUMENTS_NAME].splitlines()[0]
    cut = {DOCUMENTS_NAME: first, TEXTS_NAME: b"One two.", PLACES_NAME: PLACES[:-1]}
    with pytest.raises(ValueError, match="another size"):
        read(cut)
