"""Measures against values worked out by hand, and against plain definitions."""

from __future__ import annotations

import itertools
import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.evaluation.measuring.answers import (
    Quoted,
    citation_precision,
    citation_recall,
    covers,
    exact_match,
    is_right,
    token_f1,
)
from casc_qa.evaluation.measuring.comparison import ROUNDS, bootstrap_interval, randomisation_p
from casc_qa.evaluation.measuring.rankings import ranking_values
from casc_qa.evaluation.measuring.selective import (
    area_under_risk,
    area_under_roc,
    brier_scores,
    calibration_error,
    reliability,
    risk_coverage,
)
from casc_qa.evaluation.questions import Label

FIRST, SECOND = Label("a", "x" * 10, 0), Label("a", "y" * 10, 100)
PAIRS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0]), st.booleans()), min_size=1
)


def quoted(start: int, end: int, doc_id: str = "a") -> Quoted:
    return Quoted(doc_id, start, end, "…")


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


@given(PAIRS)
def test_the_risk_at_full_coverage_is_the_share_of_errors(pairs: list[tuple[float, bool]]) -> None:
    confidence, right = [c for c, _ in pairs], [r for _, r in pairs]
    points = risk_coverage(confidence, right)
    assert points[-1].coverage == 1.0
    assert points[-1].risk == pytest.approx(right.count(False) / len(right))
    assert 0 <= area_under_risk(points) <= 1


def test_the_area_is_less_when_errors_come_last() -> None:
    good = area_under_risk(risk_coverage([0.9, 0.8, 0.1], [True, True, False]))
    bad = area_under_risk(risk_coverage([0.9, 0.8, 0.1], [False, True, True]))
    assert good == pytest.approx(1 / 9)
    assert bad == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)


@given(PAIRS)
def test_bins_have_equal_mass_and_lose_nobody(pairs: list[tuple[float, bool]]) -> None:
    confidence, right = [c for c, _ in pairs], [r for _, r in pairs]
    bins = reliability(confidence, right)
    assert sum(b.size for b in bins) == len(pairs)
    assert max(b.size for b in bins) - min(b.size for b in bins) <= 1
    assert sum(b.size * b.accuracy for b in bins) == pytest.approx(sum(right))
    assert 0 <= calibration_error(bins) <= 1


def test_calibration_and_brier_of_honest_and_of_boastful_confidence() -> None:
    right = [True, False] * 50
    assert calibration_error(reliability([0.5] * 100, right, bins=1)) == 0.0
    assert calibration_error(reliability([1.0] * 100, right, bins=1)) == 0.5
    assert sum(brier_scores([1.0, 0.0], [True, True])) == 1.0


@given(PAIRS)
def test_roc_area_is_the_chance_of_the_right_order(pairs: list[tuple[float, bool]]) -> None:
    confidence, right = [c for c, _ in pairs], [r for _, r in pairs]
    good = [c for c, r in pairs if r]
    bad = [c for c, r in pairs if not r]
    area = area_under_roc(confidence, right)
    if not good or not bad:
        assert area is None
        return
    wins = [(g > b) + (g == b) / 2 for g, b in itertools.product(good, bad)]
    assert area == pytest.approx(sum(wins) / len(wins))


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
