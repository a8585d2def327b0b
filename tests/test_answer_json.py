"""The JSON object of an answer."""

from __future__ import annotations

import json

from casc_qa.answer_json import answer_table, dump_answer
from casc_qa.asking.assistant import Assistant


def test_the_json_object(assistant: Assistant) -> None:
    table = json.loads(dump_answer(assistant.ask("What is Ms. Artikova's title?", 2)))
    assert list(table) == [
        "version", "question", "asked_as", "language", "told_in", "filters", "answered",
        "abstention", "confidence", "answer", "unread", "differing", "citations", "passages",
        "kind", "left_out", "unread_documents", "index",
    ]  # fmt: skip
    assert table["filters"] == {"doc_ids": None, "after": None, "before": None, "languages": None}
    assert (table["version"], table["language"], table["answered"]) == (1, "en", True)
    assert table["abstention"] is table["asked_as"] is None
    assert 0 < table["confidence"] < 1
    assert round(table["confidence"], 4) == table["confidence"]
    assert list(table["answer"][0]) == [
        "text", "citation", "highlight", "context", "continuation", "date", "year_is_stated",
    ]  # fmt: skip
    assert list(table["citations"][0]) == [
        "number", "doc_id", "sha256", "title", "date", "url", "page", "page_end", "start", "end",
        "quote", "page_label", "sure", "boxes", "date_from", "file_date", "locator",
    ]  # fmt: skip
    assert list(table["passages"][0]) == [
        "passage_id",
        "doc_id",
        "start",
        "end",
        "text",
        "score",
        "title",
    ]
    assert all(round(p["score"], 4) == p["score"] for p in table["passages"])
    assert table["index"] == {
        "generation": assistant.manifest.generation,
        "model": "all-MiniLM-L6-v2",
    }
    refused = answer_table(assistant.ask("What is the boiling point of tungsten?"))
    assert refused["answered"] is False
    assert list(refused["abstention"]) == ["code", "message"]
    assert refused["answer"] == refused["citations"] == []
