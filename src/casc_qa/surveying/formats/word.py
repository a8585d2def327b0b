"""DOCX: the table on a wide page, and below it the sentence and place of every filled cell. The
bytes depend on the table alone.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casc_qa import phrases
from casc_qa.locators import Locator
from casc_qa.surveying.formats.shown import Filled, date_of, filled, place_of, remarks
from casc_qa.surveying.table import Table
from casc_qa.system.undated_zip import without_day
from casc_qa.system.visible import one_line

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row

_STYLE = "Table Grid"


def render(table: Table, language: str) -> bytes:
    """The file."""
    import docx

    document = docx.Document()
    _turn_page(document)
    properties = document.core_properties
    properties.title, properties.author = phrases.TABLE.to(language), "casc-qa"
    document.add_heading(phrases.TABLE.to(language), 0)
    _add_table(document, table, language)
    for remark in remarks(table, language):
        document.add_paragraph(remark)
    document.add_heading(phrases.SOURCES.to(language), 1)
    for each in filled(table):
        document.add_paragraph(_source(each, language))
    whole = io.BytesIO()
    document.save(whole)
    return without_day(whole.getvalue())


def _turn_page(document: Document) -> None:
    from docx.enum.section import WD_ORIENT

    section = document.sections[0]
    width, height = section.page_width, section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = height, width


def _add_table(document: Document, table: Table, language: str) -> None:
    grid = document.add_table(1, 1 + len(table.columns))
    grid.style = _STYLE
    questions = [column.question for column in table.columns]
    _fill(grid.rows[0], [phrases.DOCUMENT.to(language), *questions], is_head=True)
    for row in table.rows:
        words = (f"{c.words} [{c.citation.number}]" if c.citation else "" for c in row.cells)
        _fill(grid.add_row(), [f"{row.title} ({date_of(row, language)})", *words])


def _fill(row: _Row, texts: Sequence[str], *, is_head: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.paragraphs[0].add_run(one_line(text)).bold = is_head or None


def _source(each: Filled, language: str) -> str:
    citation = each.citation
    place = "; ".join((one_line(each.row.title), place_of(citation, language)))
    number, quote = citation.number, one_line(citation.quote)
    return f"[{number}] “{quote}” ({place}) {Locator.of(citation)}"
