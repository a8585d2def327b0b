"""Documents: the list, and slices of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.asking.assistant import Assistant
from casc_qa.errors import ScopeError, UsageError
from casc_qa.locators import Locator
from casc_qa.operations.documents import list_documents, read_document
from casc_qa.schemas.limits import MOST_TEXT_CHARS
from casc_qa.types import Scope
from helpers.web.server import TASHKENT


def test_documents_are_listed_in_pages(assistant: Assistant) -> None:
    whole = list_documents(assistant)
    assert (whole.total, whole.start, len(whole.documents)) == (5, 0, 5)
    names = [document["doc_id"] for document in whole.documents]
    assert names == sorted(names)
    part = list_documents(assistant, start=3, most=1)
    assert (part.total, part.start) == (5, 3)
    assert [document["doc_id"] for document in part.documents] == names[3:4]
    assert list_documents(assistant, start=9).documents == ()
    assert "text_start" not in whole.documents[0]


def test_filters_of_the_list(assistant: Assistant) -> None:
    dated = list_documents(assistant, Scope(after="1900")).documents
    assert len(dated) == 3
    assert TASHKENT not in [document["doc_id"] for document in dated]
    one = list_documents(assistant, Scope(("tashkent",)))
    assert [document["doc_id"] for document in one.documents] == [TASHKENT]
    assert list_documents(assistant, Scope(languages=("fr",))).total == 0


@pytest.mark.parametrize(("start", "most"), [(-1, 1), (0, 0), (0, 1001)])
def test_bounds_of_the_list(assistant: Assistant, start: int, most: int) -> None:
    with pytest.raises(UsageError):
        list_documents(assistant, start=start, most=most)


@given(st.integers(-5, 7000) | st.none(), st.integers(-5, 7000) | st.none())
def test_a_slice_is_that_of_the_text(
    assistant: Assistant, start: int | None, end: int | None
) -> None:
    text = assistant.document(TASHKENT).text
    if 0 <= (start or 0) <= (len(text) if end is None else end) <= len(text):
        part = read_document(assistant, TASHKENT, start, end)
        assert part.text == text[start:end]
        assert read_document(assistant, str(part.locator)).to_dict() == part.to_dict()
    else:
        with pytest.raises(UsageError):
            read_document(assistant, TASHKENT, start, end)


def test_no_more_than_is_given_at_once(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    from casc_qa.operations import documents

    assert MOST_TEXT_CHARS == documents.MOST_TEXT_CHARS
    monkeypatch.setattr(documents, "MOST_TEXT_CHARS", 100)
    part = read_document(assistant, TASHKENT, 50, 2000).to_dict()
    assert (part["start"], part["end"]) == (50, 150)
    assert part["length"] == len(assistant.document(TASHKENT).text)


def test_a_locator_is_read_where_it_points(assistant: Assistant) -> None:
    citation = assistant.ask("What is Ms. Artikova's title?").citations[0]
    locator = Locator.of(citation)
    assert read_document(assistant, str(locator)).text == citation.quote
    assert read_document(assistant, str(locator), 0, 9).end == 9
    with pytest.raises(ScopeError, match="has changed since"):
        read_document(assistant, str(locator._replace(sha256="0" * 64)))
    for name in ("nowhere", "", f"See {locator}", f"{locator} "):
        with pytest.raises(ScopeError, match="No single document"):
            read_document(assistant, name)
