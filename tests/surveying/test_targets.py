"""What a name or a topic stands for."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.surveying.targets import document_called, survey_of
from casc_qa.types import Scope

BISHKEK = "2023-08-22_bishkek_gender-in-customs-training.txt"


@pytest.mark.parametrize(
    "name",
    [
        BISHKEK,
        BISHKEK.removesuffix(".txt"),
        BISHKEK.upper(),
        "bishkek_gender",
        "Gender mainstreaming in customs and law enforcement practices discussed at the regional "
        "training",
    ],
)
def test_a_document_by_its_name_or_title(assistant: Assistant, name: str) -> None:
    assert document_called(assistant, name) == BISHKEK
    answer = survey_of(assistant, "overview", name)
    assert {citation.doc_id for citation in answer.citations} == {BISHKEK}


@pytest.mark.parametrize(
    "name", ["training", "bishkek", "the Bishkek training", "2023", "_", "x.y"]
)
def test_what_is_no_name_of_one_document(assistant: Assistant, name: str) -> None:
    assert document_called(assistant, name) is None


def test_nothing_and_the_documents_themselves_are_all(assistant: Assistant) -> None:
    whole = survey_of(assistant, "overview")
    for target in ("", "  ", "the documents", "все документы"):
        assert survey_of(assistant, "overview", target, words_around="en") == survey_of(
            assistant, "overview", words_around="en"
        )
    assert len({citation.doc_id for citation in whole.citations}) == 5


def test_a_topic_within_filters(assistant: Assistant) -> None:
    answer = survey_of(assistant, "overview", "gender", Scope(doc_ids=("samarkand",)))
    assert {"samarkand" in citation.doc_id for citation in answer.citations} == {True}
