"""Rows of a ruled table, each as one line, however close its cells, and of however many lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from casc_qa.loaders.formats.pdf.page_ground import Edges
from casc_qa.loaders.formats.pdf.page_layout import Line
from casc_qa.loaders.formats.pdf.page_words import Word
from casc_qa.loaders.formats.pdf.reflow import joint
from casc_qa.text.places import Place

_MOST_LINES = 8  # of a cell: more are columns of prose in frames
_FEWEST_CHARS = 2  # of a cell, on average
_BETWEEN = " | "
_ASIDE = 40.0  # points: how far left of a table what stands above it may begin

Read = Callable[[Sequence[Word]], Iterable[Line]]
"""Gives the lines of some words."""


def cell_rows(words: Sequence[Word], read: Read) -> tuple[list[Word], list[Line]]:
    """The words that stand elsewhere, and a line for each row."""
    cells: dict[Edges, list[Word]] = defaultdict(list)
    for word in words:
        if word.cell is not None:
            cells[word.cell].append(word)
    rows: dict[tuple[float, float], list[Edges]] = defaultdict(list)
    for cell in sorted(cells):
        rows[cell[1], cell[3]].append(cell)
    taken: set[Edges] = set()
    lines: list[Line] = []
    for (bottom, top), row in rows.items():
        others = rows.keys() - {(bottom, top)}
        if len(row) < 2 or any(low < top and high > bottom for low, high in others):
            continue  # a cell beside them covers several rows
        parts = [part for cell in row if (part := list(read(cells[cell])))]
        if _are_cells(parts):
            lines.append(_row(parts))
            taken |= {*row}
    return [word for word in words if word.cell not in taken], lines


def _are_cells(parts: Sequence[Sequence[Line]]) -> bool:
    """Whether these are cells of a row, and no columns, and no places for a letter each."""
    if len(parts) < 2 or any(line.is_row for part in parts for line in part):
        return False
    chars = sum(len(line.text) for part in parts for line in part)
    return chars >= _FEWEST_CHARS * len(parts) and max(map(len, parts)) <= _MOST_LINES


def _row(cells: Sequence[Sequence[Line]]) -> Line:
    text, places = "", list[Place]()
    for cell in cells:
        before = ""
        for line in cell:
            between = joint(before, line.text, set()) if before else _BETWEEN if text else ""
            if between is None:  # the hyphen goes
                text, between = text[:-1], ""
            text += between
            places += [place._replace(offset=len(text) + place.offset) for place in line.places]
            text, before = text + line.text, line.text
    all_lines = [line for cell in cells for line in cell]
    size, height = max(line.size for line in all_lines), max(line.height for line in all_lines)
    return Line(text, all_lines[0].page, cells[0][0].left, height, size, True, tuple(places))


def with_rows(lines: Sequence[Line], rows: Sequence[Line]) -> list[Line]:
    """The lines with the rows among them, each behind the last that stands above it in its column,
    or before the first that stands below.
    """
    kept = list(lines)
    for row in sorted(rows, key=lambda row: -row.height):
        right = max(place.box.right for place in row.places)
        near = [at for at, line in enumerate(kept) if row.left - _ASIDE <= line.left <= right]
        above = [at + 1 for at in near if kept[at].height > row.height]
        kept.insert(max(above, default=min(near, default=len(kept))), row)
    return kept
