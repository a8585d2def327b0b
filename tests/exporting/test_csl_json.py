"""CSL-JSON, as citeproc reads it too."""

from __future__ import annotations

import json

import pytest
from citeproc.source.json import CiteProcJSON

from casc_qa.exporting.csl_json import render
from casc_qa.exporting.gathered import Export
from casc_qa.locators import locators_in
from helpers.exports import HOSTILE, cited, of


def test_an_item_a_document_with_its_quotes(export: Export) -> None:
    items = json.loads(render(export))
    documents = export.documents()
    assert len(items) == len(documents) + 1
    for item, document in zip(items, documents, strict=False):
        assert item["title"] == document.first.title
        assert item["custom"]["sha256"] == document.first.sha256
        for given, (entry, quote) in zip(item["custom"]["quotes"], document.quotes, strict=True):
            assert given["quote"] == quote.citation.quote
            assert given["question"] == entry.question
            assert given["generation"] == export.generation
            assert given["locator"] == str(quote.locator)
        assert [found for _, found in locators_in(item["note"])] == [
            quote.locator for _, quote in document.quotes
        ]
    assert items[-1]["custom"]["questions"][0]["said"].startswith("The documents do not say")
    assert set(CiteProcJSON(items)) == {item["id"] for item in items}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    (item,) = json.loads(render(of(cited(text, title=text))))
    assert item["custom"]["quotes"][0]["quote"] == item["title"] == text


def test_dates() -> None:
    (item,) = json.loads(render(of(cited("Q.", date="2023-08-22/2023-08-24"))))
    assert item["issued"] == {"date-parts": [[2023, 8, 22], [2023, 8, 24]]}
    (item,) = json.loads(render(of(cited("Q.", date=None, url=None))))
    assert "issued" not in item
    assert item["type"] == "document"
    assert item["note"].startswith("undated\n")
