"""The words of a PDF's pages as they are printed, with where they stand, by pdfium."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from importlib.metadata import version
from typing import Any, NamedTuple

from casc_qa.loaders.formats.pdf.right_to_left import is_right_to_left

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge."""
Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""
# What pdfium puts for the hyphen at a line's end; there the word goes on below.
_HYPHENS = str.maketrans("\x02\ufffe", "--")
_WORD = re.compile("[^ \t\r\n\0\x02\ufffe]*[\x02\ufffe]|[^ \t\r\n\0\x02\ufffe]+")
_DIGIT = re.compile(r"\d")
ASKEW = -1
_STRAIGHT = 0.03  # radians
_INVISIBLE = 3  # text rendering mode
_OPAQUE = 255
_PAPER = (255, 255, 255)
_CONTRAST = 24
_RECTANGLE = 6  # segments at most
_LEAST_SHAPE = 4.0  # points: less is a line
_MOST_SHAPES = 5_000
_MOST_FIELDS = 5_000
_MOST_VALUE_BYTES = 1_000_000
_FIELD_SIZE = 11.0  # points of what is filled in, where there is room
_BELOW_MIDDLE = 0.35  # of the size
_OTHER_BASE = 0.12
_APART = 0.15  # of the size


class Sight(Enum):
    """Whether a reader of the page sees a word."""

    SEEN = auto()
    INVISIBLE = auto()
    """It is not drawn: as in a scanned page, below whose picture lie the words."""
    LOST = auto()
    """It has the colour of what it is drawn on."""
    OFF_PAGE = auto()


