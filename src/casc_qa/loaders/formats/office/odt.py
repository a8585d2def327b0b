"""OpenDocument texts (ODT): the body as a reader sees it once all changes are accepted.

In: paragraphs, lists, tables, sections, links, fields as last shown, insertions, text boxes,
footnotes and endnotes (after the paragraph or table row that refers to them). Out: deletions,
what is struck out, comments, hidden text, generated tables of contents and indexes, headers and
footers of pages, the numbers of lists.

OASIS, "Open Document Format for Office Applications (OpenDocument) Version 1.3", part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casc_qa.loaders.formats.archives.markup import (
    Element,
    attribute,
    child,
    children,
    name,
    nearest,
    read_xml,
)
from casc_qa.loaders.formats.archives.zipped import Archive
from casc_qa.loaders.formats.blocks import Walker, assemble, one_line
from casc_qa.loaders.formats.declared_metadata import date as declared_date
from casc_qa.loaders.formats.declared_metadata import first_language
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.office.odf_looks import Looks
from casc_qa.loaders.formats.office.odf_parts import optional, refuse_encrypted
from casc_qa.loaders.formats.office.odf_words import WordReader

_OUT = frozenset(
    "tracked-changes annotation annotation-end note-citation ruby-text hidden-text hidden-paragraph"
    " number desc script forms event-listeners bibliography-source table-of-content"
    " illustration-index table-index object-index user-index alphabetical-index".split()
)
_ROW_GROUPS = frozenset("table-header-rows table-rows table-row-group".split())
_BOXES = frozenset(("text-box", "custom-shape"))
_MAX_CHAIN = 50  # styles, each based on the next; a circle would not end
_HEADING = re.compile(r"heading(?:_20_| )?\d+", re.IGNORECASE)


def load(data: bytes) -> Extracted:
    """A block a paragraph or table row, headings as anchors. Raises Unreadable."""
    archive = Archive(data, "odt")
    refuse_encrypted(archive)
    content = read_xml(archive, "content.xml")
    body = child(content, "body", "text")
    if body is None:
        raise Unreadable("it is not an ODT text document")
    notes: list[str] = []
    styles = optional(archive, "styles.xml", notes)
    meta = child(optional(archive, "meta.xml", notes), "meta")
    declared = {name(element): (element.text or "").strip() for element in children(meta)}
    reader = _Reader(_parents(content, styles), Looks(content, styles))
    reader.walk(body)
    text, anchors = assemble(reader.blocks)
    return Extracted(
        text,
        "casc-qa odt 1",
        anchors,
        " ".join(reader.title) or declared.get("title") or None,
        language=first_language([declared.get("language"), *_languages(styles)], text),
        notes=(*notes, *([STRUCK_NOTE] if reader.words.has_struck else [])),
        file_date=declared_date(declared.get("creation-date")),
    )


def _parents(*roots: Element | None) -> dict[str, str]:
    """Paragraph styles, each with the one that it is based on."""
    return {
        attribute(style, "name") or "": attribute(style, "parent-style-name") or ""
        for root in roots
        for group in children(root)
        if name(group) in ("styles", "automatic-styles")
        for style in group
        if name(style) == "style" and attribute(style, "family") == "paragraph"
    }


def _languages(styles: Element | None) -> Iterator[str | None]:
    """What the main styles state: Western, then Asian and right-to-left scripts."""
    for style in reversed([*children(child(styles, "styles"))]):
        main = name(style) == "default-style" or attribute(style, "name") == "Standard"
        properties = child(style, "text-properties")
        if main and properties is not None and attribute(style, "family") == "paragraph":
            for wanted in ("language", "language-asian", "language-complex"):
                yield attribute(properties, wanted)


class _Reader(Walker):
    """One pass through a document's body."""

    def __init__(self, parents: dict[str, str], looks: Looks) -> None:
        """``parents`` are the paragraph styles, each with the one that it is based on."""
        super().__init__()
        self._parents = parents
        self.words = WordReader(looks, self._is_apart)
        self.title: list[str] = []
        self._title_open = True

    def walk(self, parent: Element) -> None:
        """Adds the blocks inside ``parent``, in order."""
        for element in parent:
            tag = name(element)
            if tag in ("p", "h"):
                self._paragraph(element, tag == "h")
            elif tag == "table":
                self.table(_rows(element))
            elif not _is_out(element, tag):
                self.walk(element)

    def _paragraph(self, paragraph: Element, heading: bool) -> None:
        text = self.words.read(paragraph)
        style = self._named(attribute(paragraph, "style-name") or "")
        if style == "Title" and self._title_open and text:
            self.title.append(one_line(text))
        elif self.title and text:
            self._title_open = False
        self.add(text, heading or bool(_HEADING.fullmatch(style)))

    def _named(self, style: str) -> str:
        """The title's or a heading's style that ``style`` is based on, or what it ends in."""
        for _ in range(_MAX_CHAIN):
            if style == "Title" or _HEADING.fullmatch(style):
                break
            style = self._parents.get(style) or style
        return style

    def _is_apart(self, element: Element, tag: str) -> bool:
        """Notes and boxes are, and follow later."""
        if tag == "note":
            self._later_inside(element, "note-body")
        elif tag in _BOXES:
            self.later(element)
        else:
            return _is_out(element, tag)
        return True

    def _later_inside(self, element: Element, part: str) -> None:
        inner = child(element, part)
        if inner is not None:
            self.later(inner)


def _is_out(element: Element, tag: str) -> bool:
    """Whether it is hidden; a picture's title is out, the document's title as a field is not."""
    if tag == "title":
        return "svg" in element.tag
    return tag in _OUT or (tag == "section" and attribute(element, "display") == "none")


def _rows(table: Element) -> list[list[Element]]:
    """The cells of each row, without those that lie under a wider or higher one."""
    return [
        [cell for cell in row if name(cell) == "table-cell"]
        for row in nearest(table, "table-row", _ROW_GROUPS)
    ]
