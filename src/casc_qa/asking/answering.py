"""From ranked passages to an answer: the sentences that answer best, verbatim, or an abstention."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from casc_qa.asking.calibration import SURELY_OUTSIDE
from casc_qa.asking.citing import cite, shown_passage
from casc_qa.asking.disagreement import differing
from casc_qa.asking.surroundings import Surroundings, surroundings_of
from casc_qa.languages.detect import UNDETERMINED
from casc_qa.languages.normalising import normalise_text
from casc_qa.phrases import ABSTENTIONS
from casc_qa.text.table_rows import is_row
from casc_qa.types import (
    EVERYTHING,
    Abstention,
    AbstentionCode,
    Answer,
    AnswerSentence,
    Citation,
    Scope,
    ScoredPassage,
    Span,
)
from casc_qa.wording import about_documents, not_understood

if TYPE_CHECKING:
    from casc_qa.asking.calibration import Calibration
    from casc_qa.asking.features import Features
    from casc_qa.asking.question import AskedText, Question
    from casc_qa.asking.reranking import Candidate, SentenceReranker, Weighed
    from casc_qa.config import AnsweringSettings
    from casc_qa.index.generation import Generation

Ranked: TypeAlias = "tuple[Question, list[ScoredPassage]]"
"""A question with its ranking."""
_MAY_ANSWER = -1.0  # margin from which on a further sentence may be shown
_SURE_OF_WORDS = 0.0  # margin from which on words are set off
_COMPANION_COVERS = 0.5  # share of the best sentence's words of the question that a further one has


class _Chosen(NamedTuple):
    """The sentences to be shown."""

    confidence: float
    """That the best one answers, shown or not."""
    candidates: list[Candidate]


class Found(NamedTuple):
    """The sentence that answers a question best, however surely."""

    confidence: float
    """That it answers, 0 to 1."""
    is_sure: bool
    """Whether it would be shown as the answer."""
    is_read: bool
    """Whether the reader read it, or others beside it."""
    features: Features
    citation: Citation
    """Of the sentence."""
    words: Span | None
    """In the quote, those that answer best; None where the sentence was not read."""


class Answerer:
    """Chooses sentences from the ranked passages of one generation."""

    def __init__(
        self, generation: Generation, reranker: SentenceReranker, settings: AnsweringSettings
    ) -> None:
        self.generation = generation
        self.reranker = reranker
        self.settings = settings

    def answer(
        self,
        question: Question,
        ranking: Sequence[ScoredPassage],
        k: int,
        scope: Scope,
        parts: Sequence[Ranked] = (),
    ) -> Answer:
        """The answer, with the ``k`` best passages of ``ranking`` and any other it quotes from.
        ``parts`` are the questions that this one consists of, where it is more than one.
        """
        weighed = self._weigh(question, ranking)
        candidates, calibration = weighed.candidates, weighed.calibration
        features = [candidate.features for candidate in candidates]
        chosen = self._with_parts(self._chosen(weighed), parts)
        if question.is_beyond_quotes:
            chosen = _Chosen(0.0, [])
        confidence = chosen.confidence
        whole = self._made_whole(chosen.candidates)
        sentences, citations = self._quote(whole)
        quoted = {candidate.passage.passage_id for candidate in whole}
        shown = [s for rank, s in enumerate(ranking) if rank < k or s.passage_id in quoted]
        return Answer(
            question=question.text,
            language=question.language,
            scope=scope,
            sentences=tuple(sentences),
            citations=tuple(citations),
            passages=tuple(shown_passage(self.generation, each) for each in shown),
            generation=self.generation.manifest.generation,
            model=str(self.generation.manifest.embedder["name"]),
            abstention=None if whole else self._abstain(question, scope, features, calibration),
            confidence=confidence,
            asked_as=question.asked_as if question.asked_as != question.text else None,
            best=cite(self.generation, 1, *_location(candidates[0])) if candidates else None,
            unread=weighed.unread,
            differing=differing(question, sentences, citations),
            words_around=question.words_around,
        )

    def weigh(self, question: Question, ranking: Sequence[ScoredPassage]) -> Weighed:
        """The sentences of the best passages of ``ranking``, weighed."""
        return self._weigh(question, ranking)

    def abstain(
        self, question: Question, ranking: Sequence[ScoredPassage], k: int, scope: Scope
    ) -> Answer:
        """Why the documents say nothing of it, with the ``k`` nearest passages."""
        weighed = self._weigh(question, ranking)
        features = [candidate.features for candidate in weighed.candidates]
        told = self._abstain(question, scope, features, weighed.calibration)
        near = tuple(shown_passage(self.generation, each) for each in ranking[:k])
        return replace(self._without_search(question, scope, told), passages=near)

    def candidates(self, question: Question, ranking: Sequence[ScoredPassage]) -> list[Candidate]:
        """The sentences of the best passages of ``ranking``, the best first."""
        return self._weigh(question, ranking).candidates

    def find(self, question: Question, ranking: Sequence[ScoredPassage]) -> Found | None:
        """The best sentence of the best passages of ``ranking``; None where there is none."""
        weighed = self._weigh(question, ranking)
        if not weighed.candidates:
            return None
        best, chosen = weighed.candidates[0], self._chosen(weighed)
        return Found(
            confidence=chosen.confidence,
            is_sure=bool(chosen.candidates),
            is_read=weighed.is_read,
            features=best.features,
            citation=cite(self.generation, 1, *_location(best)),
            words=_words_in(best),
        )

    def _weigh(self, question: Question, ranking: Sequence[ScoredPassage]) -> Weighed:
        return self.reranker.rerank(question, ranking[: self.settings.pool])

    def refuse(self, asked: AskedText, scope: Scope) -> Answer:
        """The answer to a question in a language that the model does not know; nothing is
        searched.
        """
        message = " ".join(not_understood(asked.language))
        return self._without_search(asked, scope, Abstention("unsupported_language", message))

    def tell(self, asked: AskedText, scope: Scope, code: AbstentionCode) -> Answer:
        """What there is to ask about, for somebody who asks for that, or greets; nothing is
        searched.
        """
        documents = [self.generation.describe(doc_id) for doc_id in self.generation.doc_ids]
        titles, dates = [d["title"] for d in documents], [d["date"] for d in documents]
        message = about_documents(code, titles, dates, asked.told_in)
        return self._without_search(asked, scope, Abstention(code, message))

    def beyond_quotes(self, language: str) -> Abstention:
        """Why no quote answers a question in ``language`` that asks for a summary or the like."""
        return Abstention("beyond_quotes", ABSTENTIONS["beyond_quotes"].to(language))

    def _without_search(
        self, asked: AskedText | Question, scope: Scope, told: Abstention
    ) -> Answer:
        return Answer(
            question=asked.text,
            language=asked.language,
            scope=scope,
            sentences=(),
            citations=(),
            passages=(),
            generation=self.generation.manifest.generation,
            model=str(self.generation.manifest.embedder["name"]),
            abstention=told,
            confidence=0.0,
            words_around=asked.words_around,
        )

    def _chosen(self, weighed: Weighed) -> _Chosen:
        """What answers one question; no candidate where none is sure enough."""
        calibration = weighed.calibration
        confidence = calibration.confidence([c.features for c in weighed.candidates])
        threshold = self.settings.threshold
        least = calibration.threshold if threshold is None else threshold
        is_sure = bool(weighed.candidates) and confidence >= least
        return _Chosen(confidence, self._choose(weighed) if is_sure else [])

    def _with_parts(self, whole: _Chosen, parts: Sequence[Ranked]) -> _Chosen:
        """With the best sentence for each part of a question behind the best for the whole. Where
        the whole is not answered, the parts are only if every one is.
        """
        answers = [self._chosen(self._weigh(*part)) for part in parts]
        best = [part.candidates[0] for part in answers if part.candidates]
        if not whole.candidates:
            is_answered = bool(answers) and len(best) == len(answers)
            return _Chosen(answers[0].confidence, self._distinct(best)) if is_answered else whole
        most = max(self.settings.max_sentences, len(parts))
        every = [whole.candidates[0], *best, *whole.candidates[1:]]
        return whole._replace(candidates=self._distinct(every)[:most])

    def _distinct(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """In their order, each sentence once."""
        distinct: dict[str, Candidate] = {}
        for candidate in candidates:
            distinct.setdefault(self._words_of(candidate), candidate)
        return list(distinct.values())

    def _choose(self, weighed: Weighed) -> list[Candidate]:
        """The best candidate and up to two that come close to it and speak of the question too."""
        candidates = weighed.candidates
        best = candidates[0]
        covers = _COMPANION_COVERS * best.features.covered
        strong = {
            self._words_of(c): c
            for c in reversed(candidates)
            if self._comes_close(c, best, weighed.is_read) and c.features.covered >= covers
        }
        ranked = sorted(strong.values(), key=lambda candidate: candidate.order)
        return ranked[: self.settings.max_sentences]

    def _comes_close(self, candidate: Candidate, best: Candidate, is_read: bool) -> bool:
        """Whether a candidate may answer as well as the ``best`` one."""
        if is_read:
            return candidate is best or candidate.features.margin > _MAY_ANSWER
        return candidate.score >= best.score - self.settings.companion_gap

    def _words_of(self, candidate: Candidate) -> str:
        """What the sentence says; a copy in another document says it again."""
        return normalise_text(self._text_of(candidate))

    def _text_of(self, candidate: Candidate) -> str:
        """The sentence, verbatim."""
        return candidate.span.of(self.generation.document(candidate.passage.doc_id).text)

    def _abstain(
        self,
        question: Question,
        scope: Scope,
        features: Sequence[Features],
        calibration: Calibration,
    ) -> Abstention:
        """Why there is no answer."""
        language = question.language
        spoken = self.generation.languages
        code: AbstentionCode
        if question.is_beyond_quotes:
            code = "beyond_quotes"
        elif not features:
            code = "outside_documents" if scope == EVERYTHING else "empty_scope"
        elif language not in {*spoken, UNDETERMINED} and not self._crosses(language, spoken):
            code = "other_language"
        elif calibration.inside(features) < SURELY_OUTSIDE and not _is_named(question, features):
            code = "outside_documents"
        else:
            code = "not_stated"
        return Abstention(code, ABSTENTIONS[code].to(question.words_around or language))

    def _crosses(self, language: str, spoken: Collection[str | None]) -> bool:
        """Whether the model is known to find in these languages what is asked in ``language``."""
        known = self.generation.manifest.languages or frozenset()
        return language in known and not known.isdisjoint(spoken)

    def _made_whole(self, chosen: Sequence[Candidate]) -> dict[Candidate, Surroundings]:
        """Each with what has to be read before and after it; without those that are read anyway
        after a better one, or head the columns of a better row.
        """
        whole: dict[Candidate, Surroundings] = {}
        shown: list[tuple[str, Span]] = []
        for candidate in chosen:
            doc_id, (start, end) = _location(candidate)
            if any(d == doc_id and s.start <= start and end <= s.end for d, s in shown):
                continue
            around = surroundings_of(self.generation, candidate.passage, candidate.span)
            whole[candidate] = around
            if around.continuation:
                shown.append((doc_id, around.continuation))
            if around.context and is_row(self._text_of(candidate)):
                shown.append((doc_id, around.context))
        return whole

    def _quote(
        self, whole: Mapping[Candidate, Surroundings]
    ) -> tuple[list[AnswerSentence], list[Citation]]:
        """The sentences, each with its citation; behind these, the citations of what has to be read
        before or after.
        """
        numbers = {_location(c): number for number, c in enumerate(whole, 1)}
        sentences = []
        for candidate, around in whole.items():
            doc_id = candidate.passage.doc_id
            context, continuation = (
                None if span is None else numbers.setdefault((doc_id, span), len(numbers) + 1)
                for span in around
            )
            sentences.append(
                AnswerSentence(
                    text=self._text_of(candidate),
                    citation=numbers[_location(candidate)],
                    highlight=_sure_words(candidate),
                    context=context,
                    continuation=continuation,
                )
            )
        return sentences, [cite(self.generation, number, *key) for key, number in numbers.items()]


def _location(candidate: Candidate) -> tuple[str, Span]:
    return candidate.passage.doc_id, candidate.span


def _sure_words(candidate: Candidate) -> Span | None:
    """The words in the sentence that answer, where the reader is sure of them."""
    return _words_in(candidate) if candidate.features.words_margin >= _SURE_OF_WORDS else None


def _words_in(candidate: Candidate) -> Span | None:
    """The words in the sentence that answer best."""
    words, start = candidate.words, candidate.span.start
    return None if words is None else Span(words.start - start, words.end - start)


def _is_named(question: Question, features: Sequence[Features]) -> bool:
    """Whether a translated question names somebody or something, and a document has any of it: then
    nobody can say that nothing is about this.
    """
    if not question.is_translated or not question.names:
        return False
    return any(sentence.missing_names_document < 1 for sentence in features)
