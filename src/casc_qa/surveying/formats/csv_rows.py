"""CSV: a row a document; first a column of words for each question, then for each the sentence that
they are from and its locator.

Cells that a spreadsheet would take for formulas begin with an apostrophe
(``system.spreadsheet_cells``). A file begins with a byte order mark, without which Excel takes
UTF-8 for something else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from casc_qa import phrases
from casc_qa.locators import Locator
from casc_qa.surveying.formats.shown import date_of
from casc_qa.surveying.table import Row, Table
from casc_qa.system.spreadsheet_cells import guarded


def render(table: Table, language: str) -> bytes:
    """The file, in UTF-8 with a byte order mark."""
    return table_text(table, language).encode("utf-8-sig", "replace")


def table_text(table: Table, language: str) -> str:
    """The rows below their heads."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(map(guarded, _heads(table, language)))
    for row in table.rows:
        rows.writerow(map(guarded, _cells(row, language)))
    return text.getvalue()


def _heads(table: Table, language: str) -> Iterator[str]:
    yield from (phrases.DOCUMENT.to(language), phrases.DATE.to(language), "doc_id", "url")
    yield from (column.question for column in table.columns)
    sentence, locator = phrases.SENTENCE.to(language), phrases.LOCATOR.to(language)
    for column in table.columns:
        yield from (f"{column.question} – {sentence}", f"{column.question} – {locator}")


def _cells(row: Row, language: str) -> Iterator[str]:
    yield from (row.title, date_of(row, language), row.doc_id, row.url or "")
    yield from (cell.words for cell in row.cells)
    for cell in row.cells:
        if cell.citation is None:
            yield from ("", "")
        else:
            yield from (cell.citation.quote, str(Locator.of(cell.citation)))
