"""One ranking from two, by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.asking.fusion import fuse, interpolate_documents
from casc_qa.index.ranking import best_first
from casc_qa.types import ScoredPassage


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(-1, 1)), min_size=1, max_size=12),
    st.floats(0, 1),
)
def test_interpolated_passages_keep_their_documents_in_order(
    scores: list[tuple[str, float]], weight: float
) -> None:
    ranking = best_first(
        ScoredPassage(f"{document}{n}", score) for n, (document, score) in enumerate(scores)
    )
    after = interpolate_documents(ranking, lambda key: key[0], weight)
    assert sorted(s.passage_id for s in after) == sorted(s.passage_id for s in ranking)
    best = {s.passage_id[0]: s.score for s in reversed(ranking)}
    for scored in after:
        assert scored.score <= best[scored.passage_id[0]] + 1e-9
    highest = {s.passage_id[0]: s.score for s in reversed(after)}
    assert highest == pytest.approx(best)


def test_fusion_by_hand() -> None:
    ranking = fuse({"a": 0.2, "b": 0.9, "c": 0.5}, {"a": 8.0, "b": 0.0, "c": 4.0}, 8.0, 0.7)
    assert [s.passage_id for s in ranking] == ["b", "c", "a"]
    assert [s.score for s in ranking] == pytest.approx([0.63, 0.5, 0.44])
    assert [s.passage_id for s in fuse({"b": 0.5, "a": 0.5}, {"a": 0, "b": 0}, 0.0, 0.7)] == [
        "a",
        "b",
    ]
