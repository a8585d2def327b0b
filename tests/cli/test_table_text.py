"""A table in a terminal, and in a pipe."""

from __future__ import annotations

import pytest

from casc_qa.cli.table_text import table_text
from casc_qa.surveying.table import Cell, Column, Row, Table
from casc_qa.types import EVERYTHING, Citation, Span

QUOTE = "\x1b[31mThe training gathered 53\nparticipants."


@pytest.fixture
def small() -> Table:
    citation = Citation(
        number=1, doc_id="a.txt", sha256="0" * 64, title="Osh", date="2023-06-08", url=None,
        page=None, page_end=None, start=0, end=len(QUOTE), quote=QUOTE,
    )  # fmt: skip
    start = QUOTE.index("53")
    cells = (Cell(0.9, citation, Span(start, start + 2)), Cell(0.1))
    row = Row("a.txt", "0" * 64, "Osh", "2023-06-08", None, None, "en", cells)
    return Table(
        (Column("How many?", "en"), Column("Who?", "en")), (row,), EVERYTHING, "generation", "m"
    )


def test_in_a_pipe_a_list(small: Table) -> None:
    assert table_text(small, "en", is_terminal=False, colour=False).splitlines() == [
        "Osh",
        "  8 June 2023 · a.txt",
        "  How many?",
        "    53 [1]",
        "  Who?",
        "    does not say",
        "",
        "Sources",
        "[1] ⟨U+001B⟩[31mThe training gathered 53 participants.",
        f"    a.txt, characters 0–{len(QUOTE)}",
        "",
        "1 of 2 cells hold an answer. Where a cell is empty, the document does not say.",
    ]


def test_in_a_terminal_a_grid(small: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = table_text(small, "ru", is_terminal=True, colour=False)
    assert "│ Osh (8 июня 2023" in shown
    assert "53 [1]" in shown
    assert "\x1b" not in shown
    assert "Ответ есть в 1 из 2 ячеек." in shown
