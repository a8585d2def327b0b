"""The rows of an Excel sheet, read one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from casc_qa.loaders.formats.archives.markup import Element, attribute, name
from casc_qa.loaders.formats.archives.streaming import stream_xml
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.sheets.grid import (
    MAX_COLUMN,
    MAX_ROW,
    Cell,
    CellCount,
    Merge,
    Row,
    Sheet,
)
from casc_qa.loaders.formats.sheets.xlsx_cells import CellReader

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_DIGITS = "0123456789"
_ON = ("1", "true", "on")


def read_sheet(
    archive: Archive, part: str, title: str, reader: CellReader, count: CellCount
) -> Sheet:
    """The sheet of this title, in a part. Raises Unreadable."""
    rows = _Rows(Sheet(title), reader, count)
    read: dict[str, Callable[[Element], None]] = {
        "cols": rows.columns,
        "row": rows.row,
        "mergeCell": rows.merge,
    }
    for event, element in stream_xml(archive, part, read):
        if event == "end":
            read[name(element)](element)
    return rows.sheet


class _Rows:
    """Fills a sheet."""

    def __init__(self, sheet: Sheet, reader: CellReader, count: CellCount) -> None:
        self.sheet = sheet
        self._reader, self._count = reader, count
        self._number = 0  # of the row above
        self._columns: dict[str, int] = {}  # letters to numbers

    def columns(self, element: Element) -> None:
        """Which columns are hidden."""
        ranges = [
            (_number(column, "min"), min(_number(column, "max"), MAX_COLUMN))
            for column in element
            if _is_hidden(column, "width")
        ]
        for first, last in sorted(ranges):
            if first:
                self.sheet.hidden_columns.add(first, last)

    def row(self, element: Element) -> None:
        """One more row. A number that is not above the last one is none."""
        number = _number(element, "r")
        if number <= self._number:
            number = self._number + 1
        if number > MAX_ROW:
            return
        self._number = number
        if _is_hidden(element, "ht"):
            self.sheet.hidden_rows.add(number, number)
        cells = self._cells(element)
        if cells:
            self._count.add(len(cells))
            self.sheet.rows.append(Row(number, cells))

    def _cells(self, row: Element) -> dict[int, Cell]:
        cells: dict[int, Cell] = {}
        column = 0
        for element in row:
            reference = element.get("r")
            letters = reference.rstrip(_DIGITS) if reference else ""
            named = self._columns.get(letters) or self._column(letters)
            column = named if named > column else column + 1
            if column > MAX_COLUMN:
                break
            cell = self._reader.read(element)
            if cell is not None:
                cells[column] = cell
        return cells

    def _column(self, letters: str) -> int:
        number = column_number(letters)
        if number:
            self._columns[letters] = number
        return number

    def merge(self, element: Element) -> None:
        """A range of cells that are one."""
        found = _RANGE.fullmatch(attribute(element, "ref") or "")
        if found and found[3]:
            (left, top), (right, bottom) = found.group(1, 2), found.group(3, 4)
            self.sheet.add_merge(
                Merge(int(top), column_number(left), int(bottom), column_number(right))
            )


def column_number(letters: str) -> int:
    """The number of a column; 0 for what is none.

    >>> column_number("A"), column_number("AB"), column_number("XFD"), column_number("a1")
    (1, 28, 16384, 0)
    """
    number = 0
    for letter in letters[:4]:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - ord("A") + 1
    return number if number <= MAX_COLUMN else 0


def _number(element: Element, wanted: str) -> int:
    value = element.get(wanted) or ""
    return int(value) if value.isdecimal() and len(value) < 9 else 0


def _is_hidden(element: Element, size: str) -> bool:
    """Whether a row or column is hidden, or of no height or width."""
    return element.get("hidden") in _ON or element.get(size) in ("0", "0.0")
