"""CSV: a row a quote, and one for each question without.

Cells that a spreadsheet would take for formulas begin with an apostrophe
(``system.spreadsheet_cells``). A file begins with a byte order mark, without which Excel takes
UTF-8 for something else.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from casc_qa.exporting import bibliography
from casc_qa.exporting.gathered import Entry, Export, Quote
from casc_qa.exporting.shown import date_of
from casc_qa.system.spreadsheet_cells import guarded

COLUMNS = (
    "number",
    "question",
    "answered",
    "said",
    "role",
    "quote",
    "highlight",
    "title",
    "date",
    "url",
    "page",
    "page_end",
    "page_label",
    "start",
    "end",
    "doc_id",
    "sha256",
    "generation",
    "locator",
    "citation",
    "confidence",
)


def render(export: Export) -> bytes:
    """The file, in UTF-8 with a byte order mark."""
    return table_text(export).encode("utf-8-sig", "replace")


def table_text(export: Export) -> str:
    """The rows below their heads."""
    text = io.StringIO(newline="")
    rows = csv.DictWriter(text, COLUMNS, restval="")
    rows.writeheader()
    for number, entry in enumerate(export.entries, 1):
        for row in _rows(export, entry):
            cells = {name: guarded(str(v)) for name, v in row.items() if v is not None}
            rows.writerow({"number": number, **cells})
    return text.getvalue()


def _rows(export: Export, entry: Entry) -> Iterator[dict[str, object]]:
    answer = entry.asked.answer
    confidence = answer.confidence if answer else None
    whole: dict[str, object] = {
        "question": entry.question,
        "answered": "yes" if entry.quotes else "no",
        "said": entry.said,
        "generation": answer.generation if answer else export.generation,
        "confidence": None if confidence is None else f"{confidence:.4f}",
    }
    if not entry.quotes:
        yield whole
    for quote in entry.quotes:
        yield whole | _quote(export, quote)


def _quote(export: Export, quote: Quote) -> dict[str, object]:
    citation = quote.citation
    return {
        "role": quote.role,
        "quote": citation.quote,
        "highlight": quote.highlight.of(quote.sentence.text) if quote.highlight else None,
        "title": citation.title,
        "date": citation.date or date_of(quote, export.language),
        "url": citation.url,
        "page": citation.page,
        "page_end": citation.page_end,
        "page_label": citation.page_label,
        "start": citation.start,
        "end": citation.end,
        "doc_id": citation.doc_id,
        "sha256": citation.sha256,
        "locator": str(quote.locator),
        "citation": bibliography.note(citation, export.style, export.language),
    }