class Word(NamedTuple):
    """Characters without a space between; lengths are points in the direction of reading."""

    text: str
    """In the order in which it is read; as it is painted, from left to right, on a page with
    letters that are read from right to left."""
    left: float
    right: float
    base: float
    """Of the line that it stands on; greater for higher up."""
    size: float
    """Of its font, as the page shows it."""
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
        self._form: Any = None
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
        if self._form is not None:
            self._pdfium.FPDFDOC_ExitFormFillEnvironment(self._form)
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
                filled = self._filled_in(page)
                return _with_fields(list(_Page(self._pdfium, page, text).words()), filled)
            finally:
                self._pdfium.FPDFText_ClosePage(text)
        finally:
            self._pdfium.FPDF_ClosePage(page)

    def _filled_in(self, page: Any) -> list[Word]:
        """What is filled into the page's form."""
        count = min(self._pdfium.FPDFPage_GetAnnotCount(page), _MOST_FIELDS)
        if count <= 0:
            return []
        if self._form is None:
            self._form_info = self._pdfium.FPDF_FORMFILLINFO()
            self._form_info.version = 2
            self._form = self._pdfium.FPDFDOC_InitFormFillEnvironment(
                self._document, self._form_info
            )
        self._pdfium.FORM_OnAfterLoadPage(page, self._form)  # else no box is checked
        words: list[Word] = []
        for index in range(count):
            field = self._pdfium.FPDFPage_GetAnnot(page, index)
            if field:
                words += self._field_words(field)
                self._pdfium.FPDFPage_CloseAnnot(field)
        return words

    def _field_words(self, field: Any) -> Iterator[Word]:
        pdfium = self._pdfium
        kind = pdfium.FPDFAnnot_GetFormFieldType(self._form, field)
        if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
            value = "☑" if pdfium.FPDFAnnot_IsChecked(self._form, field) else "☐"
        elif kind in (
            pdfium.FPDF_FORMFIELD_TEXTFIELD,
            pdfium.FPDF_FORMFIELD_COMBOBOX,
            pdfium.FPDF_FORMFIELD_LISTBOX,
        ):
            value = self._field_value(field)
        else:
            return
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFAnnot_GetRect(field, box):
            return
        lines = [" ".join(line.split()) for line in value.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            height = (box.top - box.bottom) / len(lines)
            size = min(height, _FIELD_SIZE)
            base = box.top - height * (number + 0.5) - size * _BELOW_MIDDLE
            yield Word(line, box.left, box.right, base, size, 0, False, Sight.SEEN)

    def _field_value(self, field: Any) -> str:
        get = self._pdfium.FPDFAnnot_GetFormFieldValue
        length = min(get(self._form, field, None, 0), _MOST_VALUE_BYTES)
        buffer = ctypes.create_string_buffer(length)
        get(self._form, field, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
        return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


class _Page:
    """One page's characters."""

    def __init__(self, pdfium: Any, page: Any, text: Any) -> None:
        self._pdfium, self._text = pdfium, text
        count = pdfium.FPDFText_CountChars(text)
        read = pdfium.FPDFText_GetUnicode
        self._string = "".join([chr(read(text, index)) for index in range(max(0, count))])
        self._box = pdfium.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._last_look: tuple[int | None, Colour | None, bool] = (None, None, True)
        self._matrix = pdfium.FS_MATRIX()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._has_right_to_left = is_right_to_left(self._string)
        self._page = page
        self._edges = self._crop()
        self._shapes: list[tuple[int, Box, Colour | None]] | None = None
        self._drawn_at: dict[int, int] = {}

    def _crop(self) -> Box:
        self._pdfium.FPDF_GetPageBoundingBox(self._page, self._box)
        return self._bounds()

    def _bounds(self) -> Box:
        """Of the box read last."""
        return self._box.left, self._box.bottom, self._box.right, self._box.top

    def words(self) -> Iterator[Word]:
        """In the order in which they are drawn."""
        for found in _WORD.finditer(self._string):
            yield from self._word(*found.span())

    def _word(self, start: int, end: int) -> Iterator[Word]:
        """One word, or its parts where they stand at heights of their own."""
        if self._has_right_to_left:
            yield from self._painted(start, end)
            return
        # Figures alone can be taken for others when they are raised.
        if not _DIGIT.search(self._string, start, end):
            yield self._part(start, end, is_glued=False)
            return
        first, before = start, self._place(start)
        for index in range(start + 1, end):
            here = self._place(index)
            if _is_elsewhere(before, here):
                yield self._part(first, index, is_glued=first > start)
                first = index
            before = here
        yield self._part(first, end, is_glued=first > start)

    def _place(self, index: int) -> tuple[float, float]:
        """Base line and size of a character."""
        return self._origin(index)[1], self._size(index)

    def _part(self, start: int, end: int, is_glued: bool) -> Word:
        turn = _quarters(self._pdfium.FPDFText_GetCharAngle(self._text, start))
        last, first = self._character_box(end - 1), self._character_box(start)
        left, right = _along(first, last, turn)
        return Word(
            self._shown(start, end), left, right, _across(self._origin(start), turn),
            self._size(start), turn, is_glued, self._sight(start, first),
        )  # fmt: skip

    def _painted(self, start: int, end: int) -> Iterator[Word]:
        """The parts of a word from left to right: pdfium gives some in the order in which they are
        read, and puts marks to words that stand apart from them.
        """
        boxes = sorted((self._character_box(at), at) for at in range(start, end))
        words: list[Word] = []
        for box, at in boxes:
            word = self._part(at, at + 1, is_glued=False)._replace(left=box[0], right=box[2])
            if words and word.left - words[-1].right < _APART * word.size:
                right = max(words[-1].right, word.right)
                words[-1] = words[-1]._replace(text=words[-1].text + word.text, right=right)
            else:
                words.append(word)
        yield from words

    def _shown(self, start: int, end: int) -> str:
        return self._string[start:end].translate(_HYPHENS)

    def _character_box(self, index: int) -> Box:
        """Of a character with the room that its font has above and below."""
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, self._box)
        return self._bounds()

    def _origin(self, index: int) -> tuple[float, float]:
        self._pdfium.FPDFText_GetCharOrigin(self._text, index, self._x, self._y)
        return self._x.value, self._y.value

    def _size(self, index: int) -> float:
        """Of the letters, as the page shows them."""
        size: float = self._pdfium.FPDFText_GetFontSize(self._text, index)
        if self._pdfium.FPDFText_GetMatrix(self._text, index, self._matrix):
            size *= math.hypot(self._matrix.c, self._matrix.d)
        return abs(size)

    def _sight(self, index: int, box: Box) -> Sight:
        """Of the character ``index``, which fills ``box``."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not _is_inside(middle, self._edges):
            return Sight.OFF_PAGE
        key, colour, is_drawn = self._look(index)
        if self._is_lost(middle, key, colour):
            return Sight.LOST
        return Sight.SEEN if is_drawn else Sight.INVISIBLE

    def _look(self, index: int) -> tuple[int | None, Colour | None, bool]:
        """Which instruction draws a character, in which colour, and whether it is drawn."""
        drawn = self._pdfium.FPDFText_GetTextObject(self._text, index)
        key = ctypes.cast(drawn, ctypes.c_void_p).value
        if key is None or key != self._last_look[0]:
            has_colour = self._pdfium.FPDFText_GetFillColor(self._text, index, *self._colour)
            mode = self._pdfium.FPDFTextObj_GetTextRenderMode(drawn) if drawn else None
            colour = self._colour_read() if has_colour else None
            self._last_look = key, colour, mode != _INVISIBLE
        return self._last_look

    def _colour_read(self) -> Colour | None:
        """The colour read last; None for what lets others through."""
        red, green, blue, alpha = (part.value for part in self._colour)
        return (red, green, blue) if alpha == _OPAQUE else None

    def _is_lost(self, point: tuple[float, float], key: int | None, colour: Colour | None) -> bool:
        """Whether a word there is covered by what is drawn after it, or has the colour of what is
        drawn below it; not where that can't be told.
        """
        if self._shapes is None:
            self._shapes, self._drawn_at = self._drawn()
        own = self._drawn_at.get(key) if key is not None else None
        ground: Colour | None = _PAPER
        for number, box, shape in self._shapes:
            if not _is_inside(point, box):
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

    def _drawn(self) -> tuple[list[tuple[int, Box, Colour | None]], dict[int, int]]:
        """Of all that is drawn on the page, in that order: the filled shapes and pictures, with
        where they lie and their colour if that is one; and which number an instruction has that
        draws words.
        """
        pdfium, edges = self._pdfium, [ctypes.c_float() for _ in range(4)]
        get_object, get_type = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
        shapes: list[tuple[int, Box, Colour | None]] = []
        words: dict[int, int] = {}
        for number in range(min(_MOST_SHAPES, pdfium.FPDFPage_CountObjects(self._page))):
            shape = get_object(self._page, number)
            kind = get_type(shape)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                words[ctypes.cast(shape, ctypes.c_void_p).value or 0] = number
                continue
            colour = None
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                if not self._is_filled(shape):
                    continue
                colour = self._colour_of_rectangle(shape)
            if pdfium.FPDFPageObj_GetBounds(shape, *edges):
                left, bottom, right, top = (edge.value for edge in edges)
                if min(right - left, top - bottom) >= _LEAST_SHAPE:
                    shapes.append((number, (left, bottom, right, top), colour))
        return shapes, words

    def _is_filled(self, shape: Any) -> bool:
        mode, has_line = ctypes.c_int(), ctypes.c_int()
        self._pdfium.FPDFPath_GetDrawMode(shape, mode, has_line)
        return bool(mode.value != self._pdfium.FPDF_FILLMODE_NONE)

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
        return self._colour_read()

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


def _with_fields(words: list[Word], filled: Iterable[Word]) -> list[Word]:
    """The words, with what is filled in behind the last word to the left of it."""
    for field in filled:
        before = [
            row
            for row, word in enumerate(words)
            if word.left < field.left and abs(word.base - field.base) <= field.size / 2
        ]
        words.insert(before[-1] + 1 if before else len(words), field)
    return words


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


def _along(first: Box, last: Box, turn: int) -> tuple[float, float]:
    """Where a word begins and ends in the direction of reading."""
    begins = (first[0], first[1], -first[2], -first[3])
    ends = (last[2], last[3], -last[0], -last[1])
    return begins[max(turn, 0)], ends[max(turn, 0)]
