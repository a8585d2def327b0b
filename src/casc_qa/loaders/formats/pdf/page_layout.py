"""The lines of printed pages with their positions, and which of them every page repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^\W*(\d{1,4})\b|\b(\d{1,4})\W*$")
_EDGE_LINES = 3
_FEWEST_PAGES = 4
_FEWEST_REPEATS = 3
_SHARE_OF_PAGES = 0.4  # left and right pages may have headers of their own
_STRAY_POINTS = 12.0


class Line(NamedTuple):
    """A printed line; lengths are points, ``height`` is its base line's, greater for higher up."""

    text: str
    page: int
    left: float
    height: float
    size: float
    """Of its largest letters."""
    is_row: bool = False
    """Of a table: a paragraph of its own."""


Page = Sequence[Line]


def without_running_lines(pages: Sequence[Page]) -> list[list[Line]]:
    """The pages without headers, footers and page numbers.

    Those are lines at the top or the bottom that stand, numbers aside, at one height on many pages;
    and the first or last line where it counts the pages, as a chapter's header does that few pages
    share. Fewer than four pages are left as they are.
    """
    many = max(_FEWEST_REPEATS, sum(bool(page) for page in pages) * _SHARE_OF_PAGES)
    heights: dict[str, list[float]] = defaultdict(list)
    if len(pages) >= _FEWEST_PAGES:
        for page in pages:
            for line in _edges(page):
                heights[_normalised(line)].append(line.height)
    usual = {words: median(at) for words, at in heights.items() if len(at) >= many}
    offsets = Counter(offset for page in pages for offset in _page_offsets(page))
    counting = {offset for offset, times in offsets.items() if heights and times >= many}

    def running(page: Page) -> Iterator[Line]:
        for line in _edges(page):
            if abs(usual.get(_normalised(line), float("inf")) - line.height) <= _STRAY_POINTS:
                yield line
        for line in _edges(page, 1):
            if not counting.isdisjoint(_line_offsets(line)):
                yield line

    left_out = [set(running(page)) for page in pages]
    return [
        [line for line in page if line not in out]
        for page, out in zip(pages, left_out, strict=True)
    ]


def _edges(page: Page, depth: int = _EDGE_LINES) -> Iterator[Line]:
    """The highest and the lowest lines, each once."""
    lines = sorted(page, key=lambda line: -line.height)
    yield from dict.fromkeys([*lines[:depth], *lines[-depth:]])


def _page_offsets(page: Page) -> set[int]:
    """How far the numbers in the first and the last line are ahead of the page's own."""
    return {offset for line in _edges(page, 1) for offset in _line_offsets(line)}


def _line_offsets(line: Line) -> set[int]:
    numbers = _PAGE_NUMBER.finditer(line.text)
    return {int(match[1] or match[2]) - line.page for match in numbers}


def _normalised(line: Line) -> str:
    return _DIGITS.sub("0", " ".join(line.text.casefold().split()))
