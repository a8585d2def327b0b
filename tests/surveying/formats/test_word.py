"""A Word document, read with the library that wrote it and no other."""

from __future__ import annotations

import io
from typing import Any

import docx

from casc_qa.surveying.formats.word import render
from casc_qa.surveying.table import Table
from surveying.conftest import FORMULA


def opened(table: Table, language: str = "en") -> Any:
    return docx.Document(io.BytesIO(render(table, language)))


def test_a_grid_and_its_sources(table: Table) -> None:
    document = opened(table)
    (grid,) = document.tables
    heads, *body = [[cell.text for cell in row.cells] for row in grid.rows]
    assert heads == ["Document", *(column.question for column in table.columns)]
    assert len(body) == len(table.rows)
    assert any(cell.startswith("53 [") for cell in body[1])
    said = [paragraph.text for paragraph in document.paragraphs]
    assert any("] “The training gathered 53 participants" in line for line in said)
    assert any("Summarise the documents. – " in line for line in said)
    assert document.sections[0].page_width > document.sections[0].page_height


def test_what_xml_can_not_hold_has_a_name(hostile: Table) -> None:
    (grid,) = opened(hostile, "ru").tables
    assert grid.rows[1].cells[1].text == f"{FORMULA} [1]"
    assert "⟨U+001B⟩" in "".join(p.text for p in opened(hostile).paragraphs)
    assert render(hostile, "en") == render(hostile, "en")
