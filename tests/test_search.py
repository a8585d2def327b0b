"""Vectors, postings and fusion against brute force; rankings that don't depend on k."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.fusion import fuse, lifted, ordered
from casc_qa.index.contents.keys import ListedKeys
from casc_qa.index.contents.postings import K1, B, Lexical
from casc_qa.index.vectors import VectorStore
from casc_qa.index.vectors.faiss_store import FaissStore
from casc_qa.types import EVERYTHING, Scope, ScoredPassage

DIMENSION = 8
STORES = [FaissStore]


def unit_vectors(rows: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


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
        found = self.filled(make, vectors).search(query, depth)
        expected = brute_force(vectors, query)[:depth]
        assert [f.passage_id for f in found] == [e.passage_id for e in expected]
        assert [f.score for f in found] == pytest.approx([e.score for e in expected], abs=1e-5)

    def test_search_among_some(self, make: type[FaissStore]) -> None:
        vectors, query = unit_vectors(40, 1), unit_vectors(1, 2)[0]
        among = np.arange(40) % 3 == 0
        found = self.filled(make, vectors).search(query, 5, among)
        expected = [s for s in brute_force(vectors, query) if among[int(s.passage_id[1:])]][:5]
        assert [f.passage_id for f in found] == [e.passage_id for e in expected]
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


TOKEN_LISTS = st.lists(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=9), min_size=2, max_size=12
)


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
            found = {s.passage_id for s in store.search(query, 10)}
            shared += len(found & {s.passage_id for s in exact.search(query, 10)})
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
        found = store.search(query, 10, among)
        assert [s.passage_id for s in found] == [s.passage_id for s in exact]

    def test_saved_and_opened_it_is_the_same(self, store: FaissStore) -> None:
        loaded, query = FaissStore.load(store.save(), self.KEYS), unit_vectors(1, 11)[0]
        assert loaded.search(query, 50) == store.search(query, 50)
        assert loaded.vectors(["p0007"]).tolist() == store.vectors(["p0007"]).tolist()


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
    found = weighed.best(100)
    assert {f.passage_id for f in found} == {
        k for k, e in zip(keys, expected, strict=True) if e > 0
    }
    assert found == sorted(found, key=lambda s: (-s.score, s.passage_id))


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


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.floats(-1, 1)), min_size=1, max_size=12),
    st.floats(0, 1),
)
def test_lifted_passages_keep_their_documents_in_order(
    scores: list[tuple[str, float]], weight: float
) -> None:
    ranking = ordered(
        ScoredPassage(f"{document}{n}", score) for n, (document, score) in enumerate(scores)
    )
    after = lifted(ranking, lambda key: key[0], weight)
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


WORDS = st.lists(
    st.sampled_from(
        "UNODC Tashkent meeting who funded women customs crime 53 Артикова zebra".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@given(question=WORDS, k=st.integers(1, 40))
@settings(max_examples=25)
def test_the_ranking_at_k_is_a_prefix_of_that_at_2k(
    assistant: Assistant, question: str, k: int
) -> None:
    retrieve, query = assistant._retriever.retrieve, assistant._query(question)
    longer = retrieve(query, 2 * k)
    assert retrieve(query, k) == longer[:k]
    assert assistant.rank(question)[:k] == longer[:k]
    assert longer == sorted(longer, key=lambda s: (-s.score, s.passage_id))
    assert len(longer) == min(2 * k, len(assistant.passages()))


def test_scores_are_the_convex_combination(assistant: Assistant) -> None:
    generation, retriever = assistant._generation, assistant._retriever
    query = assistant._query("social reuse of confiscated property")
    best = retriever.retrieve(query, 1)[0]
    cosine = generation.vectors.scores(query.vector, [best.passage_id])[0]
    assert "The social reuse of confiscated property" in generation.text_of(
        generation.passages[best.passage_id]
    )
    assert best.score == pytest.approx(0.7 * cosine + 0.3, abs=1e-6)  # it leads both lists


@pytest.mark.parametrize(
    ("scope", "places"),
    [
        (EVERYTHING, {"vienna", "bishkek", "samarkand", "tashkent", "online"}),
        (Scope(after="2023-08-24"), {"bishkek", "samarkand"}),
        (Scope(after="2023-08-25"), {"samarkand"}),
        (Scope(before="2023"), {"vienna", "bishkek"}),
        (Scope(after="2023-06", before="2023-06"), {"vienna"}),
        (Scope(before="2000"), set()),
        (Scope(languages=("ru",)), set()),
        (
            Scope(doc_ids=("2023-08-22_bishkek_gender-in-customs-training.txt",)),
            {"bishkek"},
        ),
    ],
)
def test_scope(assistant: Assistant, scope: Scope, places: set[str]) -> None:
    ranking = assistant.rank("organized crime meeting", scope)
    assert {s.passage_id.split("_")[1] for s in ranking} == places
