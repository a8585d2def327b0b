"""Vectors as encoders give them: of length one."""

from __future__ import annotations

import numpy as np

DIMENSION = 8


def unit_vectors(rows: int, seed: int) -> np.ndarray:
    """Random vectors of length one, a row each, of ``DIMENSION`` components."""
    vectors = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
