"""What a cell of an Excel sheet shows."""

from __future__ import annotations

from casc_qa.loaders.formats.archives.markup import Element
from casc_qa.loaders.formats.blocks import one_line
from casc_qa.loaders.formats.sheets.date_formats import show_iso
from casc_qa.loaders.formats.sheets.format_codes import sections
from casc_qa.loaders.formats.sheets.grid import Cell
from casc_qa.loaders.formats.sheets.number_formats import show_number, show_text, spelled_date
from casc_qa.loaders.formats.sheets.strings import PLAIN, Look, Rich, as_shown, string
from casc_qa.loaders.formats.sheets.xlsx_styles import CellStyle, Styles

_TRUTH = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


class CellReader:
    """Reads the cells of a workbook, and counts what it leaves out."""

    def __init__(
        self, strings: list[str | Rich], styles: Styles, is_1904: bool, is_stale: bool
    ) -> None:
        """``is_1904``: days are counted from 1904. ``is_stale``: formulas are to be computed anew;
        programs that write such files store 0 for those that they have not computed.
        """
        self._strings = strings
        self._styles = styles
        self._is_1904, self._is_stale = is_1904, is_stale
        self._texts: dict[tuple[str, str | None], Cell | None] = {}  # by number and style
        self.has_struck = False
        """Whether words were left out that are struck out."""
        self.formulas = 0
        """How many have no stored value."""
        self.unseen = 0
        """How many cells have a number format that shows nothing."""

    def read(self, element: Element) -> Cell | None:
        """What a cell (c) shows; None for nothing."""
        value, formula, inline = None, False, None
        for inner in element:
            tag = inner.tag
            if tag.endswith("}v"):
                value = inner.text
            elif tag.endswith("}f"):
                formula = True
            elif tag.endswith("}is"):
                inline = inner
        cell_type = element.get("t") or "n"
        if cell_type == "s":
            return self._shared(value or "", element.get("s"))
        style = self._styles.of(element.get("s"))
        if inline is not None:
            return self._text(string(inline), style)
        if not value or (value == "0" and formula and self._is_stale and cell_type == "n"):
            self.formulas += formula and cell_type != "str"
            return None
        if cell_type == "str":
            return self._text(one_line(as_shown(value)), style)
        cell = self._placed(self._value(cell_type, value, style), style.look, is_text=False)
        if cell is not None and cell_type == "n" and "mmm" in style.code.lower():
            return cell._replace(spelled=spelled_date(value, style.code, self._is_1904))
        return cell

    def _shared(self, number: str, style: str | None) -> Cell | None:
        """A text that may stand in many cells: they share what it is here, too."""
        key = number, style
        if key not in self._texts:
            place = int(number) if number.isdecimal() and len(number) < 9 else len(self._strings)
            text = self._strings[place] if place < len(self._strings) else ""
            self._texts[key] = self._text(text, self._styles.of(style))
        return self._texts[key]

    def _text(self, text: str | Rich, style: CellStyle) -> Cell | None:
        if isinstance(text, Rich):
            text, has_struck = text.shown(style.look)
            self.has_struck |= has_struck
            return Cell(text) if text else None
        if not text:
            return None
        shown = one_line(show_text(text, style.code))
        self.unseen += not shown
        return self._placed(shown, style.look, is_text=True)

    def _value(self, cell_type: str, value: str, style: CellStyle) -> str:
        """What a cell shows that is no text: a number, a truth value, an error, a day."""
        if cell_type == "n":
            shown = show_number(value, style.code, self._is_1904)
            self.unseen += not shown
            return shown
        if cell_type == "d":
            return one_line(show_iso(value, sections(style.code)[0]))
        return one_line(_TRUTH.get(value, value) if cell_type == "b" else value)

    def _placed(self, text: str, look: Look, is_text: bool) -> Cell | None:
        if look is not PLAIN:
            if look.is_struck:
                self.has_struck |= bool(text)
                return None
            text = look.placed(text)
        return Cell(text, is_text) if text else None
