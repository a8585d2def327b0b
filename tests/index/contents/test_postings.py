"""Postings against the formula of BM25."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.index.contents.postings import K1, B, Lexical
from helpers.keys import ListedKeys

TOKEN_LISTS = st.lists(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=9), min_size=2, max_size=12
)


@given(TOKEN_LISTS, st.lists(st.sampled_from("abcdefz"), max_size=4))
def test_bm25_is_the_formula(passages: list[list[str]], query: list[str]) -> None:
    keys = [f"p{i:02}" for i in range(len(passages))]
    lexical = Lexical.build(ListedKeys(keys), passages)
    mean = sum(map(len, passages)) / len(passages)

    def bm25(passage: list[str]) -> float:
        total = 0.0
        for token in query:
            count = sum(token in other for other in passages)
            idf = math.log(1 + (len(passages) - count + 0.5) / (count + 0.5))
            frequency = passage.count(token)
            total += idf * frequency / (frequency + K1 * (1 - B + B * len(passage) / mean))
        return total

    expected = [bm25(passage) for passage in passages]
    weighed = lexical.weigh([(token, 1.0) for token in query])
    assert weighed.scores(keys) == pytest.approx(expected, abs=1e-4)
    best = weighed.best(100)
    assert {s.passage_id for s in best} == {k for k, e in zip(keys, expected, strict=True) if e > 0}
    assert best == sorted(best, key=lambda s: (-s.score, s.passage_id))


def test_postings_saved_and_loaded_are_the_same() -> None:
    keys = ListedKeys(["x", "y"])
    lexical = Lexical.build(keys, [["a", "b"], ["b", "ё"]])
    loaded = Lexical.load(lexical.save(), keys)
    both = [("ё", 1.0), ("b", 0.5)]
    assert loaded.weigh(both).best(5) == lexical.weigh(both).best(5)
    one, half = (lexical.weigh([("b", weight)]).scores(["x", "y"]) for weight in (1.0, 0.5))
    assert [2 * score for score in half] == one
    assert [loaded.document_frequency(t) for t in ("a", "b", "q")] == [1, 2, 0]
    assert lexical.weigh([("q", 1.0)]).best(5) == []
    assert Lexical.build(ListedKeys(["x"]), [[]]).weigh([("a", 1.0)]).best(5) == []
    assert [s.passage_id for s in loaded.weigh([("b", 1.0)]).best(5, np.array([False, True]))] == [
        "y"
    ]
