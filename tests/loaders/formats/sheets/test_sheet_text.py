"""The text of a file's sheets, within the bounds of what can be indexed."""

from __future__ import annotations

import pytest

from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.sheets import sheet_text
from casc_qa.loaders.formats.sheets.grid import Cell, Row, Sheet
from casc_qa.loaders.formats.sheets.sheet_text import Workbook


def sheet(name: str, rows: int) -> Sheet:
    result = Sheet(name)
    result.rows = [Row(number, {1: Cell(f"{name}{number}")}) for number in range(1, rows + 1)]
    return result


def text_of(*sheets: Sheet) -> Extracted:
    book = Workbook()
    for each in sheets:
        book.add(each)
    return book.extracted("test", None, lambda text: None)


def test_rows_beyond_the_last_anchor_are_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_text, "_MAX_ANCHORS", 2)
    extracted = text_of(sheet("a", 4), sheet("b", 2))
    assert extracted.text.split("\n\n") == ["a1", "a2", "a3", "a4", "b1", "b2"]
    assert [(a.value, extracted.text[a.offset :][:2]) for a in extracted.anchors] == [
        ("a, row 1", "a1"),
        ("a, row 2", "a2"),
        ("a, from row 3", "a3"),
        ("b, from row 1", "b1"),
    ]
    (note,) = extracted.notes
    assert note.startswith("rows beyond the first") and note.endswith("of their own: 4")


def test_a_text_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_text, "_MAX_CHARS", 20)
    with pytest.raises(Unreadable, match="it has more than 20 characters"):
        text_of(sheet("a", 6))
