"""A document's text between its headings, and the sentences of each such section."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from casc_qa.text.sentences import split_sentences
from casc_qa.types import Anchor, Span


def sections(text: str, anchors: Iterable[Anchor]) -> Iterator[tuple[Span, str | None]]:
    """The text between headings, each section with the heading above it."""
    headings = [a for a in anchors if a.kind == "heading"]
    starts = [(0, None), *((a.offset, a.value) for a in headings), (len(text), None)]
    for (start, heading), (end, _) in pairwise(starts):
        if start < end:
            yield Span(start, end), heading


def sentence_starts(text: str, anchors: Iterable[Anchor], language: str | None) -> array[int]:
    """Where each sentence starts; no sentence crosses a heading."""
    starts = array("I")
    for section, _ in sections(text, anchors):
        within = split_sentences(section.of(text), language or "en")
        starts.extend(section.start + span.start for span in within)
    return starts


def sentences_in(section: Span, starts: Sequence[int]) -> Iterator[Span]:
    """The sentences of one section, which they partition.

    >>> list(sentences_in(Span(4, 12), [0, 4, 7, 12]))
    [Span(start=4, end=7), Span(start=7, end=12)]
    """
    first = bisect_left(starts, section.start + 1)
    last = bisect_left(starts, section.end)
    start = section.start
    for number in range(first, last):
        yield Span(start, starts[number])
        start = starts[number]
    yield Span(start, section.end)
