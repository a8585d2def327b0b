"""Cuts a document into passages of neighbouring whole sentences that fit the encoder's window."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

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


def chunk(
    document: Document,
    count_tokens: CountTokens,
    max_tokens: int,
    overlap_sentences: int = 1,
    max_sentence_chars: int = 700,
) -> list[Passage]:
    """Passages that cover every sentence of ``document``.

    Each holds whole sentences, as many as fit ``max_tokens`` with title and heading before them;
    none crosses a heading; neighbours share ``overlap_sentences`` where there is room. A sentence
    longer than ``max_sentence_chars`` or than the window is cut into pieces, each then a sentence
    of its own.
    """
    passages: list[Passage] = []
    for section, heading in _sections(document):
        context = shortened_context(document.title, heading, count_tokens, max_tokens)

        def fits(text: str, context: str = context) -> bool:
            return (
                len(text) <= max_sentence_chars
                and count_tokens([in_context(context, text)])[0] <= max_tokens
            )

        sentences = [
            piece
            for sentence in split_sentences(section.of(document.text), document.language or "en")
            for piece in cut_long(document.text, _shift(sentence, section.start), fits)
        ]
        visible = [s for s in (trim(document.text, s) for s in sentences) if s.start < s.end]
        for group in _pack(
            document.text, visible, context, count_tokens, max_tokens, overlap_sentences
        ):
            start, end = group[0].start, group[-1].end
            key = passage_id(document.doc_id, start, end)
            passages.append(Passage(key, document.doc_id, start, end, heading, tuple(group)))
    return passages


def shortened_context(
    title: str, heading: str | None, count_tokens: CountTokens, max_tokens: int
) -> str:
    """Title and heading, shortened at a space when they would crowd out the passage."""
    context = context_text(title, heading)[: max_tokens * 8]
    while context and count_tokens([context])[0] > max_tokens // _CONTEXT_SHARE:
        context = context[: len(context) * 3 // 4].rpartition(" ")[0]
    return context


def cut_long(text: str, span: Span, fits: Callable[[str], bool]) -> list[Span]:
    """Fitting pieces that partition ``span``: cut after clauses, else at spaces, else anywhere.

    >>> cut_long("one two, three four", Span(0, 19), lambda piece: len(piece) <= 12)
    [Span(start=0, end=9), Span(start=9, end=19)]
    """
    pieces: list[Span] = []
    rest = span
    while not fits(rest.of(text).rstrip()):
        cut = _last_fitting_cut(text, rest, fits)
        pieces.append(Span(rest.start, cut))
        rest = Span(cut, rest.end)
    return [*pieces, rest]


def _last_fitting_cut(text: str, span: Span, fits: Callable[[str], bool]) -> int:
    """The latest good place to cut ``span`` such that what stands before it fits."""
    piece = span.of(text)
    for places in (
        [m.end() for m in _CLAUSE_END.finditer(piece)],
        [m.end() for m in _SPACE.finditer(piece)],
        list(range(1, len(piece))),
    ):
        inner = [place for place in places if 0 < place < len(piece) and piece[:place].strip()]
        count = _count_fitting(piece, inner, fits)
        if count:
            return span.start + inner[count - 1]
    return span.start + 1  # a single code point that does not fit: keep going all the same


def _count_fitting(piece: str, places: Sequence[int], fits: Callable[[str], bool]) -> int:
    """How many of the rising ``places`` leave a head that fits, by bisection."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if fits(piece[: places[middle]].rstrip()):
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
    text: str,
    sentences: Sequence[Span],
    context: str,
    count_tokens: CountTokens,
    max_tokens: int,
    overlap: int,
) -> Iterator[list[Span]]:
    """Groups of neighbouring sentences, each as long as fits, overlapping where that costs no
    new sentence its place.
    """

    def fits(first: int, last: int) -> bool:
        passage = text[sentences[first].start : sentences[last].end]
        return count_tokens([in_context(context, passage)])[0] <= max_tokens

    first = covered = 0  # sentences before ``covered`` stand in some passage already
    while covered < len(sentences):
        while first < covered and not fits(first, covered):
            first += 1
        last = covered
        while last + 1 < len(sentences) and fits(first, last + 1):
            last += 1
        yield list(sentences[first : last + 1])
        covered = last + 1
        first = max(first + 1, covered - overlap)
