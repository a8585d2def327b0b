"""Which lines of a text are one paragraph, wrapped at a width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from casc_qa.languages.english.function_words import FUNCTION_WORDS as ENGLISH
from casc_qa.languages.russian.function_words import FUNCTION_WORDS as RUSSIAN
from casc_qa.text.table_rows import is_row
from casc_qa.types import Span

_LINE = re.compile(
    r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|$)"
)
_BULLET = re.compile(r"\s*(?:[-*+•–—>#|]|\d{1,3}[.)]|\w[.)])\s")
_TERMINALS = frozenset(".!?:;…。！？")
_CLOSING = "\"'”’»)]}"
_OPEN = ENGLISH | RUSSIAN
_HARD_WRAP_WIDTHS = range(40, 121)
_FULL = 0.6
"""Of the width: a line that is shorter may be the last of its paragraph."""
_FEWEST = 3
_LOWER = 0.3
"""Of the lines after a full one without a full stop: where so many go on in lower case, all do."""
_HEADING_WORDS = 0.6
_FEW = 30
"""One line in so many may be longer than the width."""
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def paragraphs(text: str) -> list[Span]:
    """Lines, except that lines wrapped at a fixed width are put together again.

    A line break is taken for a wrap where the next line goes on in lower case; where the line can't
    end a sentence, as its last word is "the"; where the next line's first word would not have
    fitted the width of the block (40 to 120 columns); and after every line that nearly fills it, if
    the text as a whole is seen to be wrapped. A long line also goes on behind blank lines, as where
    a page ended. List items and headings stay apart.
    """
    lines = (Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start())
    blocks = list(_blocks(text, lines))
    is_wrapped = _is_wrapped_text([[line.of(text) for line in block] for block in blocks])
    joined: list[Span] = []
    for block in blocks:
        width = _width([line.of(text) for line in block])
        if joined and _goes_on_below(joined[-1].of(text), block[0].of(text)):
            joined[-1] = Span(joined[-1].start, block[0].end)
        else:
            joined.append(block[0])
        for before, line in pairwise(block):
            if _goes_on(before.of(text), line.of(text), width, is_wrapped, before is block[0]):
                joined[-1] = Span(joined[-1].start, line.end)
            else:
                joined.append(line)
    return joined


def _blocks(text: str, lines: Iterable[Span]) -> Iterator[list[Span]]:
    """Runs of lines with nothing blank between them."""
    block: list[Span] = []
    for line in lines:
        if line.of(text).strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _width(lines: Sequence[str]) -> int:
    """The length of the longest line; a few that are longer still don't count among many."""
    lengths = sorted(len(line.rstrip()) for line in lines)
    return lengths[-1 - len(lengths) // _FEW]


def _is_wrapped_text(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether full lines mostly go on in the next, as only a width explains."""
    count = lower = 0
    for block in blocks:
        width = _width(block)
        if width not in _HARD_WRAP_WIDTHS:
            continue
        for before, line in pairwise(block):
            if not ends_sentence(before) and len(before.rstrip()) >= _FULL * width:
                count += 1
                lower += line.lstrip()[0].islower()
    return count >= _FEWEST and lower >= _LOWER * count


def _goes_on(before: str, line: str, width: int, is_wrapped: bool, is_first: bool) -> bool:
    """Whether the paragraph of ``before`` goes on with ``line``; ``is_first`` of its block."""
    if _BULLET.match(line) or before.lstrip().startswith("#") or is_row(before) or is_row(line):
        return False
    before, line = before.rstrip(), line.lstrip()
    if line[0].islower() and before[-1] not in _TERMINALS:
        return True
    if width not in _HARD_WRAP_WIDTHS:
        return False
    if len(before) + 1 + len(line.split(None, 1)[0]) > width:
        return True
    if is_open(before):
        return is_wrapped
    return is_wrapped and len(before) >= _FULL * width and not (is_first and _is_heading(before))


def _goes_on_below(before: str, line: str) -> bool:
    """Whether a paragraph goes on behind a blank line, as where a page ended."""
    if ends_sentence(before) or any(_BULLET.match(each) or is_row(each) for each in (before, line)):
        return False
    if len(before.rstrip()) < _HARD_WRAP_WIDTHS[0]:
        return False
    return line.lstrip()[0].islower() or is_open(before.rstrip())


def ends_sentence(line: str) -> bool:
    """Whether its last mark is a full stop or the like, quotation marks and brackets aside."""
    bare = line.rstrip().rstrip(_CLOSING)
    return bare[-1:] in _TERMINALS


def is_open(line: str) -> bool:
    """Whether no sentence ends so."""
    last = _LAST_WORD.search(line)
    return line.endswith((",", "-", "–")) or (last is not None and last[0].casefold() in _OPEN)


def _is_heading(line: str) -> bool:
    """Whether most of its longer words are in capitals or begin with one."""
    words = _LONG_WORD.findall(line)
    capitals = [word for word in words if word[0].isupper()]
    return len(capitals) > _HEADING_WORDS * len(words)
