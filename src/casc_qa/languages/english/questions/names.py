"""Which words of an English question are names."""

from __future__ import annotations

from casc_qa.languages.words import NAME_WORD, is_function_word

_HONORIFICS = frozenset(["ms", "mr", "mrs", "dr"])


def names_in_english(question: str) -> list[str]:
    """Capitalised words of an English question that are more than its first word.

    >>> names_in_english("What did Ms. Rispoli say?")
    ['Rispoli']
    >>> names_in_english("Uzbekistan: who is President?")
    ['Uzbekistan', 'President']
    """
    return [
        word
        for number, word in enumerate(NAME_WORD.findall(question))
        if word[0].isupper()
        and word.casefold() not in _HONORIFICS
        and not (number == 0 and is_function_word(word))
    ]
