"""Cuts a document into passages of neighbouring whole sentences that fit the encoder's window."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from casc_qa.text.sections import sections, sentence_starts, sentences_in
from casc_qa.text.sentences import trim
from casc_qa.types import Document, Passage, Span

CountTokens = Callable[[Sequence[str]], list[int]]
"""How many tokens the encoder makes of each text, special tokens included."""

_CLAUSE_END = re.compile(r"(?<=[,;:—–)\]”])\s+|(?<!\s)\s+(?=[(\[“—–])")
_SPACE = re.compile(r"\s+")
_SLACK = 4  # tokens that sums may be off by
_MOST_CHARS = 100_000  # of a passage
_BLOCK = 1024  # sentences that are counted together
_CONTEXT_SHARE = 4  # title and heading may take one part in four of the window


def passage_id(doc_id: str, start: int, end: int) -> str:
    """The key of a passage, made of nothing but where it stands."""
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
    starts: Sequence[int] | None = None,
) -> Iterator[ChunkedPassage]:
    """Passages that cover every sentence of ``document``.

    Each holds whole sentences, as many as fit ``max_tokens`` with title and heading before them;
    none crosses a heading; neighbours share ``overlap_sentences`` where there is room. A sentence
    longer than ``max_sentence_chars`` or than the window is cut into pieces, each then a sentence
    of its own. ``starts`` is where its sentences start, as ``sentence_starts`` tells.
    """
    text = document.text
    if starts is None:
        starts = sentence_starts(text, document.anchors, document.language)
    for section, heading in sections(text, document.anchors):
        context = shortened_context(document.title, heading, count_tokens, max_tokens)
        room = _Room(text, context, count_tokens, max_tokens)
        whole = (trim(text, sentence) for sentence in sentences_in(section, starts))
        runs = _Runs(_sentences(whole, room, max_sentence_chars), room)
        for first, last in _pack(runs, overlap_sentences):
            spans = tuple(runs.span(number) for number in range(first, last + 1))
            start, end = spans[0].start, spans[-1].end
            key = passage_id(document.doc_id, start, end)
            passage = Passage(key, document.doc_id, start, end, heading, spans)
            yield ChunkedPassage(passage, in_context(context, text[start:end]))


def chunked_before(
    document: Document,
    passages: Iterable[Passage],
    count_tokens: CountTokens,
    max_tokens: int,
) -> Iterator[ChunkedPassage]:
    """What ``chunk`` gave when it cut this very document into these passages."""
    contexts: dict[str | None, str] = {}
    for passage in passages:
        heading = passage.heading
        if heading not in contexts:
            contexts = {
                heading: shortened_context(document.title, heading, count_tokens, max_tokens)
            }
        words = document.text[passage.start : passage.end]
        yield ChunkedPassage(passage, in_context(contexts[heading], words))


class _Room:
    """What a passage of one section may hold."""

    def __init__(self, text: str, context: str, count_tokens: CountTokens, most: int) -> None:
        self.text = text
        self._context, self._count, self._most = context, count_tokens, most
        self._around = count_tokens([""])[0]  # tokens around every text
        self.left = most - count_tokens([context])[0]

    def fits(self, words: str) -> bool:
        """Whether a passage of these words has no more tokens than it may, counted."""
        return self._count([in_context(self._context, words)])[0] <= self._most

    def sizes(self, spans: Sequence[Span]) -> list[int]:
        """Tokens of each, those around a text left out."""
        counts = self._count([span.of(self.text) for span in spans])
        return [count - self._around for count in counts]


class _Runs:
    """Neighbouring sentences. Whether a run of them fits is told from their sizes, where sums can
    tell: counting every run anew would take most of the time of building.
    """

    def __init__(self, sentences: Iterable[tuple[Span, int]], room: _Room) -> None:
        self._starts, self._ends = array("I"), array("I")
        self._until = array("Q", [0])
        self._room = room
        for (start, end), size in sentences:
            self._starts.append(start)
            self._ends.append(end)
            self._until.append(self._until[-1] + size)

    def __len__(self) -> int:
        return len(self._starts)

    def span(self, number: int) -> Span:
        """Of the sentence of this number."""
        return Span(self._starts[number], self._ends[number])

    def fit(self, first: int, last: int) -> bool:
        """Whether the sentences from ``first`` to ``last`` fit into a passage."""
        start, end = self._starts[first], self._ends[last]
        if last > first and end - start > _MOST_CHARS:
            return False  # white space between them, which costs no token and all the time
        expected = self._until[last + 1] - self._until[first]
        slack = last - first + _SLACK  # words may come to a token more or less where they meet
        if expected + slack <= self._room.left:
            return True
        if expected - slack > self._room.left:
            return False
        return self._room.fits(self._room.text[start:end])


def _sentences(trimmed: Iterator[Span], room: _Room, max_chars: int) -> Iterator[tuple[Span, int]]:
    """Those that hold anything, long ones cut, each with its tokens."""
    whole = (span for span in trimmed if span.start < span.end)
    while block := list(islice(whole, _BLOCK)):
        # A tokenizer takes gigabytes for a text of megabytes: what is too long is cut uncounted.
        sizes = iter(room.sizes([span for span in block if span.end - span.start <= max_chars]))
        for span in block:
            size = next(sizes) if span.end - span.start <= max_chars else room.left
            if size + _SLACK <= room.left:
                yield span, size
            else:
                yield from _pieces(span, room, max_chars)


def _pieces(span: Span, room: _Room, max_chars: int) -> Iterator[tuple[Span, int]]:
    """What a sentence that is too long is cut into."""
    cut = (trim(room.text, piece) for piece in cut_long(room.text, span, room.fits, max_chars))
    pieces = (piece for piece in cut if piece.start < piece.end)
    while block := list(islice(pieces, _BLOCK)):
        yield from zip(block, room.sizes(block), strict=True)


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
) -> Iterator[Span]:
    """Fitting pieces that partition ``span``: cut after clauses, else at spaces, else anywhere.

    A piece has at most ``max_chars`` code points and passes ``fits``.

    >>> list(cut_long("one two, three four", Span(0, 19), lambda piece: True, 12))
    [Span(start=0, end=9), Span(start=9, end=19)]
    """
    rest = span
    while rest.end - rest.start > max_chars or not fits(rest.of(text)):
        if rest.end - rest.start <= 1:
            break  # a single code point that does not fit: it has to stand all the same
        head = text[rest.start : min(rest.end, rest.start + max_chars + 1)]
        cut = rest.start + _last_fitting_cut(head, fits, max_chars)
        yield Span(rest.start, cut)
        rest = Span(cut, rest.end)
    yield rest


def _last_fitting_cut(head: str, fits: Callable[[str], bool], max_chars: int) -> int:
    """The latest good position to cut ``head`` such that what stands before it fits; at least 1."""
    for cuts in (
        [m.end() for m in _CLAUSE_END.finditer(head)],
        [m.end() for m in _SPACE.finditer(head)],
        list(range(1, len(head))),
    ):
        inner = [p for p in cuts if 0 < p <= min(max_chars, len(head) - 1)]
        count = _count_fitting(head, inner, fits)
        if count:
            return inner[count - 1]
    return 1


def _count_fitting(piece: str, cuts: Sequence[int], fits: Callable[[str], bool]) -> int:
    """How many of the rising ``cuts`` leave a head that fits, by bisection."""
    low, high = 0, len(cuts)
    if cuts and fits(piece[: cuts[-1]]):  # most do, and a count costs more than all else
        return high
    while low < high:
        middle = (low + high) // 2
        if fits(piece[: cuts[middle]]):
            low = middle + 1
        else:
            high = middle
    return low


def _pack(runs: _Runs, overlap: int) -> Iterator[tuple[int, int]]:
    """The first and last of neighbouring sentences, as many as fit, overlapping where that costs
    no new sentence the room it needs.
    """
    first = covered = 0  # sentences before ``covered`` stand in some passage already
    while covered < len(runs):
        while first < covered and not runs.fit(first, covered):
            first += 1
        last = covered
        while last + 1 < len(runs) and runs.fit(first, last + 1):
            last += 1
        yield first, last
        covered = last + 1
        first = max(first + 1, covered - overlap)
