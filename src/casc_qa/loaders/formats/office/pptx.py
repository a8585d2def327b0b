"""Presentations (PPTX): slide after slide, each with its number as a page.

In: the title first, as a heading; text, tables, grouped shapes, diagrams; then the speaker's notes.
Out: hidden slides, what is struck out, comments, numbers and footers of slides, what stands on
masters and layouts, charts.

ECMA-376, "Office Open XML File Formats", part 1: PresentationML and DrawingML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

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
from casc_qa.loaders.formats.blocks import Block, Walker, assemble, one_line
from casc_qa.loaders.formats.declared_metadata import first_language
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.marks import lowered, raised
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

_OUT = frozenset("pPr rPr endParaRPr nvSpPr nvGrpSpPr spPr bodyPr lstStyle tblPr tblGrid".split())
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_STRUCK = ("sngStrike", "dblStrike")
_THROUGH = frozenset(("AlternateContent", "Choice"))
_MAX_SLIDES = 2_000  # an archive may hold no more parts
_OWN_WORDS = "PowerPoint"  # "PowerPoint Presentation": the title that nobody gave


def load(data: bytes) -> Extracted:
    """A block a paragraph or table row, slides as pages, titles as headings. Raises Unreadable."""
    archive = Archive(data, "pptx")
    main = main_part(archive, "a PPTX presentation")
    order = child(read_xml(archive, main), "sldIdLst")
    if order is None:
        raise Unreadable("it is an Office file, but not a PPTX presentation with slides")
    parts = related(archive, main)
    deck = _Deck(archive)
    shown = dict.fromkeys(map(relation, order))  # no slide is shown twice
    for number, slide in enumerate(islice(shown, _MAX_SLIDES), 1):
        deck.add_slide(number, parts.get(slide))
    text, anchors = assemble(deck.blocks)
    declared = properties(archive)
    title = declared.title if declared.title and _OWN_WORDS not in declared.title else None
    return Extracted(
        text,
        "casc-qa pptx 1",
        anchors,
        deck.title or title,
        language=first_language([declared.language, *by_frequency(deck.language_chars)], text),
        notes=tuple(deck.notes),
        file_date=declared.created,
    )


class _Deck:
    """Slides, read one after the other."""

    def __init__(self, archive: Archive) -> None:
        """``archive`` holds the slides, which are still to be added."""
        self._archive = archive
        self.language_chars: Counter[str | None] = Counter()
        """Language of the text's runs to how many characters are in it."""
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self.title: str | None = None

    def add_slide(self, number: int, slide: Related | None) -> None:
        """Adds the slide's blocks, and those of its notes; what can't be read is noted."""
        what = f"Slide {number}"
        if slide is None:
            self.notes.append(f"{what} could not be read: it is not in the file.")
            return
        root = self._root(what, slide.part)
        if root is not None and attribute(root, "show") in ("0", "false"):
            self.notes.append(f"{what} is hidden and was left out.")
            return
        parts = related(self._archive, slide.part)
        blocks = self._read(what, root, parts)
        for part in of_type(parts, "notesSlide"):
            said = f"What is said to slide {number}"
            blocks += self._read(said, self._root(said, part), {}, only="body")
        if blocks:
            blocks[0] = blocks[0]._replace(page=str(number))
        self.blocks += blocks

    def _root(self, what: str, part: str) -> Element | None:
        try:
            return read_xml(self._archive, part)
        except Unreadable as error:
            self.notes.append(f"{what} could not be read: {error}.")
            return None

    def _read(
        self,
        what: str,
        root: Element | None,
        parts: Mapping[str, Related],
        only: str | None = None,
    ) -> list[Block]:
        """The blocks of one part; ``only`` names the type of placeholder that counts."""
        tree = child(root, "cSld", "spTree")
        reader = _Reader(self.language_chars)
        for shape in _in_order(tree):
            if only is None or shape.placeholder == only:
                reader.shape(shape)
        for key in dict.fromkeys(reader.diagrams):
            if key in parts:
                reader.blocks += self._read_diagram(what, parts[key].part)
        if reader.has_struck:
            self.notes.append(f"{what} has words that are struck out; they were left out.")
        if self.title is None and not self.blocks and reader.cover:
            self.title = reader.cover
        return reader.blocks

    def _read_diagram(self, what: str, part: str) -> list[Block]:
        reader = _Reader(self.language_chars)
        try:
            reader.walk(read_xml(self._archive, part))
        except Unreadable as error:
            self.notes.append(f"{what} has a diagram that could not be read: {error}.")
        return reader.blocks


