"""Fits weighted sums of named features: which of several sentences is right (conditional logit),
and how likely something is (logistic regression). Every weight's sign is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from casc_qa.asking.features import weighted_sum

RIDGE = 1e-3
DIGITS = 3  # of a weight, as it is written
# What speaks for an answer never counts against it, nor the reverse: where the examples would have
# it otherwise, that is chance or the manner of who wrote them, and nobody could defend it.
AGAINST = ("unknown", "missing", "emptiness", "fits_not", "fits_loosely_not")
"""How the features begin whose weights may not be positive; those of all others not negative."""

Matrix = NDArray[np.float64]
Weights = dict[str, float]
"""Feature, or "intercept", to weight."""


class Choices(NamedTuple):
    """Questions that each have several sentences to choose from, one below another."""

    rows: Matrix
    """Features, shape (sentences, features)."""
    right: Matrix
    """1 for a sentence that answers, 0 for any other; at least one a question answers."""
    sizes: Sequence[int]
    """How many sentences each question has."""
    weight: Matrix
    """Of each question."""


class Outcomes(NamedTuple):
    """Examples of what came true and what did not."""

    features: Sequence[Weights]
    """Of each example, by name."""
    came_true: Sequence[bool]
    weight: Sequence[float]
    """Of each example."""


def fit_choice(choices: Choices, names: Sequence[str]) -> Weights:
    """The weights of the features ``names`` that make right sentences likely among all of their
    question's: conditional logit, McFadden (1974).
    """
    starts = np.concatenate([[0], np.cumsum(choices.sizes)[:-1]])
    question = np.repeat(np.arange(len(choices.sizes)), choices.sizes)
    rows, right, weight = choices.rows, choices.right, choices.weight

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = rows @ w
        power = np.exp(z - np.maximum.reduceat(z, starts)[question])
        all_of, right_of = np.add.reduceat(power, starts), np.add.reduceat(power * right, starts)
        residual = power / all_of[question] - power * right / right_of[question]
        gradient = rows.T @ (weight[question] * residual)
        value = -(weight * np.log(right_of / all_of)).sum()
        return float(value + RIDGE * w @ w), gradient + 2 * RIDGE * w

    start = np.zeros(len(names))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=_bounds(names))
    return _rounded(names, best.x)


def fit_logistic(outcomes: Outcomes, names: Sequence[str]) -> Weights:
    """Intercept and weights of the features ``names`` of a logistic regression."""
    rows = np.array([[1.0, *(f[n] for n in names)] for f in outcomes.features])
    came_true = np.array(outcomes.came_true, dtype=float)
    weight = np.array(outcomes.weight)
    ridge = np.array([0.0, *[RIDGE / 10] * len(names)])

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = rows @ w
        value = (weight * (np.logaddexp(0, z) - came_true * z)).sum() + (ridge * w * w).sum()
        gradient = rows.T @ (weight * (1 / (1 + np.exp(-z)) - came_true)) + 2 * ridge * w
        return float(value), gradient

    start, limits = np.zeros(rows.shape[1]), [(None, None), *_bounds(names)]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits)
    return _rounded(("intercept", *names), best.x)


def platt_scaled(model: Weights, outcomes: Outcomes) -> Weights:
    """``model`` with its sum stretched and shifted so that its probabilities are honest on these
    examples: Platt, "Probabilistic Outputs for Support Vector Machines" (1999).
    """
    sums = [{"sum": weighted_sum(model, features)} for features in outcomes.features]
    line = fit_logistic(outcomes._replace(features=sums), ["sum"])
    stretched = {name: round(line["sum"] * value, DIGITS) for name, value in model.items()}
    return stretched | {"intercept": round(stretched["intercept"] + line["intercept"], DIGITS)}


def _bounds(names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    """The least and the greatest that each weight may be."""
    return [(None, 0.0) if name.startswith(AGAINST) else (0.0, None) for name in names]


def _rounded(names: Sequence[str], values: Matrix) -> Weights:
    """Weights by name, as they are written."""
    return {n: round(float(v), DIGITS) for n, v in zip(names, values, strict=True)}
