"""Rankings that don't depend on k, and scores as they are defined."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant
from casc_qa.types import EVERYTHING, Scope

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
    retrieve, understood = assistant._retriever.retrieve, assistant.understand(question)
    longer = retrieve(understood, 2 * k)
    assert retrieve(understood, k) == longer[:k]
    assert assistant.rank(question)[:k] == longer[:k]
    assert longer == sorted(longer, key=lambda s: (-s.score, s.passage_id))
    assert len(longer) == min(2 * k, len(assistant.passages()))


def test_scores_are_the_convex_combination(assistant: Assistant) -> None:
    generation, retriever = assistant._generation, assistant._retriever
    question = assistant.understand("social reuse of confiscated property")
    best = retriever.retrieve(question, 1)[0]
    cosine = generation.vectors.scores(question.vector, [best.passage_id])[0]
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
