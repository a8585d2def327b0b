"""From ranked passages to an answer: the sentences that answer best, verbatim, or an abstention."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from casc_qa.scoring import calibration
from casc_qa.scoring.evidence import Evidence, coverage, emptiness, missing
from casc_qa.text.language import UNDETERMINED
from casc_qa.text.questions import (
    LOOSE,
    REQUIRED,
    Expected,
    expected,
    holds,
    names,
    numbers,
    without_names,
)
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
    from casc_qa.types import Vectors

_TERMINALS = frozenset(".!?…")
_DOCUMENTS_KEPT = 256  # whose words are remembered
_PASSAGES_KEPT = 4096
_SURELY_OUTSIDE = 0.1  # "nothing is about this" is said when one in ten such questions is inside
_COMPANION_COVERS = 0.5  # share of the best sentence's words of the question that a further one has
_DOCUMENT_CHARS = 50_000  # of a document are looked through for the question's words

_ABSTENTIONS: dict[AbstentionCode, str] = {
    "empty_scope": "No document is left by these filters: widen them and ask again.",
    "other_language": "No answer was found, and no document is in the question's language: "
    "ask in theirs.",
    "outside_documents": "The documents do not say: nothing in them is about this.",
    "not_stated": "The documents do not say: they come near this, and do not state it.",
}


class Candidate(NamedTuple):
    """A sentence, the best-ranked passage that holds it, and what speaks for it."""

    strength: float
    """Higher for the better sentence; comparable within one question."""
    passage: Passage
    span: Span
    evidence: Evidence


class _Asked(NamedTuple):
    """A question, taken apart once."""

    question: str
    vector: Vectors
    vector_other: Vectors
    """Of the question without its names."""
    tokens: list[str]
    names: list[str]
    """Tokens of its names."""
    others: list[str]
    """Tokens that belong to no name; all when there is no other."""
    numbers: list[str]
    kind: Expected | None
    unknown: float


class Answerer:
    """Chooses sentences from the ranked passages of one generation."""

    def __init__(
        self, generation: Generation, embedder: Embedder, settings: AnsweringSettings
    ) -> None:
        self.generation = generation
        self.embedder = embedder
        self.settings = settings
        self._document_tokens = lru_cache(_DOCUMENTS_KEPT)(self._tokens_of_document)
        self._passage_tokens = lru_cache(_PASSAGES_KEPT)(self._tokens_of_passage)

    def answer(
        self, question: str, language: str, ranking: Sequence[ScoredPassage], k: int, scope: Scope
    ) -> Answer:
        """The answer, with the ``k`` best passages of ``ranking`` and any other it quotes from."""
        candidates = self.candidates(question, ranking[: self.settings.pool])
        evidence = [candidate.evidence for candidate in candidates]
        confidence = calibration.confidence(evidence)
        chosen = self._choose(candidates) if confidence >= self.settings.threshold else []
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
            abstention=None if chosen else self._abstain(language, evidence),
            confidence=confidence,
            best=self._cite(1, candidates[0]) if candidates else None,
        )

    def _choose(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The best candidate and up to two that come close to it and speak of the question too."""
        best = candidates[0]
        floor = best.strength - self.settings.companion_gap
        covers = _COMPANION_COVERS * best.evidence.covered
        strong = {
            self._words_of(c): c
            for c in reversed(candidates)
            if c.strength >= floor and c.evidence.covered >= covers
        }
        return sorted(strong.values(), key=_order)[: self.settings.max_sentences]

    def _words_of(self, candidate: Candidate) -> str:
        """What the sentence says; a copy in another document says it again."""
        return fold(candidate.span.of(self._text(candidate.passage.doc_id)))

    def candidates(self, question: str, ranking: Iterable[ScoredPassage]) -> list[Candidate]:
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
        if not places:
            return []
        sentences = [span.of(self._text(doc_id)) for doc_id, span in places]
        asked = self._taken_apart(question)
        vectors = self.embedder.embed_passages(sentences)
        cosines = [float(cosine) for cosine in vectors @ asked.vector]
        ranked = list(dict.fromkeys(scored.passage_id for scored in places.values()))
        near = dict(zip(ranked, self.generation.vectors.scores(asked.vector, ranked), strict=True))
        others = [float(cosine) for cosine in vectors @ asked.vector_other]
        at = dict(zip(places, zip(cosines, others, strict=True), strict=True))
        found = []
        for ((doc_id, span), scored), sentence in zip(places.items(), sentences, strict=True):
            passage = self.generation.passages[scored.passage_id]
            before = self._before(passage, span)
            evidence = self._evidence(
                asked,
                sentence,
                passage,
                cosines=at[doc_id, span],
                before=at[doc_id, before][0] if before and (doc_id, before) in at else 0.0,
                passage_cosine=near[scored.passage_id],
                passage_score=scored.score,
            )
            found.append(Candidate(calibration.strength(evidence), passage, span, evidence))
        return sorted(found, key=_order)

    def _taken_apart(self, question: str) -> _Asked:
        tokens = self.generation.tokens(question)
        lexical = self.generation.lexical
        known = {token for token in tokens if lexical.document_frequency(token)}
        named = [token for name in names(question) for token in self.generation.tokens(name)]
        vector = self.embedder.embed_queries([question])[0]
        other = without_names(question)
        return _Asked(
            question=question,
            vector=vector,
            vector_other=(vector if other == question else self.embedder.embed_queries([other])[0]),
            tokens=tokens,
            names=named,
            others=[token for token in tokens if token not in named] or tokens,
            numbers=numbers(question),
            kind=expected(question),
            unknown=1 - coverage(tokens, known, self._rarity) if tokens else 0.0,
        )

    @staticmethod
    def _before(passage: Passage, span: Span) -> Span | None:
        """The sentence before, in the same passage."""
        place = passage.sentences.index(span)
        return passage.sentences[place - 1] if place else None

    def _evidence(
        self,
        asked: _Asked,
        sentence: str,
        passage: Passage,
        *,
        cosines: tuple[float, float],
        before: float,
        passage_cosine: float,
        passage_score: float,
    ) -> Evidence:
        own = self.generation.tokens(sentence)
        near = self._passage_tokens(passage.passage_id)
        whole = self._document_tokens(passage.doc_id)
        fits = None if asked.kind is None else holds(asked.kind, sentence, asked.question)
        sure = asked.kind not in LOOSE
        return Evidence(
            cosine=cosines[0],
            cosine_other=cosines[1],
            before=before,
            passage_cosine=passage_cosine,
            passage=passage_score,
            covered=coverage(asked.tokens, own, self._rarity),
            covered_other=coverage(asked.others, own, self._rarity),
            covered_near=coverage(asked.tokens, near, self._rarity),
            covered_document=coverage(asked.tokens, whole, self._rarity),
            unknown=asked.unknown,
            missing_names=missing(asked.names, near),
            missing_names_document=missing(asked.names, whole),
            missing_numbers=missing(asked.numbers, whole),
            emptiness=emptiness(asked.tokens, own),
            fits=float(fits is True and sure),
            fits_not=float(fits is False and sure),
            fits_loosely=float(fits is True and not sure),
            fits_loosely_not=float(fits is False and not sure),
            lacks=float(fits is False and asked.kind in REQUIRED),
        )

    def _rarity(self, token: str) -> float:
        """Inverse document frequency over passages, as BM25 has it."""
        count = len(self.generation.lexical)
        frequency = self.generation.lexical.document_frequency(token)
        return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))

    def _tokens_of_document(self, doc_id: str) -> frozenset[str]:
        document = self.generation.document(doc_id)
        words = f"{document.title} {document.text[:_DOCUMENT_CHARS]}"
        return frozenset(self.generation.tokens(words))

    def _tokens_of_passage(self, passage_id: str) -> frozenset[str]:
        passage = self.generation.passages[passage_id]
        title = self.generation.describe(passage.doc_id)["title"]
        words = f"{title} {passage.heading or ''} {self.generation.text_of(passage)}"
        return frozenset(self.generation.tokens(words))

    def _text(self, doc_id: str) -> str:
        text: str = self.generation.document(doc_id).text
        return text

    def _abstain(self, language: str, evidence: Sequence[Evidence]) -> Abstention:
        """Why there is no answer."""
        spoken = {self.generation.describe(d)["language"] for d in self.generation.doc_ids}
        code: AbstentionCode
        if not evidence:
            code = "empty_scope"
        elif language not in {*spoken, UNDETERMINED}:
            code = "other_language"
        elif calibration.inside(evidence) < _SURELY_OUTSIDE:
            code = "outside_documents"
        else:
            code = "not_stated"
        return Abstention(code, _ABSTENTIONS[code])

    def _cite(self, number: int, candidate: Candidate) -> Citation:
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


def _order(candidate: Candidate) -> tuple[float, str, Span]:
    """The strongest first; equally strong ones by their place."""
    return -round(candidate.strength, 6), candidate.passage.doc_id, candidate.span
