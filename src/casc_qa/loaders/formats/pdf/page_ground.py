"""What lies above and below the words of a page, and whether it hides them. What is not
sure is seen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

from casc_qa.loaders.formats.pdf.addresses import Addresses

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top edge."""
Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""
_OPAQUE = 255
_PAPER = (255, 255, 255)
_CONTRAST = 24
_LINE = 2  # segments
_RECTANGLE = 6  # segments at most
_LEAST_SHAPE = 4.0  # points: less is a line
_MOST_SHAPES = 5_000


def opaque(parts: Sequence[Any]) -> Colour | None:
    """The colour of red, green, blue and how much it covers, in variables of C; None for what lets
    others through.
    """
    red, green, blue, alpha = (part.value for part in parts)
    return (red, green, blue) if alpha == _OPAQUE else None


def is_inside(point: tuple[float, float], box: Edges) -> bool:
    """Whether the box holds the point."""
    left, bottom, right, top = box
    return left <= point[0] <= right and bottom <= point[1] <= top


class Ground:
    """The shapes and pictures of one page."""

    def __init__(self, pdfium: Any, addresses: Addresses, page: Any) -> None:
        """``page`` is open in ``pdfium``."""
        self._pdfium, self._addresses, self._page = pdfium, addresses, page
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self.rules: list[Edges] = []
        """Thin lines and rectangles that are seen."""
        self.frames: list[Edges] = []
        """The same, and the four sides of larger rectangles."""
        self._shapes, self._drawn_at = self._drawn()

    def hides(self, point: tuple[float, float], key: int | None, colour: Colour | None) -> bool:
        """Whether a word there is covered by what is drawn after it, or has the colour of what is
        drawn below it; not where that can't be told. ``key`` is the address of the instruction that
        draws the word, ``colour`` None where it lets others through.
        """
        own = self._drawn_at.get(key) if key is not None else None
        ground: Colour | None = _PAPER
        for number, box, shape in self._shapes:
            if not is_inside(point, box):
                continue
            if own is None:
                return False  # part of a form: nobody can tell what lies below
            if number < own:
                ground = None if shape == _PAPER else shape  # a gradient says that it is white
            elif shape is not None:
                return True
        if colour is None or ground is None:
            return False
        return max(abs(one - other) for one, other in zip(colour, ground, strict=True)) < _CONTRAST

    def _drawn(self) -> tuple[list[tuple[int, Edges, Colour | None]], dict[int, int]]:
        """Of all that is drawn on the page, in that order: the filled shapes and pictures, with
        where they lie and their colour if that is one; and which number an instruction has that
        draws words.
        """
        pdfium, edges = self._pdfium, [ctypes.c_float() for _ in range(4)]
        get_object, get_kind = self._addresses.object_of_page, self._addresses.kind
        text, path = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH
        shapes: list[tuple[int, Edges, Colour | None]] = []
        words: dict[int, int] = {}
        for number in range(min(_MOST_SHAPES, pdfium.FPDFPage_CountObjects(self._page))):
            address = get_object(self._page, number) or 0
            kind = get_kind(address)
            if kind == text:
                words[address] = number
                continue
            if not self._addresses.bounds(address, *edges):
                continue
            left, bottom, right, top = (edge.value for edge in edges)
            shape = self._addresses.pointer(address) if kind == path else None
            if min(right - left, top - bottom) >= _LEAST_SHAPE:
                if shape is not None and self._ways(shape)[1] and self._is_rectangle(shape):
                    self.frames += _sides(left, bottom, right, top)
                if shape is None or self._is_filled(shape):
                    colour = self._colour_of_rectangle(shape) if shape else None
                    shapes.append((number, (left, bottom, right, top), colour))
            elif shape is not None and self._is_rule(shape):
                self.rules.append((left, bottom, right, top))
                self.frames.append((left, bottom, right, top))
        return shapes, words

    def _is_filled(self, shape: Any) -> bool:
        return self._ways(shape)[0]

    def _ways(self, shape: Any) -> tuple[bool, bool]:
        """Whether a shape is filled, and whether its outline is drawn."""
        mode, has_line = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(shape, mode, has_line)
        return mode.value != self._pdfium.FPDF_FILLMODE_NONE, bool(has_line.value)

    def _is_rule(self, shape: Any) -> bool:
        """Whether a thin shape is one line that is seen on paper."""
        is_filled, has_line = self._ways(shape)
        if not (is_filled or has_line):
            return False
        count = self._pdfium.FPDFPath_CountSegments(shape)
        if not (has_line and count == _LINE) and not self._is_rectangle(shape):
            return False
        get = self._pdfium.FPDFPageObj_GetStrokeColor
        if is_filled:
            get = self._pdfium.FPDFPageObj_GetFillColor
        if not get(shape, *self._colour):
            return True
        *colour, alpha = (part.value for part in self._colour)
        return alpha >= _CONTRAST and min(colour) <= _PAPER[0] - _CONTRAST

    def _colour_of_rectangle(self, shape: Any) -> Colour | None:
        """None for what fills its box in part: other shapes, and those that are clipped; and for
        what lets others through.
        """
        clip = self._pdfium.FPDFPageObj_GetClipPath(shape)
        if clip and self._pdfium.FPDFClipPath_CountPaths(clip) > 0:
            return None
        if not self._is_rectangle(shape):
            return None
        if not self._pdfium.FPDFPageObj_GetFillColor(shape, *self._colour):
            return None
        return opaque(self._colour)

    def _is_rectangle(self, shape: Any) -> bool:
        count = self._pdfium.FPDFPath_CountSegments(shape)
        if not 4 <= count <= _RECTANGLE:
            return False
        x, y = ctypes.c_float(), ctypes.c_float()
        columns, rows = set(), set()
        for index in range(count):
            segment = self._pdfium.FPDFPath_GetPathSegment(shape, index)
            if not self._pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                return False
            columns.add(round(x.value, 1))
            rows.add(round(y.value, 1))
        return (len(columns), len(rows)) == (2, 2)


def _sides(left: float, bottom: float, right: float, top: float) -> Iterator[Edges]:
    yield left, bottom, right, bottom
    yield left, top, right, top
    yield left, bottom, left, top
    yield right, bottom, right, top
