"""CSV: a document a row, below a row of names; a table of which no column is text is one document,
read as a spreadsheet is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.sheets.grid import Cell, CellCount, Sheet
from casc_qa.loaders.formats.sheets.grid import Row as SheetRow
from casc_qa.loaders.formats.sheets.sheet_text import Workbook
from casc_qa.loaders.formats.tables.rows import (
    Row,
    document,
    has_text,
    missing_text,
    normalised,
    noted,
)
from casc_qa.text.table_rows import is_figure

_SEPARATOR_LINE = re.compile(r"\ufeff?sep=([,;\t|])\r?\n", re.IGNORECASE)  # Excel's own
_DELIMITERS = ",;\t|"
_MAX_FIELD_CHARS = 20_000_000
_SAMPLE_ROWS = 20


def load_rows(data: bytes, columns: ColumnSettings) -> Iterator[Row]:
    """The rows below the names, blank lines left out; a row that can't be read is its reason. The
    whole table where no column is text.

    Raises Unreadable for what is no table.
    """
    text, encoding = decode(data)
    named = _SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    csv.field_size_limit(_MAX_FIELD_CHARS)  # csv's own limit is for all readers
    delimiter = named[1] if named else max(_DELIMITERS, key=lambda c: _fit(text, c, columns))
    rows = _parsed(text, delimiter)
    names = next(rows, [])
    extractor = f"CSV, decoded {encoding}"
    if isinstance(names, csv.Error):
        raise missing_text([], columns)
    if has_text(map(normalised, names), columns):
        documents = _documents(names, rows, columns, extractor)
    elif sum(bool(name.strip()) for name in names) > 1:
        documents = iter([_whole_table(chain([names], rows), extractor)])
    else:
        raise missing_text(names, columns)
    return noted(documents, doubts(data, encoding))


def _whole_table(rows: Iterable[list[str] | csv.Error], extractor: str) -> Extracted:
    """The table as one document, each row with the heads of its columns."""
    book, sheet, count = Workbook(), Sheet(""), CellCount()
    unread = 0
    for number, values in enumerate(rows, 1):
        if isinstance(values, csv.Error):
            unread += 1
            continue
        cells = {
            column: Cell(words, is_text=not (is_figure(words) or _is_year(words)))
            for column, words in enumerate((" ".join(value.split()) for value in values), 1)
            if words
        }
        count.add(len(cells))
        sheet.rows.append(SheetRow(number, cells))
    if unread:
        book.unread.append(f"rows that can't be read: {unread:,}")
    book.add(sheet)
    return book.extracted(extractor, None, lambda text: None)


def _is_year(words: str) -> bool:
    return Cell(words, is_text=False).is_year


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
    """Rows that are not blank, with the error instead of one that can't be read.

    Where quotation marks don't match, the lines that they would swallow are rows of their own.
    """
    taken: list[str] = []
    reader = csv.reader(_kept(text, taken), delimiter=delimiter, strict=True)
    while True:
        taken.clear()
        rows: Iterable[list[str] | csv.Error]
        try:
            rows = [next(reader)]
        except StopIteration:
            return
        except csv.Error:
            rows = [_unquoted(line, delimiter) for line in taken]
        for row in rows:
            if isinstance(row, csv.Error) or any(value.strip() for value in row):
                yield row


def _kept(text: str, taken: list[str]) -> Iterator[str]:
    """The lines of the text, each also put into ``taken``."""
    for line in io.StringIO(text, newline=""):
        taken.append(line)
        yield line


def _unquoted(line: str, delimiter: str) -> list[str] | csv.Error:
    """The values of a line by itself; its quotation marks are characters if they don't match."""
    quoting: Literal[0, 3] = csv.QUOTE_NONE if line.count('"') % 2 else csv.QUOTE_MINIMAL
    try:
        return next(csv.reader([line], delimiter=delimiter, quoting=quoting), [])
    except csv.Error as error:
        return error


def _fit(text: str, delimiter: str, columns: ColumnSettings) -> tuple[int, int, int]:
    """How well the file reads with this delimiter: wanted names, even rows, names."""
    rows = [row for row in islice(_parsed(text, delimiter), _SAMPLE_ROWS) if isinstance(row, list)]
    names = [normalised(name) for name in rows[0]] if rows else []
    wanted = {*columns.text, columns.title, columns.date, columns.language, columns.url}
    even = sum(len(row) == len(names) for row in rows)
    return len({normalised(name) for name in wanted}.intersection(names)), even, len(names)
