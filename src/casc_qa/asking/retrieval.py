"""From a question to ranked passages: cosine and BM25, fused over the candidates of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casc_qa.asking.boilerplate_penalty import penalised_passage
from casc_qa.asking.fusion import fuse, interpolate_documents
from casc_qa.index.ranking import best_first
from casc_qa.types import EVERYTHING, Scope, ScoredPassage

if TYPE_CHECKING:
    from casc_qa.asking.question import Question
    from casc_qa.config import RetrievalSettings
    from casc_qa.index.generation import Generation


@dataclass(frozen=True, slots=True)
class HybridRetriever:
    """Ranks by a convex combination of cosine and normalised BM25, interpolated with the score of
    the document's best passage.

    Candidates are the best ``settings.depth`` of each list, however small k is, and every
    candidate gets both scores: the ranking at k is a prefix of that at 2k.
    """

    generation: Generation
    settings: RetrievalSettings

    def retrieve(
        self, question: Question, k: int, scope: Scope = EVERYTHING
    ) -> list[ScoredPassage]:
        """The ``k`` best passages in ``scope``, best first."""
        ranking = self._fused(question, scope)
        if not question.is_about_contact:
            ranking = best_first(map(self._without_boilerplate, ranking))
        document_of = self.generation.passages.doc_id_of
        return interpolate_documents(ranking, document_of, self.settings.document_weight)[:k]

    def _fused(self, question: Question, scope: Scope) -> list[ScoredPassage]:
        """The candidates of both searches, by both scores."""
        generation, depth = self.generation, self.settings.depth
        among = generation.passages_in(scope)
        semantic = generation.vectors.search(question.vector, depth, among)
        weighed = generation.lexical.weigh(question.weighted_tokens())
        lexical = weighed.best(depth, among)
        highest = lexical[0].score if lexical else 0.0
        candidates = sorted({scored.passage_id for scored in (*semantic, *lexical)})
        cosines = generation.vectors.scores(question.vector, candidates)
        weights = weighed.scores(candidates)
        return fuse(
            dict(zip(candidates, cosines, strict=True)),
            dict(zip(candidates, weights, strict=True)),
            highest,
            self.settings.semantic_weight,
        )

    def _without_boilerplate(self, scored: ScoredPassage) -> ScoredPassage:
        share = self.generation.boilerplate_share(scored.passage_id)
        return scored._replace(score=penalised_passage(scored.score, share))
