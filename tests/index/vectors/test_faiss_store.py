"""Vector stores against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.index.vectors import VectorStore
from casc_qa.index.vectors.faiss_store import FaissStore
from casc_qa.types import ScoredPassage
from helpers.keys import ListedKeys
from helpers.vectors import unit_vectors

STORES = [FaissStore]


def brute_force(vectors: np.ndarray, query: np.ndarray) -> list[ScoredPassage]:
    scored = [ScoredPassage(f"p{i:03}", float(v @ query)) for i, v in enumerate(vectors)]
    return sorted(scored, key=lambda s: (-round(s.score, 6), s.passage_id))


@pytest.mark.parametrize("make", STORES)
class TestVectorStores:
    """The contract of every store."""

    def filled(self, make: type[FaissStore], vectors: np.ndarray) -> VectorStore:
        return make.build(ListedKeys([f"p{i:03}" for i in range(len(vectors))]), vectors)

    @given(rows=st.integers(1, 60), depth=st.integers(1, 70), seed=st.integers(0, 99))
    @settings(max_examples=30)
    def test_search_is_brute_force(
        self, make: type[FaissStore], rows: int, depth: int, seed: int
    ) -> None:
        vectors = unit_vectors(rows, seed)
        query = unit_vectors(1, seed + 1000)[0]
        results = self.filled(make, vectors).search(query, depth)
        expected = brute_force(vectors, query)[:depth]
        assert [f.passage_id for f in results] == [e.passage_id for e in expected]
        assert [f.score for f in results] == pytest.approx([e.score for e in expected], abs=1e-5)

    def test_search_among_some(self, make: type[FaissStore]) -> None:
        vectors, query = unit_vectors(40, 1), unit_vectors(1, 2)[0]
        among = np.arange(40) % 3 == 0
        results = self.filled(make, vectors).search(query, 5, among)
        expected = [s for s in brute_force(vectors, query) if among[int(s.passage_id[1:])]][:5]
        assert [f.passage_id for f in results] == [e.passage_id for e in expected]
        assert self.filled(make, vectors).search(query, 5, np.zeros(40, np.bool_)) == []

    def test_saved_and_loaded_it_is_the_same(self, make: type[FaissStore]) -> None:
        vectors, query = unit_vectors(20, 3), unit_vectors(1, 4)[0]
        store = self.filled(make, vectors)
        keys = [f"p{i:03}" for i in range(20)]
        loaded = make.load(store.save(), ListedKeys(keys))
        assert loaded.search(query, 20) == store.search(query, 20)
        assert loaded.scores(query, keys[5:7]) == store.scores(query, keys[5:7])
        with pytest.raises(ValueError, match="20 vectors for 19 passages"):
            make.load(store.save(), ListedKeys(keys[:-1]))


class TestLists:
    """Above a size, searching by lists: what is lost is measured, and scores stay exact."""

    VECTORS = unit_vectors(3000, 7)
    KEYS = ListedKeys([f"p{i:04}" for i in range(3000)])

    @pytest.fixture
    def store(self) -> FaissStore:
        return FaissStore.build(self.KEYS, self.VECTORS, exact_up_to=1000)

    def test_the_recall_is_stated_and_true(self, store: FaissStore) -> None:
        described = store.describe()
        assert (described["kind"], described["lists"]) == ("lists", 216)
        assert float(described["recall@10"]) >= 0.99
        queries = unit_vectors(200, 8)
        exact = FaissStore.build(self.KEYS, self.VECTORS)
        assert exact.describe() == {"kind": "exact"}
        shared = 0
        for query in queries:
            results = {s.passage_id for s in store.search(query, 10)}
            shared += len(results & {s.passage_id for s in exact.search(query, 10)})
        assert shared / 2000 >= 0.97

    def test_scores_are_those_of_the_exact_store(self, store: FaissStore) -> None:
        query, keys = unit_vectors(1, 9)[0], ["p0000", "p1234", "p2999"]
        exact = FaissStore.build(self.KEYS, self.VECTORS)
        assert store.scores(query, keys) == pytest.approx(exact.scores(query, keys), abs=5e-4)
        for scored in store.search(query, 5):
            row = int(scored.passage_id[1:])
            assert scored.score == pytest.approx(float(self.VECTORS[row] @ query), abs=5e-4)

    def test_a_filter_is_never_approximate(self, store: FaissStore) -> None:
        query = unit_vectors(1, 10)[0]
        among = np.arange(3000) % 100 == 5
        exact = FaissStore.build(self.KEYS, self.VECTORS).search(query, 10, among)
        results = store.search(query, 10, among)
        assert [s.passage_id for s in results] == [s.passage_id for s in exact]

    def test_saved_and_opened_it_is_the_same(self, store: FaissStore) -> None:
        loaded, query = FaissStore.load(store.save(), self.KEYS), unit_vectors(1, 11)[0]
        assert loaded.search(query, 50) == store.search(query, 50)
        assert loaded.vectors(["p0007"]).tolist() == store.vectors(["p0007"]).tolist()
