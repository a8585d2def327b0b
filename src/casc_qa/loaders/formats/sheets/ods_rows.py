"""The rows of an OpenDocument sheet, read one after the other."""

from __future__ import annotations

from bisect import bisect_right

from casc_qa.loaders.formats.archives.markup import Element, attribute
from casc_qa.loaders.formats.sheets.grid import (
    MAX_COLUMN,
    MAX_ROW,
    Cell,
    CellCount,
    Merge,
    Row,
    Sheet,
)
from casc_qa.loaders.formats.sheets.ods_cells import CellReader

_MAX_REPEATS = 1_000  # of a row or cell that holds something
_HIDDEN = ("collapse", "filter")


class Rows:
    """Fills a sheet."""

    def __init__(self, sheet: Sheet, reader: CellReader, count: CellCount) -> None:
        """``count`` is that of the whole file."""
        self.sheet = sheet
        self.repeats = 0
        """How many rows and cells were left out that repeat one that was kept."""
        self._reader, self._count = reader, count
        self._number = 0  # of the last row
        self._column = 0  # the last one that is described
        self._starts: list[int] = []  # columns from which on cells have a style unless they say so
        self._styles: list[str | None] = []

    def column(self, element: Element) -> None:
        """One more column, or several of the same kind."""
        first = self._column + 1
        self._column = min(self._column + _repeated(element, "columns"), MAX_COLUMN)
        self._starts.append(first)
        self._styles.append(attribute(element, "default-cell-style-name"))
        if attribute(element, "visibility") in _HIDDEN and first <= self._column:
            self.sheet.hidden_columns.add(first, self._column)

    def row(self, element: Element) -> None:
        """One more row, or several that are the same."""
        first = self._number + 1
        last = min(self._number + _repeated(element, "rows"), MAX_ROW)
        if first > last:
            return
        self._number = last
        if attribute(element, "visibility") in _HIDDEN:
            self.sheet.hidden_rows.add(first, last)
        cells = self._cells(element, first)
        if not cells:
            return
        kept = min(last - first + 1, _MAX_REPEATS)
        self.repeats += last - first + 1 - kept
        self._count.add(kept * len(cells))
        self.sheet.rows.extend(Row(number, cells) for number in range(first, first + kept))

    def _cells(self, row: Element, number: int) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        default = attribute(row, "default-cell-style-name")
        column = 1
        for element in row:
            tag = element.tag
            if not tag.endswith(("}table-cell", "}covered-table-cell")):
                continue
            states = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
            repeated = _number(states.get("number-columns-repeated"))
            if column + repeated - 1 > MAX_COLUMN:
                repeated = MAX_COLUMN + 1 - column
            if repeated < 1:
                break
            if tag.endswith("}table-cell") and ("value-type" in states or "formula" in states):
                style = states.get("style-name") or default or self._style(column)
                cell = self._reader.read(element, states, style)
                if cell is not None:
                    self._put(cells, cell, column, repeated)
                    self._merge(states, number, column)
            column += repeated
        return cells

    def _put(self, cells: dict[int, Cell], cell: Cell, column: int, repeated: int) -> None:
        kept = min(repeated, _MAX_REPEATS)
        self.repeats += repeated - kept
        for place in range(column, column + kept):
            cells[place] = cell

    def _style(self, column: int) -> str | None:
        place = bisect_right(self._starts, column) - 1
        return self._styles[place] if place >= 0 and column <= self._column else None

    def _merge(self, states: dict[str, str], row: int, column: int) -> None:
        if "number-columns-spanned" in states or "number-rows-spanned" in states:
            wide = _number(states.get("number-columns-spanned"))
            high = _number(states.get("number-rows-spanned"))
            bottom, right = min(row + high - 1, MAX_ROW), min(column + wide - 1, MAX_COLUMN)
            if wide > 1 or high > 1:
                self.sheet.add_merge(Merge(row, column, bottom, right))


def _repeated(element: Element, what: str) -> int:
    return _number(attribute(element, f"number-{what}-repeated"))


def _number(value: str | None) -> int:
    """A count; 1 for what is none."""
    return max(int(value), 1) if value and value.isdecimal() and len(value) < 9 else 1
