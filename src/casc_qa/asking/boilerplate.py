"""What boilerplate costs a passage, and a sentence, where a question does not ask for what it
holds.
"""

from __future__ import annotations

_SHARE_OF_PASSAGE_SCORE = 0.3  # of a passage that is nothing else
_SENTENCE_SCORE = 4.0  # what is nearly as good comes first


def passage_score(score: float, boilerplate_share: float) -> float:
    """``score``, lower by as much as more than half of the passage is boilerplate: what else a
    passage holds is found by its own words.

    >>> passage_score(1.0, 0.5), passage_score(1.0, 1.0), passage_score(-1.0, 1.0)
    (1.0, 0.7, -1.3)
    """
    most = max(0.0, 2 * boilerplate_share - 1)
    return score - _SHARE_OF_PASSAGE_SCORE * most * abs(score)


def sentence_score(score: float) -> float:
    """Of a sentence that is boilerplate.

    >>> sentence_score(1.0)
    -3.0
    """
    return score - _SENTENCE_SCORE
