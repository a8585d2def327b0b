"""A run against a baseline, question by question: how far apart, and is it more than chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.measures import HIGHER_IS_BETTER, Evaluation

ROUNDS = 10_000  # of sign flips, and of resamples
LEVEL = 0.05  # chance of calling a difference that is none, over all measures together
_SEED = 20_231_108
COMPARED = ("correct", "quote_correct", "false_answers", "nDCG@10", "RR@10", "Success@1", "brier")


class Change(NamedTuple):
    """A question whose value differs."""

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


class Comparison(NamedTuple):
    """All differences between two runs."""

    baseline: str
    """Name of the run compared with."""
    shared: int
    """Questions that both runs asked."""
    only_here: int
    only_there: int
    differences: tuple[Difference, ...]


def compare(after: Evaluation, before: Evaluation) -> Comparison:
    """``after`` against the baseline ``before``. Raises EvaluationError when the two share no
    question, or ask different questions under the same query_id.
    """
    texts = {q.query_id: q.question for q in before.run.questions}
    own = {q.query_id: q.question for q in after.run.questions}
    shared = [key for key in own if key in texts]
    if not shared:
        raise EvaluationError(
            f"The baseline {before.run.name} asked none of these questions: name a run of the same "
            "collection."
        )
    changed = next((key for key in shared if own[key] != texts[key]), None)
    if changed is not None:
        raise EvaluationError(
            f"Question {changed} has another text in the baseline {before.run.name}: run the "
            "baseline again on today's questions."
        )
    raw = [d for name in COMPARED if (d := _difference(name, shared, after, before))]
    return Comparison(
        before.run.name,
        len(shared),
        len(own) - len(shared),
        len(texts) - len(shared),
        tuple(_with_verdicts(raw)),
    )


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
    """Holm's step-down: the smallest p is held against LEVEL over all measures, and so on; after
    the first that fails, none is called a difference.
    """
    order = sorted(range(len(differences)), key=lambda number: differences[number].p)
    shown: set[int] = set()
    for step, number in enumerate(order):
        if differences[number].p > LEVEL / (len(differences) - step):
            break
        shown.add(number)
    return [
        d._replace(verdict=_verdict(d) if number in shown else "no difference shown")
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
    import numpy as np

    values = np.asarray([d for d in deltas if d != 0])  # a tie has no sign to flip
    if not len(values):
        return 1.0
    random = np.random.default_rng(_SEED)
    reached = abs(values.sum()) * (1 - 1e-9)
    extreme = 0
    for count in _rounds(len(values)):
        signs = random.integers(0, 2, size=(count, len(values)), dtype=np.int8) * 2 - 1
        extreme += int((abs(signs @ values) >= reached).sum())
    return (extreme + 1) / (ROUNDS + 1)


def bootstrap_interval(values: Sequence[float], level: float = 0.95) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean; Efron and Tibshirani (1993).

    >>> bootstrap_interval([1.0, 1.0])
    (1.0, 1.0)
    """
    import numpy as np

    array = np.asarray(values, dtype=float)
    random = np.random.default_rng(_SEED)
    means = np.concatenate(
        [
            array[random.integers(0, len(array), size=(count, len(array)))].mean(axis=1)
            for count in _rounds(len(array))
        ]
    )
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _rounds(width: int) -> list[int]:
    """ROUNDS in blocks, so that no table of numbers outgrows some 16 MB."""
    block = max(1, min(ROUNDS, 2_000_000 // max(1, width)))
    return [block] * (ROUNDS // block) + ([ROUNDS % block] if ROUNDS % block else [])


def interval_of(evaluation: Evaluation, measure: str) -> Mapping[str, float] | None:
    """The bootstrap interval of a measure over all questions; None where none has it."""
    values = [v[measure] for v in evaluation.per_question.values() if measure in v]
    if not values:
        return None
    low, high = bootstrap_interval(values)
    return {"low": low, "high": high}
