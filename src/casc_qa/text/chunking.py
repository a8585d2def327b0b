"""Cuts a document into passages of neighbouring whole sentences that fit the encoder's window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from casc_qa.text.sentences import split_sentences, trim
from casc_qa.types import Document, Passage, Span

CountTokens = Callable[[Sequence[str]], list[int]]
"""How many tokens the encoder makes of each text, special tokens included."""

_CLAUSE_END = re.compile(r"(?<=[,;:—–)\]”])\s+|\s+(?=[(\[“—–])")
_SPACE = re.compile(r"\s+")
_CONTEXT_SHARE = 4  # title and heading may take one part in four of the window


def passage_id(doc_id: str, start: int, end: int) -> str:
    """The key of a passage, made of nothing but its place."""
    return f"{doc_id}@{start}-{end}"


def context_text(title: str, heading: str | None) -> str:
    """What the encoder is told about a passage beside its own words."""
    return ". ".join(part for part in (title, heading) if part)


def in_context(context: str, text: str) -> str:
    """What the encoder and the postings get for a passage or a sentence; never part of a quote."""
    return f"{context}\n{text}" if context else text


class ChunkedPassage(NamedTuple):
    """A passage, and the text that stands for it in the index: its words after its context."""

    passage: Passage
    text: str


def chunk(
    document: Document,
    count_tokens: CountTokens,
    max_tokens: int,
    overlap_sentences: int = 1,
    max_sentence_chars: int = 700,
) -> list[ChunkedPassage]:
    """Passages that cover every sentence of ``document``.

    Each holds whole sentences, as many as fit ``max_tokens`` with title and heading before them;
    none crosses a heading; neighbours share ``overlap_sentences`` where there is room. A sentence
    longer than ``max_sentence_chars`` or than the window is cut into pieces, each then a sentence
    of its own.
    """
    text, made = document.text, []
    for section, heading in _sections(document):
        context = shortened_context(document.title, heading, count_tokens, max_tokens)

        def fits(words: str, context: str = context) -> bool:
            return count_tokens([in_context(context, words)])[0] <= max_tokens

        sentences = [
            trim(text, piece)
            for sentence in split_sentences(section.of(text), document.language or "en")
            for piece in cut_long(
                text, trim(text, _shift(sentence, section.start)), fits, max_sentence_chars
            )
        ]
        visible = [span for span in sentences if span.start < span.end]
        for group in _pack(text, visible, fits, overlap_sentences):
            start, end = group[0].start, group[-1].end
            key = passage_id(document.doc_id, start, end)
            passage = Passage(key, document.doc_id, start, end, heading, tuple(group))
            made.append(ChunkedPassage(passage, in_context(context, text[start:end])))
    return made


def shortened_context(
    title: str, heading: str | None, count_tokens: CountTokens, max_tokens: int
) -> str:
    """Title and heading, shortened at a space when they would crowd out the passage."""
    context = context_text(title, heading)[: max_tokens * 8]
    while context and count_tokens([context])[0] > max_tokens // _CONTEXT_SHARE:
        context = context[: len(context) * 3 // 4].rpartition(" ")[0]
    return context


def cut_long(
    text: str, span: Span, fits: Callable[[str], bool], max_chars: int = 700
) -> list[Span]:
    """Fitting pieces that partition ``span``: cut after clauses, else at spaces, else anywhere.

    A piece has at most ``max_chars`` code points and passes ``fits``.

    >>> cut_long("one two, three four", Span(0, 19), lambda piece: True, 12)
    [Span(start=0, end=9), Span(start=9, end=19)]
    """
    pieces: list[Span] = []
    rest = span
    while rest.end - rest.start > max_chars or not fits(rest.of(text)):
        if rest.end - rest.start <= 1:
            break  # a single code point that does not fit: it has to stand all the same
        head = rest.of(text)[: max_chars + 1]
        cut = rest.start + _last_fitting_cut(head, fits, max_chars)
        pieces.append(Span(rest.start, cut))
        rest = Span(cut, rest.end)
    return [*pieces, rest]


def _last_fitting_cut(head: str, fits: Callable[[str], bool], max_chars: int) -> int:
    """The latest good place to cut ``head`` such that what stands before it fits; at least 1."""
    for places in (
        [m.end() for m in _CLAUSE_END.finditer(head)],
        [m.end() for m in _SPACE.finditer(head)],
        list(range(1, len(head))),
    ):
        inner = [p for p in places if 0 < p <= min(max_chars, len(head) - 1)]
        count = _count_fitting(head, inner, fits)
        if count:
            return inner[count - 1]
    return 1


def _count_fitting(piece: str, places: Sequence[int], fits: Callable[[str], bool]) -> int:
    """How many of the rising ``places`` leave a head that fits, by bisection."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if fits(piece[: places[middle]]):
            low = middle + 1
        else:
            high = middle
    return low


def _sections(document: Document) -> Iterator[tuple[Span, str | None]]:
    """The text between headings, each section with the heading above it."""
    headings = [a for a in document.anchors if a.kind == "heading"]
    starts = [(0, None), *((a.offset, a.value) for a in headings), (len(document.text), None)]
    for (start, heading), (end, _) in pairwise(starts):
        if start < end:
            yield Span(start, end), heading


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _pack(
    text: str, sentences: Sequence[Span], fits: Callable[[str], bool], overlap: int
) -> Iterator[list[Span]]:
    """Groups of neighbouring sentences, each as long as fits, overlapping where that costs no
    new sentence its place.
    """

    def run_fits(first: int, last: int) -> bool:
        return fits(text[sentences[first].start : sentences[last].end])

    first = covered = 0  # sentences before ``covered`` stand in some passage already
    while covered < len(sentences):
        while first < covered and not run_fits(first, covered):
            first += 1
        last = covered
        while last + 1 < len(sentences) and run_fits(first, last + 1):
            last += 1
        yield list(sentences[first : last + 1])
        covered = last + 1
        first = max(first + 1, covered - overlap)
