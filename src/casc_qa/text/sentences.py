"""Splits a text into sentences that partition it, by offset.

Boundaries come from sentencex (Wikimedia), which knows many languages. It does better when it
sees one paragraph at a time with quotation marks hidden, since a mismatched pair makes it fuse
all that lies between; it cuts after titles such as "Ms.", which are rejoined here.

The splitter's own normalisations never reach the caller: everything is an offset into the
unaltered text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from casc_qa.languages.english import abbreviations as english
from casc_qa.languages.russian import abbreviations as russian
from casc_qa.text.boundaries import sentence_ends
from casc_qa.types import Span

_TITLES = "|".join(map(re.escape, english.TITLES + russian.TITLES))
_ENDS_IN_TITLE = re.compile(rf"(?:^|(?<!\d)[\s(\[])(?:{_TITLES})\.\s*$")
_ENDS_IN_REFERENCE = re.compile(
    rf"(?:^|[\s(\[])(?:{english.REFERENCES}|{russian.REFERENCES})\.\s*$", re.IGNORECASE
)
_LIST_MARKER = re.compile(r"\s*(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})[.)]\s*")
_LOOK_BACK = 48
_MARKER_CHARS = 64
_QUOTES = frozenset("\"“”„‟«»‹›'‘’‚‛")
# Quotation marks and line breaks, but not the apostrophe between two letters.
_HIDDEN = re.compile(r"[\"“”„‟«»‹›\r\n]|(?<![^\W_])['‘’‚‛]|['‘’‚‛](?![^\W_])")
_LINE = re.compile(
    r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|$)"
)
_BULLET = re.compile(r"\s*(?:[-*+•–—>#|]|\d{1,3}[.)]|\w[.)])\s")
_TERMINALS = frozenset(".!?:;…。！？")
_HARD_WRAP_WIDTHS = range(40, 121)


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Spans that cover ``text`` from first to last code point, one sentence each.

    White space after a sentence belongs to it, so the spans partition the text; ``trim`` takes
    it off. ``language`` is ISO 639-1. An empty or blank text is a single span, or none at all.

    >>> text = "Ms. Mittal spoke. “It is vital,” she said."
    >>> [span.of(text) for span in split_sentences(text)]
    ['Ms. Mittal spoke. ', '“It is vital,” she said.']
    """
    bounds = _bounds(text, language)
    return _absorb_blanks(text, (Span(a, b) for a, b in pairwise(bounds) if a < b))


def _bounds(text: str, language: str) -> Iterator[int]:
    """0, where each sentence starts, and the text's end."""
    yield 0
    for paragraph in paragraphs(text):
        for start in _sentence_starts(paragraph.of(text), language):
            yield paragraph.start + start
    yield len(text)


def trim(text: str, span: Span) -> Span:
    """``span`` without the white space at its two ends.

    >>> trim(" a b ", Span(0, 5))
    Span(start=1, end=4)
    """
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.end - (len(piece) - len(piece.rstrip()))))


def paragraphs(text: str) -> list[Span]:
    """Lines, except that lines wrapped at a fixed width are put together again.

    A line break is taken for a wrap when the next line goes on in lower case, or when the next
    line's first word would not have fitted the width of the block (40 to 120 columns). List
    items stay apart.
    """
    lines = (Span(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start())
    joined: list[Span] = []
    for block in _blocks(text, lines):
        width = max(len(line.of(text).rstrip()) for line in block)
        joined.append(block[0])
        for before, line in pairwise(block):
            if _is_wrapped(before.of(text), line.of(text), width):
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


def _is_wrapped(before: str, line: str, width: int) -> bool:
    if _BULLET.match(line) or before.lstrip().startswith("#"):
        return False
    before, line = before.rstrip(), line.lstrip()
    if line[0].islower() and before[-1] not in _TERMINALS:
        return True
    return width in _HARD_WRAP_WIDTHS and len(before) + 1 + len(line.split(None, 1)[0]) > width


def _sentence_starts(paragraph: str, language: str) -> Iterator[int]:
    """Offsets in ``paragraph`` at which a sentence starts, 0 included."""
    last = 0
    yield last
    for cut in sentence_ends(_HIDDEN.sub(" ", paragraph), language):
        start = _after_opening_space(paragraph, cut)
        if last < start < len(paragraph) and not _runs_on(paragraph, last, start):
            last = start
            yield start


def _runs_on(paragraph: str, last: int, start: int) -> bool:
    """Whether the sentence from ``last`` goes on past ``start``, where the library would cut."""
    before = paragraph[max(last, start - _LOOK_BACK) : start]
    if _ENDS_IN_TITLE.search(before) or _is_list_marker(paragraph, last, start):
        return True
    return paragraph[start].isdigit() and bool(_ENDS_IN_REFERENCE.search(before))


def _is_list_marker(paragraph: str, last: int, start: int) -> bool:
    is_short = start - last <= _MARKER_CHARS
    return is_short and bool(_LIST_MARKER.fullmatch(paragraph, last, start))


def _after_opening_space(paragraph: str, cut: int) -> int:
    """Moves a boundary in front of an opening quotation mark that the mask had hidden.

    Between two sentences stand closing marks, then white space, then opening marks; the first
    belong to the sentence before, the last to the sentence after.
    """
    gap = cut
    while gap > 0 and (paragraph[gap - 1].isspace() or paragraph[gap - 1] in _QUOTES):
        gap -= 1
    spaces = re.search(r"\s+", paragraph[gap:cut])
    return gap + spaces.end() if spaces else cut


def _absorb_blanks(text: str, spans: Iterable[Span]) -> list[Span]:
    """Blank spans join the sentence before them; at the very start, the one after."""
    kept: list[Span] = []
    for span in spans:
        if kept and (not span.of(text).strip() or not kept[-1].of(text).strip()):
            kept[-1] = Span(kept[-1].start, span.end)
        else:
            kept.append(span)
    return kept
