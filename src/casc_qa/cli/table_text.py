"""A table as text: a grid in a terminal, in a pipe a list of documents, each with its answers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from casc_qa import phrases, wording
from casc_qa.cli.grid import grid
from casc_qa.cli.terminal import safe

if TYPE_CHECKING:
    from casc_qa.surveying.table import Cell, Table

_WIDTH = 100  # where a terminal does not say


def table_text(table: Table, language: str, *, is_terminal: bool, colour: bool) -> str:
    """The table, below it the sentence and place of each answer, and what is to be said of it."""
    from casc_qa.surveying.formats.shown import remarks

    said = [safe(remark) for remark in remarks(table, language)]
    sources = list(_sources(table, language))
    if sources:
        sources = [phrases.SOURCES.to(language), *sources]
    body = _as_grid(table, language, colour) if is_terminal else _as_list(table, language)
    return "\n".join([body, *sources, "", *said]) + "\n"


def _as_grid(table: Table, language: str, colour: bool) -> str:
    heads = [phrases.DOCUMENT.to(language), *(safe(c.question) for c in table.columns)]
    rows = [
        [safe(f"{row.title} ({_date(row.date, row.file_date, language)})"), *map(_words, row.cells)]
        for row in table.rows
    ]
    width = shutil.get_terminal_size((_WIDTH, 24)).columns
    return grid(heads, rows, width, colour=colour)


def _as_list(table: Table, language: str) -> str:
    lines = []
    for row in table.rows:
        lines.append(safe(row.title))
        lines.append(f"  {_date(row.date, row.file_date, language)} · {safe(row.doc_id)}")
        for column, cell in zip(table.columns, row.cells, strict=True):
            words = _words(cell) or phrases.NOT_SAID.to(language)
            lines += [f"  {safe(column.question)}", f"    {words}"]
        lines.append("")
    return "\n".join(lines)


def _words(cell: Cell) -> str:
    return f"{safe(cell.words)} [{cell.citation.number}]" if cell.citation else ""


def _date(date: str | None, file_date: str | None, language: str) -> str:
    return wording.dated(date, file_date, language)


def _sources(table: Table, language: str) -> Iterator[str]:
    from casc_qa.surveying.formats.shown import filled, place_of

    for each in filled(table):
        citation = each.citation
        yield f"[{citation.number}] {safe(citation.quote)}"
        yield f"    {safe(citation.doc_id)}, {safe(place_of(citation, language))}"
