"""Which sentences are about a topic, and whether any is."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.asking.question import read_question
from casc_qa.asking.topics import is_a_topic, sentences_on
from casc_qa.types import EVERYTHING

INSIDE = (
    "the Samarkand event|the training|women in law enforcement|money laundering|Tashkent meeting"
    "|в Самарканде|терроризм|Constructive Dialogue|таможня|prisons|cybercrime|data collection"
)
OUTSIDE = (
    "football|the history of chess|nuclear weapons|climate change in Kenya|how to bake bread"
    "|Bitcoin|футбол|выборы в США|the Olympic Games in Tokyo|Mozart|дельфины|wheat exports"
)


@pytest.mark.parametrize("topic", INSIDE.split("|"))
def test_the_documents_are_about_it(assistant: Assistant, topic: str) -> None:
    assert is_a_topic(
        assistant._answerer.weigh(*assistant._ranked(read_question(topic), EVERYTHING))
    )


@pytest.mark.parametrize("topic", OUTSIDE.split("|"))
def test_the_documents_are_not_about_it(assistant: Assistant, topic: str) -> None:
    ranked = assistant._ranked(read_question(topic), EVERYTHING)
    assert not is_a_topic(assistant._answerer.weigh(*ranked))


def test_a_document_about_it_gives_all_and_others_what_names_it(assistant: Assistant) -> None:
    question, ranking = assistant._ranked(read_question("money laundering"), EVERYTHING)
    found = sentences_on(assistant._generation, question, ranking)
    assert next(iter(found)).startswith("undated-may")
    (samarkand,) = (doc_id for doc_id in found if "samarkand" in doc_id)
    text = assistant.document(samarkand).text
    assert any("money laundering" in span.of(text) for span in found[samarkand])
    assert len(found[samarkand]) < 5


def test_nothing_is_about_it_without_a_ranking(assistant: Assistant) -> None:
    question = assistant.understand("money laundering")
    assert sentences_on(assistant._generation, question, []) == {}
