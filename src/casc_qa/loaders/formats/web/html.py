"""Web pages: their main text and what they declare of themselves, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from casc_qa.loaders.formats.encodings.decoding import decode, doubts
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.web.page import make_ready
from casc_qa.text.dates import iso_range
from casc_qa.types import Anchor

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]{0,400}?\blang=[\"']?([A-Za-z]{2})", re.IGNORECASE)
# Where a page states its own date; the rest is a guess, and so is a date that a library fills up.
_DATES = re.compile(
    r"<meta[^>]{0,200}?(?:article:published_time|datepublished|dc(?:terms)?\.(?:date|issued|created)"
    r"|[\"']date[\"'])[^>]{0,200}?content=[\"'](?P<iso>\d{4}(?:-\d\d(?:-\d\d)?)?)"
    r"|\"datePublished\"\s*:\s*\"(?P<ld>\d{4}(?:-\d\d(?:-\d\d)?)?)",
    re.IGNORECASE,
)
_BLOCKS = {"head", "p", "item", "row", "quote", "code", "ab", "list", "table", "div"}
_MAX_CHARS = 20_000_000


def load(data: bytes, charset: str | None = None) -> Extracted:
    """Main text, a line a block, headings as anchors. Raises Unreadable.

    ``charset`` is what came with the page; it goes before what the page declares.
    """
    import trafilatura
    from trafilatura.utils import load_html
    from trafilatura.xpaths import BODY_XPATH, OVERALL_DISCARD_XPATH, REMOVE_COMMENTS_XPATH

    declared = charset or _declared_charset(data)
    html, encoding = decode(data, declared)
    if len(html) > _MAX_CHARS:
        raise Unreadable(f"it has more than {_MAX_CHARS:,} characters")
    tree = load_html(html)
    dropped = [*OVERALL_DISCARD_XPATH[:1], *REMOVE_COMMENTS_XPATH]  # the other finds what is hidden
    notes = make_ready(tree, dropped, BODY_XPATH) if tree is not None else []
    page: Any = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False)
    if page is None or page.body is None:
        raise Unreadable("no main text was found in this page")
    text, anchors = _assemble(page.body)
    language = _LANG.search(html[:4096])
    return Extracted(
        text,
        f"trafilatura {version('trafilatura')}",
        anchors,
        page.title or None,
        _declared_date(html),
        language[1].lower() if language else None,
        page.url or None,
        notes=(*doubts(data, encoding, declared), *notes),
    )


def _declared_charset(data: bytes) -> str | None:
    """What the page declares. UTF-16 is not believed: the declaration itself was read as ASCII."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii", "replace").lower() if declared else None
    return None if name and name.startswith("utf-16") else name


def _declared_date(html: str) -> str | None:
    """The date in the page's own metadata, as exactly as it stands there."""
    for match in _DATES.finditer(html):
        value = match["iso"] or match["ld"]
        try:
            iso_range(value)
        except ValueError:
            continue
        return value
    return None


def _assemble(body: _Element) -> tuple[str, tuple[Anchor, ...]]:
    """The blocks' text, with a blank line between them."""
    parts: list[str] = []
    anchors: list[Anchor] = []
    offset = 0
    for tag, text in _blocks(body, "p"):
        if tag == "head":
            anchors.append(Anchor(offset, "heading", text))
        parts.append(text)
        offset += len(text) + 2
    return "\n\n".join(parts), tuple(anchors)


def _blocks(element: _Element, tag: str) -> Iterator[tuple[str, str]]:
    """(tag, text) of each block in order; a block inside a block stands by itself."""
    if tag == "row":
        cells = [" ".join(text for _, text in _blocks(cell, "p")) for cell in element]
        yield tag, " | ".join(" ".join(cell.split()) for cell in cells)
        return
    words = element.text or ""
    for child in element:
        if child.tag in _BLOCKS or any(d.tag in _BLOCKS for d in child.iterdescendants()):
            yield from _nonempty(tag, words)
            yield from _blocks(child, str(child.tag))
            words = ""
        else:
            words += _inline(child)
        words += child.tail or ""
    yield from _nonempty(tag, words)


def _inline(element: _Element) -> str:
    """The words of an element without blocks; a line break is one."""
    if element.tag == "lb":
        return "\n"
    if not isinstance(element.tag, str):  # a comment
        return ""
    return (element.text or "") + "".join(_inline(c) + (c.tail or "") for c in element)


def _nonempty(tag: str, words: str) -> Iterator[tuple[str, str]]:
    lines = (" ".join(line.split()) for line in words.split("\n"))
    text = "\n".join(line for line in lines if line)
    if text:
        yield tag, text
