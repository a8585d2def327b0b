"""Page numbers and running heads that a text file carries between the lines of its text, as files
do that were taken from print.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casc_qa.text.line_wraps import ends_sentence, is_open

_MOST_CHARS = 60
_DIGITS = re.compile(r"\d+")
_AMOUNT = re.compile(r"\d[,.]\d{3}\b|[$€£%+=]|(?:USD|EUR)")
# What is written around the number of a page, or names a printed paper.
_PAGE = re.compile(
    r"^\W+\d+\W+$|[A-Z]/\d+/|^\d{2}-\d{5} |\b\d{2}-\d{5}\b|\b(?:page|стр)\b", re.IGNORECASE
)
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE_WORDS = frozenset("page p pg of стр с из".split())
_SYMBOL_CHARS = 4
_LEAST_SHARED = 2
_NAME = re.compile(r"\S*\d[-/.]\d\S*")  # of a paper: 08-53135
_MOST_HEADS = 3
_FULL_CHARS = 30
_PAGE_LINES = 8  # at least


class _Break(NamedTuple):
    """Lines between two lines of text, blank ones included; ``start`` is the first, ``end`` the one
    after the last.
    """

    start: int
    end: int


def without_printed_pages(text: str) -> tuple[str, int]:
    """``text`` without its page numbers and running heads, and how many lines those were.

    They are told by the sentences that they cut: a line of numbers between a full line that ends no
    sentence and one that goes on. One such line may be a figure of the text: it counts where it
    looks like nothing but a page's ("- 7 -", "A/63/PV.13", "3/42"), or where another counts on from
    it. Lines of the same shape that count on from there are taken out too, and lines that name the
    same paper; and the heads that stand beside more than one of them.
    """
    lines = text.splitlines(keepends=True)
    bare = [line.strip() for line in lines]
    numbers = {row for row, line in enumerate(bare) if _is_number(line)}
    cutting = {
        row
        for found in _breaks(bare, numbers)
        if _cuts_surely(bare, found)
        for row in range(*found)
        if bare[row]
    }
    sure = {
        row for row in cutting if _PAGE.search(bare[row]) or _counts(bare, row, cutting - {row})
    }
    if not sure:
        return text, 0
    names = {name for row in sure for name in _NAME.findall(bare[row])}
    printed = sure | {
        row
        for row in numbers - sure
        if _is_apart(bare, row)
        and (_counts(bare, row, sure) or not names.isdisjoint(_NAME.findall(bare[row])))
    }
    printed |= _heads(bare, printed)
    return _joined(lines, bare, list(_breaks(bare, printed))), len(printed)


def _is_number(line: str) -> bool:
    """Whether it holds nothing but numbers and what goes with them: "- 7 -", "A/63/PV.13 p. 2"."""
    if len(line) > _MOST_CHARS or not _DIGITS.search(line) or _AMOUNT.search(line):
        return False
    return all(
        word.casefold() in _PAGE_WORDS or (word.isupper() and len(word) <= _SYMBOL_CHARS)
        for word in _LETTERS.findall(line)
    )


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))


def _is_apart(bare: Sequence[str], row: int) -> bool:
    """Whether nothing but another line of numbers is on one of its sides."""
    sides = [bare[row - 1] if row else "", bare[row + 1] if row + 1 < len(bare) else ""]
    return any(not side or _is_number(side) for side in sides)


def _breaks(bare: Sequence[str], printed: set[int]) -> Iterator[_Break]:
    """The runs of blank and ``printed`` lines with at least one of the latter, in order."""
    end = 0
    for row in sorted(printed):
        if row < end:
            continue
        start, end = row, row + 1
        while start and not bare[start - 1]:
            start -= 1
        while end < len(bare) and (not bare[end] or end in printed):
            end += 1
        yield _Break(start, end)


def _cuts_surely(bare: Sequence[str], found: _Break) -> bool:
    """Whether a sentence of running text goes on behind it; cells of a table are shorter."""
    if not 0 < found.start < found.end < len(bare):
        return False
    before, after = bare[found.start - 1], bare[found.end]
    if min(len(before), len(after)) < _FULL_CHARS or found.end - found.start < _LEAST_SHARED:
        return False
    return not ends_sentence(before) and (after[0].islower() or is_open(before))


def _counts(bare: Sequence[str], row: int, sure: set[int]) -> bool:
    """Whether a line of numbers lies between the nearest ``sure`` ones in what it counts."""
    alike = [other for other in sure if _shape(bare[other]) == _shape(bare[row])]
    before = max((other for other in alike if other < row), default=None)
    after = min((other for other in alike if other > row), default=None)
    own = _values(bare[row])
    return bool(alike) and any(
        (before is None or _is_next(_values(bare[before])[place], value, row - before))
        and (after is None or _is_next(value, _values(bare[after])[place], after - row))
        for place, value in enumerate(own)
    )


def _values(line: str) -> list[int]:
    return [int(digits) for digits in _DIGITS.findall(line)]


def _is_next(number: int, later: int, rows: int) -> bool:
    """Whether ``later`` may be the number of a page that begins so many lines after another's."""
    return 0 < later - number <= 1 + rows // _PAGE_LINES


def _cuts(bare: Sequence[str], found: _Break) -> bool:
    return (
        found.start > 0
        and found.end < len(bare)
        and not ends_sentence(bare[found.start - 1])
        and len(bare[found.start - 1]) > len(bare[found.end].split()[0])
    )


def _heads(bare: Sequence[str], printed: set[int]) -> set[int]:
    """The lines beside printed ones that stand, but for numbers, beside several of them."""
    beside: dict[int, int] = {}
    for number, (start, end) in enumerate(_breaks(bare, printed)):
        for rows in (range(end, end + _MOST_HEADS), range(start - 1, start - 1 - _MOST_HEADS, -1)):
            for row in rows:
                if 0 <= row < len(bare) and _may_be_head(bare[row]):
                    beside.setdefault(row, number)
    shared = Counter(shape for shape, _ in {(_shape(bare[r]), n) for r, n in beside.items()})
    return {row for row in beside if shared[_shape(bare[row])] >= _LEAST_SHARED}


def _may_be_head(line: str) -> bool:
    if not 0 < len(line) <= _MOST_CHARS or line[0].islower():
        return False
    return not ends_sentence(line) and not is_open(line)


def _joined(lines: Sequence[str], bare: Sequence[str], breaks: Sequence[_Break]) -> str:
    """The lines without the breaks; a blank line stays where no sentence was cut."""
    parts: list[str] = []
    last = 0
    for found in breaks:
        parts += lines[last : found.start]
        if found.start and not _cuts(bare, found):
            parts.append("\n")
        last = found.end
    return "".join([*parts, *lines[last:]])
