"""Rows of a table in a running text: a line each, " | " between two cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from casc_qa.types import Span

_BETWEEN = re.compile(r"\s\|\s|^\|\s|\s\|$")
_FIGURES = re.compile(r"[-–—+±~≈<>≤≥$€£₽%\s.,:/()\d]*\d[-–—%\s.,:/()\d]*[^\W\d]{0,3}\.?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RULE = re.compile(r"[\s|:-]*-{2}[\s|:-]*")  # between heads and rows in Markdown
_MOST_LINES = 2_000  # that are looked through for the first
_MOST_HEADS = 3


def is_row(line: str) -> bool:
    """Whether a line has several cells.

    >>> is_row("Kazakhstan | 37"), is_row("a|b"), is_row("| Country | 2021 |")
    (True, False, True)
    """
    return _BETWEEN.search(line.strip()) is not None


def cells(line: str) -> list[str]:
    """What stands in the cells of a row.

    >>> cells("| Country | 2021 |"), cells("Kazakhstan | | 5")
    (['Country', '2021'], ['Kazakhstan', '', '5'])
    """
    inner = line.strip().removeprefix("|").removesuffix("|").strip()
    return [cell.strip() for cell in re.split(r"(?:^|\s)\|(?=\s|$)", inner)]


def column_heads(text: str, row: Span) -> Span | None:
    """The rows that head the columns of the table in which ``row`` stands; None where it stands in
    none, or is one of them.
    """
    start = text.rfind("\n", 0, row.start) + 1
    end = text.find("\n", row.start)
    line = Span(start, len(text) if end < 0 else end)
    if not is_row(line.of(text)):
        return None
    rows = [*reversed(list(_rows_above(text, start))), line]
    heads = _leading_heads(text, rows)
    return Span(heads[0].start, heads[-1].end) if heads and line not in heads else None


def _rows_above(text: str, start: int) -> Iterator[Span]:
    """The rows of the same table above the line that begins at ``start``, the nearest first."""
    end = start
    for _ in range(_MOST_LINES):
        end = end - 1 if text[end - 1 : end] == "\n" else end
        if end <= 0:
            return
        first = text.rfind("\n", 0, end) + 1
        line = text[first:end]
        if line.strip() and not _RULE.fullmatch(line.strip()):
            if not is_row(line):
                return
            yield Span(first + len(line) - len(line.lstrip()), first + len(line.rstrip()))
        end = first


def _leading_heads(text: str, rows: Sequence[Span]) -> list[Span]:
    """The rows before the first that has figures; where none of ``rows`` has, the first alone."""
    heads: list[Span] = []
    for row in rows:
        if any(is_figure(cell) for cell in cells(row.of(text))):
            return heads if len(heads) <= _MOST_HEADS else heads[:1]
        heads.append(row)
    return heads[:1]


def is_figure(cell: str) -> bool:
    """Whether a cell holds an amount; years head columns.

    >>> is_figure("1,204"), is_figure("12.5 %"), is_figure("2022"), is_figure("Osh 3")
    (True, True, False, False)
    """
    return bool(_FIGURES.fullmatch(cell)) and not _YEAR.fullmatch(cell)
