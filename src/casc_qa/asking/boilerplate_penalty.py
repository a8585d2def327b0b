"""What boilerplate costs a passage, and a sentence, where a question does not ask for what it
holds.
"""

from __future__ import annotations

_SHARE_OF_PASSAGE_SCORE = 0.3  # of a passage that is nothing else
_SENTENCE_SCORE = 4.0  # so that only a clearly better sentence of boilerplate comes first


def penalised_passage(score: float, boilerplate_share: float) -> float:
    """A passage's ``score``, lowered in proportion to its share of boilerplate above one half: what
    else a passage holds is found by its own words.

    >>> penalised_passage(1.0, 0.5), penalised_passage(1.0, 1.0), penalised_passage(-1.0, 1.0)
    (1.0, 0.7, -1.3)
    """
    most = max(0.0, 2 * boilerplate_share - 1)
    return score - _SHARE_OF_PASSAGE_SCORE * most * abs(score)


def penalised_sentence(score: float) -> float:
    """The ``score`` of a sentence that is boilerplate.

    >>> penalised_sentence(1.0)
    -3.0
    """
    return score - _SENTENCE_SCORE
