"""Trained weights put to use: which sentence is best, and how likely it is right.

Questions that were translated have weights of their own, because less speaks for a sentence that
answers them: they share no words with it but through a dictionary. All are in ``weights.json``,
made by ``training/`` from public data and the tune halves; it says of what. Each model is a list of
named weights that anybody can read: a weighted sum, which for the two probabilities goes through
the logistic function.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from casc_qa.asking.features import Features, weighted_sum

WEIGHTS_NAME = "weights.json"
# Of questions scored below this, one in ten is in fact covered by the documents.
SURELY_OUTSIDE = 0.1
# Upper bound on confidence if the sentence lacks something required, or a translated question is
# surely outside; of the tune-half questions this withholds, four in five have no answer.
_LACKING = 0.05
_FAR_AHEAD = 3.0  # from here on more makes no difference
AS_ASKED, TRANSLATED = "as_asked", "translated"
READ = "read_"
"""Begins the names of the weights for questions whose best passages were read."""


class Calibration:
    """The weights for one sort of question."""

    def __init__(self, weights: Mapping[str, Any], is_translated: bool) -> None:
        """``weights`` are "score", "confidence" and "inside": feature to weight each; and
        "threshold".
        """
        self._weights = weights
        self._is_translated = is_translated

    @property
    def threshold(self) -> float:
        """The confidence under which nothing is shown, unless the settings say another."""
        return float(self._weights["threshold"])

    def score(self, features: Features) -> float:
        """How well a sentence answers; only comparable within one question."""
        return weighted_sum(self._weights["score"], features._asdict())

    def confidence(self, candidates: Sequence[Features]) -> float:
        """Probability, 0 to 1, that the best sentence answers; ``candidates`` are all sentences
        weighed, the best first.
        """
        if not candidates:
            return 0.0
        features = self.confidence_features(candidates)
        value = logistic(weighted_sum(self._weights["confidence"], features))
        is_outside = self._is_translated and self._is_surely_outside(candidates)
        return min(value, _LACKING) if candidates[0].lacks or is_outside else value

    def _is_surely_outside(self, candidates: Sequence[Features]) -> bool:
        """Where a document has some of several names, nobody can be sure of that; where it has all,
        the words covered say so by themselves.
        """
        has_a_name = any(0 < c.missing_names_document < 1 for c in candidates)
        return self.inside(candidates) < SURELY_OUTSIDE and not has_a_name

    def confidence_features(self, candidates: Sequence[Features]) -> dict[str, float]:
        """What the confidence is made of: the best sentence's features, its score, how far it is
        ahead of the second, and how much speaks for the documents being about the question.
        """
        first = self.score(candidates[0])
        ahead = first - self.score(candidates[1]) if len(candidates) > 1 else 0.0
        return candidates[0]._asdict() | {
            "score": first,
            "ahead": min(ahead, _FAR_AHEAD),
            "inside": weighted_sum(self._weights["inside"], inside_features(candidates)),
        }

    def inside(self, candidates: Sequence[Features]) -> float:
        """Probability, 0 to 1, that the documents are about what the question asks; ``candidates``
        are all sentences weighed.
        """
        if not candidates:
            return 0.0
        return logistic(weighted_sum(self._weights["inside"], inside_features(candidates)))


@cache
def shipped_calibration(is_translated: bool, is_read: bool = False) -> Calibration:
    """The weights that ship, for translated questions or for those as they were asked; for those
    whose best passages were read, or for others.
    """
    name = TRANSLATED if is_translated else AS_ASKED
    return Calibration(read_weights()[READ + name if is_read else name], is_translated)


def read_weights() -> Mapping[str, Any]:
    """AS_ASKED and TRANSLATED, and the same behind READ, to the weights for such questions, as
    ``weights.json`` has them.
    """
    table: Mapping[str, Any] = json.loads(
        files(__package__).joinpath(WEIGHTS_NAME).read_text(encoding="utf-8")
    )
    return table


def inside_features(candidates: Sequence[Features]) -> dict[str, float]:
    """The most that any sentence or passage has of each, and what no document has."""
    return {
        "cosine": max(c.cosine for c in candidates),
        "passage_cosine": max(c.passage_cosine for c in candidates),
        "covered": max(c.covered for c in candidates),
        "covered_near": max(c.covered_near for c in candidates),
        "covered_document": max(c.covered_document for c in candidates),
        "missing_names": min(c.missing_names_document for c in candidates),
        "unknown": candidates[0].unknown,
    }


def logistic(value: float) -> float:
    """The logistic function, without overflow.

    >>> logistic(0.0), logistic(-1000.0), logistic(1000.0)
    (0.5, 0.0, 1.0)
    """
    power = math.exp(-abs(value))  # never above 1
    return (1 if value >= 0 else power) / (1 + power)
