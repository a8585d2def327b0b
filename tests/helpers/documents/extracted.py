"""What loaders hand back, in a form that is easily compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casc_qa.config import ColumnSettings
from casc_qa.loaders.description import describe
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import extract
from casc_qa.loaders.sources import read_sources
from casc_qa.types import Document


def headings(extracted: Extracted) -> list[str]:
    """The headings, each checked to start where its offset says."""
    anchors = [a for a in extracted.anchors if a.kind == "heading"]
    for anchor in anchors:
        assert extracted.text[anchor.offset :].startswith(anchor.value + "\n") or (
            extracted.text[anchor.offset :] == anchor.value
        )
        assert anchor.offset == 0 or extracted.text[anchor.offset - 2 : anchor.offset] == "\n\n"
    return [anchor.value for anchor in anchors]


def at(extracted: Extracted, kind: str) -> list[tuple[str, str]]:
    """Each anchor's value, and how the text goes on there."""
    text = extracted.text
    return [(a.value, text[a.offset :][:16]) for a in extracted.anchors if a.kind == kind]


def rows(load: Callable[..., object], data: str | bytes, **columns: object) -> list[object]:
    """What a loader of rows gives for the data, with the reasons as strings."""
    raw = data.encode() if isinstance(data, str) else data
    documents = load(raw, ColumnSettings(**columns))  # type: ignore[arg-type]
    return [str(r) if isinstance(r, Unreadable) else r for r in documents]  # type: ignore[attr-defined]


def load(folder: Path, name: str, data: bytes) -> Document:
    """The one document in a file, read in this process."""
    (result,) = extract(Path(name).suffix.lower(), data, ColumnSettings())
    if isinstance(result, Unreadable):
        raise result
    return describe(name, "", result, read_sources(folder).get(name), ())
