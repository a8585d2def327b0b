"""CSV as Python's reader, and a spreadsheet, take it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.exporting.csv_rows import COLUMNS, render
from casc_qa.exporting.gathered import Export
from casc_qa.locators import locators_in
from casc_qa.system.spreadsheet_cells import unguarded
from helpers.exports import HOSTILE, cited, of


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_a_quote_and_one_for_each_question_without(export: Export) -> None:
    table = rows(render(export))
    quotes = [(entry, quote) for entry in export.entries for quote in entry.quotes]
    assert tuple(table[0]) == COLUMNS
    assert len(table) == len(quotes) + 2
    for row, (entry, quote) in zip(table, quotes, strict=False):
        assert row["question"] == entry.question
        assert row["quote"] == quote.citation.quote
        assert row["title"] == quote.citation.title
        assert (row["answered"], row["role"], row["said"]) == ("yes", quote.role, "")
        assert row["generation"] == export.generation
        ((_, locator),) = locators_in(row["locator"])
        assert locator == quote.locator
    assert table[-2]["said"] == "The documents do not say: nothing in them is about this."
    assert table[-1]["said"] == "The question has more than 2,000 characters: shorten it."
    assert [row["quote"] for row in table[-2:]] == ["", ""]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text: str) -> None:
    data = render(of(cited(text, title=text), question=text))
    for row in rows(data):
        assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row.values())
        plain = text.encode("utf-8", "replace").decode()
        assert unguarded(row["quote"]) == unguarded(row["title"]) == plain


@given(st.text())
def test_any_quote_comes_back(quote: str) -> None:
    (row,) = rows(render(of(cited(quote))))
    assert unguarded(row["quote"]) == quote


def test_undated_is_said() -> None:
    assert rows(render(of(cited("Q.", date=None))))[0]["date"] == "undated"
    assert rows(render(of(cited("Q."))))[0]["date"] == "2023-06-08"
