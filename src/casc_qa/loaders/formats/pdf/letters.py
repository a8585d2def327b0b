"""What a PDF's fonts call letters, as the letters that are seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from casc_qa.languages.russian.letters import FREQUENT_LETTERS

UNKNOWN = "\ufffd"
_PRESENTED = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]")
_CODES = re.compile("[\x00-\x1f\x7f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NAMED = re.compile(r"(?:uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6}))(?:\..*)?")
_LIGATURE = re.compile(r"[A-Za-z](?:_[A-Za-z]){1,4}(?:\..*)?|(?:ff|fi|fl|ffi|ffl)(?:\..*)?")
_WESTERN = re.compile("[À-ÿ]")
_LETTER = re.compile(r"[^\W\d_]")
_MOSTLY = 0.6
_FEWEST = 12  # letters


def clean(text: str) -> str:
    """Ligatures and shaped letters as plain letters; what is no character at all as one that says
    so.

    A soft hyphen that is printed is a hyphen.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _PRESENTED.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = text.replace("\u00ad", "-")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _PRIVATE.sub(UNKNOWN, _CODES.sub(UNKNOWN, text))
    return "".join(char for char in text if char.isprintable() or char.isspace())


def spelled_by_names(text: str, names: Mapping[int, str]) -> str:
    """``text`` with the codes that no font maps to characters as their names spell them.

    >>> spelled_by_names("\\x1fe o\\x1ecer", {0x1F: "T_h", 0x1E: "f_f_i"})
    'The officer'
    """
    return _CODES.sub(lambda m: _letters(names.get(ord(m[0]), "")) or m[0], text)


def _letters(name: str) -> str:
    """What a letter of this name shows; nothing where the name does not tell."""
    if _LIGATURE.fullmatch(name):
        return name.partition(".")[0].replace("_", "")
    coded = _NAMED.fullmatch(name)
    if coded is None:
        return ""
    digits = coded[1] or coded[2]
    step = 4 if coded[1] else len(digits)
    codes = [int(digits[at : at + step], 16) for at in range(0, len(digits), step)]
    return "".join(map(chr, codes)) if all(0x20 <= c < 0xD800 or c > 0xDFFF for c in codes) else ""


def is_misspelled(text: str) -> bool:
    """Whether Cyrillic letters stand in it as the accented ones that have the same codes in a
    Western code page.

    >>> is_misspelled("Âåðõîâíûé ñóä ðàññìîòðåë"), is_misspelled("où l'été à Genève fut là")
    (True, False)
    """
    letters = _LETTER.findall(text)
    western = _WESTERN.findall(text)
    if len(western) < _FEWEST or len(western) < _MOSTLY * len(letters):
        return False
    frequent = sum(map(respelled("".join(western)).count, FREQUENT_LETTERS))
    return frequent >= _MOSTLY * len(western)


def respelled(text: str) -> str:
    """``text`` with accented letters as the Cyrillic ones of the same codes.

    >>> respelled("ñóä – 2021")
    'суд – 2021'
    """
    return _WESTERN.sub(lambda m: m[0].encode("latin-1").decode("cp1251"), text)
