"""A run against a baseline, question by question: how far apart, and is it more than chance?

The only module that imports scipy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple, TypeAlias

import numpy as np

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.measures import HIGHER_IS_BETTER, Evaluation
from casc_qa.system.extras import extra

RESAMPLES = 10_000  # of the randomisation test, and of the bootstrap
SIGNIFICANCE_LEVEL = 0.05  # chance of a difference where there is none, over all measures together
CONFIDENCE_LEVEL = 0.95  # of the bootstrap interval
_SEED = 20_231_108
_BATCH_NUMBERS = 2_000_000  # drawn at once, so that no table of them outgrows some 16 MB
_EQUAL_DIGITS = 12  # sums of the same numbers in another order differ behind these
COMPARED = ("correct", "quote_correct", "false_answers", "nDCG@10", "RR@10", "Success@1", "brier")

_Array: TypeAlias = "np.ndarray[tuple[int, ...], np.dtype[np.float64]]"


class Change(NamedTuple):
    """A question's value in both runs."""

    query_id: str
    before: float
    after: float


class Difference(NamedTuple):
    """One measure in both runs, over the questions that have it in both."""

    measure: str
    questions: int
    before: float
    after: float
    low: float
    """Bounds of the 95 % bootstrap interval of the mean difference, after less before."""
    high: float
    p: float
    """Chance of a mean difference as large if the runs did not differ."""
    verdict: str
    """"better", "worse", "different" where neither way is better, or "no difference shown"."""
    wins: tuple[Change, ...]
    """Questions that got better, the most first."""
    losses: tuple[Change, ...]
    """Questions that got worse, the most first."""


class Comparison(NamedTuple):
    """All differences between two runs."""

    baseline: str
    """Name of the run compared with."""
    shared: int
    """Questions that both runs asked."""
    only_here: int
    """Questions that the baseline did not ask."""
    only_there: int
    """Questions that the baseline alone asked."""
    differences: tuple[Difference, ...]
    """One for each measure in COMPARED that a shared question has in both runs."""


def compare(after: Evaluation, before: Evaluation) -> Comparison:
    """``after`` against the baseline ``before``. Raises EvaluationError when the two share no
    question, or ask different questions under the same query_id.
    """
    own = {q.query_id: q.question for q in after.run.questions}
    baseline = {q.query_id: q.question for q in before.run.questions}
    shared = _shared(own, baseline, before.run.name)
    differences = [d for name in COMPARED if (d := _difference(name, shared, after, before))]
    return Comparison(
        before.run.name,
        len(shared),
        len(own) - len(shared),
        len(baseline) - len(shared),
        tuple(_with_verdicts(differences)),
    )


def _shared(own: Mapping[str, str], baseline: Mapping[str, str], name: str) -> list[str]:
    """The query_ids in both mappings to a question's text; ``name`` is the baseline's."""
    shared = [key for key in own if key in baseline]
    if not shared:
        raise EvaluationError(
            f"The baseline {name} asked none of these questions: name a run of the same collection."
        )
    changed = next((key for key in shared if own[key] != baseline[key]), None)
    if changed is not None:
        raise EvaluationError(
            f"Question {changed} has another text in the baseline {name}: run the "
            "baseline again on today's questions."
        )
    return shared


def _difference(
    measure: str, keys: Sequence[str], after: Evaluation, before: Evaluation
) -> Difference | None:
    pairs = [
        Change(key, before.per_question[key][measure], after.per_question[key][measure])
        for key in keys
        if measure in before.per_question[key] and measure in after.per_question[key]
    ]
    if not pairs:
        return None
    deltas = [pair.after - pair.before for pair in pairs]
    sign = -1 if HIGHER_IS_BETTER[measure] is False else 1
    ordered = sorted(pairs, key=lambda c: (-abs(c.after - c.before), c.query_id))
    low, high = bootstrap_interval(deltas)
    return Difference(
        measure,
        len(pairs),
        fmean(pair.before for pair in pairs),
        fmean(pair.after for pair in pairs),
        low,
        high,
        randomisation_p(deltas),
        "",
        tuple(c for c in ordered if sign * (c.after - c.before) > 0),
        tuple(c for c in ordered if sign * (c.after - c.before) < 0),
    )


def _with_verdicts(differences: Sequence[Difference]) -> list[Difference]:
    """Holm's step-down: the smallest p is held against SIGNIFICANCE_LEVEL over all measures, and
    so on; after the first that fails, none is called a difference.
    """
    order = sorted(range(len(differences)), key=lambda number: differences[number].p)
    significant: set[int] = set()
    for step, number in enumerate(order):
        if differences[number].p > SIGNIFICANCE_LEVEL / (len(differences) - step):
            break
        significant.add(number)
    return [
        d._replace(verdict=_verdict(d) if number in significant else "no difference shown")
        for number, d in enumerate(differences)
    ]


def _verdict(difference: Difference) -> str:
    better = HIGHER_IS_BETTER[difference.measure]
    if better is None:
        return "different"
    return "better" if (difference.after > difference.before) == better else "worse"


def randomisation_p(deltas: Sequence[float]) -> float:
    """Two-sided p of the paired randomisation test: how often random signs make a mean as far
    from 0. Smucker, Allan and Carterette, "A Comparison of Statistical Significance Tests for
    Information Retrieval Evaluation" (2007).

    >>> randomisation_p([0.0, 0.0])
    1.0
    """
    with extra("eval"):
        from scipy import stats

    values = np.asarray([d for d in deltas if d != 0])  # a tie has no sign to flip
    if not len(values):
        return 1.0
    random = np.random.default_rng(_SEED)

    def with_random_signs(size: tuple[int, ...]) -> _Array:
        return values * (random.integers(0, 2, size=size, dtype=np.int8) * 2 - 1)

    # permutation_test would do the same, in minutes where ten thousand questions differ.
    test = stats.monte_carlo_test(
        values,
        with_random_signs,
        _distance_of_mean,
        vectorized=True,
        n_resamples=RESAMPLES,
        batch=_batch(len(values)),
        alternative="greater",  # the distance from 0 has both sides in it
    )
    return float(test.pvalue)


def _distance_of_mean(values: _Array, axis: int) -> _Array:
    """How far the mean is from 0, rounded so that the order of adding makes no difference."""
    distance: _Array = np.abs(values.mean(axis=axis))
    return distance.round(_EQUAL_DIGITS)


def bootstrap_interval(values: Sequence[float]) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean of one or more values; Efron and Tibshirani,
    "An Introduction to the Bootstrap" (1993).

    >>> bootstrap_interval([1.0, 1.0])
    (1.0, 1.0)
    """
    with extra("eval"):
        from scipy import stats

    if len(values) == 1:  # scipy wants two
        return values[0], values[0]
    low, high = stats.bootstrap(
        (values,),
        np.mean,
        n_resamples=RESAMPLES,
        batch=_batch(len(values)),
        confidence_level=CONFIDENCE_LEVEL,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return float(low), float(high)


def _batch(width: int) -> int:
    """Resamples of ``width`` values that are drawn at once."""
    return max(1, min(RESAMPLES, _BATCH_NUMBERS // width))


def interval_of(evaluation: Evaluation, measure: str) -> Mapping[str, float] | None:
    """The bootstrap interval of a measure over all questions; None where none has it."""
    values = [v[measure] for v in evaluation.per_question.values() if measure in v]
    if not values:
        return None
    low, high = bootstrap_interval(values)
    return {"low": low, "high": high}
