"""Measures of confidence against plain definitions."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.evaluation.measuring.selective import (
    area_under_risk,
    area_under_roc,
    brier_score,
    calibration_error,
    reliability,
    risk_coverage,
    squared_error,
)

PAIRS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.8, 1.0]), st.booleans()), min_size=1
)


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
    assert brier_score([1.0, 0.0], [True, True]) == 0.5


@given(PAIRS)
def test_the_brier_score_is_the_mean_of_squared_errors(pairs: list[tuple[float, bool]]) -> None:
    confidence, right = [c for c, _ in pairs], [r for _, r in pairs]
    errors = [squared_error(c, r) for c, r in pairs]
    assert errors == [(1 - c) ** 2 if r else c**2 for c, r in pairs]
    assert brier_score(confidence, right) == pytest.approx(sum(errors) / len(errors))


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
