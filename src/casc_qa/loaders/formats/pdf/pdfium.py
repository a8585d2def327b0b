"""The words of a PDF's pages as they are printed, with where they stand, by pdfium."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from enum import Enum, auto
from importlib.metadata import version
from typing import Any, NamedTuple

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge."""
_SPACES = frozenset((0, 9, 10, 13, 32))
_LINE_HYPHENS = frozenset((2, 0xFFFE))  # what pdfium puts for the hyphen at a line's end
ASKEW = -1
_STRAIGHT = 0.03  # radians
_INVISIBLE = 3  # text rendering mode
_WHITE = 250
_MOST_SHAPES = 20_000
_OTHER_BASE = 0.12


class Sight(Enum):
    """Whether a reader of the page sees a word."""

    SEEN = auto()
    UNSEEN = auto()
    """It is not drawn, or white on white."""
    OFF_PAGE = auto()


class Word(NamedTuple):
    """Characters without a space between; lengths are points in the direction of reading."""

    text: str
    left: float
    right: float
    base: float
    """Of the line that it stands on; greater for higher up."""
    size: float
    """From the lowest letters' to the highest letters' edge."""
    turn: int
    """Quarter turns of the text, counter-clockwise; -1 where it lies askew."""
    glued: bool
    """To the word before: only its size or its height is another."""
    sight: Sight


class Document:
    """An open PDF; to be closed."""

    def __init__(self, data: bytes) -> None:
        """Raises ValueError for what pdfium can't open."""
        import pypdfium2.raw as pdfium

        self._pdfium: Any = pdfium
        self._data = data  # pdfium reads from it as long as the document is open
        pdfium.FPDF_InitLibrary()
        self._document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        if not self._document:
            raise ValueError("pdfium can't open it")
        self.version = f"pdfium {version('pypdfium2')}"

    def __len__(self) -> int:
        """Pages."""
        count: int = self._pdfium.FPDF_GetPageCount(self._document)
        return count

    def close(self) -> None:
        """Frees what is held."""
        self._pdfium.FPDF_CloseDocument(self._document)

    def words(self, number: int) -> list[Word]:
        """The words of page ``number``, from 0, in the order in which they are drawn. Raises
        ValueError where the page can't be read.
        """
        page = self._pdfium.FPDF_LoadPage(self._document, number)
        if not page:
            raise ValueError(f"page {number + 1} can't be opened")
        try:
            text = self._pdfium.FPDFText_LoadPage(page)
            if not text:
                raise ValueError(f"page {number + 1} has no text that can be read")
            try:
                return list(_Page(self._pdfium, page, text).words())
            finally:
                self._pdfium.FPDFText_ClosePage(text)
        finally:
            self._pdfium.FPDF_ClosePage(page)


