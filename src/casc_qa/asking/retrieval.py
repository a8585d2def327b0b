"""From a question to ranked passages: cosine and BM25, fused over the candidates of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from casc_qa.asking.fusion import fuse, lifted
from casc_qa.index.ranking import best_first
from casc_qa.text.boilerplate import asks_for_contact
from casc_qa.types import EVERYTHING, Scope, ScoredPassage

if TYPE_CHECKING:
    from casc_qa.asking.question import Query
    from casc_qa.config import RetrievalSettings
    from casc_qa.index import Generation


_BOILERPLATE_COSTS = 0.3  # of the score of a passage that is nothing else


class Retriever(Protocol):
    """The asking side's seam: another engine is another class with this one method."""

    def retrieve(self, query: Query, k: int, scope: Scope = EVERYTHING) -> list[ScoredPassage]:
        """The ``k`` best passages in ``scope``, best first."""


@dataclass(frozen=True)
class HybridRetriever:
    """Ranks by a convex combination of cosine and normalised BM25, lifted by the document's best.

    Candidates are the best ``settings.depth`` of each list, however small k is, and every
    candidate gets both scores: the ranking at k is a prefix of that at 2k.
    """

    generation: Generation
    settings: RetrievalSettings

    def retrieve(self, query: Query, k: int, scope: Scope = EVERYTHING) -> list[ScoredPassage]:
        generation, depth = self.generation, self.settings.depth
        among = generation.passages_in(scope)
        semantic = generation.vectors.search(query.vector, depth, among)
        weighed = generation.lexical.weigh(query.weighted_tokens())
        lexical = weighed.best(depth, among)
        highest = lexical[0].score if lexical else 0.0
        candidates = sorted({found.passage_id for found in (*semantic, *lexical)})
        cosines = generation.vectors.scores(query.vector, candidates)
        weights = weighed.scores(candidates)
        ranking = fuse(
            dict(zip(candidates, cosines, strict=True)),
            dict(zip(candidates, weights, strict=True)),
            highest,
            self.settings.semantic_weight,
        )
        if not asks_for_contact(query.text):
            ranking = best_first(self._without_boilerplate(scored) for scored in ranking)
        document_of = generation.passages.doc_id_of
        return lifted(ranking, document_of, self.settings.document_weight)[:k]

    def _without_boilerplate(self, scored: ScoredPassage) -> ScoredPassage:
        """Lower by as much as more than half of it is boilerplate: what else a passage holds is
        found by its own words.
        """
        most = max(0.0, 2 * self.generation.boilerplate_share(scored.passage_id) - 1)
        return scored._replace(score=scored.score - _BOILERPLATE_COSTS * most * abs(scored.score))
