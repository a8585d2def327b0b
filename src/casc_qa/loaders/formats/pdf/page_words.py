"""The words of a page as pdfium finds them, with where they stand and whether they are seen."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import groupby
from typing import Any, NamedTuple

from casc_qa.loaders.formats.pdf.addresses import Addresses
from casc_qa.loaders.formats.pdf.page_ground import Colour, Edges, Ground, is_inside, opaque
from casc_qa.loaders.formats.pdf.right_to_left import is_right_to_left
from casc_qa.loaders.formats.pdf.ruled import Cells
from casc_qa.loaders.formats.pdf.struck import Letter, Strokes, struck
from casc_qa.types import Box

# What pdfium puts for the hyphen at a line's end; there the word goes on below.
_HYPHENS = str.maketrans("\x02\ufffe", "--")
_WORD = re.compile("[^ \t\r\n\0\x02\ufffe]*[\x02\ufffe]|[^ \t\r\n\0\x02\ufffe]+")
_DIGIT = re.compile(r"\d")
ASKEW = -1
"""The turn of what lies at no right angle."""
_STRAIGHT = 0.03  # radians
_INVISIBLE = 3  # text rendering mode
_OTHER_BASE = 0.12
_APART = 0.15  # of the size
_MIDDLE = 0.3  # of the size, above its line
_ABOVE_LINE, _BELOW_LINE = 0.85, 0.22  # of the size: how far letters reach


class Sight(Enum):
    """Whether a reader of the page sees a word."""

    SEEN = auto()
    INVISIBLE = auto()
    """It is not drawn: as in a scanned page, below whose picture lie the words."""
    LOST = auto()
    """It has the colour of what it is drawn on."""
    OFF_PAGE = auto()
    STRUCK = auto()
    """A line is drawn through it."""


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
    sure: int | None = None
    """Of a word that was read in a picture: how surely, in per cent."""
    cell: Edges | None = None
    """Between ruled lines, where it stands in such."""

    def box(self, page: int) -> Box:
        """Where it stands on a page of this number, letters above and below the line included."""
        low, high = self.base - _BELOW_LINE * self.size, self.base + _ABOVE_LINE * self.size
        left, right = self.left, self.right
        edges = (
            (left, low, right, high),
            (-high, left, -low, right),
            (-right, -high, -left, -low),
            (low, -right, high, -left),
        )
        return Box(page, *edges[max(self.turn, 0)])


class PageWords:
    """One page's characters, as words."""

    def __init__(self, pdfium: Any, addresses: Addresses, page: Any, text: Any) -> None:
        self._pdfium, self._addresses, self._text = pdfium, addresses, text
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
        self._ground: Ground | None = None

    def _crop(self) -> Edges:
        self._pdfium.FPDF_GetPageBoundingBox(self._page, self._box)
        return self._bounds()

    def _bounds(self) -> Edges:
        """Of the box read last."""
        return self._box.left, self._box.bottom, self._box.right, self._box.top

    def words(self, marked: Sequence[Edges] = ()) -> Iterator[Word]:
        """In the order in which they are drawn; ``marked`` is where somebody struck words out."""
        parts = [
            part for found in _WORD.finditer(self._string) for part in self._word(*found.span())
        ]
        gone = self._struck(parts, marked)
        cells = Cells(self._ground.frames) if self._ground else None
        for word in self._without(parts, gone):
            if cells and not word.turn:
                middle = (word.left + word.right) / 2, word.base + _MIDDLE * word.size
                yield word._replace(cell=cells.around(*middle))
            else:
                yield word

    def _without(
        self, parts: Iterable[tuple[Word, range]], gone: Mapping[int, set[int]]
    ) -> Iterator[Word]:
        """The words, those that are struck out apart."""
        for number, (word, letters) in enumerate(parts):
            if number not in gone:
                yield word
            elif letters:
                yield from self._cut(word, letters, gone[number])
            else:
                yield word._replace(sight=Sight.STRUCK)

    def _word(self, start: int, end: int) -> Iterator[tuple[Word, range]]:
        """One word, or its parts where they stand at heights of their own, with their characters;
        without these where they have no order.
        """
        if self._has_right_to_left:
            yield from ((word, range(0)) for word in self._painted(start, end))
            return
        first = start
        for index in self._heights(start, end):
            yield self._part(first, index, is_glued=first > start), range(first, index)
            first = index

    def _heights(self, start: int, end: int) -> Iterator[int]:
        """Where parts of a word end that stand at heights of their own."""
        # Figures alone can be taken for others when they are raised.
        if _DIGIT.search(self._string, start, end):
            before = self._place(start)
            for index in range(start + 1, end):
                here = self._place(index)
                if _is_elsewhere(before, here):
                    yield index
                before = here
        yield end

    def _struck(
        self, parts: Sequence[tuple[Word, range]], marked: Sequence[Edges]
    ) -> dict[int, set[int]]:
        """The characters of words that a line is drawn through."""
        rules = self._ground.rules if self._ground else []
        if not rules and not marked:
            return {}
        strokes = {turn: Strokes(rules, marked, turn) for turn in range(4)}
        found = (
            (stroke, number)
            for number, (word, _) in enumerate(parts)
            if word.sight is Sight.SEEN and word.turn != ASKEW
            for stroke in strokes[word.turn].through(word.left, word.right, word.base, word.size)
        )
        return struck(found, lambda number: self._letters(number, *parts[number]))

    def _letters(self, number: int, word: Word, letters: range) -> Iterator[Letter]:
        if not letters:
            yield Letter(number, 0, word.left, word.right, word.base, word.size)
        for at in letters:
            box = self._character_box(at)
            base = across(self._origin(at), word.turn)
            yield Letter(number, at, *along(box, box, word.turn), base, self._size(at))

    def _cut(self, word: Word, letters: range, gone: set[int]) -> Iterator[Word]:
        """The word in parts, those that are struck out apart."""
        for is_gone, part in groupby(letters, key=gone.__contains__):
            first, *others = part
            is_glued = word.glued or first > letters[0]
            made = self._part(first, [first, *others][-1] + 1, is_glued)
            yield made._replace(sight=Sight.STRUCK) if is_gone else made

    def _place(self, index: int) -> tuple[float, float]:
        """Base line and size of a character."""
        return self._origin(index)[1], self._size(index)

    def _part(self, start: int, end: int, is_glued: bool) -> Word:
        turn = _quarters(self._pdfium.FPDFText_GetCharAngle(self._text, start))
        last, first = self._character_box(end - 1), self._character_box(start)
        left, right = along(first, last, turn)
        return Word(
            self._shown(start, end), left, right, across(self._origin(start), turn),
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

    def _character_box(self, index: int) -> Edges:
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

    def _sight(self, index: int, box: Edges) -> Sight:
        """Of the character ``index``, which fills ``box``."""
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not is_inside(middle, self._edges):
            return Sight.OFF_PAGE
        key, colour, is_drawn = self._look(index)
        if self._ground is None:  # most pages are read through once
            self._ground = Ground(self._pdfium, self._addresses, self._page)
        if self._ground.hides(middle, key, colour):
            return Sight.LOST
        return Sight.SEEN if is_drawn else Sight.INVISIBLE

    def _look(self, index: int) -> tuple[int | None, Colour | None, bool]:
        """Which instruction draws a character, in which colour, and whether it is drawn."""
        key = self._addresses.object_of_text(self._text, index)
        if key is None or key != self._last_look[0]:
            has_colour = self._pdfium.FPDFText_GetFillColor(self._text, index, *self._colour)
            mode = self._addresses.render_mode(key) if key else None
            colour = opaque(self._colour) if has_colour else None
            self._last_look = key, colour, mode != _INVISIBLE
        return self._last_look


def _is_elsewhere(before: tuple[float, float], here: tuple[float, float]) -> bool:
    """Whether a character stands at another height than the one before, or is much smaller."""
    size = max(before[1], here[1])
    return abs(before[0] - here[0]) > _OTHER_BASE * size


def _quarters(angle: float) -> int:
    turns = -angle / (math.pi / 2)  # pdfium counts clockwise
    return round(turns) % 4 if abs(turns - round(turns)) <= _STRAIGHT else ASKEW


def across(origin: tuple[float, float], turn: int) -> float:
    """The height of a point above the bottom, seen in the direction of reading."""
    x, y = origin
    return (y, -x, -y, x)[max(turn, 0)]


def along(first: Edges, last: Edges, turn: int) -> tuple[float, float]:
    """Where a word begins and ends in the direction of reading."""
    begins = (first[0], first[1], -first[2], -first[3])
    ends = (last[2], last[3], -last[0], -last[1])
    return begins[max(turn, 0)], ends[max(turn, 0)]