class _Shape(NamedTuple):
    placeholder: str | None
    """What the layout has it for; None for a shape of its own."""
    element: Element


def _in_order(tree: Element | None) -> list[_Shape]:
    """The shapes of a slide, its title first; then as they lie on each other."""
    shapes = [_Shape(_placeholder(element), element) for element in children(tree)]
    return sorted(shapes, key=lambda shape: shape.placeholder not in _TITLES)


def _placeholder(shape: Element) -> str | None:
    mark = child(shape, "nvSpPr", "nvPr", "ph")
    return None if mark is None else attribute(mark, "type") or "obj"


class _Reader(Walker):
    """One pass through a slide, its notes or a diagram."""

    def __init__(self, language_chars: Counter[str | None]) -> None:
        """``language_chars``, characters by language, is added to."""
        super().__init__()
        self._language_chars = language_chars
        self.diagrams: list[str] = []
        self.cover: str | None = None
        """The title, where this slide is the cover."""
        self.has_struck = False
        """Whether words were left out that are struck out."""

    def shape(self, shape: _Shape) -> None:
        """Adds what one shape says."""
        if shape.placeholder in _FURNITURE:
            return
        if shape.placeholder in _TITLES:
            self._title(shape)
        elif name(shape.element) == "AlternateContent":
            self.walk(richest_form(shape.element))
        else:
            self.walk(shape.element)

    def _title(self, shape: _Shape) -> None:
        """All of a title is one heading, however many lines it has."""
        lines: list[str] = []
        for paragraph in nearest(shape.element, "p", frozenset(("txBody",))):
            self._inline(paragraph, lines)
            lines.append("\n")
        self.add("".join(lines), heading=True)
        if shape.placeholder == "ctrTitle":
            self.cover = one_line("".join(lines)) or None

    def walk(self, parent: Element) -> None:
        """Adds the blocks inside ``parent``, in order."""
        for element in parent:
            tag = name(element)
            if tag == "p":
                words: list[str] = []
                self._inline(element, words)
                self.add("".join(words))
            elif tag == "tbl":
                self.table(_rows(element))
            elif tag == "relIds":
                self.diagrams.append(relation(element, "dm"))
            elif tag == "AlternateContent":
                self.walk(richest_form(element))
            elif tag not in _OUT:
                self.walk(element)

    def _inline(self, parent: Element, words: list[str]) -> None:
        marks = child(parent, "rPr")
        language = None if marks is None else attribute(marks, "lang")
        if marks is not None and attribute(marks, "strike") in _STRUCK:
            self.has_struck = True
            return
        for element in parent:
            tag = name(element)
            if tag == "t":
                words.append(_as_placed(element.text or "", marks))
                self._language_chars[language] += len(element.text or "")
            elif tag == "br":
                words.append("\n")
            elif tag == "AlternateContent":
                self._inline(richest_form(element), words)
            elif tag not in _OUT:
                self._inline(element, words)


def _as_placed(text: str, marks: Element | None) -> str:
    """``text`` on its line, above or below it, as its properties say."""
    height = (None if marks is None else attribute(marks, "baseline")) or "0"
    if height.strip("-0%.") == "":
        return text
    return lowered(text) if height.startswith("-") else raised(text)


def _rows(table: Element) -> list[list[Element]]:
    """The cells of each row, without those that lie under a wider or higher one."""
    return [
        [
            cell
            for cell in nearest(row, "tc", _THROUGH)
            if not {"1", "true"} & {attribute(cell, "hMerge"), attribute(cell, "vMerge")}
        ]
        for row in nearest(table, "tr", _THROUGH)
    ]
