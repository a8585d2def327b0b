"""A question is understood once, and by one language."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import QuestionError
from casc_qa.languages.detect import detect_language


def test_everything_that_is_known_of_a_question(assistant: Assistant) -> None:
    asked = "How many participants did the Bishkek training of 2023 gather?"
    question = assistant.understand(f"  {asked} ")
    assert (question.text, question.language, question.asked_as) == (asked, "en", asked)
    assert not question.is_translated
    assert question.names == ("Bishkek",)
    assert question.name_tokens == question.last_name_tokens == ("bishkek",)
    assert question.other_tokens == ("mani", "particip", "train", "2023", "gather")
    assert question.numbers == ("2023",)
    assert question.answer_type == "number"
    assert not question.is_about_contact
    assert question.tokens == ("mani", "particip", "bishkek", "train", "2023", "gather")
    assert dict(question.weighted_tokens()) == dict.fromkeys(question.tokens, 1.0)
    assert question.tokens_among({"train", "2023", "elsewhere"}) == {"train", "2023"}


def test_its_vectors_are_with_and_without_names(assistant: Assistant) -> None:
    question = assistant.understand("Who were the trainers in Bishkek?")
    nameless = assistant.understand("Who were the trainers in ?")
    assert question.vectors.shape == (2, 384)
    np.testing.assert_array_equal(question.vector, question.vectors[0])
    np.testing.assert_array_equal(question.vectors[1], nameless.vectors[0])
    np.testing.assert_array_equal(nameless.vectors[0], nameless.vectors[1])
    assert not np.array_equal(question.vectors[0], question.vectors[1])


@pytest.mark.parametrize(
    ("asked", "language", "names", "answer_type"),
    [
        ("Did Омурбекова speak?", "en", ("Омурбекова",), None),
        ("When did Артикова speak?", "en", ("Artikova",), "date"),
        ("Когда выступала Артикова?", "ru", ("Artikova",), "date"),
        ("должность Масуда Каримипура", "ru", ("Masood", "Karimipour"), None),
        ("Кто финансировал Gender and Human Rights Project?", "ru", None, "name"),
    ],
)
def test_one_language_for_all_that_looks_at_it(
    assistant: Assistant,
    asked: str,
    language: str,
    names: tuple[str, ...] | None,
    answer_type: str | None,
) -> None:
    question = assistant.understand(asked)
    assert (question.language, question.answer_type) == (language, answer_type)
    assert question.names == names or names is None
    assert question.is_translated
    assert assistant.ask(asked).language == language


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_question_is_understood(assistant: Assistant, text: str) -> None:
    try:
        question = assistant.understand(text)
    except QuestionError:
        return
    assert question.language == detect_language(question.text)
    assert set(question.last_name_tokens) <= set(question.name_tokens)
    assert all(name in question.asked_as for name in question.names)
    assert np.allclose(np.linalg.norm(question.vectors, axis=1), 1, atol=1e-5)


def test_candidates_are_what_an_answer_is_chosen_from(assistant: Assistant) -> None:
    asked = "How many participants did the Bishkek training gather?"
    candidates, answer = assistant.candidates(asked), assistant.ask(asked)
    assert candidates == sorted(candidates, key=lambda candidate: candidate.order)
    best, cited = candidates[0], answer.citations[0]
    assert (best.passage.doc_id, *best.span) == (cited.doc_id, cited.start, cited.end)
    assert 0 < best.features.cosine <= 1
    assert best.features.fits == 1.0  # it holds a number
    spans = [(c.passage.doc_id, c.span) for c in candidates]
    assert len(set(spans)) == len(spans)
