"""From ranked passages to an answer: the sentences that answer best, verbatim, or an abstention."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.scoring.evidence import Features, Place, coverage, emptiness, strength
from casc_qa.text.language import UNDETERMINED
from casc_qa.text.questions import expected, holds, names
from casc_qa.text.tokens import fold
from casc_qa.types import (
    Abstention,
    AbstentionCode,
    Answer,
    AnswerSentence,
    Citation,
    Passage,
    Scope,
    ScoredPassage,
    ShownPassage,
    Span,
)

if TYPE_CHECKING:
    from casc_qa.config import AnsweringSettings
    from casc_qa.embedding import Embedder
    from casc_qa.index import Generation

_COMPANION = 0.75  # a further sentence is shown when it is this strong beside the strongest
_COMPANION_FLOOR = 0.85  # and this strong beside the threshold
_TERMINALS = frozenset(".!?…")
_OUTSIDE = 0.4  # score of the best passage under which nothing in the documents is even near
_IN_PASSAGE, _IN_DOCUMENT = 0.6, 0.3  # worth of a word that stands beside the sentence
_DOCUMENTS_KEPT = 256  # whose words are remembered
_DOCUMENT_CHARS = 50_000  # of a document are looked through for the question's names

_ABSTENTIONS: dict[AbstentionCode, str] = {
    "empty_scope": "No document is left by these filters: widen them and ask again.",
    "other_language": "No answer was found, and no document is in the question's language: "
    "ask in theirs.",
    "outside_documents": "The documents do not say: nothing in them is about this.",
    "not_stated": "The documents do not say: they come near this, and do not state it.",
}


class _Candidate(NamedTuple):
    """A sentence, the best-ranked passage that holds it, and its evidence."""

    strength: float
    passage: Passage
    span: Span


class Answerer:
    """Chooses sentences from the ranked passages of one generation."""

    def __init__(
        self, generation: Generation, embedder: Embedder, settings: AnsweringSettings
    ) -> None:
        self.generation = generation
        self.embedder = embedder
        self.settings = settings
        self._words = lru_cache(_DOCUMENTS_KEPT)(self._document_words)

    def answer(
        self, question: str, language: str, ranking: Sequence[ScoredPassage], k: int, scope: Scope
    ) -> Answer:
        """The answer, with the ``k`` best passages of ``ranking`` and any other it quotes from."""
        candidates = self._candidates(question, ranking[: self.settings.pool])
        chosen = self._choose(candidates)
        citations = [self._cite(number, c) for number, c in enumerate(chosen, 1)]
        quoted = {c.passage.passage_id for c in chosen}
        shown = [s for rank, s in enumerate(ranking) if rank < k or s.passage_id in quoted]
        return Answer(
            question=question,
            language=language,
            scope=scope,
            sentences=tuple(AnswerSentence(c.quote, c.number) for c in citations),
            citations=tuple(citations),
            passages=tuple(map(self._show, shown)),
            generation=self.generation.manifest.generation,
            model=str(self.generation.manifest.embedder["name"]),
            abstention=None if chosen else self._abstain(language, ranking),
        )

    def _choose(self, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        """One to three candidates strong enough to be shown; none when the best is not."""
        threshold = self.settings.threshold
        if not candidates or candidates[0].strength < threshold:
            return []
        floor = max(_COMPANION * candidates[0].strength, _COMPANION_FLOOR * threshold)
        strong = {self._words_of(c): c for c in reversed(candidates) if c.strength >= floor}
        return sorted(strong.values(), key=_order)[: self.settings.max_sentences]

    def _words_of(self, candidate: _Candidate) -> str:
        """What the sentence says; a copy in another document says it again."""
        return fold(candidate.span.of(self._text(candidate.passage.doc_id)))

    def _candidates(self, question: str, ranking: Iterable[ScoredPassage]) -> list[_Candidate]:
        """Every sentence of these passages with its evidence, the strongest first."""
        places: dict[tuple[str, Span], ScoredPassage] = {}
        for scored in ranking:
            passage = self.generation.passages[scored.passage_id]
            title = fold(self.generation.describe(passage.doc_id)["title"])
            for span in passage.sentences:
                sentence = fold(span.of(self._text(passage.doc_id)))
                if sentence == title and sentence[-1] not in _TERMINALS:
                    continue  # a title names the subject and says nothing of it
                places.setdefault((passage.doc_id, span), scored)
        sentences = [span.of(self._text(doc_id)) for doc_id, span in places]
        if not sentences:
            return []
        vectors = self.embedder.embed_passages(sentences)
        cosines = vectors @ self.embedder.embed_queries([question])[0]
        found = []
        for (_, span), scored, sentence, cosine in zip(
            places, places.values(), sentences, cosines, strict=True
        ):
            passage = self.generation.passages[scored.passage_id]
            features = self._features(question, sentence, passage, scored.score, float(cosine))
            found.append(_Candidate(strength(features), passage, span))
        return sorted(found, key=_order)

    def _features(
        self, question: str, sentence: str, passage: Passage, score: float, cosine: float
    ) -> Features:
        tokens = self.generation.tokens
        wanted, own = tokens(question), tokens(sentence)
        title = self.generation.describe(passage.doc_id)["title"]
        context = tokens(f"{title} {self.generation.text_of(passage)}")
        called = [token for name in names(question) for token in tokens(name)]
        kind = expected(question)
        whole = self._words(passage.doc_id)
        return Features(
            cosine=cosine,
            passage=score,
            covered=coverage(
                wanted,
                [
                    Place(set(own), 1.0),
                    Place(set(context), _IN_PASSAGE),
                    Place(whole, _IN_DOCUMENT),
                ],
                self._rarity,
            ),
            missing_names=1 - coverage(called, [Place(whole, 1.0)], self._rarity)
            if called
            else 0.0,
            emptiness=emptiness(wanted, own),
            fits=None if kind is None else holds(kind, sentence),
        )

    def _rarity(self, token: str) -> float:
        """Inverse document frequency over passages, as BM25 has it."""
        count = len(self.generation.lexical)
        frequency = self.generation.lexical.document_frequency(token)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))

    def _document_words(self, doc_id: str) -> frozenset[str]:
        document = self.generation.document(doc_id)
        words = f"{document.title} {document.text[:_DOCUMENT_CHARS]}"
        return frozenset(self.generation.tokens(words))

    def _text(self, doc_id: str) -> str:
        text: str = self.generation.document(doc_id).text
        return text

    def _abstain(self, language: str, ranking: Sequence[ScoredPassage]) -> Abstention:
        """Why there is no answer."""
        spoken = {self.generation.describe(d)["language"] for d in self.generation.doc_ids}
        code: AbstentionCode
        if not ranking:
            code = "empty_scope"
        elif language not in {*spoken, UNDETERMINED}:
            code = "other_language"
        elif ranking[0].score < _OUTSIDE:
            code = "outside_documents"
        else:
            code = "not_stated"
        return Abstention(code, _ABSTENTIONS[code])

    def _cite(self, number: int, candidate: _Candidate) -> Citation:
        document = self.generation.document(candidate.passage.doc_id)
        start, end = candidate.span
        pages = [a for a in document.anchors if a.kind == "page" and a.offset < end]
        first = [a for a in pages if a.offset <= start]
        return Citation(
            number=number,
            doc_id=document.doc_id,
            sha256=document.sha256,
            title=document.title,
            date=document.date,
            url=document.url,
            page=int(first[-1].value) if first else None,
            page_end=int(pages[-1].value) if pages else None,
            start=start,
            end=end,
            quote=document.text[start:end],
        )

    def _show(self, scored: ScoredPassage) -> ShownPassage:
        p = self.generation.passages[scored.passage_id]
        text = self.generation.text_of(p)
        sha256 = self.generation.describe(p.doc_id)["sha256"]
        return ShownPassage(p.passage_id, p.doc_id, sha256, p.start, p.end, text, scored.score)


def _order(candidate: _Candidate) -> tuple[float, str, Span]:
    """The strongest first; equally strong ones by their place."""
    return -round(candidate.strength, 6), candidate.passage.doc_id, candidate.span
