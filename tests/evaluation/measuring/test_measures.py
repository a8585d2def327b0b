"""The figures of a small run."""

from __future__ import annotations

import json

import pytest

from casc_qa.evaluation.measuring.measures import Evaluation
from casc_qa.evaluation.reporting.results import evaluation_table


def test_the_figures(evaluation: Evaluation) -> None:
    whole = evaluation.groups["all"]
    assert (whole.count, whole.unanswerable) == (3, 1)
    assert whole.figures["quote_correct"] == 0.5
    assert whole.figures["correct"] == pytest.approx(2 / 3)
    assert whole.figures["false_answers"] == 0.0
    assert whole.figures["false_refusals"] == 0.0
    assert whole.figures["coverage"] == pytest.approx(2 / 3)
    assert whole.figures["answered_accuracy"] == 0.5
    assert set(evaluation.groups) == {"all", "fact", "number", "outside"}
    assert evaluation.groups["number"].figures["quote_correct"] == 1.0
    assert evaluation.groups["number"].figures["Success@1"] == 1.0
    assert evaluation.groups["outside"].figures["quote_correct"] is None
    assert 0 < (whole.figures["seconds_p50"] or 0) <= (whole.figures["seconds_p99"] or 0)
    assert json.loads(json.dumps(evaluation_table(evaluation)))["groups"]["all"]["questions"] == 3
