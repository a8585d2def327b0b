"""Weights against what can be computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from casc_qa.asking.calibration import logistic
from casc_qa.asking.features import weighted_sum
from training.fitting import Choices, Outcomes, fit_choice, fit_logistic, platt_scaled


def test_an_intercept_alone_is_the_log_odds() -> None:
    outcomes = Outcomes([{}] * 4, [True, True, True, False], [0.25] * 4)
    assert fit_logistic(outcomes, []) == {"intercept": pytest.approx(math.log(3), abs=1e-3)}


def test_weighted_examples_count_by_their_weight() -> None:
    outcomes = Outcomes([{}] * 2, [True, False], [0.9, 0.1])
    assert fit_logistic(outcomes, [])["intercept"] == pytest.approx(math.log(9), abs=1e-3)


def test_no_weight_has_the_wrong_sign() -> None:
    features = [{"covered": 1.0, "unknown": 1.0}, {"covered": 0.0, "unknown": 0.0}]
    against = Outcomes(features, [False, True], [0.5, 0.5])
    fitted = fit_logistic(against, ["covered", "unknown"])
    assert fitted["covered"] == 0
    assert fitted["unknown"] < -3
    fitted = fit_logistic(against._replace(came_true=[True, False]), ["covered", "unknown"])
    assert fitted["unknown"] == 0
    assert fitted["covered"] > 3


def test_the_choice_between_two_sentences_by_hand() -> None:
    # Of four questions three are answered by the sentence that has the feature: with one feature
    # and two sentences the most likely weight is log 3, which the ridge pulls a little to 0.
    rows = np.array([[1.0], [0.0]] * 4)
    right = np.array([1, 0, 1, 0, 1, 0, 0, 1], dtype=float)
    choices = Choices(rows, right, [2] * 4, np.full(4, 0.25))
    assert fit_choice(choices, ["covered"])["covered"] == pytest.approx(math.log(3), abs=0.02)
    assert fit_choice(choices, ["emptiness"])["emptiness"] == 0


def test_scaling_makes_probabilities_honest() -> None:
    model = {"intercept": 1.0, "covered": 8.0}  # far too sure
    features = [{"covered": 0.0}, {"covered": 1.0}] * 10
    came_true = [False, True] * 6 + [True, False] * 4  # each is classified rightly in six of ten
    scaled = platt_scaled(model, Outcomes(features, came_true, [1 / 20] * 20))
    low, high = (logistic(weighted_sum(scaled, f)) for f in features[:2])
    assert (low, high) == (pytest.approx(0.4, abs=0.01), pytest.approx(0.6, abs=0.01))
