"""From ranked passages to ranked sentences, each with its features."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from casc_qa.asking.boilerplate_penalty import penalised_sentence
from casc_qa.asking.calibration import Calibration, shipped_calibration
from casc_qa.asking.features import UNREAD, Features, coverage, emptiness, missing
from casc_qa.asking.headings import is_heading
from casc_qa.errors import ReaderUnavailable
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.normalising import normalise_text
from casc_qa.languages.questions.answer_types import LOOSE, REQUIRED
from casc_qa.languages.questions.answers import holds
from casc_qa.text.tokens import tokens
from casc_qa.types import Passage, ScoredPassage, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.asking.passage_reading import PassageReader, SentenceReading
    from casc_qa.asking.question import Question
    from casc_qa.index.generation import Generation


class Candidate(NamedTuple):
    """A sentence, the best-ranked passage that holds it, and its features."""

    score: float
    """Higher for the better sentence; comparable within one question."""
    passage: Passage
    span: Span
    features: Features
    is_boilerplate: bool = False
    words: Span | None = None
    """Those in the sentence that answer best, where it was read."""

    def read_as(self, reading: SentenceReading | None) -> Candidate:
        """With what was read of the sentence; as it is, where nothing was."""
        if reading is None:
            return self
        features = self.features._replace(
            margin=max(UNREAD, reading.margin), words_margin=max(UNREAD, reading.words_margin)
        )
        return self._replace(features=features, words=reading.words)

    @property
    def order(self) -> tuple[float, str, Span]:
        """The best first; equally good ones by where they stand."""
        return -round(self.score, 6), self.passage.doc_id, self.span


class _Sentence(NamedTuple):
    """A sentence in the best-ranked passage that holds it."""

    passage: Passage
    span: Span
    text: str
    passage_score: float
    """In the ranking."""
    is_boilerplate: bool

    @property
    def before(self) -> Span | None:
        """The sentence before, in the same passage."""
        number = self.passage.sentences.index(self.span)
        return self.passage.sentences[number - 1] if number else None


@dataclass(frozen=True, slots=True)
class _Weighing:
    """A question against the words of one generation."""

    question: Question
    rarity: Mapping[str, float]
    """Of each of its tokens."""
    unknown: float
    names_the_unknown: bool
    """A translated question names what no document does, in Latin letters or by a sure
    translation."""

    @property
    def tokens(self) -> tuple[str, ...]:
        """Of the question."""
        return self.question.tokens

    @property
    def translations(self) -> frozenset[str]:
        """All that documents may have for the question's tokens."""
        return frozenset(s for t in self.tokens for s in self.question.translations_of(t))

    def coverage(self, wanted: Sequence[str], present: Iterable[str]) -> float:
        """Share of the question's tokens ``wanted`` that are ``present``."""
        return coverage(wanted, frozenset(present), self.rarity.__getitem__)


class _Around(NamedTuple):
    """The features that all sentences of a passage share."""

    passage_cosine: float
    covered_near: float
    covered_document: float
    missing_names: float
    missing_names_document: float
    missing_numbers: float


class Weighed(NamedTuple):
    """The sentences weighed for a question."""

    candidates: list[Candidate]
    """The best first."""
    calibration: Calibration
    """The weights that they were weighed with."""
    is_read: bool
    """Whether the reader read some of them."""
    unread: str | None = None
    """Why it read none though it was there."""


