"""What a cell of an OpenDocument spreadsheet shows."""

from __future__ import annotations

import re
from datetime import datetime

from casc_qa.loaders.formats.archives.markup import Element
from casc_qa.loaders.formats.blocks import one_line
from casc_qa.loaders.formats.office.odf_words import WordReader
from casc_qa.loaders.formats.sheets.date_formats import moment_shown
from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.number_formats import GENERAL, show_number
from casc_qa.loaders.formats.sheets.ods_styles import Styles

_OUT = frozenset("annotation annotation-end note ruby-text hidden-text frame object".split())
_DAY = frozenset("ymd")
_NAME = re.compile(r"[^\W\d_]{3}")  # of a month, and no "T" before a time


class CellReader:
    """Reads the cells of a spreadsheet, and counts what it leaves out."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._words = WordReader(styles.words, lambda _, tag: tag in _OUT)
        self._has_struck_cells = False
        self.formulas = 0
        """How many have no stored value."""

    @property
    def has_struck(self) -> bool:
        """Whether words were left out that are struck out."""
        return self._has_struck_cells or self._words.has_struck

    def read(self, element: Element, states: dict[str, str], style: str | None) -> Cell | None:
        """What a cell with these attributes, by their local names, shows in a style; None for
        nothing.
        """
        cell_type = states.get("value-type")
        look = self._styles.cells.of(style)
        paragraphs = [part for part in element if part.tag.endswith("}p")]
        only = paragraphs[0] if len(paragraphs) == 1 else None
        if only is not None and not (len(only) or only.attrib or look.placed):  # as most are
            words = one_line(only.text or "")
        elif paragraphs:
            words = one_line(" ".join(self._words.read(part, look.placed) for part in paragraphs))
        else:  # programs may leave it to others how values look
            words = _unformatted(cell_type, states)
            self.formulas += not words and "formula" in states and cell_type != "string"
        if look.struck:
            self._has_struck_cells |= bool(words)
            return None
        if cell_type == "date":
            iso = self._date(states.get("date-value", ""), words, style)
            spelled = words if _NAME.search(words) else ""
            return Cell(iso, is_text=False, spelled=spelled) if iso else None
        return Cell(words, cell_type in (None, "string")) if words else None

    def _date(self, value: str, words: str, style: str | None) -> str:
        """A date as ISO 8601, as much of it as is shown; its words where it is none."""
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return words
        parts = self._styles.date_parts(style)
        if parts is None:
            colons = min(words.count(":"), 2)
            parts = _DAY | frozenset(("h", "min", "s")[: colons + 1] if colons else ())
        return moment_shown(moment, parts)


def _unformatted(cell_type: str | None, states: dict[str, str]) -> str:
    """A value whose look is not in the file."""
    if cell_type in ("float", "currency"):
        amount = show_number(states.get("value", ""), GENERAL)
        return f"{amount} {states.get('currency', '')}".strip()
    if cell_type == "percentage":
        return show_number(states.get("value", ""), "0.##%")
    if cell_type == "boolean":
        return states.get("boolean-value", "").upper()
    wanted = {"string": "string-value", "date": "date-value", "time": "time-value"}
    return one_line(states.get(wanted.get(cell_type or "", ""), ""))
