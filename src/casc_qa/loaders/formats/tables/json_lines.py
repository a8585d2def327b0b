"""JSON Lines: a document an object, an object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.tables.rows import (
    Row,
    document,
    has_text,
    missing_text,
    normalised,
    noted,
)

_Object = dict[str, object]


def load_rows(data: bytes, columns: ColumnSettings) -> Iterator[Row]:
    """The objects, blank lines left out; a line that is no object is its reason.

    Raises Unreadable when no object has a text column.
    """
    text, encoding = decode(data)
    seen: dict[str, None] = {}
    for _, row in _parsed(text):
        if row and has_text(map(normalised, row), columns):
            break
        seen |= dict.fromkeys(row or ())
    else:
        raise missing_text(seen, columns)
    documents = _documents(text, columns, f"JSON Lines, decoded {encoding}")
    return noted(documents, doubts(data, encoding))


def _documents(text: str, columns: ColumnSettings, extractor: str) -> Iterator[Row]:
    for number, row in _parsed(text):
        label = f"line {number}"
        if row is None:
            yield Unreadable(f"{label} is no JSON object")
        elif not has_text(map(normalised, row), columns):
            yield Unreadable(f"{label}: {missing_text(row, columns)}")
        else:
            yield document({normalised(k): v for k, v in row.items()}, columns, extractor, label)


def _parsed(text: str) -> Iterator[tuple[int, _Object | None]]:
    """Number and object of each line that is not blank; None for what is no object."""
    # A line ends at a line feed alone: other separators may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        yield number, row if isinstance(row, dict) else None