class SentenceReranker:
    """Weighs the sentences of passages of one generation."""

    def __init__(
        self,
        generation: Generation,
        reader: PassageReader | None = None,
        calibrations: Callable[[bool, bool], Calibration] = shipped_calibration,
    ) -> None:
        """``calibrations`` gives the weights for translated questions and others, read and
        others.
        """
        self._generation = generation
        self._reader = reader
        self._calibrations = calibrations

    def rerank(self, question: Question, ranking: Iterable[ScoredPassage]) -> Weighed:
        """Every sentence of these passages with its features; where there is a reader, it reads
        the passages of those that look best.
        """
        calibration = self._calibrations(question.is_translated, False)
        seen = Weighed(self._seen(question, ranking, calibration), calibration, is_read=False)
        if self._reader is None:
            return seen
        passages = {c.passage.passage_id: c.passage for c in seen.candidates}
        try:
            readings = self._reader.read(question, list(passages.values()))
        except ReaderUnavailable as error:
            return seen._replace(unread=str(error))
        calibration = self._calibrations(question.is_translated, True)
        read = [
            _weighed(c.read_as(readings.get((c.passage.doc_id, c.span))), question, calibration)
            for c in seen.candidates
        ]
        return Weighed(sorted(read, key=lambda c: c.order), calibration, is_read=True)

    def _seen(
        self, question: Question, ranking: Iterable[ScoredPassage], calibration: Calibration
    ) -> list[Candidate]:
        """By what is seen without reading, the best first."""
        sentences = self._sentences(ranking)
        if not sentences:
            return []
        weighing = self._weighing(question)
        passages = {s.passage.passage_id: s.passage for s in sentences}
        cosines = self._cosines(question, sentences, passages)
        around = self._around(weighing, passages)
        row_of: dict[tuple[str, Span | None], int]
        row_of = {(s.passage.doc_id, s.span): row for row, s in enumerate(sentences)}
        candidates = []
        for row, sentence in enumerate(sentences):
            before = row_of.get((sentence.passage.doc_id, sentence.before))
            features = self._features(
                weighing,
                sentence,
                around[sentence.passage.passage_id],
                cosines=(float(cosines[row, 0]), float(cosines[row, 1])),
                before=0.0 if before is None else float(cosines[before, 0]),
            )
            unweighed = Candidate(
                0.0, sentence.passage, sentence.span, features, sentence.is_boilerplate
            )
            candidates.append(_weighed(unweighed, question, calibration))
        return sorted(candidates, key=lambda candidate: candidate.order)

    def _cosines(
        self, question: Question, sentences: Sequence[_Sentence], passages: Mapping[str, Passage]
    ) -> NDArray[np.float32]:
        """Of each sentence with the question, whole and without its names: shape (sentences, 2)."""
        each = {key: self._generation.sentence_vectors(p) for key, p in passages.items()}
        vectors = [each[s.passage.passage_id][s.passage.sentences.index(s.span)] for s in sentences]
        return np.stack(vectors) @ question.vectors.T

    def _sentences(self, ranking: Iterable[ScoredPassage]) -> list[_Sentence]:
        """The sentences of these passages, each once."""
        sentences: dict[tuple[str, Span], _Sentence] = {}
        for scored in ranking:
            passage = self._generation.passages[scored.passage_id]
            text = self._generation.document(passage.doc_id).text
            title = normalise_text(self._generation.describe(passage.doc_id)["title"])
            marks = self._generation.boilerplate(passage)
            for span, is_boilerplate in zip(passage.sentences, marks, strict=True):
                words = span.of(text)
                if is_heading(words) and normalise_text(words) == title:
                    continue  # a title names the subject and says nothing of it
                sentence = _Sentence(passage, span, words, scored.score, is_boilerplate)
                sentences.setdefault((passage.doc_id, span), sentence)
        return list(sentences.values())

    def _weighing(self, question: Question) -> _Weighing:
        rarity = {token: self._rarity(question, token) for token in question.tokens}
        known = {t for t in rarity if any(map(self._frequency, question.translations_of(t)))}
        unknown = 1 - coverage(question.tokens, known, rarity.__getitem__) if rarity else 0.0
        unknown_names = (t for t in question.last_name_tokens if t in rarity and t not in known)
        return _Weighing(
            question=question,
            rarity=rarity,
            unknown=unknown,
            names_the_unknown=question.is_translated
            and any(not all(map(has_cyrillic, question.translations_of(t))) for t in unknown_names),
        )

    def _around(self, weighing: _Weighing, passages: Mapping[str, Passage]) -> dict[str, _Around]:
        """What each passage's sentences share, by passage_id."""
        question = weighing.question
        cosines = self._generation.vectors.scores(question.vector, list(passages))
        around = {}
        for (passage_id, passage), cosine in zip(passages.items(), cosines, strict=True):
            row = self._generation.passages.row(passage_id)
            near = self._present(weighing, range(row, row + 1))
            whole = self._present(weighing, self._generation.passages.rows_of(passage.doc_id))
            around[passage_id] = _Around(
                passage_cosine=cosine,
                covered_near=weighing.coverage(weighing.tokens, near),
                covered_document=weighing.coverage(weighing.tokens, whole),
                missing_names=missing(question.name_tokens, near),
                missing_names_document=missing(question.name_tokens, whole),
                missing_numbers=missing(question.numbers, whole),
            )
        return around

    def _present(self, weighing: _Weighing, rows: range) -> frozenset[str]:
        """The question's tokens that passages in these rows hold, title and heading included."""
        question = weighing.question
        wanted = {*question.tokens, *question.name_tokens, *question.numbers}
        is_within = self._generation.lexical.is_within
        return frozenset(
            t for t in wanted if any(is_within(s, rows) for s in question.translations_of(t))
        )

    def _features(
        self,
        weighing: _Weighing,
        sentence: _Sentence,
        around: _Around,
        *,
        cosines: tuple[float, float],
        before: float,
    ) -> Features:
        question, wanted = weighing.question, weighing.question.wanted
        words = frozenset(tokens(sentence.text))
        own = question.tokens_among(words)
        fits = None if wanted is None else holds(wanted, sentence.text)
        sure = question.answer_type not in LOOSE
        is_without = fits is False and question.answer_type in REQUIRED
        return Features(
            cosine=cosines[0],
            cosine_other=cosines[1],
            before=before,
            passage=sentence.passage_score,
            covered=weighing.coverage(weighing.tokens, own),
            covered_other=weighing.coverage(question.other_tokens, own),
            unknown=weighing.unknown,
            emptiness=emptiness(weighing.translations, words),
            fits=float(fits is True and sure),
            fits_not=float(fits is False and sure),
            fits_loosely=float(fits is True and not sure),
            fits_loosely_not=float(fits is False and not sure),
            lacks=float(weighing.names_the_unknown or is_without),
            **around._asdict(),
        )

    def _frequency(self, token: str) -> int:
        return self._generation.lexical.document_frequency(token)

    def _rarity(self, question: Question, token: str) -> float:
        """Inverse document frequency over passages, as BM25 has it, of the token's likeliest
        translation among those that documents have.
        """
        weights = question.translations_of(token)
        likeliest = max(weights, key=lambda t: (self._frequency(t) > 0, weights[t]))
        count, frequency = len(self._generation.lexical), self._frequency(likeliest)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def _weighed(candidate: Candidate, question: Question, calibration: Calibration) -> Candidate:
    """With its score."""
    score = calibration.score(candidate.features)
    if candidate.is_boilerplate and not question.is_about_contact:
        score = penalised_sentence(score)
    return candidate._replace(score=score)
