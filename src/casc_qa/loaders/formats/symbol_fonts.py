"""Fonts whose letters are pictures, as characters: Symbol, and what is common of Wingdings.

Read after the Unicode Consortium's mapping of Adobe's Symbol encoding, and the shapes of Wingdings.
"""

# Greek letters and signs that look like others are the point

from __future__ import annotations

import re

_SYMBOL_LOW = (  # from 0x21
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = (  # from 0xA0; what is no sign by itself is blank
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭ "
)
_WINGDINGS = {
    0x21: "✏", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9E: "·",
    0x9F: "•", 0xA0: "▪", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "☐",
    0x97: "●",
}
_PICTURES = ("symbol", "wingdings")
_PRIVATE = 0xF000  # where Word keeps the codes of such fonts
_CODES = re.compile("[\uf020-\uf0ff]")


def character_of(font: str, code: int) -> str | None:
    """The character that looks like what the font shows for the code; None where none is known.

    >>> character_of("Symbol", 0xF0B3), character_of("Wingdings", 0xA8), character_of("Arial", 65)
    ('≥', '☐', None)
    """
    code -= _PRIVATE if code >= _PRIVATE else 0
    family = font.casefold().replace(" ", "")
    if family.startswith("symbol"):
        return _of_symbol(code)
    if family.startswith("wingdings2"):
        return _WINGDINGS_2.get(code)
    return _WINGDINGS.get(code) if family.startswith("wingdings") else None


def as_shown(text: str, font: str) -> str:
    """``text`` in a font, as it looks: all of it in a font of pictures, of other texts what Word
    keeps as codes of one.

    >>> as_shown("\uf0b3 18", "Symbol"), as_shown("aged \uf0b3 18", "")
    ('≥ 18', 'aged \uf0b3 18')
    """
    if font.casefold().startswith(_PICTURES):
        return "".join(character_of(font, ord(char)) or char for char in text)
    if not _CODES.search(text):
        return text
    return _CODES.sub(lambda m: character_of(font, ord(m[0])) or m[0], text)


def _of_symbol(code: int) -> str | None:
    if code == ord(" "):
        return " "
    for first, characters in ((0x21, _SYMBOL_LOW), (0xA0, _SYMBOL_HIGH)):
        if 0 <= code - first < len(characters):
            return characters[code - first].strip() or None
    return None
