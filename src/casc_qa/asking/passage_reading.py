"""Has the reader read the passages in which an answer is most likely, each with its document's
lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.asking.headings import SHORTEST_SENTENCE, is_heading
from casc_qa.languages.normalising import normalise_text
from casc_qa.reading.reader import Reader, Window, Words
from casc_qa.reading.windows import lead_text
from casc_qa.types import Passage, Span

if TYPE_CHECKING:
    from casc_qa.asking.question import Question
    from casc_qa.index.generation import Generation

_LOOKED_AT = 8  # sentences


class SentenceReading(NamedTuple):
    """What the reader says of a sentence."""

    margin: float
    """The logarithm of the odds of its answering against nothing in its window answering."""
    words: Span | None
    """The words that answer best, in the document's text."""
    words_margin: float
    """The same of those words."""


Readings = Mapping[tuple[str, Span], SentenceReading]
"""By doc_id and where the sentence stands."""


class _Lead(NamedTuple):
    """What a document's beginning says of all that follows."""

    title: str
    first: Span
    """Its first sentence; empty where none was found."""


class PassageReader:
    """Reads passages of one generation."""

    def __init__(self, generation: Generation, reader: Reader, most: int) -> None:
        """``reader`` is for the encoder of this generation, and reads ``most`` passages."""
        self._generation = generation
        self._reader = reader
        self.most = most
        """Passages that it reads."""

    def read(self, question: Question, passages: Sequence[Passage]) -> Readings:
        """Of each sentence of the first passages, in that in which it answers best. Raises
        ReaderUnavailable.
        """
        passages = passages[: self.most]
        leads = {doc_id: self._lead(doc_id) for doc_id in {p.doc_id for p in passages}}
        windows = [self._window(passage, leads[passage.doc_id]) for passage in passages]
        verdicts = self._reader.read(question.asked_as, windows)
        readings: dict[tuple[str, Span], SentenceReading] = {}
        for passage, own in zip(passages, verdicts, strict=True):
            start = passage.sentences[0].start
            for span, verdict in zip(passage.sentences, own, strict=True):
                reading = _reading(verdict.margin, verdict.words, start)
                known = readings.get((passage.doc_id, span))
                if known is None or reading.margin > known.margin:
                    readings[passage.doc_id, span] = reading
        return readings

    def _window(self, passage: Passage, lead: _Lead) -> Window:
        text = self._generation.document(passage.doc_id).text
        start, end = passage.sentences[0].start, passage.sentences[-1].end
        sentences = [Span(s.start - start, s.end - start) for s in passage.sentences]
        is_before = lead.first.start < start
        first = lead.first.of(text) if is_before else ""
        return Window(lead_text(lead.title, first), text[start:end], sentences)

    def _lead(self, doc_id: str) -> _Lead:
        """The first sentence is the first that is none of the title, with what is too short for one
        before it, such as a place and date.
        """
        text = self._generation.document(doc_id).text
        title: str = self._generation.describe(doc_id)["title"]
        named = normalise_text(title)
        start = None
        for span in self._generation.passages.sentences_of(doc_id, _LOOKED_AT):
            words = span.of(text)
            if normalise_text(words) == named:
                continue
            if len(words) >= SHORTEST_SENTENCE:
                return _Lead(title, Span(span.start if start is None else start, span.end))
            if start is None and not is_heading(words):
                start = span.start
        return _Lead(title, Span(0, 0))


def _reading(margin: float, words: Words | None, start: int) -> SentenceReading:
    if words is None:
        return SentenceReading(margin, None, margin)
    span = Span(words.span.start + start, words.span.end + start)
    return SentenceReading(margin, span, words.score)
