"""XLSX: a sheet with the table, and one with the sentence and place of every filled cell. The only
module that imports openpyxl.

Every cell is a text: nothing that a document says is a formula, nor becomes one when somebody edits
it. The bytes depend on the table alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from casc_qa import phrases
from casc_qa.locators import Locator
from casc_qa.surveying.formats.shown import date_of, filled, place_of, remarks
from casc_qa.surveying.table import Table
from casc_qa.system.spreadsheet_cells import guarded
from casc_qa.system.undated_zip import without_day
from casc_qa.system.visible import one_line

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_CHARS = 32_767  # of a cell
_NO_DAY = datetime(1980, 1, 1)  # what the library takes
_DOCUMENT, _DATE, _QUESTION, _SENTENCE = 44, 18, 36, 80  # widths, in characters


def render(table: Table, language: str) -> bytes:
    """The file."""
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator = "casc-qa"
    book.properties.created = book.properties.modified = _NO_DAY
    _add_table(book.active, table, language)
    _add_sources(book.create_sheet(), table, language)
    whole = io.BytesIO()
    book.save(whole)
    return without_day(whole.getvalue())


def _add_table(sheet: Worksheet, table: Table, language: str) -> None:
    sheet.title = phrases.TABLE.to(language)
    heads = [phrases.DOCUMENT.to(language), phrases.DATE.to(language)]
    _write(sheet, [[*heads, *(column.question for column in table.columns)]], 1, is_head=True)
    rows = [
        [
            row.title,
            date_of(row, language),
            *(f"{c.words} [{c.citation.number}]" if c.citation else "" for c in row.cells),
        ]
        for row in table.rows
    ]
    _write(sheet, rows, 2)
    said = [[remark] for remark in remarks(table, language)]
    _write(sheet, said, len(rows) + 3, wraps=False)
    _set_widths(sheet, [_DOCUMENT, _DATE, *[_QUESTION] * len(table.columns)])


def _add_sources(sheet: Worksheet, table: Table, language: str) -> None:
    sheet.title = phrases.SOURCES.to(language)
    heads = (
        phrases.NUMBER, phrases.DOCUMENT, phrases.QUESTION, phrases.WORDS, phrases.SENTENCE,
        phrases.PLACE, phrases.LOCATOR,
    )  # fmt: skip
    _write(sheet, [[head.to(language) for head in heads] + ["url"]], 1, is_head=True)
    _write(sheet, _sources(table, language), 2)
    widths = [8, _DOCUMENT, _QUESTION, _QUESTION, _SENTENCE, _QUESTION, _SENTENCE, _QUESTION]
    _set_widths(sheet, widths)


def _sources(table: Table, language: str) -> Iterator[list[str]]:
    for row, column, cell, citation in filled(table):
        yield [
            str(citation.number),
            row.title,
            column.question,
            cell.words,
            citation.quote,
            place_of(citation, language),
            str(Locator.of(citation)),
            row.url or "",
        ]


def _write(
    sheet: Worksheet,
    rows: Iterable[Sequence[str]],
    first: int,
    *,
    is_head: bool = False,
    wraps: bool = True,
) -> None:
    """Each in a row of the sheet, from the ``first`` on."""
    from openpyxl.styles import Alignment, Font

    for number, texts in enumerate(rows, first):
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(number, column)
            if text:
                _set_text(cell, text)
            cell.alignment = Alignment(vertical="top", wrap_text=wraps)
            if is_head:
                cell.font = Font(bold=True)


def _set_text(cell: Any, text: str) -> None:
    """A text, whatever it looks like. What would be a formula once it is edited is marked as a text
    as a person's apostrophe does it, which is no part of the text.
    """
    shown = one_line(text)[:_MOST_CHARS]
    cell.value = shown
    cell.data_type = "s"
    cell.quotePrefix = guarded(shown) != shown


def _set_widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Of the columns; heads and the first column stay in view."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "B2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
