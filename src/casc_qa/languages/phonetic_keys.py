"""Phonetic keys: what two spellings of one name in two alphabets have in common."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

from casc_qa.languages.cyrillic import romanised
from casc_qa.languages.normalising import normalise_russian

# Of a name in the singular, as a noun or an adjective.
_ENDINGS = "а я у ю е и ы о ой ей ою ею ом ем ым им ого его ому ему ий ый ая".split()
_LEAST_SOUNDS = 2
# Spellings of a consonant, the longest first; what is not named here is a vowel or silent.
_CONSONANTS = (
    ("shch", "S"),
    ("sch", "S"),
    ("tch", "C"),
    ("dzh", "J"),
    ("sh", "S"),
    ("ch", "C"),
    ("kh", "G"),
    ("gh", "G"),
    ("zh", "J"),
    ("ph", "F"),
    ("th", "T"),
    ("ck", "K"),
    ("ts", "S"),
    ("tz", "S"),
    ("qu", "KV"),
    ("x", "KS"),
    ("w", "V"),
    ("q", "K"),
    ("j", "J"),
    ("z", "S"),
    *((letter, letter.upper()) for letter in "bdfgklmnprstv"),
)
_SOUND_OF = dict(_CONSONANTS)
_SPELLED = re.compile(
    "|".join(spelling for spelling, _ in _CONSONANTS)
    + r"|c|(?<![bcdfgjklmnpqrstvwxz])h(?=[aeiouy])"
)
_TWICE = re.compile(r"(.)\1+")
_LATIN_NAME = re.compile(r"[a-z]{3,}")
_MARKS = re.compile(r"[\u0300-\u036f]")


def phonetic_key(latin: str) -> str:
    """The consonants of a name in lower-case Latin letters, "A" in front where it begins with a
    vowel; "" where too little is left to tell names apart.

    >>> phonetic_key("mittal"), phonetic_key("uzbekistan"), phonetic_key("washington")
    ('MTL', 'ASBKSTN', 'VSNGTN')
    >>> phonetic_key(romanised("вашингтон")), phonetic_key("io")
    ('VSNGTN', '')
    """
    heard = "".join(map(_heard, _SPELLED.finditer(latin)))
    sounds = _TWICE.sub(r"\1", heard)
    if len(sounds) < _LEAST_SOUNDS:
        return ""
    return "A" + sounds if latin[:1] in "aeiouy" else sounds


def _heard(match: re.Match[str]) -> str:
    spelling = match[0]
    if spelling == "c":
        follows = match.string[match.end() : match.end() + 1]
        return "S" if follows and follows in "eiy" else "K"
    return "G" if spelling == "h" else _SOUND_OF[spelling]


def is_name(token: str) -> bool:
    """Whether a token may be a name in Latin letters."""
    return _LATIN_NAME.fullmatch(unmarked(token)) is not None


def unmarked(token: str) -> str:
    """``token`` without marks above and below its letters.

    >>> unmarked("sánchez")
    'sanchez'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKD", token))


def spellings(word: str) -> list[str]:
    """A Russian word in Latin letters, whole and without what may be the ending of a case.

    >>> spellings("Бишкеком"), spellings("Рафинад"), spellings("Юрген")
    (['bishkekom', 'bishkek'], ['rafinad'], ['yurgen', 'jurgen'])
    """
    plain = normalise_russian(word)
    bare = [plain[: -len(e)] for e in _ENDINGS if plain.endswith(e) and len(plain) > len(e) + 2]
    romanisations = list(dict.fromkeys(map(romanised, [plain, *bare])))
    with_j = ["j" + latin[1:] for latin in romanisations if latin[:1] == "y"]
    return romanisations + with_j


def likeness(one: str, other: str) -> float:
    """Of two spellings, 0 to 1.

    >>> likeness("artikov", "artikova") > 0.9 > likeness("artikov", "artist")
    True
    """
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
