"""Each question of each document, and what the others have."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import ScopeError
from casc_qa.surveying.finding import Asked, find_each

QUESTION = "How many participants took part?"


def test_each_knows_how_sure_the_others_are(assistant: Assistant) -> None:
    doc_ids = [document["doc_id"] for document in assistant.documents()]
    seen = find_each(assistant, [QUESTION], doc_ids)
    assert list(seen) == [Asked(doc_id, QUESTION) for doc_id in doc_ids]
    margins = {asked: each.found.features.margin for asked, each in seen.items()}
    for asked, each in seen.items():
        assert each.elsewhere == max(m for other, m in margins.items() if other != asked)


def test_alone_there_is_no_other(assistant: Assistant) -> None:
    doc_ids = [assistant.documents()[0]["doc_id"]]
    (seen,) = find_each(assistant, [QUESTION], doc_ids).values()
    assert seen.elsewhere is None


def test_the_same_as_asking_by_itself(assistant: Assistant) -> None:
    doc_ids = [document["doc_id"] for document in assistant.documents()]
    for asked, each in find_each(assistant, [QUESTION], doc_ids, threads=3).items():
        assert assistant.find(asked.question, asked.doc_id) == each.found


def test_what_goes_wrong_ends_it(assistant: Assistant) -> None:
    with pytest.raises(ScopeError):
        find_each(assistant, [QUESTION], ["nothing.txt"])
