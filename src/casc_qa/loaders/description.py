"""What is known of a document: from sources.toml first, then from the file, then from its text."""

from __future__ import annotations

from pathlib import PurePosixPath

from casc_qa.languages.detect import detect_language
from casc_qa.loaders.formats.extracted import Extracted
from casc_qa.loaders.sources import Source
from casc_qa.text.dates import find_date
from casc_qa.types import Document

_FIRST_LINES = 3
_FIRST_CHARS = 600
_TITLE_CHARS = 200


def describe(
    doc_id: str, sha256: str, extracted: Extracted, source: Source | None, also_at: tuple[str, ...]
) -> Document:
    """The document that a loader extracted.

    A ``source`` without a date means that the document has none.
    """
    known = source or Source()
    return Document(
        doc_id=doc_id,
        title=known.title or extracted.title or _title(extracted.text, doc_id),
        text=extracted.text,
        sha256=sha256,
        extractor=extracted.extractor,
        date=known.date if source else extracted.date or _date(extracted.text),
        language=known.language or extracted.language or detect_language(extracted.text),
        url=known.url or extracted.url,
        anchors=extracted.anchors,
        also_at=also_at,
    )


def _first_lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text[: _FIRST_CHARS * 8].splitlines())
    return [line for line in lines if line][:_FIRST_LINES]


def _title(text: str, doc_id: str) -> str:
    """The first line, cut at a word where it is a paragraph and no title."""
    line = next(iter(_first_lines(text)), PurePosixPath(doc_id).stem)
    if len(line) <= _TITLE_CHARS:
        return line
    return line[:_TITLE_CHARS].rpartition(" ")[0].rstrip(",;:-– ") + " …"


def _date(text: str) -> str | None:
    return find_date("\n".join(_first_lines(text))[:_FIRST_CHARS])
