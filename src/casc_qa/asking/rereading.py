"""The best passages ranked anew by what the reader says of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casc_qa.index.ranking import best_first

if TYPE_CHECKING:
    from casc_qa.asking.passage_reading import PassageReader
    from casc_qa.asking.question import Question
    from casc_qa.index.generation import Generation
    from casc_qa.types import ScoredPassage

_WEIGHT = 0.015
"""Of the reader's margin beside a passage's score, tuned on 203 of SciFact's training claims."""
_MOST = 8.0
"""Margin, above and below: beyond it more makes no difference."""


def reread(
    question: Question,
    ranking: Sequence[ScoredPassage],
    generation: Generation,
    reader: PassageReader,
) -> list[ScoredPassage]:
    """``ranking`` with the passages that ``reader`` reads, its first, in the order of their scores
    and the margins of their best sentences. The scores stay where they are, the best with whatever
    is now the best, as sentences are weighed by them. Raises ReaderUnavailable.
    """
    first = ranking[: reader.most]
    passages = [generation.passages[scored.passage_id] for scored in first]
    readings = reader.read(question, passages)
    margins = {
        p.passage_id: max((readings[p.doc_id, s].margin for s in p.sentences), default=-_MOST)
        for p in passages
    }
    anew = best_first(
        s._replace(score=s.score + _WEIGHT * max(-_MOST, min(_MOST, margins[s.passage_id])))
        for s in first
    )
    placed = [new._replace(score=old.score) for old, new in zip(first, anew, strict=True)]
    return [*placed, *ranking[len(placed) :]]
