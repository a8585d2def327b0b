"""A table whose every row is a document: which column holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats import declared_metadata
from casc_qa.loaders.formats.extracted import Extracted, Unreadable

_SHOWN_NAMES = 20
_NAME_CHARS = 40


Row = Extracted | Unreadable
"""A row's document, or why it has none. The n-th one that is given out is row n of the file."""


def normalised(name: object) -> str:
    """A column's name as it is compared."""
    return str(name).strip().casefold()


def has_text(names: Iterable[str], columns: ColumnSettings) -> bool:
    """Whether one of the text columns is among these normalised names."""
    return not {normalised(name) for name in columns.text}.isdisjoint(names)


def missing_text(names: Iterable[object], columns: ColumnSettings) -> Unreadable:
    """The reason when it is not, with the names that are there."""
    shown = [str(name).strip()[:_NAME_CHARS] for name in names][:_SHOWN_NAMES]
    return Unreadable(
        f"it has no column {' or '.join(columns.text)} (it has {', '.join(shown) or 'none'})"
    )


def document(row: Mapping[str, object], columns: ColumnSettings, extractor: str, label: str) -> Row:
    """The document in a row of normalised names; ``label`` says which row, for the reason."""
    values = {name: _words(value) for name, value in row.items()}

    def stands_in(name: str) -> str | None:
        return values.get(normalised(name))

    parts = [stands_in(name) for name in columns.text]
    text = "\n\n".join(part for part in parts if part)
    if not text:
        return Unreadable(f"{label} holds no text")
    return Extracted(
        text,
        extractor,
        title=" ".join((stands_in(columns.title) or "").split()) or None,
        date=declared_metadata.date(stands_in(columns.date)),
        language=declared_metadata.language(stands_in(columns.language)),
        url=declared_metadata.url(stands_in(columns.url)),
        is_row=True,
    )


def noted(rows: Iterator[Row], notes: tuple[str, ...]) -> Iterator[Row]:
    """The rows, with what a person should know of the file beside its first document."""
    for row in rows:
        if notes and isinstance(row, Extracted):
            row, notes = replace(row, notes=notes), ()
        yield row


def _words(value: object) -> str:
    """Text and numbers as text, without halves of characters; nothing else is any."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip().encode("utf-8", "replace").decode()
