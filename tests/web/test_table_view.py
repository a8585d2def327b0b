"""A table as HTML: nothing of a document gets out of its cell."""

from __future__ import annotations

import html
import re

from casc_qa.surveying.table import Cell, Column, Row, Table
from casc_qa.types import EVERYTHING, Citation, Span
from casc_qa.web.table_view import table_html

QUOTE = "<img src=x onerror=alert(1)> said \u202e53 came."


def table() -> Table:
    citation = Citation(
        number=1, doc_id="a&b.txt", sha256="a" * 64, title="<b>T</b>", date="2023", url=None,
        page=None, page_end=None, start=5, end=5 + len(QUOTE), quote=QUOTE, language="en",
    )  # fmt: skip
    row = Row(
        "a&b.txt", "a" * 64, "<b>T</b>", "2023", None, None, "en",
        (Cell(0.9, citation, Span(0, 28)), Cell(0.1)),
    )  # fmt: skip
    return Table((Column("<i>Who?</i>", "en"), Column("Кто?", "ru")), (row,), EVERYTHING, "g", "m")


def test_every_word_is_escaped() -> None:
    made = table_html(table(), "ru")
    assert re.findall(r"<(?!/?(?:div|table|thead|tbody|tr|th|td|bdi|a|span|p)\b)", made) == []
    assert html.unescape(made).count("<img src=x onerror=alert(1)>") == 1
    assert "\n" not in made


def test_a_cell_opens_its_sentence() -> None:
    made = table_html(table(), "ru")
    addresses = [html.unescape(found) for found in re.findall(r'href="([^"]*)"', made)]
    assert addresses[0].startswith("/casc/source?doc=a%26b.txt&sha256=aaa")
    assert f"&start=5&end={5 + len(QUOTE)}&quote=" in addresses[1]
    assert addresses[1].endswith("&language=ru")
    assert '<th scope="col" lang="ru">' in made
    assert '<td class="cq-none" aria-label="не сказано"></td>' in made
    assert "Ответ есть в 1 из 2 ячеек" in made
