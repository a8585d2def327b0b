"""Letters that people type in another way than documents have them."""

from __future__ import annotations

import re

from casc_qa.languages.cyrillic import WORD

_AS_PATTERNS_HAVE_THEM = str.maketrans("ёЁ\u00a0\u202f\u2009", "еЕ   ")
_LETTERS = re.compile(r"[^\W\d_]+")
_LATIN_TWINS, _CYRILLIC_TWINS = "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"
_TWIN = str.maketrans(_LATIN_TWINS + _CYRILLIC_TWINS, _CYRILLIC_TWINS + _LATIN_TWINS)


def normalise_letters(text: str) -> str:
    """A text with е for ё and plain spaces; every character keeps its offset.

    >>> normalise_letters("Каков\\u00a0объём?")
    'Каков объем?'
    """
    return text.translate(_AS_PATTERNS_HAVE_THEM)


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