class _Page:
    """One page's characters."""

    def __init__(self, pdfium: Any, page: Any, text: Any) -> None:
        self._pdfium, self._text = pdfium, text
        count = pdfium.FPDFText_CountChars(text)
        read = pdfium.FPDFText_GetUnicode
        self._codes = [read(text, index) for index in range(max(0, count))]
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._page = page
        self._edges = self._crop()
        self._shapes: list[Box] | None = None

    def _crop(self) -> Box:
        self._pdfium.FPDF_GetPageBoundingBox(self._page, self._box)
        return self._bounds()

    def _bounds(self) -> Box:
        """Of the box read last."""
        return self._box.left, self._box.bottom, self._box.right, self._box.top

    def words(self) -> Iterator[Word]:
        """In the order in which they are drawn."""
        start = 0
        for end in range(len(self._codes) + 1):
            is_hyphen = end < len(self._codes) and self._codes[end] in _LINE_HYPHENS
            if end == len(self._codes) or self._codes[end] in _SPACES or is_hyphen:
                if start < end + is_hyphen:
                    yield from self._word(start, end + is_hyphen)
                start = end + 1

    def _word(self, start: int, end: int) -> Iterator[Word]:
        """One word, or its parts where they stand at heights of their own."""
        if not self._may_be_marked(start, end):
            yield self._part(start, end, is_glued=False)
            return
        first = start
        before = self._place(start)
        for index in range(start + 1, end):
            here = self._place(index)
            if _is_elsewhere(before, here):
                yield self._part(first, index, is_glued=first > start)
                first = index
            before = here
        yield self._part(first, end, is_glued=first > start)

    def _may_be_marked(self, start: int, end: int) -> bool:
        """Whether a figure is in it: those alone can be taken for another when they are raised."""
        return any(chr(code).isdecimal() for code in self._codes[start:end])

    def _place(self, index: int) -> tuple[float, float]:
        """Base line and size of a character."""
        self._pdfium.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, self._box)
        return self._y.value, self._box.top - self._box.bottom

    def _part(self, start: int, end: int, is_glued: bool) -> Word:
        pdfium, text, box = self._pdfium, self._text, self._box
        codes = self._codes[start:end]
        angle = pdfium.FPDFText_GetCharAngle(text, start)
        turn = _quarters(angle)
        pdfium.FPDFText_GetLooseCharBox(text, end - 1, box)
        last = self._bounds()
        pdfium.FPDFText_GetLooseCharBox(text, start, box)
        first = self._bounds()
        pdfium.FPDFText_GetCharOrigin(text, start, self._x, self._y)
        origin = self._x.value, self._y.value
        left, right, size = _along(first, last, turn)
        return Word(
            "".join("-" if code in _LINE_HYPHENS else chr(code) for code in codes),
            left, right, _across(origin, turn), size, turn, is_glued,
            self._sight(start, first),
        )  # fmt: skip

    def _sight(self, index: int, box: Box) -> Sight:
        """Of the character ``index``, which fills ``box``."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not _is_inside(middle, self._edges):
            return Sight.OFF_PAGE
        drawn = self._pdfium.FPDFText_GetTextObject(self._text, index)
        if drawn and self._pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE:
            return Sight.UNSEEN
        get = self._pdfium.FPDFText_GetFillColor
        if not get(self._text, index, *self._colour) or self._is_dark():
            return Sight.SEEN
        return Sight.SEEN if self._stands_on_colour(middle) else Sight.UNSEEN

    def _is_dark(self) -> bool:
        """Whether the colour read last is none that is lost on white paper."""
        *colours, alpha = (part.value for part in self._colour)
        return alpha > 0 and min(colours) < _WHITE

    def _stands_on_colour(self, point: tuple[float, float]) -> bool:
        """Whether a picture or a coloured shape lies there."""
        if self._shapes is None:
            self._shapes = list(self._coloured())
        return any(_is_inside(point, shape) for shape in self._shapes)

    def _coloured(self) -> Iterator[Box]:
        pdfium = self._pdfium
        edges = [ctypes.c_float() for _ in range(4)]
        for index in range(min(_MOST_SHAPES, pdfium.FPDFPage_CountObjects(self._page))):
            shape = pdfium.FPDFPage_GetObject(self._page, index)
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                is_filled = pdfium.FPDFPageObj_GetFillColor(shape, *self._colour)
                if not is_filled or not self._is_dark():
                    continue
            elif kind not in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                continue
            if pdfium.FPDFPageObj_GetBounds(shape, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                yield left, bottom, right, top


def _is_elsewhere(before: tuple[float, float], here: tuple[float, float]) -> bool:
    """Whether a character stands at another height than the one before, or is much smaller."""
    size = max(before[1], here[1])
    return abs(before[0] - here[0]) > _OTHER_BASE * size


def _quarters(angle: float) -> int:
    turns = -angle / (math.pi / 2)  # pdfium counts clockwise
    return round(turns) % 4 if abs(turns - round(turns)) <= _STRAIGHT else ASKEW


def _is_inside(point: tuple[float, float], box: Box) -> bool:
    left, bottom, right, top = box
    return left <= point[0] <= right and bottom <= point[1] <= top


def _across(origin: tuple[float, float], turn: int) -> float:
    """The height of a point above the bottom, seen in the direction of reading."""
    x, y = origin
    return (y, -x, -y, x)[max(turn, 0)]


def _along(first: Box, last: Box, turn: int) -> tuple[float, float, float]:
    """Where a word begins and ends in the direction of reading, and its size."""
    if turn == 1:
        return first[1], last[3], first[2] - first[0]
    if turn == 2:
        return -first[2], -last[0], first[3] - first[1]
    if turn == 3:
        return -first[3], -last[1], first[2] - first[0]
    return first[0], last[2], first[3] - first[1]
