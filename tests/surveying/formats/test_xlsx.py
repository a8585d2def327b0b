"""A workbook, read with the library that other programs are read with."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from casc_qa.surveying.formats.xlsx import render
from casc_qa.surveying.table import Table
from surveying.conftest import FORMULA


def opened(table: Table, language: str = "en") -> Any:
    return openpyxl.load_workbook(io.BytesIO(render(table, language)))


def test_a_sheet_of_words_and_one_of_sources(table: Table) -> None:
    words, sources = opened(table, "ru").worksheets
    assert (words.title, sources.title) == ("Таблица", "Источники")
    heads, *body = words.iter_rows(values_only=True)
    assert heads[2:] == tuple(column.question for column in table.columns)
    assert [row[0] for row in body[: len(table.rows)]] == [row.title for row in table.rows]
    filled = [cell for row in table.rows for cell in row.cells if cell.answered]
    _, *listed = sources.iter_rows(values_only=True)
    assert [row[0] for row in listed] == [str(n) for n, _ in enumerate(filled, 1)]
    assert [row[3] for row in listed] == [" ".join(cell.words.split()) for cell in filled]
    assert words.freeze_panes == "B2"


def test_every_cell_is_a_text(hostile: Table) -> None:
    for sheet in opened(hostile).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n")  # n: an empty one
                assert cell.value is None or isinstance(cell.value, str)
    sources = opened(hostile).worksheets[1]
    marked = sources["D2"]
    assert (marked.value, marked.quotePrefix) == (FORMULA, True)
    assert "⟨U+001B⟩" in sources["E2"].value


def test_the_same_table_is_the_same_file(hostile: Table) -> None:
    assert render(hostile, "en") == render(hostile, "en")
