"""Where the words of a text are printed: on which page, in which box, and how surely they were read
there. As bytes, fifteen a word, because a long report has hundreds of thousands.
"""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.types import Box, Span

if TYPE_CHECKING:
    from mmap import mmap

_ROW = struct.Struct("<IH4hB")
_STEPS = 4  # a point
_MOST_STEPS = (1 << 15) - 1
_IS_TEXT = 255
_MOST_SURE = 100
_SAME_LINE = 0.5  # of the height


class Place(NamedTuple):
    """From ``offset`` on, the text is printed in ``box``, up to the offset of the next place."""

    offset: int
    box: Box
    sure: int | None = None
    """Of a word that was read in a picture: how surely, in per cent."""


def packed(place: Place) -> bytes:
    """A place as bytes; lengths to a quarter of a point."""
    offset, (page, left, bottom, right, top), sure = place
    sure = _IS_TEXT if sure is None else sure
    steps = (
        round(left * _STEPS), round(bottom * _STEPS), round(right * _STEPS), round(top * _STEPS)
    )  # fmt: skip
    try:
        return _ROW.pack(offset, page, *steps, sure)
    except struct.error:  # a page of the size of a house
        clamped = (max(-_MOST_STEPS, min(step, _MOST_STEPS)) for step in steps)
        return _ROW.pack(offset, page, *clamped, sure)


class Places:
    """The places of a text, in order of their offsets."""

    def __init__(self, data: bytes | memoryview | mmap) -> None:
        """``data`` is what ``packed`` gave, one place after the other. Raises ValueError for
        another length.
        """
        if len(data) % _ROW.size:
            raise ValueError("places of another size")
        self._data = data

    def __len__(self) -> int:
        return len(self._data) // _ROW.size

    def __getitem__(self, row: int) -> Place:
        if not 0 <= row < len(self):
            raise IndexError(row)
        offset, page, left, bottom, right, top, sure = _ROW.unpack_from(self._data, row * _ROW.size)
        edges = (edge / _STEPS for edge in (left, bottom, right, top))
        return Place(offset, Box(page, *edges), sure if sure <= _MOST_SURE else None)

    def are_sound(self, length: int, pages: int) -> bool:
        """Whether they can be those of a text of ``length`` characters on so many pages at most."""
        rows = list(_ROW.iter_unpack(self._data))
        return (
            all(before[0] <= after[0] for before, after in pairwise(rows))
            and all(row[0] < length for row in rows[-1:])
            and all(
                1 <= row[1] <= pages and (row[6] <= _MOST_SURE or row[6] == _IS_TEXT)
                for row in rows
            )
        )

    def within(self, span: Span) -> list[Place]:
        """The places of the words in ``span``; at most one for each of its characters, in an index
        whose places are out of order, too.
        """
        first = bisect_right(self, span.start, key=lambda place: place.offset) - 1
        last = bisect_left(self, span.end, key=lambda place: place.offset)
        first = max(first, 0)
        return [self[row] for row in range(first, min(last, first + 1 + span.end - span.start))]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """Where ``span`` is printed, a box for each line or cell that it stands in."""
        return tuple(_by_line(place.box for place in self.within(span)))

    def sure(self, span: Span) -> int | None:
        """How surely the words in ``span`` were read in a picture, in per cent, on average; None
        where the document has them as text.
        """
        read = [place.sure for place in self.within(span) if place.sure is not None]
        return round(sum(read) / len(read)) if read else None


def _by_line(boxes: Iterator[Box]) -> Iterator[Box]:
    line: Box | None = None
    for box in boxes:
        if line is not None and _goes_on(line, box):
            line = Box(
                line.page, line.left, min(line.bottom, box.bottom),
                max(line.right, box.right), max(line.top, box.top),
            )  # fmt: skip
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _goes_on(line: Box, box: Box) -> bool:
    """Whether a word stands on the same line, behind it and near it."""
    height = max(line.top - line.bottom, box.top - box.bottom)
    is_level = abs(line.bottom - box.bottom) <= _SAME_LINE * height
    return line.page == box.page and is_level and -height <= box.left - line.right <= height
