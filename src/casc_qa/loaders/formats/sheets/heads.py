"""Which rows of a table are its head, and what they call each column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.tables import Table, TableRow, covered

_MAX_HEAD_ROWS = 5
_ROWS_SEEN = 1_000  # below a year, to tell whether it stands above numbers or among years
_FEWEST_DAYS = 2  # beside each other; one is the value of what stands before it


class Head(NamedTuple):
    """The head of a table."""

    first: int
    """The place of its first row; what stands above it are titles."""
    end: int
    """The place of the first row below it."""
    names: dict[int, str]
    """What each column is called; a column may have no name."""


def find_head(table: Table) -> Head:
    """The first rows with several cells, if all are words, or times above numbers."""
    rows = table.rows
    first = next((place for place, row in enumerate(rows) if len(row.cells) > 1), len(rows))
    if first and first < len(rows) and _is_upper_head(rows[first - 1], table.columns):
        first -= 1
    end, names = first, dict[int, str]()
    while end < min(len(rows) - 1, first + _MAX_HEAD_ROWS) and _may_be_head(rows, end):
        if end > first and not _goes_on(rows[end - 1], rows[end], names, table.columns[0]):
            break
        _add_names(rows[end], table.columns, names)
        end += 1
    return Head(first, end, names)


def _is_upper_head(row: TableRow, columns: Sequence[int]) -> bool:
    """Whether the one cell of this row stands above some of the columns, and is no title."""
    ((column, cell),) = row.cells.items()
    return cell.is_text and cell.width > 1 and column > columns[0]


def _may_be_head(rows: Sequence[TableRow], place: int) -> bool:
    """Whether the cells of a row are such that they can name columns."""
    times, days = [], 0
    for column, cell in rows[place].cells.items():
        if _is_time(cell):
            times.append(_below(rows, place, column))
            days += cell.is_day
        elif not cell.is_text or cell.text.endswith(":"):  # "Name:" has its value beside it
            return False
    if days and (len(times) < _FEWEST_DAYS or any(c.is_day for cells in times for c in cells)):
        return False
    return not times or (
        not any(cells and all(map(_is_time, cells)) for cells in times)
        and any(not cell.is_text and not _is_time(cell) for cells in times for cell in cells)
    )


def _is_time(cell: Cell) -> bool:
    return cell.is_year or cell.is_day


def _below(rows: Sequence[TableRow], place: int, column: int) -> list[Cell]:
    """What stands below in a column."""
    seen = islice(rows, place + 1, place + 1 + _ROWS_SEEN)
    return [row.cells[column] for row in seen if column in row.cells]


def _goes_on(above: TableRow, row: TableRow, names: dict[int, str], first: int) -> bool:
    """Whether a row that may be one belongs to the head, as the row above does.

    A row of words may as well be the first of those below the head: then it has a word of its own
    in the first column, where rows are named.
    """
    columns = list(row.cells)
    is_divided = any(
        cell.width > 1 and covered(columns, column, cell.width)
        for column, cell in above.cells.items()
    )
    label, label_above = row.cells.get(first), above.cells.get(first)
    if label is None:
        shared = len(set(names.values())) < len(names)
        return is_divided or shared or not row.cells.keys() <= names.keys()
    if label_above is None:
        return is_divided and first not in names
    # It is merged, or said again; but not so the whole row.
    return label.text == label_above.text and row.cells != above.cells


def _add_names(row: TableRow, columns: Sequence[int], names: dict[int, str]) -> None:
    """Names each column also by the cell that is above it in this row of the head."""
    for start, cell in row.cells.items():
        for column in covered(columns, start, cell.width):
            above = names.get(column)
            same = above is None or above == cell.name or above.endswith(f", {cell.name}")
            names[column] = above if above and same else _joined(above, cell.name)


def _joined(above: str | None, name: str) -> str:
    return name if above is None else f"{above}, {name}"
