"""CSV that a spreadsheet opens, and runs nothing of."""

from __future__ import annotations

import csv
import io

from casc_qa.surveying.formats.csv_rows import render
from casc_qa.surveying.table import Table
from casc_qa.system.spreadsheet_cells import unguarded
from surveying.conftest import FORMULA


def rows(table: Table, language: str = "en") -> list[list[str]]:
    return list(csv.reader(io.StringIO(render(table, language).decode("utf-8-sig"), newline="")))


def test_words_then_sentences_and_locators(table: Table) -> None:
    heads, *body = rows(table, "ru")
    assert heads[:2] == ["Документ", "Дата"]
    assert heads[4:7] == [column.question for column in table.columns]
    assert heads[7:9] == [
        "How many participants took part? – Предложение",
        "How many participants took part? – Адрес",
    ]
    for row, own in zip(table.rows, body, strict=True):
        assert len(own) == len(heads)
        assert [unguarded(cell) for cell in own[4:7]] == [cell.words for cell in row.cells]
    assert render(table, "en").startswith(b"\xef\xbb\xbf")


def test_no_cell_is_a_formula(hostile: Table) -> None:
    heads, row = rows(hostile)
    assert all(cell[:1] not in "=+-@" for cell in [*heads, *row] if cell)
    assert unguarded(row[0]) == "@title"
    assert unguarded(row[4]) == FORMULA
    assert hostile.rows[0].cells[0].citation is not None
    assert unguarded(row[6]) == hostile.rows[0].cells[0].citation.quote
