"""EPUB books: the chapters in reading order, without navigation.

In: headings, paragraphs, lists, tables, notes where they stand. Out: marks that lead to notes, what
is struck out, pictures, hidden elements, pronunciation aids.

W3C, "EPUB 3.3"; IDPF, "Open Packaging Format 2.0.1". No library: ebooklib is under the AGPL.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from casc_qa.loaders.formats.archives.markup import (
    Element,
    attribute,
    child,
    children,
    name,
    nearest,
    read_xhtml,
    read_xml,
)
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.blocks import Walker, assemble
from casc_qa.loaders.formats.declared_metadata import date as declared_date
from casc_qa.loaders.formats.declared_metadata import first_language
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.page_marks import MOVED, STRUCK, UNSEEN

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_OUT = frozenset(
    "head script style template svg audio video iframe object canvas rt rp".split()
).union(STRUCK)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form header hr li main nav ol p pre section summary td th ul".split()
)
_ROW_GROUPS = frozenset("thead tbody tfoot".split())
_BREAK = "\0"  # no page can hold this character


def load(data: bytes) -> Extracted:
    """A block a paragraph or table row, headings as anchors. Raises Unreadable."""
    archive = Archive(data, "epub")
    if _CONTAINER not in archive:
        raise Unreadable("it is a zip archive, but not an EPUB book")
    package = _package(archive)
    root = read_xml(archive, package)
    notes: list[str] = []
    text, anchors = assemble(_chapters(archive, root, posixpath.dirname(package), notes).blocks)
    metadata = child(root, "metadata")
    declared = child(metadata, "dc-metadata")  # as the first versions had it
    declared = metadata if declared is None else declared
    return Extracted(
        text,
        "casc-qa epub 1",
        anchors,
        next(_values(declared, "title"), None),
        next(filter(None, map(declared_date, _values(declared, "date"))), None),
        first_language(_values(declared, "language"), text),
        notes=tuple(notes),
    )


def _package(archive: Archive) -> str:
    """Where the book's own description stands. Raises Unreadable."""
    rootfile = child(read_xml(archive, _CONTAINER), "rootfiles", "rootfile")
    path = None if rootfile is None else attribute(rootfile, "full-path")
    if not path:
        raise Unreadable("it is a damaged EPUB book: it does not say where its contents are")
    return path


def _values(metadata: Element | None, wanted: str) -> Iterator[str]:
    """What is declared under this name; of dates, not the day of the last change."""
    for element in children(metadata):
        value = " ".join((element.text or "").split())
        if name(element) == wanted and value and attribute(element, "event") != "modification":
            yield value


def _chapters(archive: Archive, root: Element, folder: str, notes: list[str]) -> _Reader:
    """All chapters, read; ``notes`` gets those that can't be. Raises Unreadable if none can."""
    reader, reason = _Reader(), None
    encrypted = _encrypted(archive)
    for part in _spine(root, folder):
        try:
            if part in encrypted:
                raise Unreadable(f"its part {part} is encrypted")
            page, whole = read_xhtml(archive, part)
            reader.walk(page)
            if not whole:
                notes.append(f"A chapter is not complete: {part} is damaged.")
        except Unreadable as error:
            reason = error
            notes.append(f"A chapter could not be read: {error}.")
    if reader.has_struck:
        notes.append(STRUCK_NOTE)
    if reason and not reader.blocks:
        raise reason
    return reader


def _spine(root: Element, folder: str) -> Iterator[str]:
    """The parts that are chapters, in reading order, each once."""
    items = {attribute(item, "id"): item for item in children(child(root, "manifest"))}
    chosen = (items.get(attribute(ref, "idref")) for ref in children(child(root, "spine")))
    seen: set[str] = set()
    for item in chosen:
        if item is None or "nav" in (attribute(item, "properties") or "").split():
            continue
        target = unquote((attribute(item, "href") or "").partition("#")[0])
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if attribute(item, "media-type") in _PAGES and part not in seen:
            seen.add(part)
            yield part


def _encrypted(archive: Archive) -> set[str]:
    """Parts that only the seller's own program can read."""
    if _ENCRYPTION not in archive:
        return set()
    listed = children(read_xml(archive, _ENCRYPTION))
    references = (child(data, "CipherData", "CipherReference") for data in listed)
    return {unquote(attribute(each, "URI") or "") for each in references if each is not None}


class _Reader(Walker):
    """One pass through the chapters."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self._in_heading = False
        self._as_typed = False
        self._move: Callable[[str], str] = str  # of what is raised or lowered
        self.has_struck = False
        """Whether words were left out that are struck out."""

    def walk(self, parent: Element) -> None:
        """Adds the blocks inside ``parent``, in order."""
        self._flush()
        self._inside(parent, "")
        self._flush()

    def _inside(self, parent: Element, tag: str) -> None:
        state = self._in_heading, self._as_typed
        outer, self._move = self._move, MOVED.get(tag, self._move)
        is_block = tag in _BLOCKS or tag in _HEADINGS
        if is_block:
            self._flush()
            self._in_heading |= tag in _HEADINGS
            self._as_typed |= tag == "pre"
        self._add_text(parent.text)
        for element in parent:
            inner = name(element)
            if not inner:  # a reference to an entity that HTML knows and XML does not
                self._add_text(html.unescape(element.text or ""))
            elif inner == "br":
                self._words.append(_BREAK)
            elif inner == "table":
                self._table(element)
            elif not _is_out(element, inner):
                self._inside(element, inner)
            self.has_struck |= inner in STRUCK
            self._add_text(element.tail)
        self._move = outer
        if is_block:
            self._flush()
            self._in_heading, self._as_typed = state

    def _table(self, table: Element) -> None:
        self._flush()
        for caption in nearest(table, "caption", frozenset()):
            self.walk(caption)
        self.table(
            [
                [cell for cell in row if name(cell) in ("td", "th")]
                for row in nearest(table, "tr", _ROW_GROUPS)
            ]
        )

    def _add_text(self, text: str | None) -> None:
        if text:
            text = self._move(text)
            self._words.append(text.replace("\n", _BREAK) if self._as_typed else text)

    def _flush(self) -> None:
        """Ends the block at hand; white space as browsers show it."""
        words = re.sub(r"[ \t\r\n\f]+", " ", "".join(self._words))
        self._words.clear()
        self.add(re.sub(f" ?{_BREAK} ?", "\n", words), self._in_heading)


def _is_out(element: Element, tag: str) -> bool:
    """Whether a reader does not see it, or sees a mark that leads elsewhere."""
    if tag in _OUT or attribute(element, "hidden") is not None:
        return True
    if UNSEEN.search(attribute(element, "style") or ""):
        return True
    uses = f"{attribute(element, 'type')} {attribute(element, 'role')}".split()
    if tag == "nav":
        return "toc" in uses or "doc-toc" in uses or "landmarks" in uses or "page-list" in uses
    return "noteref" in uses or "doc-noteref" in uses
