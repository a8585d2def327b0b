"""Printed lines to running text: paragraphs, words broken at a line's end, sentences that go on
over the page.

Nowhere else are words of a document put together; what comes out is the text that is quoted.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from casc_qa.languages.conjunctions import AFTER_SUSPENDED_HYPHEN
from casc_qa.languages.english.known_words import PREFIXES, known_words
from casc_qa.loaders.formats.pdf.page_layout import Line, Page
from casc_qa.text.line_wraps import is_open
from casc_qa.text.places import packed
from casc_qa.types import Anchor

_WORD = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*")
_LAST_PART = re.compile(r"[^\W\d_]+(?:[-‐'’][^\W\d_]+)*(?=[-‐]$)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…։؟。！？][\"'”’»)\]]*\d{0,3}$")
_BULLET = re.compile(r"(?:[•▪‣◦●■○□✓➢]|\(?\d{1,3}[.)]|\(?[^\W\d_]\))\s")
_DASH = re.compile(r"[-–—*]\s")
_ADDRESS = re.compile(r"(?:www\.|https?:|@|\w[./]\w)\S*$")  # is not broken by a hyphen of its own
_OTHER_SIZE = 0.12
_SMALL_PRINT = 0.93
_GAP = 1.25
_INDENT = 0.8
_SHORT = 0.8
_FEWEST_LINES = 3
_LEFT_GRID = 4.0  # points


class Flow(NamedTuple):
    """Running text."""

    text: str
    """Paragraphs with a blank line between."""
    pages: tuple[Anchor, ...]
    """Where each page starts."""
    places: bytes
    """Where its words are printed, for ``text.places``."""


def reflow(pages: Sequence[Page]) -> Flow:
    """The lines of all pages as running text.

    A paragraph that goes on over a page break is one, with the page's anchor inside; small print
    at the foot of a page then follows it.
    """
    layout = _Layout([line for page in pages for line in page])
    paragraphs: list[list[Line]] = []
    last: list[Line] = []
    for page in pages:
        body, notes = layout.split_notes(page)
        parts = layout.paragraphs(body)
        if last and parts and layout.runs_over(last[-1], parts[0][0]):
            last += parts.pop(0)
        last = parts[-1] if parts else last
        paragraphs += [*parts, *layout.paragraphs(notes)]
    return _assemble(paragraphs)


class _Layout:
    """What is usual in a document: its size of letters, its distance and length of lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """``lines`` are all of the document's, in order."""
        sizes: Counter[float] = Counter()
        lengths: dict[tuple[float, float], list[int]] = defaultdict(list)
        of_size: dict[float, list[int]] = defaultdict(list)
        gaps: dict[float, list[float]] = defaultdict(list)
        for line in lines:
            sizes[_size(line)] += len(line.text)
            lengths[_column(line)].append(len(line.text))
            of_size[_size(line)].append(len(line.text))
        for line, below in pairwise(lines):
            gap = line.height - below.height
            if line.page == below.page and _size(line) == _size(below) and gap > line.size / 2:
                gaps[_size(line)].append(gap)
        self._body = sizes.most_common(1)[0][0] if sizes else 0.0
        self._lengths = {
            column: _quantile(values, 0.9)
            for column, values in lengths.items()
            if len(values) >= _FEWEST_LINES
        }
        self._lengths_of_size = {
            size: _quantile(values, 0.9)
            for size, values in of_size.items()
            if len(values) >= _FEWEST_LINES
        }
        self._gaps = {size: _quantile(values, 0.25) for size, values in gaps.items()}

    def split_notes(self, page: Page) -> tuple[Page, Page]:
        """The lines of the body, and those in small print at the page's foot, whenever they are
        drawn.
        """
        lowest = min((line.height for line in page if not self._is_small(line)), default=None)
        if lowest is None:
            return page, []
        is_note = [self._is_small(line) and line.height < lowest for line in page]
        body = [line for line, note in zip(page, is_note, strict=True) if not note]
        return body, [line for line, note in zip(page, is_note, strict=True) if note]

    def _is_small(self, line: Line) -> bool:
        return line.size < self._body * _SMALL_PRINT

    def paragraphs(self, lines: Page) -> list[list[Line]]:
        """The lines in order, those of each paragraph together."""
        paragraphs = [[line] for line in lines[:1]]
        for line, below in pairwise(lines):
            if self._is_new(line, below):
                paragraphs.append([below])
            else:
                paragraphs[-1].append(below)
        return paragraphs

    def runs_over(self, line: Line, first: Line) -> bool:
        """Whether the paragraph of ``line`` goes on with ``first``, on another page or column."""
        if line.is_row or first.is_row or _is_other_size(line, first):
            return False
        if _BULLET.match(first.text) or _DASH.match(first.text):
            return False
        if _ENDS_SENTENCE.search(line.text):
            return False
        return first.text[0].islower() or is_open(line.text) or not self._is_short(line, first)

    def _is_new(self, line: Line, below: Line) -> bool:
        """Whether a paragraph starts at ``below``."""
        gap = line.height - below.height
        if gap < -line.size / 2:
            return not self.runs_over(line, below)
        if line.is_row or below.is_row:
            return True
        if _is_other_size(line, below) or _BULLET.match(below.text):
            return True
        if gap > _GAP * self._gaps.get(_size(line), gap):
            return True
        ends = bool(_ENDS_SENTENCE.search(line.text))
        is_short = self._is_short(line, below)
        if _DASH.match(below.text):
            return ends or is_short
        if ends and below.left - line.left > _INDENT * line.size:
            return True
        return is_short and (ends or not below.text[0].islower())

    def _is_short(self, line: Line, below: Line) -> bool:
        """Whether the next word would well have fitted on the line."""
        usual = self._lengths.get(_column(line)) or self._lengths_of_size.get(
            _size(line), max(len(line.text), len(below.text))
        )
        return len(line.text) + 1 + len(below.text.split()[0]) <= usual * _SHORT


