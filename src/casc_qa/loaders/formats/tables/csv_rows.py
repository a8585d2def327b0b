"""CSV: a document a row, below a row of names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.encoding import decode
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.formats.tables.rows import Row, document, has_text, missing_text, normalised

_DELIMITERS = ",;\t|"
_MAX_FIELD_CHARS = 20_000_000
_SAMPLE_ROWS = 20


def load_rows(data: bytes, columns: ColumnSettings) -> Iterator[Row]:
    """The rows below the names, blank lines left out; a row that can't be read is its reason.

    Raises Unreadable when there is no text column.
    """
    text, encoding = decode(data)
    csv.field_size_limit(_MAX_FIELD_CHARS)  # csv's own limit is for all readers
    delimiter = max(_DELIMITERS, key=lambda char: _fit(text, char, columns))
    rows = _parsed(text, delimiter)
    names = next(rows, [])
    if isinstance(names, csv.Error) or not has_text(map(normalised, names), columns):
        raise missing_text([] if isinstance(names, csv.Error) else names, columns)
    return _documents(names, rows, columns, f"CSV, decoded {encoding}")


def _documents(
    names: list[str], rows: Iterator[list[str] | csv.Error], columns: ColumnSettings, extractor: str
) -> Iterator[Row]:
    normalised_names = [normalised(name) for name in names]
    for number, values in enumerate(rows, 1):
        label = f"row {number}"
        if isinstance(values, csv.Error):
            yield Unreadable(f"{label} can't be read ({values})")
        elif any(values[len(names) :]):
            yield Unreadable(f"{label} has {len(values)} values below {len(names)} names")
        else:
            # Of columns that share a name the first counts.
            row = dict(reversed(list(zip(normalised_names, values, strict=False))))
            yield document(row, columns, extractor, label)


def _parsed(text: str, delimiter: str) -> Iterator[list[str] | csv.Error]:
    """Rows that are not blank, with the error instead of one that can't be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield error
            continue
        if any(value.strip() for value in row):
            yield row


def _fit(text: str, delimiter: str, columns: ColumnSettings) -> tuple[int, int, int]:
    """How well the file reads with this delimiter: wanted names, even rows, names."""
    rows = [row for row in islice(_parsed(text, delimiter), _SAMPLE_ROWS) if isinstance(row, list)]
    names = [normalised(name) for name in rows[0]] if rows else []
    wanted = {*columns.text, columns.title, columns.date, columns.language, columns.url}
    even = sum(len(row) == len(names) for row in rows)
    return len({normalised(name) for name in wanted}.intersection(names)), even, len(names)
