"""What a page of print gives: lines with their place, and those that every page repeats."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import NamedTuple

_DIGITS = re.compile(r"\d+")
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


Page = Sequence[Line]


def without_running_lines(pages: Sequence[Page]) -> list[list[Line]]:
    """The pages without headers, footers and page numbers.

    Those are lines at the top or the bottom that stand, numbers aside, in one place of many
    pages. Fewer than four pages are left as they are.
    """
    filled = sum(bool(page) for page in pages)
    places: dict[str, list[float]] = defaultdict(list)
    if len(pages) >= _FEWEST_PAGES:
        for page in pages:
            for line in _edges(page):
                places[_folded(line)].append(line.height)
    usual = {
        words: median(heights)
        for words, heights in places.items()
        if len(heights) >= max(_FEWEST_REPEATS, filled * _SHARE_OF_PAGES)
    }

    def is_running(line: Line) -> bool:
        return abs(usual.get(_folded(line), float("inf")) - line.height) <= _STRAY_POINTS

    return [
        [line for line in page if not (line in edges and is_running(line))]
        for page, edges in ((page, set(_edges(page))) for page in pages)
    ]


def _edges(page: Page) -> Iterator[Line]:
    """The highest and the lowest lines, each once."""
    lines = sorted(page, key=lambda line: -line.height)
    yield from dict.fromkeys([*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]])


def _folded(line: Line) -> str:
    return _DIGITS.sub("0", " ".join(line.text.casefold().split()))
