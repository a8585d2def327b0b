"""Splits a text into sentences that partition it, by offset.

Boundaries come from sentencex (Wikimedia), which knows many languages. It does better when it
sees one paragraph at a time with quotation marks hidden, since a mismatched pair makes it fuse
all that lies between; where it cuts a sentence in two, ``run_ons`` says so, and it is rejoined.

The splitter's own normalisations never reach the caller: everything is an offset into the
unaltered text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from casc_qa.text.boundaries import sentence_ends
from casc_qa.text.line_wraps import paragraphs
from casc_qa.text.run_ons import runs_on
from casc_qa.text.table_rows import is_row
from casc_qa.types import Span

_QUOTES = frozenset("\"“”„‟«»‹›'‘’‚‛")
# Quotation marks and line breaks, but not the apostrophe between two letters; marks of notes.
_HIDDEN = re.compile(
    r"(?<=[.!?…”’»\"')\]])[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[\"“”„‟«»‹›\r\n]|(?<![^\W_])['‘’‚‛]|['‘’‚‛](?![^\W_])"
)


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
        if is_row(paragraph.of(text)):  # what is in its cells says nothing by itself
            yield paragraph.start
            continue
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


def _sentence_starts(paragraph: str, language: str) -> Iterator[int]:
    """Offsets in ``paragraph`` at which a sentence starts, 0 included."""
    last = 0
    yield last
    for cut in sentence_ends(_HIDDEN.sub(" ", paragraph), language):
        start = _after_opening_space(paragraph, cut)
        if last < start < len(paragraph) and not runs_on(paragraph, last, start):
            last = start
            yield start


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
