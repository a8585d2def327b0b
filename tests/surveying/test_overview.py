"""The object of an overview."""

from __future__ import annotations

from casc_qa.asking.assistant import Assistant
from casc_qa.locators import Locator, locators_in
from casc_qa.surveying.overview import overview_of
from casc_qa.types import Scope


def test_the_object(assistant: Assistant) -> None:
    overview = overview_of(assistant, "the Samarkand event")
    table = overview.to_dict()
    assert list(table) == [
        "version", "of", "language", "filters", "answered", "abstention", "sentences", "documents",
        "left_out", "citations", "index",
    ]  # fmt: skip
    assert (table["version"], table["of"], table["language"]) == (1, "the Samarkand event", "en")
    assert len(table["sentences"]) == len(overview.quotes) >= 5
    for sentence, quote in zip(table["sentences"], overview.quotes, strict=True):
        ((_, locator),) = locators_in(sentence["locator"])
        assert locator == Locator.of(quote)
        text = assistant.document(locator.doc_id).text
        assert sentence["text"] == text[locator.start : locator.end]
    assert table["documents"] == [overview.quotes[0].doc_id]
    assert overview_of(assistant, "the Samarkand event").to_dict() == table


def test_why_there_is_none(assistant: Assistant) -> None:
    table = overview_of(assistant, "Mozart", words_around="ru").to_dict()
    assert table["answered"] is False
    assert table["abstention"]["code"] == "outside_documents"
    assert table["sentences"] == table["documents"] == []
    assert table["language"] == "ru"
    nothing = overview_of(assistant, None, Scope(before="1900")).to_dict()
    assert nothing["abstention"]["code"] == "empty_scope"
