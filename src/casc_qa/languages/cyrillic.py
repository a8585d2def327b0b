"""Words in Cyrillic letters: their stems, and their spelling in Latin letters."""

from __future__ import annotations

import re

from casc_qa.languages.snowball import snowball

WORD = re.compile(r"[\u0400-\u0481\u048a-\u04ff]+")  # what lies between are marks
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN_TWINS, _CYRILLIC_TWINS = "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"
_TWIN = str.maketrans(_LATIN_TWINS + _CYRILLIC_TWINS, _CYRILLIC_TWINS + _LATIN_TWINS)
FREQUENT_LETTERS = frozenset("оеаинтсрвлкмдОЕАИНТСРВЛКМД")
"""They make up three quarters of Russian prose, and no such share of it in a wrong code page."""

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


def in_one_alphabet(text: str) -> str:
    """``text`` with every word in the alphabet of most of its letters, where the others look like
    letters of that one, as a keyboard left in the other layout gives them.

    >>> in_one_alphabet("Cамарканд"), in_one_alphabet("UNОDС")  # Latin C; Cyrillic О and С
    ('Самарканд', 'UNODC')
    """
    return _LETTERS.sub(lambda word: _in_one_alphabet(word[0]), text)


def _in_one_alphabet(word: str) -> str:
    cyrillic = "".join(WORD.findall(word))
    latin = "".join(char for char in word if char not in cyrillic)
    few, twins = (
        (latin, _LATIN_TWINS) if len(cyrillic) > len(latin) else (cyrillic, _CYRILLIC_TWINS)
    )
    if not few or not set(few) <= set(twins):
        return word
    return "".join(char.translate(_TWIN) if char in few else char for char in word)


def stem(word: str) -> str:
    """The stem of a word of ``normalise_russian``, by Snowball.

    >>> stem("участниками"), stem("участник")
    ('участник', 'участник')
    """
    return snowball([word], "russian")[0]


def romanised(word: str) -> str:
    """A word of ``normalise_russian`` in Latin letters, as English writes most names.

    >>> romanised("бишкек"), romanised("самарканд"), romanised("джанибеков")
    ('bishkek', 'samarkand', 'janibekov')
    """
    for pair, latin in _PAIRS:
        word = word.replace(pair, latin)
    return "".join(_LATIN.get(char, char) for char in word)
