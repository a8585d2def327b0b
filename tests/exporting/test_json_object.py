"""The JSON object."""

from __future__ import annotations

import json

from casc_qa.answer_json import answer_table
from casc_qa.exporting.gathered import Export
from casc_qa.exporting.json_object import render
from casc_qa.locators import locators_in


def test_answers_are_those_of_ask_with_locators(export: Export) -> None:
    table = json.loads(render(export))
    assert list(table) == ["version", "generation", "language", "style", "answers"]
    assert (table["version"], table["style"]) == (1, "chicago-notes")
    for entry, given in zip(export.entries, table["answers"], strict=True):
        if entry.asked.answer is None:
            assert given == {
                "version": 1,
                "question": entry.question,
                "language": "en",
                "answered": False,
                "error": entry.said,
            }
            continue
        for citation in given["citations"]:
            ((_, locator),) = locators_in(citation["locator"])
            assert locator.doc_id == citation["doc_id"]
            assert (locator.start, locator.end) == (citation["start"], citation["end"])
            assert citation["title"] in citation.pop("citation")
        assert given == json.loads(json.dumps(answer_table(entry.asked.answer)))
