"""Measures of answers against values worked out by hand."""

from __future__ import annotations

from casc_qa.evaluation.measuring.answers import (
    citation_precision,
    citation_recall,
    covers,
    is_right,
)
from casc_qa.evaluation.questions import Label
from casc_qa.evaluation.run_files import Quoted

FIRST, SECOND = Label("a", "x" * 10, 0), Label("a", "y" * 10, 100)


def quoted(start: int, end: int, doc_id: str = "a") -> Quoted:
    return Quoted(doc_id, start, end, "…")


def test_half_of_the_label_is_enough() -> None:
    assert covers(quoted(5, 50), FIRST)
    assert not covers(quoted(6, 50), FIRST)
    assert not covers(quoted(0, 10, "b"), FIRST)
    assert not is_right(None, [[FIRST]])


def test_citations_count_parts_and_alternatives() -> None:
    parts = [[FIRST, SECOND], [Label("b", "z" * 4, 0)]]
    shown = [quoted(100, 110), quoted(50, 60)]
    assert citation_precision(shown, parts) == 0.5
    assert citation_recall(shown, parts) == 0.5
    assert citation_recall([*shown, quoted(0, 9, "b")], parts) == 1.0
    assert citation_recall([], parts) == 0.0
