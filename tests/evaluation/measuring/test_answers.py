"""Measures of answers against values worked out by hand."""

from __future__ import annotations

import pytest

from casc_qa.evaluation.measuring.answers import (
    Quoted,
    citation_precision,
    citation_recall,
    covers,
    exact_match,
    is_right,
    token_f1,
)
from casc_qa.evaluation.questions import Label

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


def test_squad_scores() -> None:
    assert exact_match("The Denver Broncos!", ["denver broncos"]) == 1.0
    assert exact_match("Denver", ["Denver Broncos"]) == 0.0
    assert token_f1("the 53 participants", ["53", "participants from five"]) == pytest.approx(2 / 3)
    assert token_f1("", ["x"]) == 0.0
    assert token_f1("the", ["a"]) == 1.0
