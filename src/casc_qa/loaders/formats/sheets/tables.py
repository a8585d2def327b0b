"""Where the tables of a sheet are: between blank rows, and between empty columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.shown import ShownRow


class TableRow(NamedTuple):
    """What a table has of a row, in the order of its columns; at least one cell."""

    number: int
    cells: dict[int, Cell]


class Table(NamedTuple):
    """Rows that stand together, and the columns that they fill."""

    rows: list[TableRow]
    columns: list[int]


def covered(columns: Sequence[int], start: int, width: int) -> Sequence[int]:
    """Those of the ``columns``, in rising order, that a cell of this width in ``start`` covers.

    >>> covered([1, 2, 4, 5, 9], 2, 3)
    [2, 4]
    """
    return columns[bisect_left(columns, start) : bisect_left(columns, start + width)]


def tables(rows: list[ShownRow]) -> Iterator[Table]:
    """The tables in reading order; one beside another comes after it."""
    for block in _blocks(rows):
        groups = _column_groups(block)
        if len(groups) == 1:
            yield Table(_cut(block, groups[0]), groups[0])
            continue
        for columns in _joined(block, groups):
            part = _cut(block, columns)
            if part:
                yield Table(part, columns)


def _blocks(rows: list[ShownRow]) -> Iterator[list[ShownRow]]:
    """Rows without a blank one between."""
    start = 0
    for number, row in enumerate(rows):
        if row.is_after_blank:
            yield rows[start:number]
            start = number
    if rows[start:]:
        yield rows[start:]


def _column_groups(rows: list[ShownRow]) -> list[list[int]]:
    """The filled columns, those without an empty one between together.

    A cell that is alone in its row, as a title is, may reach over several tables.
    """
    spans = {
        (column, column + cell.width)
        for row in rows
        if len(row.cells) > 1
        for column, cell in row.cells.items()
    } or {(column, column + 1) for row in rows for column in row.cells}
    filled = {column for row in rows for column in row.cells}
    groups: list[list[int]] = [[]]
    end = 0
    covered = sorted(spans)
    place = 0
    for column in sorted(filled):
        while place < len(covered) and covered[place][0] < column:
            end = max(end, covered[place][1])
            place += 1
        if groups[-1] and column > max(end, groups[-1][-1] + 1):
            groups.append([])
        groups[-1].append(column)
    return groups


def _joined(rows: list[ShownRow], groups: list[list[int]]) -> list[list[int]]:
    """The columns of each table: what stands behind an empty column is one of its own only if it
    begins with a column that says what its rows are about. An empty column may also be a space
    within a table.
    """
    joined = [groups[0]]
    for group in groups[1:]:
        if len(joined[-1]) > 1 and len(group) > 1 and _is_labelled(rows, joined[-1], group):
            joined.append(group)
        else:
            joined[-1] = [*joined[-1], *group]
    return joined


def _is_labelled(rows: list[ShownRow], left: list[int], right: list[int]) -> bool:
    """Whether the columns on the right begin with words or years, or as those on the left do."""
    heads = [
        (row.cells[left[0]].text, row.cells[right[0]].text)
        for row in rows
        if left[0] in row.cells and right[0] in row.cells
    ]
    if any(ours == theirs for ours, theirs in heads[:1]):
        return True
    below = [row.cells[right[0]] for row in rows if right[0] in row.cells][1:]
    labels = sum(cell.is_text or cell.is_year or cell.is_day for cell in below)
    return bool(below) and labels * 2 > len(below)


def _cut(rows: Iterable[ShownRow], columns: list[int]) -> list[TableRow]:
    """What the rows have in these columns."""
    wanted = set(columns)
    cut = []
    for row in rows:
        cells = row.cells
        if any(one > other for one, other in pairwise(cells)):
            cells = dict(sorted(cells.items()))
        if not cells.keys() <= wanted:
            cells = {column: cell for column, cell in cells.items() if column in wanted}
        if cells:
            cut.append(TableRow(row.number, cells))
    return cut
