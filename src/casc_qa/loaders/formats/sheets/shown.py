"""A sheet as a person sees it: merged cells count for all that they cover, and what is hidden is
gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from casc_qa.loaders.formats.sheets.grid import Cell, Merge, Sheet


class ShownRow(NamedTuple):
    """A row that holds something."""

    number: int
    """As the program shows it."""
    cells: dict[int, Cell]
    """By their place among the columns that are shown, from 1."""
    is_after_blank: bool
    """Whether there is a blank row above it."""


class Hidden(NamedTuple):
    """How many rows and columns hold something and are hidden."""

    rows: int
    columns: int


def shown_rows(sheet: Sheet) -> tuple[list[ShownRow], Hidden]:
    """The rows that are seen, and what is not."""
    places = _Places(sheet)
    merges = _Merges(sheet.merges)
    rows: list[ShownRow] = []
    hidden = 0
    above = 0  # the last row that is not blank
    for number, cells in sheet.rows:
        own = merges.apply(number, cells)
        if number in sheet.hidden_rows:
            hidden += bool(own)
            continue
        seen = dict(places.seen(own))
        if not seen:
            continue
        blank = number - above - 1
        if blank > 0:
            blank -= sheet.hidden_rows.count_before(number)
            blank += sheet.hidden_rows.count_before(above + 1)
        under = dict(places.seen(merges.from_above(number)))
        # What lies under a merged cell is never in its row: the two share no column.
        rows.append(ShownRow(number, under | seen, blank > 0 and above > 0))
        above = max(number, merges.reach(number))
    return rows, Hidden(hidden, len(places.hidden))


class _Places:
    """Where columns stand among those that are shown."""

    def __init__(self, sheet: Sheet) -> None:
        self._ranges = sheet.hidden_columns
        self._known: dict[int, int] = {}  # 0 for what is hidden
        self.hidden: set[int] = set()
        """The columns that are hidden and hold something."""

    def seen(self, cells: dict[int, Cell]) -> Iterator[tuple[int, Cell]]:
        """The cells that are not hidden, by their places."""
        if not self._ranges:
            yield from cells.items()
            return
        for column, cell in cells.items():
            after = column + cell.width
            first, until = self._place(column), self._place(after)
            if first == until:
                self.hidden.add(column)
            else:
                yield first, cell if cell.width == 1 else cell._replace(width=until - first)

    def _place(self, column: int) -> int:
        """That of the first column from this one on that is shown."""
        place = self._known.get(column)
        if place is None:
            place = self._known[column] = column - self._ranges.count_before(column)
        return place


class _Merges:
    """Merged ranges, taken up as the rows go down."""

    def __init__(self, merges: list[Merge]) -> None:
        self._waiting = sorted(merges, reverse=True)
        self._open: list[tuple[Merge, Cell | None]] = []

    def apply(self, number: int, cells: dict[int, Cell]) -> dict[int, Cell]:
        """The row's own cells: those that lie under a merged cell are not seen."""
        if self._open:
            self._open = [each for each in self._open if each[0].bottom >= number]
        while self._waiting and self._waiting[-1].top <= number:
            merge = self._waiting.pop()
            if merge.bottom >= number:
                cell = cells.get(merge.left) if merge.top == number else None
                width = merge.right - merge.left + 1
                self._open.append((merge, cell and cell._replace(width=width)))
        if not self._open:
            return cells
        own = dict(cells)
        for merge, cell in self._open:
            for column in [c for c in own if merge.left <= c <= merge.right]:
                del own[column]
            if cell and merge.top == number:
                own[merge.left] = cell
        return dict(sorted(own.items()))

    def from_above(self, number: int) -> dict[int, Cell]:
        """The merged cells of rows above that reach into this one."""
        return {merge.left: cell for merge, cell in self._open if cell and merge.top < number}

    def reach(self, number: int) -> int:
        """The last row that a merged cell of this one reaches into."""
        return max((merge.bottom for merge, cell in self._open if cell), default=number)
