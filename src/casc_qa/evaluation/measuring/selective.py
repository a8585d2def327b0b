"""Measures of knowing when not to answer: risk against coverage, and calibration.

``confidence`` is the probability, from 0 to 1, that the best sentence is right; ``right`` whether
it is. Both have one entry a question, unanswerable ones, which no sentence answers, included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple


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


def brier_scores(confidence: Sequence[float], right: Sequence[bool]) -> list[float]:
    """Squared error of each probability; their mean is the score of Brier (1950).

    >>> brier_scores([0.5, 1.0], [True, True])
    [0.25, 0.0]
    """
    return [(value - is_right) ** 2 for value, is_right in zip(confidence, right, strict=True)]


class Bin(NamedTuple):
    """Questions of like confidence: how many, how sure on average, how often right."""

    size: int
    confidence: float
    accuracy: float


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Bins of equal mass, the least confident first; fewer where there are fewer questions."""
    pairs = sorted(zip(confidence, right, strict=True))
    count = min(bins, len(pairs))
    found = []
    for number in range(count):
        part = pairs[len(pairs) * number // count : len(pairs) * (number + 1) // count]
        sure = sum(value for value, _ in part) / len(part)
        found.append(Bin(len(part), sure, sum(is_right for _, is_right in part) / len(part)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of confidence and accuracy over the bins, weighted by their counts.

    >>> calibration_error([Bin(1, 0.9, 1.0), Bin(3, 0.5, 0.5)])
    0.024999999999999994
    """
    total = sum(b.size for b in bins)
    return sum(b.size * abs(b.confidence - b.accuracy) for b in bins) / total if total else 0.0


def area_under_roc(scores: Sequence[float], positive: Sequence[bool]) -> float | None:
    """Chance that a positive scores above a negative, ties half; None where one kind is missing.

    >>> area_under_roc([0.1, 0.4, 0.4], [False, False, True])
    0.75
    """
    ordered = sorted(scores)
    first: dict[float, int] = {}
    for number, value in enumerate(ordered):
        first.setdefault(value, number)
    equal = Counter(ordered)
    positives = [s for s, is_positive in zip(scores, positive, strict=True) if is_positive]
    negatives = len(scores) - len(positives)
    if not positives or not negatives:
        return None
    ranks = sum(first[s] + (equal[s] - 1) / 2 for s in positives)
    among_themselves = len(positives) * (len(positives) - 1) / 2
    return (ranks - among_themselves) / (len(positives) * negatives)
