"""From sheets to a text: a paragraph a row, with where in the file it stands."""

from __future__ import annotations

from collections.abc import Callable

from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.marks import STRUCK_NOTE
from casc_qa.loaders.formats.sheets.grid import Sheet
from casc_qa.loaders.formats.sheets.paragraphs import paragraphs
from casc_qa.loaders.formats.sheets.shown import shown_rows
from casc_qa.loaders.formats.sheets.tables import tables
from casc_qa.types import Anchor

_BREAK = "\n\n"
_MAX_ANCHORS = 40_000
_NO_HEADING = f"rows beyond the first {_MAX_ANCHORS:,} have no heading of their own"
_MAX_CHARS = 20_000_000  # an index takes no more of one file
_NAME_CHARS = 200


class Workbook:
    """The text of a file's sheets, which are added one after the other, and what is not in it."""

    def __init__(self) -> None:
        """Still without text."""
        self.has_struck = False
        """Whether words were left out that are struck out."""
        self.hidden_sheets = 0
        self.formulas = 0
        """How many have no stored value."""
        self.unseen = 0
        """How many cells have a number format that shows nothing."""
        self.repeats = 0
        """How many rows were left out that repeat one that was kept."""
        self.unread: list[str] = []
        """Why parts could not be read, a sentence each."""
        self._texts: list[str] = []
        self._anchors: list[Anchor] = []
        self._chars = 0
        self._without_anchor = 0
        self._hidden_rows = self._hidden_columns = 0

    def add(self, sheet: Sheet) -> None:
        """Adds what a sheet shows. Raises Unreadable where the text grows too long."""
        rows, hidden = shown_rows(sheet)
        self._hidden_rows += hidden.rows
        self._hidden_columns += hidden.columns
        name = sheet.name[:_NAME_CHARS]
        has_rest = False
        for table in tables(rows):
            for number, text in paragraphs(table):
                if len(self._anchors) < _MAX_ANCHORS:
                    self._add_anchor(f"{name}, row {number}" if name else f"row {number}")
                else:
                    self._without_anchor += 1
                    if not has_rest:  # what follows is not in the row before
                        self._add_anchor(f"{name}, from row {number}")
                    has_rest = True
                self._add_text(text)

    def _add_anchor(self, place: str) -> None:
        self._anchors.append(Anchor(self._chars, "heading", place))

    def _add_text(self, text: str) -> None:
        self._texts.append(text)
        self._chars += len(text) + len(_BREAK)
        if self._chars > _MAX_CHARS:
            raise Unreadable(f"it has more than {_MAX_CHARS:,} characters")

    def extracted(
        self, extractor: str, title: str | None, language: Callable[[str], str | None]
    ) -> Extracted:
        """The document; ``language`` says which one is declared for a text. Raises Unreadable where
        no cell of it is shown.
        """
        notes = self._notes()
        text = _BREAK.join(self._texts)
        if not text and notes:
            raise Unreadable(f"it shows no text ({'; '.join(notes)})")
        return Extracted(
            text,
            extractor,
            tuple(self._anchors),
            title,
            language=language(text),
            notes=tuple(notes),
        )

    def _notes(self) -> list[str]:
        counts = {
            "hidden sheets were left out": self.hidden_sheets,
            "hidden rows were left out": self._hidden_rows,
            "hidden columns were left out": self._hidden_columns,
            "cells whose number format shows nothing were left out": self.unseen,
            "rows that repeat the one above were left out": self.repeats,
            _NO_HEADING: self._without_anchor,
        }
        notes = [f"{what}: {count:,}" for what, count in counts.items() if count]
        if self.formulas:
            have = "formula has" if self.formulas == 1 else "formulas have"
            notes.append(
                f"{self.formulas:,} {have} no stored value:"
                " open and save it in a spreadsheet program"
            )
        return [*self.unread, *notes, *([STRUCK_NOTE] if self.has_struck else [])]
