"""The lines of printed pages with their positions, and which of them every page repeats."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from casc_qa.text.places import Place

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"^\W*(\d{1,4})\b|\b(\d{1,4})\W*$")
_AROUND_NUMBERS = " -–—|[]()."
_MOST_DIGITS = 6
_YEARS = range(1900, 2101)
_LARGE = 1.15  # times the size of the body: a heading
_EDGE_LINES = 3
_SET_OFF = 1.3  # times the usual gap
_LINE_HEIGHT = 1.2  # times the size of letters
_SMALL = 0.9
_MOST_GAP = 72.0  # points
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
    places: Sequence[Place] = ()
    """Of its words, by their offsets in ``text``."""


Page = Sequence[Line]


class Body(NamedTuple):
    """What pages say, without what stands above and below it on every one of them."""

    pages: list[list[Line]]
    numbers: Mapping[int, str]
    """Page, counted from 1, to the number that is printed on it."""


def without_running_lines(pages: Sequence[Page], labels: Sequence[str] = ()) -> Body:
    """The pages without headers, footers and page numbers.

    Those stand at the top or the bottom, set off from the text by a gap or by the size of their
    letters: lines that stand at one height on many pages, the same but for the page's number; lines
    that count the pages; and what the file itself calls the page, its label. What says something
    else on every page is none of them, wherever it stands.
    """
    usual_gap, most = _usual_gap(pages), _LARGE * _body_size(pages)
    edges = [[e for e in _edges(page, usual_gap) if e.size <= most] for page in pages]
    often = _often(pages)
    heads, counting = _usual_heads(edges, often), _usual_offsets(pages, edges, often)

    def is_running(line: Line) -> bool:
        is_labelled = 1 <= line.page <= len(labels)
        if is_labelled and line.text.strip(_AROUND_NUMBERS) == labels[line.page - 1]:
            return True
        heights = (heads.get(words) for words in _as_heads(line))
        return any(at is not None and abs(at - line.height) <= _STRAY_POINTS for at in heights)

    kept, numbers = [], {}
    for page, lines in zip(pages, edges, strict=True):
        out = {line for line in lines if is_running(line)}
        for line in _outermost(page, lines):
            for ahead in counting & _line_offsets(line):
                out.add(line)
                numbers[line.page] = str(line.page + ahead)
        kept.append([line for line in page if line not in out])
    return Body(kept, numbers)


def _often(pages: Sequence[Page]) -> float:
    """On how many pages a running line stands at least; on more than any of a few pages."""
    if len(pages) < _FEWEST_PAGES:
        return float("inf")
    return max(_FEWEST_REPEATS, sum(bool(page) for page in pages) * _SHARE_OF_PAGES)


def _usual_heads(edges: Sequence[Page], often: float) -> dict[str, float]:
    """What the edges of so many pages say, and at which height it mostly stands."""
    heights: dict[str, list[float]] = defaultdict(list)
    for line in chain.from_iterable(edges):
        for words in _as_heads(line):
            heights[words].append(line.height)
    return {words: median(at) for words, at in heights.items() if len(at) >= often}


def _usual_offsets(pages: Sequence[Page], edges: Sequence[Page], often: float) -> set[int]:
    """How far numbers at the outermost edges are ahead of their pages' own, on so many pages."""
    outermost = (_outermost(page, lines) for page, lines in zip(pages, edges, strict=True))
    offsets = Counter(offset for lines in outermost for offset in _page_offsets(lines))
    return {offset for offset, times in offsets.items() if times >= often}


def _body_size(pages: Sequence[Page]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in chain.from_iterable(pages):
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _usual_gap(pages: Sequence[Page]) -> float:
    """Between a line and the next one below it."""
    gaps = [
        before.height - after.height
        for page in pages
        for before, after in pairwise(page)
        if 0 < before.height - after.height < _MOST_GAP
    ]
    return median(gaps) if gaps else _MOST_GAP


def _edges(page: Page, usual_gap: float) -> Iterator[Line]:
    """The lines at the top and at the bottom that a gap or their size sets off from the others."""
    lines = sorted(page, key=lambda line: -line.height)
    yield from _set_off(lines, usual_gap)
    yield from _set_off(lines[::-1], usual_gap)


def _set_off(lines: Sequence[Line], usual_gap: float) -> Sequence[Line]:
    """The first of the lines, up to where they are set off from those that follow."""
    for count in range(min(_EDGE_LINES, len(lines) - 1), 0, -1):
        last, inner = lines[count - 1], lines[count]
        gap = abs(last.height - inner.height)
        if gap >= _SET_OFF * max(usual_gap, _LINE_HEIGHT * max(last.size, inner.size)):
            return lines[:count]
        if last.size < _SMALL * inner.size and gap > _LINE_HEIGHT * inner.size:
            return lines[:count]
    return lines[:1] if len(lines) == 1 and _is_bare_number(lines[0]) else []


def _is_bare_number(line: Line) -> bool:
    return line.text.strip(_AROUND_NUMBERS).isdecimal()


def _outermost(page: Page, edges: Page) -> list[Line]:
    """The highest and the lowest line, where they are among the edges."""
    lines = sorted(page, key=lambda line: -line.height)
    return [line for line in (*lines[:1], *lines[-1:]) if line in edges]


def _page_offsets(lines: Iterable[Line]) -> set[int]:
    """How far the numbers in these lines of a page are ahead of the page's own."""
    return {offset for line in lines for offset in _line_offsets(line)}


def _line_offsets(line: Line) -> set[int]:
    numbers = _PAGE_NUMBER.finditer(line.text)
    values = (int(match[1] or match[2]) for match in numbers)
    return {value - line.page for value in values if value not in _YEARS}


def _as_heads(line: Line) -> list[str]:
    """What the line would be as a head of every page: as it stands, and with one of its numbers for
    that of the page.
    """
    words = " ".join(line.text.casefold().split())
    heads = [words]
    for match in _DIGITS.finditer(words):
        number = int(match[0][:_MOST_DIGITS])
        if number in _YEARS:
            continue
        ahead = number - line.page
        heads.append(f"{words[: match.start()]}\0{ahead}\0{words[match.end() :]}")
    return heads
