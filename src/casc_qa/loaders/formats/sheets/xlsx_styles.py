"""How the styles of an Excel file show what is in its cells."""

from __future__ import annotations

from typing import NamedTuple

from casc_qa.loaders.formats.archives.markup import Element, child, children, name
from casc_qa.loaders.formats.sheets.number_formats import GENERAL
from casc_qa.loaders.formats.sheets.strings import PLAIN, Look, look

# ECMA-376, part 1, 18.8.30: formats that files name by number only.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* \\(#,##0\\);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* \\(#,##0.00\\);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
# Dates of East Asian programs, which have numbers of their own.
_BUILT_IN |= dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "yyyy/m/d")
_BUILT_IN |= dict.fromkeys((32, 33, 34, 35), "h:mm:ss")


class CellStyle(NamedTuple):
    """What the cells of a style have in common."""

    code: str = GENERAL
    """Of their number format."""
    look: Look = PLAIN


class Styles:
    """The styles of a file by their numbers."""

    def __init__(self, root: Element | None) -> None:
        """``root`` of styles.xml; without it, all cells are plain."""
        codes = {
            format_.get("numFmtId"): format_.get("formatCode") or GENERAL
            for format_ in children(child(root, "numFmts"))
        }
        looks = [look(font) for font in children(child(root, "fonts")) if name(font) == "font"]
        self._styles = [
            CellStyle(_code(style, codes), _at(looks, style.get("fontId")))
            for style in children(child(root, "cellXfs"))
            if name(style) == "xf"
        ]
        self._plain = CellStyle()

    def of(self, number: str | None) -> CellStyle:
        """The style that a cell names."""
        if not number:
            return self._styles[0] if self._styles else self._plain
        place = int(number) if number.isdecimal() and len(number) < 9 else -1
        return self._styles[place] if 0 <= place < len(self._styles) else self._plain


def _code(style: Element, codes: dict[str | None, str]) -> str:
    key = style.get("numFmtId")
    if key in codes:
        return codes[key]
    return _BUILT_IN.get(int(key), GENERAL) if key and key.isdecimal() and len(key) < 9 else GENERAL


def _at(looks: list[Look], number: str | None) -> Look:
    place = int(number) if number and number.isdecimal() and len(number) < 9 else -1
    found = looks[place] if 0 <= place < len(looks) else PLAIN
    return PLAIN if found == PLAIN else found  # which is told apart fastest
