"""The control words of rich text that are no more than entries of a table: groups, characters,
character sets.
"""

from __future__ import annotations

import codecs

SILENT = frozenset(
    "fonttbl colortbl stylesheet info pict objdata themedata listtable listoverridetable revtbl "
    "filetbl header headerl headerr headerf footer footerl footerr footerf fldinst ftnsep ftnsepc "
    "ftncn aftnsep aftnsepc aftncn nonesttables nesttableprops xe txe rxe tc shprslt sp "
    "annotation atnid atnauthor bkmkstart bkmkend".split()
)
"""Groups whose words are none of the document's."""
CONTAINERS = frozenset({"shpinst", "upr"})
"""Groups that are silent but for what they hold of CONTAINED."""
CONTAINED = frozenset({"shptxt", "ud"})
ASIDE = frozenset({"footnote", "shptxt"})
"""Groups that stand beside the paragraph they are written in."""
DESTINATIONS = SILENT | CONTAINERS | CONTAINED | ASIDE
CHARS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "\u200d", "zwnj": "\u200c",
    "nestcell": " ", "nestrow": " ",
}  # fmt: skip
"""Control words that stand for characters."""
SYMBOLS = {"{": "{", "}": "}", "\\": "\\", "~": " ", "_": "-"}
"""Control symbols that stand for characters."""
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Number of a font's character set (\\fcharset) to Python's codec."""
DEFAULT_CODE_PAGE = "cp1252"
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Those that Python has under another name than cp and the number.
_NUMBERED = {1361: "johab", 10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8"}
SYMBOL_CHARSET = 2
"""The character set of fonts whose letters are pictures."""


def code_page(word: str, number: int | None) -> str:
    """Python's codec for the code page that \\mac, \\pc, \\pca or \\ansicpg and its number set.

    >>> code_page("ansicpg", 1251), code_page("mac", None), code_page("ansicpg", 9)
    ('cp1251', 'mac-roman', 'cp1252')
    """
    name = _CODE_PAGES.get(word) or _NUMBERED.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return DEFAULT_CODE_PAGE
