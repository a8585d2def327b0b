"""RIS as rispy reads it."""

from __future__ import annotations

from typing import Any

import pytest
import rispy

from casc_qa.exporting.gathered import Export
from casc_qa.exporting.ris import render
from casc_qa.locators import locators_in
from casc_qa.system.visible import one_line
from helpers.exports import HOSTILE, cited, of


def records(data: bytes) -> list[dict[str, Any]]:
    return rispy.loads(data.decode().replace("\r\n", "\n"))


def test_a_record_a_document_with_its_quotes(export: Export) -> None:
    found = records(render(export))
    documents = export.documents()
    assert len(found) == len(documents) + 1
    for record, document in zip(found, documents, strict=False):
        assert record["title"] == document.first.title
        notes = [note for note in record["notes"] if note != "undated"]
        for note, (asked, quote) in zip(notes, document.quotes, strict=True):
            ((_, locator),) = locators_in(note)
            assert locator == quote.locator
            assert note.startswith(f"“{one_line(quote.citation.quote)}” (")
            assert note.endswith(asked.question_shown)
            assert export.generation in note
    assert found[-1]["title"] == "Questions that the documents do not answer"
    assert len(found[-1]["notes"]) == 2


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_line(text: str) -> None:
    citation = cited(text, title=text, url=f"https://x/{text}")
    (record,) = records(render(of(citation, question=text)))
    assert record["title"] == one_line(text).encode("utf-8", "replace").decode()
    assert len(record["notes"]) == 1


def test_dates() -> None:
    (record,) = records(render(of(cited("Q.", date="2023-08-22/2023-08-24"))))
    assert (record["year"], record["date"]) == ("2023", "2023/08/22/22–24 August 2023")
    (record,) = records(render(of(cited("Q.", date="2024-05"))))
    assert (record["year"], record["date"]) == ("2024", "2024/05//")
    (record,) = records(render(of(cited("Q.", date=None))))
    assert record["notes"][0] == "undated"
    assert "year" not in record
