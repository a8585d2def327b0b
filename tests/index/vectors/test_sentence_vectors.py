"""Vectors of sentences, in a byte a component."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.index.vectors.sentence_vectors import SentenceVectors


@given(st.integers(1, 40), st.integers(2, 64), st.integers(0, 2**32 - 1))
def test_sentences_in_bytes_keep_their_cosines(count: int, dimension: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(count, dimension)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    store = SentenceVectors.build(vectors)
    again = SentenceVectors.load(store.save(), count)
    kept = again.rows(0, count)
    assert np.abs(kept - vectors).max() <= np.abs(vectors).max() / 127 / 2 + 1e-6
    assert np.array_equal(again.rows(count // 2, 1), kept[count // 2 : count // 2 + 1])
    with pytest.raises(ValueError, match="sentences"):
        SentenceVectors.load(store.save(), count + 1)