def _size(line: Line) -> float:
    return round(line.size * 2) / 2


def _column(line: Line) -> tuple[float, float]:
    """Lines with the same left edge and size, which are compared in length."""
    return round(line.left / _LEFT_GRID), _size(line)


def _quantile(values: Sequence[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    return sorted(values)[round(share * (len(values) - 1))]


def _is_other_size(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) > _OTHER_SIZE * max(line.size, other.size)


def _assemble(paragraphs: Iterable[Sequence[Line]]) -> Flow:
    paragraphs = list(paragraphs)
    known = {
        word.casefold()
        for lines in paragraphs
        for line in lines
        for word in _WORD.findall(line.text)
    }
    parts: list[str] = []
    anchors: list[Anchor] = []
    places = bytearray()
    offset, page = 0, 0
    for lines in paragraphs:
        before = ""
        for line in lines:
            between = joint(before, line.text, known) if before else "\n\n" if parts else ""
            if between is None:
                parts[-1] = parts[-1][:-1]
                offset, between = offset - 1, ""
            offset += len(between)
            if line.page != page:
                page = line.page
                anchors.append(Anchor(offset, "page", str(page)))
            parts += (between, line.text)
            for place in line.places:
                places += packed(place._replace(offset=offset + place.offset))
            offset += len(line.text)
            before = line.text
    return Flow("".join(parts), tuple(anchors), bytes(places))


def joint(before: str, after: str, known: set[str]) -> str | None:
    """What stands between two lines of a paragraph; None when the hyphen between them goes.

    >>> joint("the interna-", "tional law", set()), joint("in", "Kazakhstan", set())
    (None, ' ')
    >>> joint("a cross-", "border case", {"cross-border"}), joint("decision-", "making", set())
    ('', '')
    >>> joint("see www.unodc-", "office.org", set())
    ''
    """
    if before[-1] == "–" and before[-2:-1].isalnum() and after[:1].isalnum():
        return ""
    if before[-1] not in "-‐" or not before[-2:-1].isalnum():
        return " "
    left, right = _LAST_PART.search(before), _WORD.match(after)
    if left is None or right is None or not after[0].islower():
        return ""
    if right[0].casefold() in AFTER_SUSPENDED_HYPHEN:
        return " "
    return "" if _ADDRESS.search(before) or _is_compound(left[0], right[0], known) else None


def _is_compound(left: str, right: str, known: set[str]) -> bool:
    """Whether the hyphen between two parts is one of the word, and none of the line's."""
    left, right = left.casefold(), right.casefold()
    if left + right in known or left + right in known_words():
        return False
    if f"{left}-{right}" in known:
        return True
    is_part = left in PREFIXES or left in known_words()
    return is_part and right in known_words()
