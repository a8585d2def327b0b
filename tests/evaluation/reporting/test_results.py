"""What went wrong, question by question."""

from __future__ import annotations

from casc_qa.evaluation.measuring.measures import Evaluation
from casc_qa.evaluation.reporting.results import failures


def test_failures_stand_side_by_side(evaluation: Evaluation) -> None:
    (failure,) = failures(evaluation)
    assert failure["query_id"] == "mislabelled"
    assert failure["fault"] == "wrong quote"
    assert failure["expected"] == [["WCO looks forward to"]]
    assert "22-24 August 2023" in failure["shown"][0]["text"]
