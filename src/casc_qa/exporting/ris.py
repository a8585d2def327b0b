"""RIS: a record a document, a note (N1) for each of its quotes. A value is one line."""

from __future__ import annotations

from collections.abc import Iterator

from casc_qa.exporting.gathered import Export, QuotedDocument
from casc_qa.exporting.shown import date_of, note_of
from casc_qa.phrases import UNANSWERED
from casc_qa.system.visible import one_line
from casc_qa.wording import written_date


def render(export: Export) -> bytes:
    """The file, in UTF-8."""
    records = [list(_record(export, document)) for document in export.documents()]
    if export.unanswered:
        records.append(list(_unanswered(export)))
    lines = [
        f"{tag}  - {one_line(value)}" for record in records for tag, value in [*record, ("ER", "")]
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")


def _record(export: Export, document: QuotedDocument) -> Iterator[tuple[str, str]]:
    citation = document.first
    yield "TY", "ELEC" if citation.url else "GEN"
    yield "ID", document.key
    yield "TI", citation.title
    if citation.date:
        first, _, last = citation.date.partition("/")
        parts = [*first.split("-"), "", ""][:3]
        yield "PY", parts[0]
        span = written_date(citation.date, export.language) if last else ""
        yield "DA", "/".join([*parts, span])
    else:
        yield "N1", date_of(document.quotes[0][1], export.language)
    if citation.url:
        yield "UR", citation.url
    if citation.language:
        yield "LA", citation.language
    for entry, quote in document.quotes:
        yield "N1", note_of(export, entry, quote)


def _unanswered(export: Export) -> Iterator[tuple[str, str]]:
    yield "TY", "GEN"
    yield "ID", "unanswered"
    yield "TI", UNANSWERED.to(export.language)
    for entry in export.unanswered:
        yield "N1", f"{entry.question_shown} — {entry.said}"
