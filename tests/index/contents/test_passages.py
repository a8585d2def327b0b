"""Passages come back from their columns."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.index.contents.passages import PassageKeys, build_table, load_table
from casc_qa.types import Passage, Span

WORDS = st.lists(st.integers(1, 9), min_size=1, max_size=6)


@given(st.lists(st.tuples(WORDS, st.none() | st.sampled_from(["One", "Два"])), max_size=5))
def test_passages_come_back_from_their_columns(
    documents: list[tuple[list[int], str | None]],
) -> None:
    passages = []
    doc_ids = [f"d@{number}/é#1" for number in range(len(documents))]
    for doc_id, (lengths, heading) in zip(doc_ids, documents, strict=True):
        bounds = np.cumsum([0, *lengths]).tolist()
        spans = [Span(*pair) for pair in pairwise(bounds)]
        for first in range(0, len(spans), 2):  # neighbours share a sentence
            own = tuple(spans[first : first + 3])
            key = f"{doc_id}@{own[0].start}-{own[-1].end}"
            passages.append(Passage(key, doc_id, own[0].start, own[-1].end, heading, own))
    table = load_table(doc_ids, build_table(doc_ids, passages).save())
    assert list(table.values()) == passages
    keys = PassageKeys(table)
    assert [keys[row] for row in range(len(keys))] == [p.passage_id for p in passages]
    assert [keys.row(p.passage_id) for p in passages] == list(range(len(passages)))
    assert table.sentence_count == sum(len(lengths) for lengths, _ in documents)
    for doc_id in doc_ids:
        marked = table.of_documents({doc_id}).tolist()
        assert marked == [p.doc_id == doc_id for p in passages]
    with pytest.raises(KeyError):
        table["d@0/é#1@77-99"]


def test_sentences_are_numbered_through_each_once() -> None:
    def passage(doc_id: str, *spans: Span) -> Passage:
        start, end = spans[0].start, spans[-1].end
        return Passage(f"{doc_id}@{start}-{end}", doc_id, start, end, None, spans)

    one, two, three = Span(0, 4), Span(5, 9), Span(12, 20)
    passages = [
        passage("a", one, two),
        passage("a", two, three),
        passage("c", one),
        passage("c", three),
    ]
    table = build_table(["a", "b", "c", "d"], iter(passages))
    assert [table.first_sentence(p.passage_id) for p in passages] == [0, 1, 3, 4]
    assert {doc_id: list(table.sentences_of(doc_id)) for doc_id in "abcd"} == {
        "a": [one, two, three],
        "b": [],
        "c": [one, three],
        "d": [],
    }
    assert table.sentence_count == 5
    assert list(build_table(["a"], []).sentences_of("a")) == []
