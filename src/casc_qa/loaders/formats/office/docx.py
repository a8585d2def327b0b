"""Word documents (DOCX): the body as a reader sees it once all changes are accepted.

In: paragraphs, lists, tables, content controls, links, the results of fields, check boxes,
formulas, insertions, text boxes and diagrams, footnotes and endnotes (after the paragraph or table
row that refers to them). Out: deletions, what is struck out, comments, hidden text, generated
tables of contents, headers and footers of pages, the numbers of lists, which stand nowhere in the
file.

ECMA-376, "Office Open XML File Formats", part 1: WordprocessingML. No library: python-docx gives
no footnotes, text boxes, content controls or insertions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

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
from casc_qa.loaders.formats.declared_metadata import first_language
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE, lowered, raised
from casc_qa.loaders.formats.office.docx_forms import filled_in, is_on
from casc_qa.loaders.formats.office.docx_math import formula
from casc_qa.loaders.formats.office.docx_styles import Styles, is_drop_cap
from casc_qa.loaders.formats.office.opc import (
    Related,
    by_frequency,
    main_part,
    of_type,
    properties,
    related,
    relation,
    richest_form,
)
from casc_qa.loaders.formats.symbol_fonts import as_shown, character_of

_OUT = frozenset(
    "pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr rubyPr rt del moveFrom instrText delText"
    " delInstrText fldData".split()
)
_THROUGH = frozenset("sdt sdtContent customXml ins moveTo smartTag AlternateContent Choice".split())
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_BOXES = frozenset(("txbxContent", "txBody"))
_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_MOVED = {"superscript": raised, "subscript": lowered}
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_UNKNOWN = "\ufffd"


def load(data: bytes) -> Extracted:
    """A block a paragraph or table row, headings as anchors. Raises Unreadable."""
    archive = Archive(data, "docx")
    main = main_part(archive, "a DOCX document")
    body = child(read_xml(archive, main), "body")
    if body is None:
        raise Unreadable("it is an Office file, but not a DOCX document")
    reader = _Reader(archive, related(archive, main))
    reader.walk(body)
    text, anchors = assemble(reader.blocks)
    declared = properties(archive)
    return Extracted(
        text,
        "casc-qa docx 1",
        anchors,
        " ".join(reader.title) or declared.title,
        language=first_language([declared.language, *by_frequency(reader.language_chars)], text),
        notes=tuple(reader.notes.values()),
        file_date=declared.created,
    )


class _Reader(Walker):
    """One pass through a document's body."""

    def __init__(self, archive: Archive, parts: Mapping[str, Related]) -> None:
        """``parts`` are those that the document refers to, by the id it uses."""
        super().__init__()
        self._archive, self._parts = archive, parts
        self.notes: dict[str, str] = {}  # by what they are about: one sentence for each
        self.title: list[str] = []
        self._title_open = True
        self._styles = Styles(self._part("styles"))
        self._notes_by_id = {
            part_type: _by_id(self._part(part_type))
            for part_type in dict.fromkeys(_REFERENCES.values())
        }
        self._followed: set[tuple[str, str]] = set()  # part type and id of what is read only once
        self._fields: list[bool] = []  # open in this paragraph, each: still in its instruction?
        self._instructions = 0  # how many of them are
        self._carried: list[str] = []  # of paragraphs whose end was deleted: they go on in the next
        self._language: str | None = None
        self._font = ""
        self._move: Callable[[str], str] = str  # of what is raised or lowered
        self._own: Element | None = None  # properties of the paragraph at hand
        self.language_chars: Counter[str | None] = Counter()
        """Language of the text's runs to how many characters are in it."""
        self._run(None)

    def walk(self, parent: Element) -> None:
        """Adds the blocks inside ``parent``, in order."""
        for element in parent:
            tag = name(element)
            if tag == "p":
                self._paragraph(element)
            elif tag == "tbl":
                self._end_carried()
                self.table(_rows(element))
            elif tag == "AlternateContent":
                self.walk(richest_form(element))
            elif tag == "altChunk":
                self.notes["embedded"] = "A document embedded in it was not read."
            elif tag not in _OUT and not _is_placeholder(element):
                self.walk(element)
        self._end_carried()

    def _paragraph(self, paragraph: Element) -> None:
        # What a field shows can go on for paragraphs; its instruction hardly can, and one that is
        # never closed shall not hide the rest of the document.
        self._fields.clear()
        self._instructions = 0
        own = child(paragraph, "pPr")
        role = self._styles.role(own)
        if role == "contents":
            return
        self._own = own
        self._inline(paragraph, self._carried)
        mark = child(own, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            return
        if is_drop_cap(own):
            return  # the first letters of the next paragraph
        text = "".join(self._carried)
        self._carried.clear()
        if text.strip():
            self._remember_title(text, role == "title")
        self.add(text, heading=role == "heading")

    def _remember_title(self, text: str, is_title: bool) -> None:
        """A title may be several paragraphs, but they stand together."""
        if is_title and self._title_open:
            self.title.append(one_line(text))
        elif self.title:
            self._title_open = False

    def _end_carried(self) -> None:
        text = "".join(self._carried)
        self._carried.clear()
        self.add(text)

    def _inline(self, parent: Element, words: list[str]) -> None:
        for element in parent:
            tag = name(element)
            if tag == "t":
                self._add_text(as_shown(element.text or "", self._font), words)
            elif tag == "r":
                if self._run(child(element, "rPr")):
                    self._inline(element, words)
            elif tag in _CHARACTERS:
                self._add_text(_CHARACTERS[tag], words)
            elif tag in _REFERENCES:
                self._follow(_REFERENCES[tag], attribute(element, "id") or "")
            elif tag == "fldChar":
                self._field(element, words)
            elif tag == "sym":
                self._symbol(element, words)
            elif tag == "oMath":
                self._formula(element, words)
            elif tag in _BOXES:
                self.later(element)
            elif tag == "relIds":
                self._diagram(relation(element, "dm"))
            elif tag == "AlternateContent":
                self._inline(richest_form(element), words)
            elif tag not in _OUT and not _is_placeholder(element):
                self._inline(element, words)

    def _add_text(self, text: str, words: list[str]) -> None:
        if not self._instructions:
            words.append(self._move(text))
            self.language_chars[self._language] += len(text)

    def _run(self, run: Element | None) -> bool:
        """Whether a run with these properties (rPr) is seen and holds; it sets how it looks."""
        if is_on(self._look("vanish", run)):
            return False
        if is_on(self._look("strike", run)) or is_on(self._look("dstrike", run)):
            self.notes["struck"] = STRUCK_NOTE
            return False
        fonts = self._look("rFonts", run)
        self._font = (attribute(fonts, "ascii") if fonts is not None else None) or ""
        moved, height = self._look("vertAlign", run), self._look("position", run)
        place = (attribute(moved, "val") if moved is not None else None) or "baseline"
        above = (attribute(height, "val") if height is not None else None) or "0"
        if place == "baseline" and above.strip("-0"):
            place = "subscript" if above.startswith("-") else "superscript"
        self._move = _MOVED.get(place, str)
        side = "bidi" if is_on(child(run, "rtl")) else "val"
        own = child(run, "lang")
        style = self._styles.language
        language = attribute(own, side) if own is not None else None
        if language is None and style is not None:
            language = attribute(style, side)
        self._language = language
        return True

    def _look(self, wanted: str, run: Element | None) -> Element | None:
        return self._styles.look(wanted, run, self._own)

    def _formula(self, element: Element, words: list[str]) -> None:
        said = formula(element)
        if words and words[-1][-1:].isdigit() and said[:1].isdigit():
            said = f" {said}"
        self._add_text(said, words)

    def _symbol(self, element: Element, words: list[str]) -> None:
        """A letter of a font of pictures."""
        font, code = attribute(element, "font") or "", attribute(element, "char") or ""
        shown = character_of(font, int(code, 16)) if _HEXADECIMAL.fullmatch(code) else None
        if shown is None:
            self.notes["symbols"] = f"Symbols of the font {font or 'without a name'} are not known."
        self._add_text(shown or _UNKNOWN, words)

    def _field(self, element: Element, words: list[str]) -> None:
        char_type = attribute(element, "fldCharType")
        self._add_text(filled_in(child(element, "ffData")), words)
        if char_type == "begin":
            self._fields.append(True)
            self._instructions += 1
        elif char_type in ("separate", "end") and self._fields:
            self._instructions -= self._fields.pop()
            if char_type == "separate":
                self._fields.append(False)

    def _follow(self, part_type: str, key: str) -> None:
        if (part_type, key) in self._followed:
            return
        self._followed.add((part_type, key))
        note = self._notes_by_id[part_type].get(key)
        if note is None:
            self.notes.setdefault(part_type, f"Some {part_type} are not in the file.")
        else:
            self.later(note)

    def _diagram(self, key: str) -> None:
        part = self._parts.get(key)
        if part is None or ("diagram", key) in self._followed:
            return
        self._followed.add(("diagram", key))
        try:
            self.later(read_xml(self._archive, part.part))
        except Unreadable as error:
            self.notes[key] = f"A diagram could not be read: {error}."

    def _part(self, part_type: str) -> Element | None:
        for part in of_type(self._parts, part_type):
            try:
                return read_xml(self._archive, part)
            except Unreadable as error:
                self.notes[part_type] = f"The {part_type} could not be read: {error}."
        return None


def _by_id(root: Element | None) -> dict[str, Element]:
    return {attribute(note, "id") or "": note for note in children(root)}


def _rows(table: Element) -> list[list[Element]]:
    """The cells of each row, without rows and cells whose deletion was tracked."""
    return [
        [cell for cell in nearest(row, "tc", _THROUGH) if child(cell, "tcPr", "cellDel") is None]
        for row in nearest(table, "tr", _THROUGH)
        if child(row, "trPr", "del") is None
    ]


def _is_placeholder(element: Element) -> bool:
    """Whether this is a content control that has not been filled in."""
    return name(element) == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))
