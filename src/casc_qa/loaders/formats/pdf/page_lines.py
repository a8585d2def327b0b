"""The words of a page as lines in the order in which they are read: column after column, a row of a
table as one line, raised figures where they belong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from casc_qa.loaders.formats.pdf.cell_rows import cell_rows, with_rows
from casc_qa.loaders.formats.pdf.page_layout import Line
from casc_qa.loaders.formats.pdf.page_runs import JOINS, SMALLER, Run
from casc_qa.loaders.formats.pdf.page_words import ASKEW, Word
from casc_qa.text.places import Place

_CELLS = " | "
_SAME_BASE = 0.3  # of the size
_SPACE = 0.95  # of the size: what is farther off is a cell or a column of its own
_CELL = 1.6
_NARROW = 0.5
_FIGURE_GAP = 0.36
_SMALLEST_MARK = 0.45
_MARK_CHARS = 4
_DROP_CAP = 1.8
_GUTTER = 0.9
_FEW_ROWS = 8
_MOST_JUMPS = 0.25  # of the rows are drawn above the one before, in a page that is in order
_GRID = 3.0  # points
_LOOKED_AT = 500  # runs: a page of text has fewer
_FEWEST_ROWS = 3
_PROSE = 18  # characters of a line, half of the time: cells of tables have fewer


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of page ``page``, in the order in which they are drawn; what is turned after what
    stands upright.
    """
    turns = Counter[int]()
    for word in words:
        turns[word.turn] += len(word.text)
    lines: list[Line] = []
    for turn in sorted(turns, key=lambda t: (-turns[t], t)):
        if turn != ASKEW:
            turned = [word for word in words if word.turn == turn]
            turned, rows = cell_rows(turned, lambda cell: _upright(cell, page))
            lines += with_rows(list(_upright(turned, page)), rows)
    return lines


def _upright(words: Sequence[Word], page: int) -> Iterator[Line]:
    runs = _with_marks(_with_drop_caps(_runs(words)))
    for row in _in_order(_rows(runs)):
        text, places, gap = "", list[Place](), ""
        for before, run in zip([None, *row], row, strict=False):
            if before is not None and gap != _CELLS:
                gap = _CELLS if _is_far(before, run) else " "
            if not (said := run.text):  # struck out
                continue
            text += gap if text else ""
            places += [Place(len(text) + at, w.box(page), w.sure) for at, w in run.spots()]
            text, gap = text + said, ""
        if not text:
            continue
        top = max(row, key=lambda run: run.size)
        is_row = any(_is_far(before, run) for before, run in pairwise(row))
        yield Line(text, page, row[0].left, top.base, top.size, is_row, tuple(places))


def _is_far(run: Run, after: Run) -> bool:
    """Whether two runs of a line are cells, farther apart than words of a justified line, or than
    the figures of one number.
    """
    gap, size = after.left - run.right, max(run.size, after.size)
    if _are_figures(run.words[-1], after.words[0]):
        return gap > _FIGURE_GAP * size
    return gap > _CELL * size


def _runs(words: Sequence[Word]) -> list[Run]:
    """Words that follow each other on a line, as they are drawn."""
    runs: list[Run] = []
    for word in words:
        if runs and _follows(runs[-1], word):
            runs[-1].add(word)
        else:
            runs.append(Run(word))
    return runs


def _follows(run: Run, word: Word) -> bool:
    small, size = sorted((run.size, word.size))
    gap = word.left - run.right
    if small < _SMALLEST_MARK * size or not -_SAME_BASE * size <= gap <= _SPACE * size:
        return False
    if gap > _FIGURE_GAP * size and _are_figures(run.words[-1], word):
        return False
    is_mark = small < SMALLER * size
    return abs(word.base - run.base) <= (2 * _SAME_BASE if is_mark else _SAME_BASE) * size


def _are_figures(before: Word, word: Word) -> bool:
    """Whether two words with more than a space between would read as one number."""
    return before.text[-1:].isdecimal() and word.text[:1].isdecimal()


def _with_drop_caps(runs: Sequence[Run]) -> list[Run]:
    """The runs, a large first letter put to the word that it begins."""
    kept: list[Run] = []
    for run in runs:
        if kept and _is_drop_cap(kept[-1], run):
            cap = kept.pop().words[0]
            run.words[0] = run.words[0]._replace(text=cap.text + run.words[0].text, left=cap.left)
            run.left = cap.left
        kept.append(run)
    return kept


def _is_drop_cap(cap: Run, run: Run) -> bool:
    letter, first = cap.words[0].text, run.words[0].text
    if len(cap.words) > 1 or len(letter) > 1 or not letter.isupper() or not first[:1].isalpha():
        return False
    is_beside = -_SAME_BASE * run.size <= run.left - cap.right <= _SPACE * run.size
    return is_beside and cap.size >= _DROP_CAP * run.size and cap.base < run.base


