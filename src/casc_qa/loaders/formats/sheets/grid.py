"""What a sheet is in any format: rows of filled cells, merged ranges, hidden parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from casc_qa.loaders.formats.extracted import Unreadable

MAX_ROW = 1_048_576
"""The last row that programs have."""
MAX_COLUMN = 16_384
_MAX_CELLS = 2_000_000  # filled ones of one file: each takes some 200 bytes
_MAX_MERGES = 200_000
_YEAR = re.compile(r"19\d\d|20\d\d|2100")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


class Cell(NamedTuple):
    """A filled cell."""

    text: str
    """What is shown in it, in one line."""
    is_text: bool = True
    """Whether it was typed as text, and is no number, date or truth value."""
    width: int = 1
    """How many columns it covers."""
    spelled: str = ""
    """Of a date, with the name of its month where it is shown with that."""

    @property
    def name(self) -> str:
        """What it says as the head of a column."""
        return self.spelled or self.text

    @property
    def is_day(self) -> bool:
        """Whether it is a day or a month of a year, and not typed as text."""
        return not self.is_text and bool(_DAY.fullmatch(self.text))

    @property
    def is_year(self) -> bool:
        """Whether it is a number that may be a year."""
        return not self.is_text and bool(_YEAR.fullmatch(self.text))


class Row(NamedTuple):
    """The filled cells of a row, by their column; both are counted from 1."""

    number: int
    cells: dict[int, Cell]


class Merge(NamedTuple):
    """A range whose first cell takes up all of it."""

    top: int
    left: int
    bottom: int
    right: int


class Ranges:
    """Numbers of rows or columns that are hidden: ranges in rising order, apart from each other."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        self._before: list[int] = []  # how many numbers are in the ranges before each

    def __bool__(self) -> bool:
        return bool(self._firsts)

    def add(self, first: int, last: int) -> None:
        """A range behind the others; what they hold already is no part of it."""
        if self._lasts and first <= self._lasts[-1] + 1:
            self._lasts[-1] = max(last, self._lasts[-1])
        elif first <= last:
            self._before.append(self.count_before(first))
            self._firsts.append(first)
            self._lasts.append(last)

    def __contains__(self, number: int) -> bool:
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and number <= self._lasts[place]

    def count_before(self, number: int) -> int:
        """How many of the numbers below this one are in a range."""
        place = bisect_left(self._firsts, number) - 1
        if place < 0:
            return 0
        inside = min(number - 1, self._lasts[place]) - self._firsts[place] + 1
        return self._before[place] + inside


class Sheet:
    """A sheet as its file has it: also what is hidden, or lies under a merged cell."""

    def __init__(self, name: str) -> None:
        """Still without rows."""
        self.name = name
        self.rows: list[Row] = []
        self.merges: list[Merge] = []
        self.hidden_rows = Ranges()
        self.hidden_columns = Ranges()

    def add_merge(self, merge: Merge) -> None:
        """One more merged range; one that no program could make is none."""
        if 0 < merge.top <= merge.bottom <= MAX_ROW and 0 < merge.left <= merge.right <= MAX_COLUMN:
            self.merges.append(merge)
        if len(self.merges) > _MAX_MERGES:
            raise Unreadable(f"it has more than {_MAX_MERGES:,} merged cells")


class CellCount:
    """The filled cells of a file, within bounds."""

    def __init__(self) -> None:
        self._count = 0

    def add(self, count: int) -> None:
        """So many more. Raises Unreadable where they would fill the memory."""
        self._count += count
        if self._count > _MAX_CELLS:
            raise Unreadable(f"it has more than {_MAX_CELLS:,} filled cells")
