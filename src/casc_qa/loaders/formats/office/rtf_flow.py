"""A run of paragraphs and table rows under way, as rich text gives them piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

from casc_qa.types import Anchor

Block = tuple[bool, str]
"""Whether it is a heading, and its words."""


class Flow:
    """The body, or a note, which stands after the paragraph in whose middle it is written."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._cells: list[str] = []
        self._notes: list[Block] = []

    def add(self, words: str) -> None:
        """The next words of the paragraph or cell at hand."""
        self._words.append(words)

    def beside(self, note: Flow) -> None:
        """Keeps the note until the paragraph or row has ended."""
        self._notes += note.finish()

    def end_paragraph(self, is_heading: bool = False) -> None:
        """Ends a table row that is open, then the paragraph."""
        self.end_row()
        self._end_block(is_heading, self.finish_words())

    def end_cell(self) -> None:
        """Makes a cell of what came since the last one."""
        self._cells.append(" ".join(self.finish_words().split()))

    def end_row(self) -> None:
        """Ends a row where cells have been seen; what follows the last cell is no part of it."""
        if self._cells:
            row, self._cells = " | ".join(self._cells), []
            self._end_block(False, row if row.strip(" |") else "")

    def finish(self) -> list[Block]:
        """All blocks, the last one ended."""
        self.end_paragraph()
        blocks, self._blocks = self._blocks, []
        return blocks

    def finish_words(self) -> str:
        """What came since the last end, without needless spaces."""
        words, self._words = "".join(self._words), []
        lines = (" ".join(line.split()) for line in words.split("\n"))
        return "\n".join(line for line in lines if line)

    def _end_block(self, is_heading: bool, words: str) -> None:
        if words:
            self._blocks.append((is_heading, words))
        self._blocks += self._notes
        self._notes = []


def assemble(blocks: Iterable[Block]) -> tuple[str, tuple[Anchor, ...]]:
    """The text of all blocks, with a blank line between, and where its headings start."""
    parts, anchors, offset = [], [], 0
    for is_heading, words in blocks:
        part = whole_characters(words)
        if is_heading:
            anchors.append(Anchor(offset, "heading", " ".join(part.split())))
        parts.append(part)
        offset += len(part) + 2
    return "\n\n".join(parts), tuple(anchors)


def whole_characters(words: str) -> str:
    """Halves of a character beyond 16 bits are put together; what stays half is replaced."""
    whole = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(char for char in whole if char.isprintable() or char in "\n\u200c\u200d")
