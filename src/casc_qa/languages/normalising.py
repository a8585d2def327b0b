"""Texts without what two spellings of the same may differ in. Three degrees, because each use bears
another: search compares texts, glossaries compare words, stems and the encoder read Russian.
"""

from __future__ import annotations

import unicodedata

STRESS = "\u0301"
"""A mark that dictionaries and encyclopaedias put over a vowel."""
_STRAIGHT = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')


def normalise_text(text: str) -> str:
    """A text as search compares it: NFKC, straight quotes, collapsed white space, case folded.

    >>> normalise_text("UNODC’s\\xa0 Office")
    "unodc's office"
    """
    straight = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
    return " ".join(straight.casefold().split())


def normalise_word(word: str) -> str:
    """A word without what its spellings may differ in: case, ё and е, marks of stress.

    >>> normalise_word("Учёт"), normalise_word("women’s")
    ('учет', "women's")
    """
    straight = unicodedata.normalize("NFKC", word.replace(STRESS, "").replace("’", "'"))
    return straight.casefold().replace("ё", "е")


def normalise_russian(text: str) -> str:
    """A text as Russian stems and the encoder's tokens are made of it: NFKC, lower case, е for ё,
    without marks of stress.

    >>> normalise_russian("Всё́")
    'все'
    """
    lower = unicodedata.normalize("NFKC", text.replace(STRESS, "")).lower()
    return lower.replace("ё", "е")
