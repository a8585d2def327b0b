"""Measures of rankings against plain definitions."""

from __future__ import annotations

import math

import pytest

from casc_qa.evaluation.measuring.rankings import ranking_values


def test_ranking_measures_as_defined() -> None:
    rankings = {"q": {"a": 9.0, "b": 8.0, "c": 7.0}}
    values = ranking_values({"q": {"b": 2, "c": 1, "z": 1}}, rankings)["q"]
    gain = 2 / math.log2(3) + 1 / math.log2(4)
    ideal = 2 + 1 / math.log2(3) + 1 / math.log2(4)
    assert values["nDCG@10"] == pytest.approx(gain / ideal)
    assert values["R@5"] == pytest.approx(2 / 3)
    assert values["RR@10"] == 0.5
    assert (values["Success@1"], values["Success@5"]) == (0.0, 1.0)


def test_equal_scores_keep_their_order_and_missing_queries_count_as_nothing() -> None:
    rankings = {"q": {"z": 1.0, "a": 1.0}}
    values = ranking_values({"q": {"z": 1}, "lost": {"z": 1}}, rankings)
    assert values["q"]["Success@1"] == 1.0
    assert set(values["lost"].values()) == {0.0}
