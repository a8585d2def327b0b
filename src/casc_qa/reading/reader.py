"""From a question and windows of text to what each sentence is worth as its answer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

import numpy as np

from casc_qa.errors import ModelError, ReaderUnavailable
from casc_qa.reading.network import HEADS, Network
from casc_qa.reading.windows import MOST_TOKENS, Layout, LocatedTokens, Marks, lay_out
from casc_qa.types import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.types import EmbedderInfo, Vectors

_AT_ONCE = os.cpu_count() or 1  # windows
_LONGEST_ANSWER = 30  # tokens
# Whether words may go from one token, the row, to another, the column.
_IS_SPAN = np.tri(MOST_TOKENS, dtype=bool).T & np.tri(
    MOST_TOKENS, k=_LONGEST_ANSWER - 1, dtype=bool
)
_START, _END, _SENTENCE, _SILENCE = map(HEADS.index, HEADS)


@runtime_checkable
class WordSource(Protocol):
    """An encoder's tokens and word vectors."""

    @property
    def info(self) -> EmbedderInfo:
        """What fixes them."""

    def special_tokens(self) -> tuple[int, int]:
        """The numbers of the tokens that open a text and that close it."""

    def locate_tokens(self, text: str) -> tuple[list[int], list[Span]]:
        """The numbers of a text's tokens, and where each stands."""

    def word_vectors(self, numbers: Sequence[int]) -> Vectors:
        """Their vectors, shape (tokens, dimension)."""


class Window(NamedTuple):
    """Whole sentences that follow each other in a document."""

    lead: str
    """What they are from: title and first sentence of the document."""
    text: str
    sentences: Sequence[Span]
    """In the text."""


class Words(NamedTuple):
    """The words of a sentence that answer best."""

    span: Span
    """In the window's text."""
    score: float
    """How far above 0 it is, so likely it is that they answer; below, that none do."""


class Verdict(NamedTuple):
    """What was read of one sentence."""

    margin: float
    """How much more likely it answers than that nothing in its window does: the logarithm of the
    odds."""
    words: Words | None
    """None for a sentence that was cut off before its first token."""


class Reader:
    """Reads; safe to use from several threads."""

    def __init__(self, source: WordSource, network: Network) -> None:
        """``network`` was trained on the word vectors of ``source``."""
        self._source = source
        self._network = network
        self._marks = Marks(*source.special_tokens())

    def read(self, question: str, windows: Sequence[Window]) -> list[list[Verdict]]:
        """Of each window its sentences' verdicts, in order. Raises ReaderUnavailable."""
        asked = self._located(question)
        leads = {lead: self._located(lead) for lead in {window.lead for window in windows}}
        with ThreadPoolExecutor(min(_AT_ONCE, len(windows) or 1)) as threads:
            return list(threads.map(lambda w: self._read(asked, leads[w.lead], w), windows))

    def _read(self, asked: LocatedTokens, lead: LocatedTokens, window: Window) -> list[Verdict]:
        """Of one window. Each is read by itself: in 8 bits, numbers depend on what stands beside
        them in a batch.
        """
        text = self._located(window.text)
        layout = lay_out(asked, lead, text, window.sentences, self._marks)
        numbers = self._network.run(layout, self._source.word_vectors(layout.numbers))
        return _verdicts(layout, numbers, window)

    def _located(self, text: str) -> LocatedTokens:
        return LocatedTokens(*self._source.locate_tokens(text))


def open_reader(embedder: object) -> Reader:
    """The reader that comes with the program, for what an index is asked with. Raises
    ReaderUnavailable for a model that it does not know, or where its own files are damaged,
    FilesUnreadable where they can't be read now.
    """
    if not isinstance(embedder, WordSource):
        raise ReaderUnavailable.of_another_model()
    network = Network(embedder.info.fingerprint)
    try:
        embedder.word_vectors([0])
    except ModelError as error:
        raise ReaderUnavailable("the index has no word vectors: run casc-qa index") from error
    return Reader(embedder, network)


def _verdicts(layout: Layout, numbers: Vectors, window: Window) -> list[Verdict]:
    """Of the window's sentences; ``numbers`` has shape (tokens, HEADS)."""
    silence = float(numbers[0, _SILENCE])
    no_words = float(numbers[0, _START] + numbers[0, _END])
    verdicts = []
    for sentence, (first, last) in zip(window.sentences, layout.sentences, strict=True):
        if first == last:
            verdicts.append(Verdict(-np.inf, None))
            continue
        own = numbers[first:last]
        start, end, score = best_words(own[:, _START], own[:, _END])
        offset = first - layout.first
        tokens = Span(layout.spans[offset + start].start, layout.spans[offset + end].end)
        span = whole_words(window.text, tokens, sentence)
        margin = float(own[:, _SENTENCE].mean()) - silence
        verdicts.append(Verdict(margin, Words(span, score - no_words)))
    return verdicts


def whole_words(text: str, span: Span, sentence: Span) -> Span:
    """``span``, which tokens may begin and end within a word, widened to whole words, and not
    beyond the sentence.

    >>> whole_words("the 53rd session", Span(4, 6), Span(0, 16))
    Span(start=4, end=8)
    """
    start, end = span.start, min(span.end, sentence.end)
    while start > sentence.start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < sentence.end and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def best_words(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[int, int, float]:
    """First and last token with the highest sum of both scores, and that sum.

    >>> best_words(np.array([0.0, 3.0, 1.0]), np.array([5.0, 0.0, 2.0]))
    (0, 0, 5.0)
    """
    count = len(starts)
    sums = np.where(_IS_SPAN[:count, :count], starts[:, None] + ends[None, :], -np.inf)
    start, end = divmod(int(sums.argmax()), count)
    return start, end, float(sums[start, end])
