"""The few that cover many, against a search of all ways to choose them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from casc_qa.asking.covering import coverage_by, covering


def unit(shape: tuple[int, int], seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def covered(vectors: NDArray[np.float32], numbers: tuple[int, ...]) -> float:
    return float(np.maximum(vectors @ vectors[list(numbers)].T, 0).max(axis=1).mean())


@pytest.mark.parametrize("seed", range(8))
def test_the_greedy_choice_is_near_the_best_one(seed: int) -> None:
    vectors = unit((12, 6), seed)
    chosen = covering(vectors, vectors, 3, range(12))
    best = max(covered(vectors, each) for each in combinations(range(12), 3))
    assert len(set(chosen)) == 3
    assert covered(vectors, tuple(chosen)) >= (1 - 1 / np.e) * best


def test_the_first_is_the_best_alone_and_no_group_comes_twice() -> None:
    vectors = unit((10, 5), 1)
    groups = [0, 0, 0, 1, 1, 1, 2, 2, 2, 2]
    chosen = covering(vectors, vectors, 8, groups)
    assert sorted(groups[number] for number in chosen) == [0, 1, 2]
    assert chosen[0] == max(range(10), key=lambda n: covered(vectors, (n,)))


def test_what_is_like_another_gains_nothing() -> None:
    twins = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
    assert sorted(number // 2 for number in covering(twins, twins, 3, range(6))) == [0, 1, 2]


def test_none_comes_before_the_one_that_begins() -> None:
    vectors = unit((9, 4), 2)
    first = np.array([False] * 3 + [True] + [False] * 5)
    chosen = covering(vectors, vectors, 9, range(9), first=first)
    assert chosen[0] == 3
    assert sorted(chosen) == list(range(3, 9))


def test_weights_and_favour() -> None:
    vectors = np.eye(3, dtype=np.float32)
    weights = np.array([0, 1, 0], np.float32)
    assert covering(vectors, vectors, 1, range(3), weights=weights) == [1]
    assert covering(vectors, vectors, 1, range(3), favour=np.array([1, 1, 2], np.float32)) == [2]


def test_nothing_covers_nothing() -> None:
    none = np.zeros((0, 4), np.float32)
    assert covering(none, none, 3, []) == []
    assert coverage_by(none, unit((2, 4), 0)) == 0.0
    assert coverage_by(unit((2, 4), 0), unit((2, 4), 0)) == pytest.approx(1.0, abs=1e-6)
