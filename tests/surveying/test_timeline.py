"""The object of a timeline."""

from __future__ import annotations

from casc_qa.asking.assistant import Assistant
from casc_qa.locators import locators_in
from casc_qa.surveying.timeline import timeline_of


def test_the_object(assistant: Assistant) -> None:
    timeline = timeline_of(assistant)
    table = timeline.to_dict()
    assert list(table) == [
        "version", "of", "language", "filters", "answered", "abstention", "dates", "without_year",
        "left_out", "unread_documents", "citations", "index",
    ]  # fmt: skip
    assert [entry["date"] for entry in table["without_year"]] == ["--03-09/--03-10", "--05-20"]
    assert len(table["dates"]) == 11
    for entry in table["dates"] + table["without_year"]:
        assert list(entry) == [
            "date", "year_is_stated", "words", "text", "highlight", "citation", "context",
            "locator",
        ]  # fmt: skip
        ((_, locator),) = locators_in(entry["locator"])
        text = assistant.document(locator.doc_id).text[locator.start : locator.end]
        assert entry["text"] == text
        highlight = entry["highlight"]
        assert text[highlight["start"] : highlight["end"]] == entry["words"]
    assert timeline_of(assistant).to_dict() == table


def test_why_there_is_none(assistant: Assistant) -> None:
    table = timeline_of(assistant, "Mozart").to_dict()
    assert table["answered"] is False
    assert table["dates"] == table["without_year"] == []
