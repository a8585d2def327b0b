"""Blocks of text in reading order, and the one text that they become.

Each block (a paragraph, a list item, a row of a table) is set off by a blank line: where lines
follow each other closely, the sentence splitter has to guess whether they are one paragraph.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from casc_qa.loaders.formats.archives.markup import Element
from casc_qa.types import Anchor

_SPACES = re.compile(r"[ \t\r\n\v\f]+")  # a no-break space is a character of its own
_BREAK = "\n\n"
_MAX_HEADING = 300  # characters; more is a paragraph that somebody formatted as a heading


class Block(NamedTuple):
    """A paragraph, list item or table row."""

    text: str
    heading: bool = False
    page: str | None = None
    """The page that starts with this block."""


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Anchor, ...]]:
    """The text of all blocks, and where its pages and headings start.

    >>> assemble([Block("Results", heading=True), Block("It worked.")])
    ('Results\\n\\nIt worked.', (Anchor(offset=0, kind='heading', value='Results'),))
    """
    texts: list[str] = []
    anchors: list[Anchor] = []
    offset = 0
    for text, heading, page in blocks:
        if page is not None:
            anchors.append(Anchor(offset, "page", page))
        if heading and len(text) <= _MAX_HEADING:
            anchors.append(Anchor(offset, "heading", text))
        texts.append(text)
        offset += len(text) + len(_BREAK)
    return _BREAK.join(texts), tuple(anchors)


def one_line(text: str) -> str:
    """``text`` with each run of spaces, tabs and line breaks as one space, and none at its ends.

    >>> one_line(" one\\ttwo\\n three ")
    'one two three'
    """
    if "  " in text or not text.isprintable():  # most often it is one already
        text = _SPACES.sub(" ", text)
    return text.strip()


class Walker(ABC):
    """Goes through a tree and collects blocks; what floats comes after what refers to it."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._waiting: deque[Element] = deque()
        self._held = False

    @abstractmethod
    def walk(self, parent: Element) -> None:
        """Adds the blocks inside ``parent``, in order."""

    def add(self, words: str, heading: bool = False) -> None:
        """A block, unless it is blank; then the notes and boxes that it refers to."""
        text = one_line(words) if heading else words.strip()
        if text:
            self.blocks.append(Block(text, heading))
        self._settle()

    def later(self, element: Element) -> None:
        """A note or text box: its blocks come after the paragraph or table row at hand."""
        self._waiting.append(element)

    def table(self, rows: Sequence[Sequence[Element]]) -> None:
        """A row a line, its cells joined by " | ". A table of one column is a box or a layout:
        its paragraphs stand as they are.
        """
        if all(len(cells) <= 1 for cells in rows):
            for cells in rows:
                for cell in cells:
                    self.walk(cell)
            return
        for cells in rows:
            self.add(self._row(cells))

    def _settle(self) -> None:
        # A note may name the next note: a queue, where recursion could go as deep as there are.
        if self._held:
            return
        self._held = True
        while self._waiting:
            self.walk(self._waiting.popleft())
        self._held = False

    def _row(self, cells: Sequence[Element]) -> str:
        held, self._held = self._held, True
        texts = [self._cell(cell) for cell in cells]
        self._held = held
        return " | ".join(texts) if any(texts) else ""

    def _cell(self, cell: Element) -> str:
        outer, self.blocks = self.blocks, []
        self.walk(cell)
        inner, self.blocks = self.blocks, outer
        return " ".join(one_line(block.text) for block in inner)
