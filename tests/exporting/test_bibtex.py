"""BibTeX as bibtexparser reads it, and its text as pylatexenc does."""

from __future__ import annotations

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from casc_qa.exporting.bibtex import escaped, render
from casc_qa.exporting.gathered import Export
from casc_qa.locators import Locator, locators_in
from casc_qa.system.visible import one_line
from helpers.exports import HOSTILE, SHA256, cited, of


def text_of(latex: str) -> str:
    """What LaTeX shows; pylatexenc has the raised mark for a circumflex of ASCII."""
    return str(LatexNodes2Text().latex_to_text(latex)).replace("ˆ", "^")


def entries(data: bytes) -> list[dict[str, str]]:
    library = bibtexparser.parse_string(data.decode())
    assert library.failed_blocks == []
    assert len(library.blocks) == len(library.entries)
    return [{field.key: field.value for field in entry.fields} for entry in library.entries]


def test_an_entry_a_document_with_its_quotes(export: Export) -> None:
    found = entries(render(export))
    documents = export.documents()
    assert len(found) == len(documents) + 1
    for entry, document in zip(found, documents, strict=False):
        assert text_of(entry["title"]) == document.first.title
        notes = text_of(entry["annote"])
        assert [locator for _, locator in locators_in(notes)] == [
            quote.locator for _, quote in document.quotes
        ]
        for asked, quote in document.quotes:
            assert f"“{one_line(quote.citation.quote)}” (" in notes
            assert f"in answer to: {asked.question}" in notes
        assert export.generation in notes
    assert text_of(found[-1]["title"]) == "Questions that the documents do not answer"
    assert "mercury? — The documents do not say" in text_of(found[-1]["annote"])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_field(text: str) -> None:
    citation = cited(text, title=text, url=f"https://x/{text}")
    (entry,) = entries(render(of(citation, question=text)))
    assert set(entry) == {"title", "year", "month", "date", "url", "langid", "annote"}
    assert (
        text_of(entry["title"]).split()
        == one_line(text).encode("utf-8", "replace").decode().split()
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_comes_back(text: str) -> None:
    line = one_line(text).replace("ˆ", "")
    assert text_of(escaped(line)) == line


def test_dates_and_addresses() -> None:
    (entry,) = entries(render(of(cited("Q.", date="2023-08-22/2023-08-24", url="https://x/{a} b"))))
    assert (entry["year"], entry["month"], entry["date"]) == ("2023", "8", "2023-08-22/2023-08-24")
    assert entry["url"] == "https://x/%7Ba%7D%20b"
    (entry,) = entries(render(of(cited("Q.", date=None, url=None))))
    assert entry["note"] == "undated"
    assert not {"year", "date", "url"} & set(entry)
    ((_, locator),) = locators_in(text_of(entry["annote"]))
    assert locator == Locator("a b/ж.html", SHA256, 10, 12)
