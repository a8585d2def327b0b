"""The report is one file that asks for nothing."""

from __future__ import annotations

from casc_qa.evaluation.measuring.comparison import compare
from casc_qa.evaluation.measuring.measures import Evaluation
from casc_qa.evaluation.reporting.report import report_html


def test_the_report_is_one_file_that_asks_for_nothing(evaluation: Evaluation) -> None:
    html = report_html(evaluation, compare(evaluation, evaluation))
    assert "http:" not in html
    assert "https:" not in html
    assert "<script" not in html
    assert "src=" not in html
    assert "<b>mercury" not in html
    assert html.count("<svg") == 2 * len(evaluation.groups)  # of all, each language, each type
    for name in evaluation.groups.keys() - {"all"}:
        assert f"<summary>{name}: " in html
    assert "WCO looks forward to" in html
    assert "no difference shown" in html
