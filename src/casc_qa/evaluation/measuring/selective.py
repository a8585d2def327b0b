"""Measures of knowing when not to answer: risk against coverage, and calibration.

``confidence`` is the probability, from 0 to 1, that the best sentence is right; ``right`` whether
it is. Both have one entry a question, unanswerable ones, which no sentence answers, included.

The only module that imports scikit-learn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casc_qa.system.extras import extra


class CoveragePoint(NamedTuple):
    """Answering the most confident share ``coverage`` of the questions errs in share ``risk``."""

    coverage: float
    risk: float


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> list[CoveragePoint]:
    """The curve of El-Yaniv and Wiener, "On the Foundations of Noise-free Selective
    Classification" (2010), most confident first; equal confidences make one point.

    >>> risk_coverage([0.9, 0.4], [True, False])
    [CoveragePoint(coverage=0.5, risk=0.0), CoveragePoint(coverage=1.0, risk=0.5)]
    """
    pairs = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    points, wrong = [], 0
    for number, (value, is_right) in enumerate(pairs, 1):
        wrong += not is_right
        if number == len(pairs) or pairs[number][0] != value:
            points.append(CoveragePoint(number / len(pairs), wrong / number))
    return points


def area_under_risk(points: Sequence[CoveragePoint]) -> float:
    """Mean risk over all coverages, 0 at best: each point's risk holds back to the one before.

    >>> area_under_risk(risk_coverage([0.9, 0.4], [True, False]))
    0.25
    """
    area = before = 0.0
    for point in points:
        area += point.risk * (point.coverage - before)
        before = point.coverage
    return area


def squared_error(confidence: float, right: bool) -> float:
    """Of one question's probability: what ``brier_score`` is the mean of.

    >>> squared_error(0.5, True)
    0.25
    """
    return (confidence - right) ** 2


def brier_score(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Mean squared error of the probabilities, 0 at best; Brier (1950). Of one question or more.

    >>> brier_score([0.5, 1.0], [True, True])
    0.125
    """
    with extra("eval"):
        from sklearn.metrics import brier_score_loss

    return float(brier_score_loss([int(is_right) for is_right in right], confidence, pos_label=1))


class Bin(NamedTuple):
    """Questions of like confidence."""

    size: int
    """How many."""
    confidence: float
    """How sure on average."""
    accuracy: float
    """Share that is right."""


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Bins of equal mass, the least confident first; fewer where there are fewer questions."""
    pairs = sorted(zip(confidence, right, strict=True))
    count = min(bins, len(pairs))
    made = []
    for number in range(count):
        part = pairs[len(pairs) * number // count : len(pairs) * (number + 1) // count]
        mean = sum(value for value, _ in part) / len(part)
        made.append(Bin(len(part), mean, sum(is_right for _, is_right in part) / len(part)))
    return made


def calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of confidence and accuracy over the bins, weighted by their counts.

    >>> calibration_error([Bin(1, 0.9, 1.0), Bin(3, 0.5, 0.5)])
    0.024999999999999994
    """
    total = sum(b.size for b in bins)
    return sum(b.size * abs(b.confidence - b.accuracy) for b in bins) / total if total else 0.0


def area_under_roc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Chance that a positive scores above a negative, ties half; None where either is missing.

    >>> area_under_roc([0.1, 0.4, 0.4], [False, False, True])
    0.75
    """
    with extra("eval"):
        from sklearn.metrics import roc_auc_score

    if len(set(positive)) < 2:
        return None
    return float(roc_auc_score(positive, scores))
