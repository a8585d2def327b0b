"""The order of a ranking, the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from casc_qa.types import ScoredPassage


def best_first(scored: Iterable[ScoredPassage]) -> list[ScoredPassage]:
    """By score, the highest first; equal scores by passage_id.

    >>> [s.passage_id for s in best_first([ScoredPassage("b", 1.0), ScoredPassage("a", 1.0)])]
    ['a', 'b']
    """
    return sorted(scored, key=lambda s: (-s.score, s.passage_id))
