"""Which letters of a page a line is drawn through, so that they are struck out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from casc_qa.loaders.formats.pdf.page_ground import Edges

# Of the size, above the line that a letter stands on: the middle of small and of capital ones.
# Underlines are lower, rules of a table and what is above a fraction's denominator higher.
_LOWEST, _MIDDLE, _HIGHEST = 0.12, 0.3, 0.5
_THICKEST = 0.3
_OVERHANG = 0.7
_LEAST_COVERED = 0.5  # of the line
_BAND = 8.0  # points
_MOST_BANDS = 500
_MOST_MARKS = 1_000


class Letter(NamedTuple):
    """A letter, or what can't be taken apart; lengths are points in the direction of reading."""

    word: int
    at: int
    left: float
    right: float
    base: float
    size: float


class Stroke(NamedTuple):
    """A line in the direction of reading."""

    left: float
    right: float
    low: float
    high: float
    is_mark: bool
    """Somebody marked what lies in it as struck out: it is as high as the letters."""

    def is_through(self, base: float, size: float) -> bool:
        """Whether it goes through the middle of what stands on a line of this height."""
        if self.is_mark:
            return self.low <= base + _MIDDLE * size <= self.high
        above = (self.low + self.high) / 2 - base
        is_thin = self.high - self.low <= _THICKEST * size
        return is_thin and _LOWEST * size <= above <= _HIGHEST * size

    def fits(self, letters: Sequence[Letter]) -> bool:
        """Whether it is drawn for these letters, and begins and ends where they do. A line of a
        diagram goes on.
        """
        if self.is_mark:
            return True
        room = _OVERHANG * max(letter.size for letter in letters)
        left, right = min(each.left for each in letters), max(each.right for each in letters)
        covered = sum(letter.right - letter.left for letter in letters)
        is_filled = covered >= _LEAST_COVERED * (self.right - self.left)
        return left - self.left <= room and self.right - right <= room and is_filled


class Strokes:
    """The lines of a page that may be drawn through words, as they lie in one turn of these."""

    def __init__(self, rules: Iterable[Edges], marked: Iterable[Edges], turn: int) -> None:
        """``rules`` are thin lines, ``marked`` what somebody marked as struck out."""
        strokes = [_in_turn(box, turn, is_mark=False) for box in rules]
        strokes += [_in_turn(box, turn, is_mark=True) for box in marked]
        self._bands: dict[int, list[Stroke]] = defaultdict(list)
        for stroke in strokes:
            if stroke.is_mark or stroke.right - stroke.left > stroke.high - stroke.low:
                for band in _bands(stroke.low, stroke.high):
                    self._bands[band].append(stroke)

    def through(self, left: float, right: float, base: float, size: float) -> Iterator[Stroke]:
        """Those through what stands there."""
        near = _bands(base, base + _HIGHEST * size) if self._bands else ()
        for stroke in {stroke for band in near for stroke in self._bands.get(band, ())}:
            if stroke.left < right and left < stroke.right and stroke.is_through(base, size):
                yield stroke


def struck(
    found: Iterable[tuple[Stroke, int]], letters: Callable[[int], Iterable[Letter]]
) -> dict[int, set[int]]:
    """By word, which of its letters are struck out. ``found`` are lines with each word that they go
    through.
    """
    words: dict[Stroke, list[int]] = defaultdict(list)
    for stroke, word in found:
        words[stroke].append(word)
    gone: dict[int, set[int]] = defaultdict(set)
    for stroke, numbers in words.items():
        below = [
            letter
            for number in numbers
            for letter in letters(number)
            if stroke.left <= (letter.left + letter.right) / 2 <= stroke.right
            and stroke.is_through(letter.base, letter.size)
        ]
        if below and stroke.fits(below):
            for letter in below:
                gone[letter.word].add(letter.at)
    return gone


def struck_by_hand(pdfium: Any, page: Any) -> Iterator[Edges]:
    """Where somebody who read the page marked words as struck out, a box for each line."""
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_MARKS)):
        mark = pdfium.FPDFPage_GetAnnot(page, number)
        if not mark:
            continue
        is_hidden = pdfium.FPDFAnnot_GetFlags(mark) & (
            pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
        )
        if pdfium.FPDFAnnot_GetSubtype(mark) == pdfium.FPDF_ANNOT_STRIKEOUT and not is_hidden:
            for part in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(mark), _MOST_MARKS)):
                if pdfium.FPDFAnnot_GetAttachmentPoints(mark, part, quad):
                    columns = quad.x1, quad.x2, quad.x3, quad.x4
                    rows = quad.y1, quad.y2, quad.y3, quad.y4
                    yield min(columns), min(rows), max(columns), max(rows)
        pdfium.FPDFPage_CloseAnnot(mark)


def _in_turn(box: Edges, turn: int, is_mark: bool) -> Stroke:
    left, bottom, right, top = box
    along = ((left, right), (bottom, top), (-right, -left), (-top, -bottom))
    across = ((bottom, top), (-right, -left), (-top, -bottom), (left, right))
    return Stroke(*along[max(turn, 0)], *across[max(turn, 0)], is_mark)


def _bands(low: float, high: float) -> range:
    """Of the page, in which these heights are."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return range(0)
    first, last = math.floor(low / _BAND), math.floor(high / _BAND)
    return range(first, min(last, first + _MOST_BANDS) + 1)
