"""What a table says row by row: each cell after the name of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.heads import find_head
from casc_qa.loaders.formats.sheets.tables import Table, TableRow, covered

_SEPARATOR = " | "
_NOTE_CHARS = 40  # more is no name of a row
# A note's mark, or what it is about: "* preliminary", "1) as of March", "Source: UNODC".
_NOTE = re.compile(r"[*†‡§¹²³⁴⁵⁶⁷⁸⁹]|\(?\d{1,2}[).]\s|[^:]{1,40}:\s")


class Paragraph(NamedTuple):
    """What a row says."""

    number: int
    text: str


def paragraphs(table: Table) -> Iterator[Paragraph]:
    """The table's rows, those of its head left out: their words are in each row."""
    rows, columns = table
    if len(columns) == 1:
        yield from (Paragraph(row.number, _alone(row)) for row in rows)
        return
    head = find_head(table)
    yield from (Paragraph(row.number, _alone(row)) for row in rows[: head.first])
    for row in rows[head.end :]:
        if _is_prose(row, columns[0]):
            yield Paragraph(row.number, _alone(row))
        else:
            yield Paragraph(row.number, _SEPARATOR.join(_named(row, columns, head.names)))


def _alone(row: TableRow) -> str:
    return _SEPARATOR.join(cell.text for cell in row.cells.values())


def _is_prose(row: TableRow, first: int) -> bool:
    """Whether a row is a title within the table, or a note on it."""
    if len(row.cells) > 1:
        return False
    ((column, cell),) = row.cells.items()
    if cell.width > 1:
        return True
    is_note = len(cell.text) > _NOTE_CHARS or _NOTE.match(cell.text)
    return column == first and cell.is_text and bool(is_note)


def _named(row: TableRow, columns: Sequence[int], names: dict[int, str]) -> Iterator[str]:
    """The row's cells, each after what its column is called; one that covers several columns stands
    in each that has a name.
    """
    for start, cell in row.cells.items():
        if cell.width == 1:
            name = names.get(start)
            yield f"{name}: {cell.text}" if name else cell.text
        else:
            yield from _spread(cell, start, columns, names)


def _spread(cell: Cell, start: int, columns: Sequence[int], names: dict[int, str]) -> Iterator[str]:
    called = (names.get(column) for column in covered(columns, start, cell.width))
    known = dict.fromkeys(name for name in called if name)
    yield from (f"{name}: {cell.text}" for name in known)
    if not known:
        yield cell.text
