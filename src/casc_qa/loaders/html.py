"""Web pages: their main text and what they state of themselves, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from casc_qa.loaders.encoding import decode
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.types import Anchor

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]{0,400}?\blang=[\"']?([A-Za-z]{2})", re.IGNORECASE)
_BLOCKS = {"head", "p", "item", "row", "quote", "code", "ab"}
_MAX_CHARS = 20_000_000


def load(data: bytes) -> Extracted:
    """Main text, a line a block, headings as anchors. Raises Unreadable."""
    import trafilatura

    declared = _CHARSET.search(data[:4096])
    html, _ = decode(data, declared[1].decode("ascii") if declared else None)
    if len(html) > _MAX_CHARS:
        raise Unreadable(f"it has more than {_MAX_CHARS:,} characters")
    page: Any = trafilatura.bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or page.body is None:
        raise Unreadable("no main text was found in this page")
    text, anchors = _assemble(page.body)
    language = _LANG.search(html[:4096])
    return Extracted(
        text,
        f"trafilatura {version('trafilatura')}",
        anchors,
        page.title or None,
        page.date or None,
        language[1].lower() if language else None,
        page.url or None,
    )


def _assemble(body: _Element) -> tuple[str, tuple[Anchor, ...]]:
    """The blocks' text, one a line, with a blank line between them."""
    parts: list[str] = []
    anchors: list[Anchor] = []
    offset = 0
    for kind, text in _blocks(body):
        if kind == "head":
            anchors.append(Anchor(offset, "heading", text))
        parts.append(text)
        offset += len(text) + 2
    return "\n\n".join(parts), tuple(anchors)


def _blocks(element: _Element) -> Iterator[tuple[str, str]]:
    """(tag, text) of the outermost blocks, in order; cells of a row stand apart by " | "."""
    for child in element:
        if child.tag not in _BLOCKS:
            yield from _blocks(child)
            continue
        cells = [" ".join("".join(cell.itertext()).split()) for cell in child.iter("cell")]
        text = " | ".join(cells) if cells else " ".join("".join(child.itertext()).split())
        if text:
            yield str(child.tag), text
