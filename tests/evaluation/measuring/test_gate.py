"""Levels that figures must reach."""

from __future__ import annotations

import pytest

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.gate import missed, parse_level
from casc_qa.evaluation.measuring.measures import Evaluation


def test_levels(evaluation: Evaluation) -> None:
    passed = ["quote_correct=.5", "false_answers=0", "number/quote_correct=1", "nDCG@10=.1"]
    assert missed(evaluation, map(parse_level, passed)) == []
    failed = missed(evaluation, map(parse_level, ["quote_correct=.51", "outside/RR@10=.1"]))
    assert [str(f) for f in failed] == [
        "quote_correct is 0.5000, not at least 0.51",
        "outside/RR@10 is not measured, not at least 0.1",
    ]
    (worse,) = missed(evaluation, [parse_level("calibration_error=0")])
    assert "not at most 0" in str(worse)
    for typed in ("nonsense=1", "quote_correct", "quote_correct=high", "coverage=.5", "brier=nan"):
        with pytest.raises(EvaluationError, match="--fail-under"):
            parse_level(typed)
    with pytest.raises(EvaluationError, match="knows no group 'xx'"):
        missed(evaluation, [parse_level("xx/brier=1")])
