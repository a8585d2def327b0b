"""Which columns of a row are its text and its title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.tables import csv_rows, json_lines
from helpers.documents.extracted import rows


def test_a_single_column_and_several() -> None:
    alone = rows(csv_rows.load_rows, "text\nOne, and two.\nThree.\n")
    assert [r.text for r in alone if isinstance(r, Extracted)] == ["One, and two.", "Three."]
    both = rows(csv_rows.load_rows, "q,a,when\nWho?,He.,2023\n", text=("q", "a", "b"), date="when")
    assert [(r.text, r.date) for r in both if isinstance(r, Extracted)] == [("Who?\n\nHe.", "2023")]


@pytest.mark.parametrize(
    ("load", "data", "reason"),
    [
        (csv_rows.load_rows, "a\n1\n", r"it has no column text or body \(it has a\)"),
        (csv_rows.load_rows, "", r"it has no column text or body \(it has none\)"),
        (csv_rows.load_rows, "text\n\0\n", "it is not text in any encoding known here"),
        (json_lines.load_rows, '{"a": 1}\n[]\n{"b": 1}', r"no column text or body \(it has a, b\)"),
        (json_lines.load_rows, "words", r"it has no column text or body \(it has none\)"),
    ],
)
def test_without_a_text_column(load: Callable[..., object], data: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        rows(load, data, text=("text", "body"))


FIGURES = "Country;2021;2022\n\nKazakhstan;37;40\nUzbekistan;;1 204\n"


def test_a_table_of_figures_is_one_document() -> None:
    (table,) = csv_rows.load_rows(FIGURES.encode(), ColumnSettings())
    assert isinstance(table, Extracted)
    assert (
        table.text
        == "Country: Kazakhstan | 2021: 37 | 2022: 40\n\nCountry: Uzbekistan | 2022: 1 204"
    )
    assert [anchor.value for anchor in table.anchors] == ["row 2", "row 3"]
    assert not table.is_row


def test_rows_of_text_are_documents() -> None:
    rows = list(csv_rows.load_rows(b"text,title\nIt was so.,One\nIt is.,Two\n", ColumnSettings()))
    assert [isinstance(row, Extracted) and row.is_row for row in rows] == [True, True]
