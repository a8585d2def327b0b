"""What files for people show of a table, in its language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from casc_qa import phrases, wording
from casc_qa.surveying.table import Cell, Column, Row, Table
from casc_qa.system.visible import one_line
from casc_qa.types import Citation


class Filled(NamedTuple):
    """A cell that is not empty, with what it belongs to."""

    row: Row
    column: Column
    cell: Cell
    citation: Citation


def filled(table: Table) -> Iterator[Filled]:
    """The cells that are not empty, as they are read."""
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell.citation is not None:
                yield Filled(row, column, cell, cell.citation)


def date_of(row: Row, language: str) -> str:
    """The date of a document, or that it has none."""
    return wording.dated(row.date, row.file_date, language)


def place_of(citation: Citation, language: str) -> str:
    """Where a sentence stands; one that was read in a scan says so."""
    parts = wording.location(citation, language), wording.from_scan(citation, language)
    return one_line("; ".join(filter(None, parts)))


def summary(table: Table, language: str) -> str:
    """How many cells are filled, and what an empty one means."""
    cells = len(table.rows) * len(table.columns)
    count = sum(1 for _ in filled(table))
    return phrases.CELLS_FILLED.to(language, filled=f"{count:,}", cells=f"{cells:,}")


def remarks(table: Table, language: str) -> Iterator[str]:
    """What is said beneath a table: how many cells are filled, which questions no document was
    asked and why, and that nothing was read where the reader could not.
    """
    yield summary(table, language)
    for column in table.columns:
        if column.abstention is not None:
            yield one_line(f"{column.question} – {column.abstention.message}")
    if table.unread:
        yield phrases.UNREAD.to(language, reason=table.unread)
