"""Which word translates which, of sentences made for it."""

from __future__ import annotations

import numpy as np
import pytest

from training.russian.alignment import Links, align

# Source words 0 to 3, target words 0 to 3: each is translated by the word of its own number.
SENTENCES = [([0, 1], [0, 1], 1.0), ([1, 2], [1, 2], 1.0), ([2, 0], [2, 0], 1.0), ([3], [3], 1.0)]


def best(links: Links) -> dict[int, int]:
    """Source to its best target."""
    ordered = sorted(zip(links.score, links.source, links.target, strict=True))
    return {int(source): int(target) for _, source, target in ordered}


def test_words_that_stand_together_are_linked() -> None:
    links = align(SENTENCES * 5, 4, 4)
    assert best(links) == {0: 0, 1: 1, 2: 2, 3: 3}
    for source in range(4):
        assert links.forward[links.source == source].sum() == pytest.approx(1, abs=1e-6)
    alone = (links.source == 3) & (links.target == 3)
    assert links.forward[alone][0] == pytest.approx(1)
    assert 4.5 < links.counts[alone][0] < 5


def test_the_position_decides_where_counts_do_not() -> None:
    links = align([([0, 1], [1, 0], 1.0)] * 3, 2, 2)
    assert best(links) == {0: 1, 1: 0}


def test_a_pair_counts_by_its_weight() -> None:
    heavy, light = [([0], [1], 2.0)] * 5, [([0], [0], 0.5)] * 5
    links = align(heavy + light, 1, 2)
    assert best(links) == {0: 1}
    counts = dict(zip(links.target.tolist(), links.counts.tolist(), strict=True))
    assert counts[1] > 3 * counts[0]


def test_the_word_for_nothing_is_left_out() -> None:
    links = align(SENTENCES, 4, 4)
    assert links.source.max() == 3
    assert np.all(links.score <= 1)


def test_without_words_there_is_nothing_to_align() -> None:
    with pytest.raises(ValueError, match="no pair of sentences has words"):
        align([([], [1], 1.0), ([1], [], 1.0)], 2, 2)
