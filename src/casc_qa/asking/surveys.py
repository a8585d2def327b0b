"""Answers that are no single sentence: overviews and timelines, of documents or of a topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from casc_qa.asking.citing import cite, shown_passage
from casc_qa.asking.overviews import (
    overview_of_document,
    overview_of_documents,
    overview_of_topic,
)
from casc_qa.asking.prose import Told
from casc_qa.asking.surroundings import surroundings_of
from casc_qa.asking.timelines import Events, events_of
from casc_qa.asking.topics import is_a_topic, sentences_on
from casc_qa.phrases import ABSTENTIONS, NOTHING_OF
from casc_qa.types import (
    Abstention,
    Answer,
    AnswerKind,
    AnswerSentence,
    Passage,
    Scope,
    ScoredPassage,
    Span,
)

if TYPE_CHECKING:
    from casc_qa.asking.answering import Answerer, Ranked
    from casc_qa.asking.question import AskedText
    from casc_qa.embedding import Embedder
    from casc_qa.index.generation import Generation
    from casc_qa.types import Vectors

_Place: TypeAlias = "tuple[str, Span]"
_FEWEST = 2  # sentences of an overview of a topic; one alone is an answer


class _Quote(NamedTuple):
    """A sentence that is quoted."""

    doc_id: str
    span: Span
    words: Span | None = None
    date: str | None = None
    year_is_stated: bool = True


class Surveyor:
    """Makes overviews and timelines of the documents of one generation."""

    def __init__(self, generation: Generation, answerer: Answerer, embedder: Embedder) -> None:
        self._generation, self._answerer, self._embedder = generation, answerer, embedder

    def of_documents(self, asked: AskedText, kind: AnswerKind, scope: Scope) -> Answer:
        """An overview or a timeline of the documents in ``scope``."""
        doc_ids = self._generation.documents_in(scope)
        if kind == "timeline":
            events = events_of(self._generation, None, doc_ids)
            return self._timeline(asked, scope, events)
        told = self._told(doc_ids)
        quotes = [_Quote(each.doc_id, each.span) for each in told]
        left_out = len(doc_ids) - len({each.doc_id for each in told})
        return self._answer(asked, kind, scope, quotes, left_out)

    def of_topic(
        self, asked: AskedText, kind: AnswerKind, scope: Scope, ranked: Ranked, k: int
    ) -> Answer | None:
        """An overview or a timeline of a topic, which ``ranked`` holds with its ranking; why there
        is none where no document is about it; None where hardly a sentence can be quoted.
        """
        question, ranking = ranked
        if not is_a_topic(self._answerer.weigh(question, ranking)):
            why = self._answerer.abstain(question, ranking, k, scope)
            return replace(why, question=asked.text, kind=kind)
        spans = sentences_on(self._generation, question, ranking)
        if kind == "timeline":
            return self._timeline(asked, scope, events_of(self._generation, spans, ()), ranking)
        told = overview_of_topic(self._generation, question.vector, spans)
        if len(told) < _FEWEST:
            return None
        quotes = [_Quote(each.doc_id, each.span) for each in told]
        return self._answer(asked, kind, scope, quotes, 0, ranking)

    def _told(self, doc_ids: Sequence[str]) -> Sequence[Told]:
        if len(doc_ids) == 1:
            title = self._vector(self._generation.describe(doc_ids[0])["title"])
            return overview_of_document(self._generation, doc_ids[0], title)
        return overview_of_documents(self._generation, doc_ids, self._vector)

    def _vector(self, words: str) -> Vectors:
        vector: Vectors = self._embedder.embed_queries([words])[0]
        return vector

    def _timeline(
        self,
        asked: AskedText,
        scope: Scope,
        found: Events,
        ranking: Sequence[ScoredPassage] = (),
    ) -> Answer:
        quotes = [
            _Quote(e.doc_id, e.span, e.words, e.date or e.stated, e.date == e.stated)
            for e in found.events
        ]
        answer = self._answer(asked, "timeline", scope, quotes, found.left_out, ranking)
        return replace(answer, unread_documents=found.unread)

    def _answer(
        self,
        asked: AskedText,
        kind: AnswerKind,
        scope: Scope,
        quotes: Sequence[_Quote],
        left_out: int,
        ranking: Sequence[ScoredPassage] = (),
    ) -> Answer:
        passages = {(q.doc_id, q.span): self._passage_of(q) for q in quotes}
        numbers: dict[_Place, int] = {place: n for n, place in enumerate(passages, 1)}
        sentences = tuple(self._sentence(quote, passages, numbers) for quote in quotes)
        scores = {each.passage_id: each for each in ranking}
        shown = dict.fromkeys(passage.passage_id for passage in passages.values())
        told = None if quotes else self._nothing(asked, kind, scope)
        return Answer(
            question=asked.text,
            language=asked.language,
            scope=scope,
            sentences=sentences,
            citations=tuple(cite(self._generation, n, *place) for place, n in numbers.items()),
            passages=tuple(
                shown_passage(self._generation, scores.get(key) or ScoredPassage(key, 0.0))
                for key in shown
            ),
            generation=self._generation.manifest.generation,
            model=str(self._generation.manifest.embedder["name"]),
            abstention=told,
            words_around=asked.words_around,
            kind=kind,
            left_out=left_out,
        )

    def _nothing(self, asked: AskedText, kind: AnswerKind, scope: Scope) -> Abstention:
        """Why there is nothing to quote."""
        if not self._generation.documents_in(scope):
            return Abstention("empty_scope", ABSTENTIONS["empty_scope"].to(asked.told_in))
        return Abstention("not_stated", NOTHING_OF[kind].to(asked.told_in))

    def _sentence(
        self, quote: _Quote, passages: Mapping[_Place, Passage], numbers: dict[_Place, int]
    ) -> AnswerSentence:
        """The quote, in a timeline with what has to be read before it, which is numbered too."""
        place = quote.doc_id, quote.span
        before = None
        if quote.date is not None:
            before = surroundings_of(self._generation, passages[place], quote.span).context
        context = (quote.doc_id, before) if before else None
        return AnswerSentence(
            text=quote.span.of(self._generation.document(quote.doc_id).text),
            citation=numbers[place],
            highlight=quote.words,
            context=numbers.setdefault(context, len(numbers) + 1) if context else None,
            date=quote.date,
            year_is_stated=quote.year_is_stated,
        )

    def _passage_of(self, quote: _Quote) -> Passage:
        """The first passage that holds the sentence."""
        table = self._generation.passages
        passages = (table[table.key(row)] for row in table.rows_of(quote.doc_id))
        return next(each for each in passages if quote.span in each.sentences)
