"""Has the reader read the passages in which an answer is most likely, each with its document's
lead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.languages.normalising import normalise_text
from casc_qa.reading.reader import Reader, Window, Words
from casc_qa.types import Passage, Span

if TYPE_CHECKING:
    from casc_qa.asking.question import Question
    from casc_qa.index.generation import Generation

_LEAD_CHARS = 330
_SHORTEST_SENTENCE = 30
"""Characters: what is shorter at a document's beginning is a heading or an address."""
_LOOKED_AT = 8  # sentences
_TERMINALS = frozenset(".!?…")  # which headings lack


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


class PassageReader:
    """Reads passages of one generation."""

    def __init__(self, generation: Generation, reader: Reader) -> None:
        """``reader`` is for the encoder of this generation."""
        self._generation = generation
        self._reader = reader

    def read(self, question: Question, passages: Sequence[Passage]) -> Readings:
        """Of each sentence of these passages, in the passage in which it answers best."""
        readings: dict[tuple[str, Span], SentenceReading] = {}
        verdicts = self._reader.read(question.asked_as, [self._window(p) for p in passages])
        for passage, own in zip(passages, verdicts, strict=True):
            start = passage.sentences[0].start
            for span, verdict in zip(passage.sentences, own, strict=True):
                reading = _reading(verdict.margin, verdict.words, start)
                known = readings.get((passage.doc_id, span))
                if known is None or reading.margin > known.margin:
                    readings[passage.doc_id, span] = reading
        return readings

    def _window(self, passage: Passage) -> Window:
        text = self._generation.document(passage.doc_id).text
        start, end = passage.sentences[0].start, passage.sentences[-1].end
        sentences = [Span(s.start - start, s.end - start) for s in passage.sentences]
        return Window(self._lead(passage), text[start:end], sentences)

    def _lead(self, passage: Passage) -> str:
        """What a document's beginning says of all that follows: its title, and its first sentence
        where the passage does not hold it.
        """
        title: str = self._generation.describe(passage.doc_id)["title"]
        first = self._first_sentence(passage.doc_id, title)
        if first is None or first.start >= passage.sentences[0].start:
            return title
        text = self._generation.document(passage.doc_id).text
        return shortened(f"{title} {first.of(text)}", _LEAD_CHARS)

    def _first_sentence(self, doc_id: str, title: str) -> Span | None:
        """The first that is none of the title, with what is too short for one before it, such as
        a place and date.
        """
        text = self._generation.document(doc_id).text
        start = None
        for span in islice(self._generation.passages.sentences_of(doc_id), _LOOKED_AT):
            words = span.of(text)
            if normalise_text(words) == normalise_text(title):
                continue
            if len(words) >= _SHORTEST_SENTENCE:
                return Span(span.start if start is None else start, span.end)
            if words[-1] in _TERMINALS and start is None:
                start = span.start
        return None


def shortened(text: str, most: int) -> str:
    """At most so many characters, in whole words.

    >>> shortened("in Preventing crime", 8), shortened("crime", 8)
    ('in', 'crime')
    """
    return text if len(text) <= most else text[: most + 1].rpartition(" ")[0] or text[:most]


def _reading(margin: float, words: Words | None, start: int) -> SentenceReading:
    if words is None:
        return SentenceReading(margin, None, margin)
    span = Span(words.span.start + start, words.span.end + start)
    return SentenceReading(margin, span, words.score)
