"""Words in Cyrillic letters, and their spelling in Latin ones."""

from __future__ import annotations

import re

WORD = re.compile(r"[\u0400-\u0481\u048a-\u04ff]+")  # what lies between are marks

_LATIN = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ё": "e",
    # Letters that Russian lacks, for names of the neighbours
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
    "ў": "u",
    "ә": "a",
    "ғ": "gh",
    "қ": "q",
    "ң": "ng",
    "ө": "o",
    "ұ": "u",
    "ү": "u",
    "һ": "h",
    "ҳ": "h",
    "ҷ": "j",
    "ӣ": "i",
    "ӯ": "u",
    "ј": "j",
}
# Two letters for one sound, before letters are taken one by one.
_PAIRS = (("дж", "j"), ("кс", "x"))


def has_cyrillic(text: str) -> bool:
    """Whether any letter is Cyrillic."""
    return WORD.search(text) is not None


def romanised(word: str) -> str:
    """A word of ``normalise_russian`` in Latin letters, as English writes most names.

    >>> romanised("бишкек"), romanised("самарканд"), romanised("джанибеков")
    ('bishkek', 'samarkand', 'janibekov')
    """
    for pair, latin in _PAIRS:
        word = word.replace(pair, latin)
    return "".join(_LATIN.get(char, char) for char in word)
