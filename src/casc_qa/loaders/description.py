"""What is known of a document: from sources.toml first, then from the file, then from its text."""

from __future__ import annotations

from casc_qa.languages.detect import detect_language
from casc_qa.loaders.first_lines import date_of, title_of
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.sources import Source
from casc_qa.types import Document


def describe(
    doc_id: str, sha256: str, extracted: Extracted, source: Source | None, also_at: tuple[str, ...]
) -> Document:
    """The document that a loader extracted.

    A ``source`` without a date means that the document has none.
    """
    known = source or Source()
    return Document(
        doc_id=doc_id,
        title=known.title or extracted.title or title_of(extracted.text, doc_id),
        text=extracted.text,
        sha256=sha256,
        extractor=extracted.extractor,
        date=known.date if source else extracted.date or date_of(extracted.text, doc_id),
        language=known.language or extracted.language or detect_language(extracted.text),
        url=known.url or extracted.url,
        anchors=extracted.anchors,
        also_at=also_at,
    )
