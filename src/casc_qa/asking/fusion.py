"""One ranking from two scores.

A convex combination of the cosine and of BM25 divided by its highest value, as in Bruch, Gai and
Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from casc_qa.index.ranking import best_first
from casc_qa.types import ScoredPassage


def fuse(
    cosines: Mapping[str, float],
    lexical: Mapping[str, float],
    highest_lexical: float,
    semantic_weight: float,
) -> list[ScoredPassage]:
    """Candidates ordered by ``semantic_weight * cosine + (1 - semantic_weight) * bm25 / highest``.

    ``cosines`` and ``lexical`` map every candidate's passage_id to its score;
    ``highest_lexical`` is the best BM25 score of the whole scope, so that a score never depends
    on who else is a candidate. Ties go by passage_id.

    >>> fuse({"a": 0.5, "b": 0.5}, {"a": 0.0, "b": 2.0}, 4.0, 0.5)
    [ScoredPassage(passage_id='b', score=0.5), ScoredPassage(passage_id='a', score=0.25)]
    """
    share = (1 - semantic_weight) / highest_lexical if highest_lexical > 0 else 0.0
    return best_first(
        ScoredPassage(key, semantic_weight * cosine + share * lexical[key])
        for key, cosine in cosines.items()
    )


def interpolate_documents(
    ranking: Iterable[ScoredPassage], document_of: Callable[[str], str], weight: float
) -> list[ScoredPassage]:
    """``ranking`` with ``weight`` of each score taken from the best passage of the same document.

    A document names its event once and speaks of "the meeting" from then on: what its best passage
    shows holds for the others too. Documents keep their order among themselves.

    >>> ranking = [ScoredPassage("a1", 1.0), ScoredPassage("b1", 0.5), ScoredPassage("a2", 0.4)]
    >>> interpolate_documents(ranking, lambda key: key[0], 0.5)[1]
    ScoredPassage(passage_id='a2', score=0.7)
    """
    ranking = list(ranking)
    best: dict[str, float] = {}
    for scored in ranking:
        document = document_of(scored.passage_id)
        best[document] = max(scored.score, best.get(document, scored.score))
    return best_first(
        ScoredPassage(
            s.passage_id, (1 - weight) * s.score + weight * best[document_of(s.passage_id)]
        )
        for s in ranking
    )