def _with_marks(runs: Sequence[Run]) -> list[Run]:
    """The runs, those that are nothing but a raised or lowered mark put behind the word that they
    stand behind, whenever they were drawn.
    """
    kept: list[Run] = []
    for run in runs:
        if not any(_take_mark(other, run) for other in kept[: -_LOOKED_AT - 1 : -1]):
            kept.append(run)
    return kept


def _take_mark(run: Run, mark: Run) -> bool:
    """Whether ``mark`` is one of a word of ``run``, which then has it."""
    if not _SMALLEST_MARK <= mark.size / run.size < SMALLER:
        return False
    if len(mark.words) > 1 or len(mark.words[0].text) > _MARK_CHARS:
        return False
    if abs(mark.base - run.base) > 2 * _SAME_BASE * run.size:
        return False
    for place, word in enumerate(run.words, 1):
        if -_SAME_BASE * run.size <= mark.left - word.right <= JOINS * run.size:
            run.words.insert(place, mark.words[0])
            run.right = max(run.right, mark.right)
            return True
    return False


def _rows(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand at one height, from left to right; the rows as they are drawn, or from the
    top down where they are drawn in no order.
    """
    rows = _drawn_rows(runs)
    jumps = sum(_is_above(row, before) for before, row in pairwise(rows))
    if len(rows) >= _FEW_ROWS and jumps > _MOST_JUMPS * len(rows):
        rows = _drawn_rows(sorted(runs, key=lambda r: (-round(r.base / _GRID), r.left)))
    return [_merged(sorted(row, key=lambda r: r.left)) for row in rows]


def _drawn_rows(runs: Iterable[Run]) -> list[list[Run]]:
    rows: list[list[Run]] = []
    for run in runs:
        if rows and _is_level(rows[-1][0], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _is_level(run: Run, other: Run) -> bool:
    return abs(run.base - other.base) <= _SAME_BASE * max(run.size, other.size)


def _is_above(row: Sequence[Run], before: Sequence[Run]) -> bool:
    return row[0].base - before[0].base > max(row[0].size, before[0].size) / 2


def _merged(row: list[Run]) -> list[Run]:
    """Runs with nothing but a narrow space between them are one, and so is a whole row that is read
    from right to left.
    """
    merged = row[:1]
    is_turned = any(run.is_right_to_left for run in row)
    for run in row[1:]:
        gap = run.left - merged[-1].right
        size = max(run.size, merged[-1].size)
        is_cell = gap > _FIGURE_GAP * size and _are_figures(merged[-1].words[-1], run.words[0])
        if is_turned or (gap <= _NARROW * size and not is_cell):
            for word in run.words:
                merged[-1].add(word)
        else:
            merged.append(run)
    return merged


def _in_order(rows: Sequence[list[Run]]) -> Iterator[list[Run]]:
    """Columns one after the other; what stands above or below them by itself."""
    start = 0
    while start < len(rows):
        end, gutter = _band(rows, start)
        band = rows[start:end]
        if gutter is None:
            yield from ([row[0]] if len(row) == 1 else row for row in band)
        else:
            left = [[run for run in row if run.right <= gutter] for row in band]
            right = [[run for run in row if run.left >= gutter] for row in band]
            for side in (left, right):
                yield from _in_order([row for row in side if row])
        start = end


def _band(rows: Sequence[list[Run]], start: int) -> tuple[int, float | None]:
    """The rows from ``start`` on that a gutter between two columns of prose goes through: their
    end, and where the gutter is; one row and None where there is none.
    """
    for before, after in pairwise(rows[start]):
        low, high, end = before.right, after.left, start + 1
        while end < len(rows):
            gap = _gap_in(rows[end], low, high)
            if gap is None:
                break
            (low, high), end = gap, end + 1
        gutter = (low + high) / 2
        if _are_columns(rows[start:end], gutter):
            return end, gutter
    return start + 1, None


def _gap_in(row: Sequence[Run], low: float, high: float) -> tuple[float, float] | None:
    """The part of the gutter from ``low`` to ``high`` that a row leaves free, if it is enough."""
    middle = (low + high) / 2
    for run in row:
        if run.left < middle < run.right:
            return None
        if run.right <= middle:
            low = max(low, run.right)
        else:
            high = min(high, run.left)
    size = median(run.size for run in row)
    return (low, high) if high - low >= _GUTTER * size else None


def _are_columns(rows: Sequence[list[Run]], gutter: float) -> bool:
    """Whether both sides are lines of prose, and not cells."""
    for is_left in (True, False):
        side = [run for row in rows for run in row if (run.right <= gutter) == is_left]
        if len(side) < _FEWEST_ROWS:
            return False
        if median(run.characters for run in side) < _PROSE:
            return False
    return True
