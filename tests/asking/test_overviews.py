"""Overviews of real documents."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.overviews import FEWEST, MOST, fitting, overview_of_document, vectors_of
from casc_qa.asking.prose import prose_of
from casc_qa.languages.questions.openings import stands_alone

VIENNA = "2023-06-08_vienna_constructive-dialogue-with-civil-society.txt"


def title_vector(assistant: Assistant, doc_id: str):  # type: ignore[no-untyped-def]
    title = assistant._generation.describe(doc_id)["title"]
    return assistant._embedder.embed_queries([title])[0]


def test_each_sentence_is_of_another_paragraph_and_can_be_read_alone(assistant: Assistant) -> None:
    generation = assistant._generation
    for doc_id in generation.doc_ids:
        text = generation.document(doc_id).text
        chosen = overview_of_document(generation, doc_id, title_vector(assistant, doc_id))
        whole = {each.paragraph for each in prose_of(generation, doc_id) if each.is_whole}
        assert len(chosen) == fitting(len(whole))
        assert len({each.paragraph for each in chosen}) == len(chosen)
        assert [each.span for each in chosen] == sorted(each.span for each in chosen)
        assert all(stands_alone(each.span.of(text)) for each in chosen)
        assert chosen[0].is_clear


def test_the_same_every_time(assistant: Assistant) -> None:
    title = title_vector(assistant, VIENNA)
    first = overview_of_document(assistant._generation, VIENNA, title)
    assert overview_of_document(assistant._generation, VIENNA, title) == first
    assert len(overview_of_document(assistant._generation, VIENNA, title, most=2)) == 2


@pytest.mark.parametrize("paragraphs", range(60))
def test_how_many_sentences_fit(paragraphs: int) -> None:
    assert fitting(paragraphs) <= min(MOST, paragraphs)
    assert fitting(paragraphs) >= min(FEWEST, paragraphs)


def test_vectors_are_those_of_the_sentences(assistant: Assistant) -> None:
    generation = assistant._generation
    told = prose_of(generation, VIENNA)
    vectors = vectors_of(generation, told)
    for each, vector in zip(told, vectors, strict=True):
        assert (generation.sentences.rows(each.row, 1)[0] == vector).all()
