"""The words of a text, and those that only build sentences."""

from __future__ import annotations

import re

from casc_qa.languages.english.function_words import FUNCTION_WORDS as ENGLISH
from casc_qa.languages.normalising import normalise_text
from casc_qa.languages.russian.function_words import FUNCTION_WORDS as RUSSIAN

NAME_WORD = re.compile(r"[^\W_][\w’'-]*")
"""A word as names are made of them."""
WRITTEN_WORD = re.compile(r"[^\W_]+(?:['’\u0300-\u036f]+[^\W_]+)*[\u0300-\u036f]*")
"""A word as it stands in a text, with its apostrophes and combining marks."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_FUNCTION_WORDS = ENGLISH | RUSSIAN


def words(text: str) -> list[str]:
    """Normalised words in order, possessive endings off.

    >>> words("Women's side-event, 9-10 March")
    ['women', 'side', 'event', '9', '10', 'march']
    """
    return [_POSSESSIVE.sub("", match) for match in _WORD.findall(normalise_text(text))]


def is_function_word(word: str) -> bool:
    """Whether ``word`` only builds sentences: articles, question words, auxiliaries.

    >>> is_function_word("Which"), is_function_word("Скольких"), is_function_word("Ташкент")
    (True, True, False)
    """
    return word.casefold().replace("ё", "е") in _FUNCTION_WORDS


def opens(word: re.Match[str]) -> bool:
    """Whether no other word stands before it in its text.

    >>> [opens(word) for word in WRITTEN_WORD.finditer('"Who else?"')]
    [True, False]
    """
    return not any(map(str.isalnum, word.string[: word.start()]))
