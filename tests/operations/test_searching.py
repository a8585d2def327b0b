"""Searching: passages, and no answer."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import QuestionError, ScopeError, UsageError
from casc_qa.locators import locators_in
from casc_qa.operations.searching import search
from casc_qa.types import Scope

QUESTION = "How many participants did the Bishkek training gather?"


def test_the_nearest_passages_in_order(assistant: Assistant) -> None:
    found = search(assistant, QUESTION, 7)
    ranking = assistant.rank(QUESTION)
    assert [p.passage_id for p in found.passages] == [s.passage_id for s in ranking[:7]]
    for passage in found.to_dict()["passages"]:
        text = assistant.document(passage["doc_id"]).text
        assert text[passage["start"] : passage["end"]] == passage["text"]
        ((at, locator),) = locators_in(passage["locator"])
        assert (at, locator.start, locator.end) == (0, passage["start"], passage["end"])
        assert round(passage["score"], 4) == passage["score"]


def test_what_is_shown_by_default_and_of_which_documents(assistant: Assistant) -> None:
    assert len(search(assistant, QUESTION).passages) == assistant.settings.retrieval.k
    found = search(assistant, QUESTION, scope=Scope(("tashkent",)))
    (doc_id,) = {passage.doc_id for passage in found.passages}
    assert found.scope.doc_ids == (doc_id,)
    assert search(assistant, QUESTION, scope=Scope(after="2030")).passages == ()


def test_what_can_not_be_searched_for(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        search(assistant, " ")
    with pytest.raises(UsageError, match="k must lie"):
        search(assistant, QUESTION, 0)
    with pytest.raises(ScopeError):
        search(assistant, QUESTION, scope=Scope(("nowhere",)))
