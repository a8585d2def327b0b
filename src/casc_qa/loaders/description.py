"""What is known of a document: from sources.toml first, then from the file, then from its text."""

from __future__ import annotations

from casc_qa.languages.detect import detect_language
from casc_qa.loaders.first_lines import date_in_name, date_of, name_of, title_of
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.sources import Source
from casc_qa.types import Document, Origin


def describe(
    doc_id: str, sha256: str, extracted: Extracted, source: Source | None, also_at: tuple[str, ...]
) -> Document:
    """The document that a loader extracted.

    A ``source`` without a date means that the document has none.
    """
    known = source or Source()
    (title, title_from), (date, date_from) = _title(doc_id, extracted, known), (None, None)
    if source is None:
        date, date_from = _date(doc_id, extracted)
    elif source.date:
        date, date_from = source.date, "sources"
    return Document(
        doc_id=doc_id,
        title=title,
        text=extracted.text,
        sha256=sha256,
        extractor=extracted.extractor,
        date=date,
        language=known.language or extracted.language or detect_language(extracted.text),
        url=known.url or extracted.url,
        anchors=extracted.anchors,
        also_at=also_at,
        date_from=date_from,
        title_from=title_from,
        file_date=extracted.file_date,
        places=extracted.places,
    )


def _title(doc_id: str, extracted: Extracted, known: Source) -> tuple[str, Origin]:
    if known.title:
        return known.title, "sources"
    if extracted.title:
        return extracted.title, "file"
    in_text = title_of(extracted.text)
    return (in_text, "text") if in_text else (name_of(doc_id), "name")


def _date(doc_id: str, extracted: Extracted) -> tuple[str | None, Origin | None]:
    stated: tuple[tuple[str | None, Origin], ...] = (
        (extracted.date, "file"),
        (date_of(extracted.text), "text"),
        (date_in_name(doc_id), "name"),
    )
    return next(((date, origin) for date, origin in stated if date), (None, None))
