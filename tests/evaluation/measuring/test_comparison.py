"""Two runs compared, and what is called chance."""

from __future__ import annotations

import itertools
import math
import random
import statistics

import pytest

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.comparison import (
    RESAMPLES,
    bootstrap_interval,
    compare,
    randomisation_p,
)
from casc_qa.evaluation.measuring.measures import Evaluation


def changed(evaluation: Evaluation, measure: str, by: float) -> Evaluation:
    per_question = {
        key: {**values, measure: values[measure] + by} if measure in values else values
        for key, values in evaluation.per_question.items()
    }
    return Evaluation(evaluation.run, per_question, evaluation.groups)


def many(evaluation: Evaluation) -> Evaluation:
    """The first question, forty times."""
    run = evaluation.run
    first = run.questions[0]
    copies = tuple(
        type(first)(str(n), first.question, "en", first.type, None, first.parts) for n in range(40)
    )
    values = {q.query_id: dict(evaluation.per_question["how many"]) for q in copies}
    same = type(run)(run.about, copies, {}, run.rankings, {}, {})
    return Evaluation(same, values, evaluation.groups)


def test_a_comparison_says_what_got_better_and_what_did_not(evaluation: Evaluation) -> None:
    before = many(evaluation)
    after = changed(changed(before, "nDCG@10", 0.1), "brier", 0.1)
    verdicts = {d.measure: d for d in compare(after, before).differences}
    assert verdicts["nDCG@10"].verdict == "better"
    assert len(verdicts["nDCG@10"].wins) == 40
    assert verdicts["brier"].verdict == "worse"
    assert len(verdicts["brier"].losses) == 40
    assert verdicts["correct"].verdict == "no difference shown"
    assert verdicts["correct"].p == 1.0


def test_runs_that_cannot_be_compared(evaluation: Evaluation) -> None:
    with pytest.raises(EvaluationError, match="asked none of these questions"):
        compare(evaluation, many(evaluation))
    other = many(evaluation)
    question = other.run.questions[0]
    reworded = type(question)("how many", "Else?", "en", "fact", None, question.parts)
    run = type(other.run)(other.run.about, (reworded,), {}, {}, {}, {})
    with pytest.raises(EvaluationError, match="has another text in the baseline"):
        compare(evaluation, Evaluation(run, {"how many": {}}, {}))


@pytest.mark.parametrize(
    "deltas",
    [
        [0.3, -0.1, 0.4, 0.2, 0.1, 0.5, -0.2, 0.3],
        [1.0, 1.0, -1.0, 0.0, 1.0, 1.0, 0.0, 1.0, -1.0, 1.0],
        [0.1, 0.2, -0.3, 0.7, 0.1, 0.1, -0.2, 1 / 3, -1 / 3, 0.6],
    ],
)
def test_randomisation_agrees_with_counting_all_signs(deltas: list[float]) -> None:
    sums = [
        abs(sum(sign * d for sign, d in zip(signs, deltas, strict=True)))
        for signs in itertools.product((1, -1), repeat=len(deltas))
    ]
    exact = sum(s >= abs(sum(deltas)) - 1e-9 for s in sums) / len(sums)
    error = math.sqrt(exact * (1 - exact) / RESAMPLES)
    assert randomisation_p(deltas) == pytest.approx(exact, abs=4 * error)
    assert randomisation_p(deltas) == randomisation_p(deltas)


def test_sums_that_differ_by_rounding_alone_are_equal() -> None:
    assert randomisation_p([0.7]) == 1.0
    # Of three values, every choice of signs has a sum as far from 0 as theirs, or farther.
    assert randomisation_p([0.1, 0.2, -0.3]) == 1.0


def test_differences_are_called_by_chance_as_often_as_promised() -> None:
    source = random.Random(3)
    trials = [
        randomisation_p([source.choice([-1.0, 0.0, 1.0]) for _ in range(40)]) for _ in range(200)
    ]
    assert sum(p <= 0.05 for p in trials) <= 20
    assert randomisation_p([1.0] * 12) < 0.001


def test_the_bootstrap_interval_of_shares_is_binomial() -> None:
    chances = [math.comb(100, right) * 0.3**right * 0.7 ** (100 - right) for right in range(101)]
    reached = list(itertools.accumulate(chances))
    low, high = bootstrap_interval([0.0] * 70 + [1.0] * 30)
    assert low == pytest.approx(sum(r < 0.025 for r in reached) / 100, abs=0.01)
    assert high == pytest.approx(sum(r < 0.975 for r in reached) / 100, abs=0.01)


def test_the_bootstrap_interval_narrows_with_the_root_of_the_count() -> None:
    source = random.Random(4)
    values = [source.gauss(0.2, 1.0) for _ in range(2000)]
    low, high = bootstrap_interval(values)
    deviation = statistics.pstdev(values) / math.sqrt(len(values))
    assert low == pytest.approx(statistics.fmean(values) - 1.96 * deviation, abs=deviation / 10)
    assert high == pytest.approx(statistics.fmean(values) + 1.96 * deviation, abs=deviation / 10)
    assert bootstrap_interval(values) == (low, high)


def test_one_value_is_its_own_interval() -> None:
    assert bootstrap_interval([0.25]) == (0.25, 0.25)
