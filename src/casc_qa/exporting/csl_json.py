"""CSL-JSON: an item a document; its quotes as text in ``note`` and as data in ``custom``."""

from __future__ import annotations

from typing import Any

from casc_qa.exporting.gathered import Entry, Export, Quote, QuotedDocument
from casc_qa.exporting.shown import date_of, note_of
from casc_qa.phrases import UNANSWERED
from casc_qa.system.visible import json_text, one_line


def render(export: Export) -> bytes:
    """The file, in UTF-8."""
    items = [_item(export, document) for document in export.documents()]
    if export.unanswered:
        items.append(_unanswered(export))
    return (json_text(items, indent=2) + "\n").encode()


def _item(export: Export, document: QuotedDocument) -> dict[str, Any]:
    citation = document.first
    item: dict[str, Any] = {
        "id": document.key,
        "type": "webpage" if citation.url else "document",
        "title": citation.title,
    }
    notes = [note_of(export, entry, quote) for entry, quote in document.quotes]
    if citation.date:
        days = citation.date.split("/")
        item["issued"] = {"date-parts": [[int(p) for p in day.split("-")] for day in days]}
    else:
        notes.insert(0, one_line(date_of(document.quotes[0][1], export.language)))
    if citation.url:
        item["URL"] = citation.url
    if citation.language:
        item["language"] = citation.language
    item["note"] = "\n".join(notes)
    item["custom"] = {
        "doc_id": citation.doc_id,
        "sha256": citation.sha256,
        "quotes": [_quote(export, entry, quote) for entry, quote in document.quotes],
    }
    return item


def _quote(export: Export, entry: Entry, quote: Quote) -> dict[str, Any]:
    answer, citation = entry.asked.answer, quote.citation
    return {
        "quote": citation.quote,
        "role": quote.role,
        "question": entry.question,
        "page": citation.page,
        "page_end": citation.page_end,
        "page_label": citation.page_label,
        "start": citation.start,
        "end": citation.end,
        "generation": answer.generation if answer else export.generation,
        "locator": str(quote.locator),
    }


def _unanswered(export: Export) -> dict[str, Any]:
    return {
        "id": "unanswered",
        "type": "document",
        "title": UNANSWERED.to(export.language),
        "note": "\n".join(one_line(f"{e.question_shown} — {e.said}") for e in export.unanswered),
        "custom": {
            "questions": [{"question": e.question, "said": e.said} for e in export.unanswered]
        },
    }
