"""The object of an answer."""

from __future__ import annotations

from casc_qa.answer_table import answer_table
from casc_qa.asking.assistant import Assistant
from casc_qa.locators import Locator


def test_an_answer_is_its_object(assistant: Assistant) -> None:
    answer = assistant.ask("What is Ms. Artikova's title?")
    assert answer.to_dict() == answer_table(answer)
    for citation, table in zip(answer.citations, answer.to_dict()["citations"], strict=True):
        assert table["locator"] == str(Locator.of(citation))
