"""What characters stand beside what, whatever the language.

A capital after a small letter, letters of two scripts in a word, or a sign amid letters are rare
in every language, and common in a wrong code page. What is rare has a cost, the negative
logarithm of a rough probability.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import product

from casc_qa.loaders.formats.encodings.code_pages import UNDEFINED

_BREAK = 7.0  # between characters that hardly ever are neighbours
_ODD_PLACE = 4.0
_DASH_TIGHT = 1.5

# Kinds of characters. Small letters are followed by their capitals.
_SPACE, _DIGIT, _POINT, _OPENING, _CLOSING, _APOSTROPHE, _DASH, _SIGN, _ODD = range(0, 18, 2)
_UNDEFINED, _PLAIN, _ACCENTED, _NATIVE, _VOWEL, _CONSONANT = range(18, 30, 2)
_CAPITAL = 1
_VOWELS = frozenset("аеёиоуыэюяіїєөүұәўӣӯαεηιουωάέήίόύώաեէըիոօաეიოუა")
_VOWELS_WRITTEN = ("CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN")
MARK_COSTS = {
    _SPACE: 4.0,
    _OPENING: 6.0,
    _CLOSING: 6.0,
    _APOSTROPHE: 5.0,
    _DASH: 5.0,
    _SIGN: 6.5,
    _ODD: 9.0,
    _UNDEFINED: 13.0,
}
"""What a character of each kind that is no letter costs, beyond ASCII."""
_Cases = Mapping[tuple[int, int], float]
"""What it costs that a letter follows another, by whether each is a capital."""
_SMALL_START = 0.3
_ALL_CAPITALS = 4.0
_BEFORE_A_WORD = {
    _DIGIT: 2.0,
    _CLOSING: _ODD_PLACE,
    _DASH: _DASH_TIGHT,
    _SIGN: 2.0,
    _ODD: _ODD_PLACE,
}
_AFTER_A_WORD = {
    _DIGIT: 2.0,
    _OPENING: _ODD_PLACE,
    _DASH: _DASH_TIGHT,
    _SIGN: 2.0,
    _ODD: _ODD_PLACE,
}
_SOUNDS = {  # as against letters that know nothing of each other
    (_VOWEL, _VOWEL): 1.2,
    (_VOWEL, _CONSONANT): -0.4,
    (_CONSONANT, _VOWEL): -0.4,
    (_CONSONANT, _CONSONANT): 0.5,
    (_ACCENTED, _ACCENTED): 2.0,
}
_MARKS = {
    "\u2018": _OPENING,
    "\u2019": _APOSTROPHE,
    "\xad": _APOSTROPHE,
    "“": _OPENING,  # and closing, in German and Russian
} | dict.fromkeys("№§©®°€£•…±·×÷½¼¾²³¹º¡¿´\u2122֊՛՜՝՞։،؛؟՚", _SIGN)


def kind(character: str) -> int:
    """The kind of a character; that of a capital is odd."""
    if character.isspace() or (character < " " and character.isascii()):
        return _SPACE
    if character in _MARKS:
        return _MARKS[character]
    if character.isascii() and not character.isalpha():
        return _DIGIT if character.isdigit() else _POINT
    category = unicodedata.category(character)
    if category in ("Ll", "Lu", "Lo", "Mn") and character not in "ªºµƒ":
        return _script(character) + _CAPITAL * (category == "Lu")
    if character == UNDEFINED or category in ("Cc", "Co", "Cn"):
        return _UNDEFINED
    return {"Pd": _DASH, "Pi": _OPENING, "Ps": _OPENING, "Pf": _CLOSING}.get(category, _ODD)


def _script(character: str) -> int:
    if character.isascii():
        return _PLAIN
    script, *_ = unicodedata.name(character).split()
    if script in _VOWELS_WRITTEN:
        return _VOWEL if character.lower() in _VOWELS else _CONSONANT
    return _ACCENTED if script == "LATIN" else _NATIVE


def _neighbours(first: int, second: int, start: float, cases: _Cases) -> float:
    """What it costs that characters of these kinds stand side by side."""
    one, other = first & ~_CAPITAL, second & ~_CAPITAL
    if one > _UNDEFINED and other > _UNDEFINED:
        return _in_a_word(first, second, cases)
    if other > _UNDEFINED:
        return (start if second & _CAPITAL else _SMALL_START) + _BEFORE_A_WORD.get(one, 0.0)
    if one > _UNDEFINED:
        return _AFTER_A_WORD.get(other, 0.0)
    if (one, other) in ((_OPENING, _SPACE), (_SPACE, _CLOSING)):
        return _ODD_PLACE
    return 0.0


def _in_a_word(first: int, second: int, cases: _Cases) -> float:
    one, other = first & ~_CAPITAL, second & ~_CAPITAL
    if (one < _NATIVE) != (other < _NATIVE):
        return _BREAK
    return cases[first & _CAPITAL, second & _CAPITAL] + _SOUNDS.get((one, other), 0.0)


def _table(start: float, cases: _Cases) -> Mapping[tuple[int, int], float]:
    kinds = range(_CONSONANT + 2)
    return {pair: _neighbours(*pair, start, cases) for pair in product(kinds, kinds)}


NEIGHBOURS = (
    (0.0, _table(2.0, {(0, 0): 0.1, (0, 1): _BREAK, (1, 0): 1.5, (1, 1): 0.25})),
    (_ALL_CAPITALS, _table(0.3, {(0, 0): 0.5, (0, 1): _BREAK, (1, 0): 3.0, (1, 1): 0.1})),
)
"""What each pair of kinds costs in an ordinary text, and in one that is all in capitals, each with
how much rarer such texts are.
"""
