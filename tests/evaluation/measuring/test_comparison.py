"""Two runs compared, and what is called chance."""

from __future__ import annotations

import itertools
import math
import random

import pytest

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.comparison import (
    ROUNDS,
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


def test_randomisation_agrees_with_counting_all_signs() -> None:
    deltas = [0.3, -0.1, 0.4, 0.2, 0.1, 0.5, -0.2, 0.3]
    sums = [
        abs(sum(sign * d for sign, d in zip(signs, deltas, strict=True)))
        for signs in itertools.product((1, -1), repeat=len(deltas))
    ]
    exact = sum(s >= abs(sum(deltas)) - 1e-9 for s in sums) / len(sums)
    assert randomisation_p(deltas) == pytest.approx(exact, abs=4 / math.sqrt(ROUNDS))
    assert randomisation_p(deltas) == randomisation_p(deltas)


def test_differences_are_called_by_chance_as_often_as_promised() -> None:
    source = random.Random(3)
    trials = [
        randomisation_p([source.choice([-1.0, 0.0, 1.0]) for _ in range(40)]) for _ in range(200)
    ]
    assert sum(p <= 0.05 for p in trials) <= 20
    assert randomisation_p([1.0] * 12) < 0.001


def test_the_bootstrap_interval_holds_the_mean() -> None:
    low, high = bootstrap_interval([0.0, 1.0] * 50)
    assert low == pytest.approx(0.4, abs=0.02)
    assert high == pytest.approx(0.6, abs=0.02)
