"""Words for the lexical side: normalised, without function words, stemmed by Snowball: as Russian
where their letters are Cyrillic, as English elsewhere.
"""

from __future__ import annotations

import re

from casc_qa.languages import cyrillic
from casc_qa.languages.normalising import normalise_russian
from casc_qa.languages.snowball import snowball
from casc_qa.languages.words import is_function_word, words

STEMMERS = "english russian"


def tokens(text: str) -> list[str]:
    """Stems of the words that carry meaning; a text of function words alone keeps them.

    >>> tokens("Who funded the projects?"), tokens("took part") == tokens("participate")
    (['fund', 'project'], True)
    """
    every = words(_unphrased(text))
    content = [word for word in every if not is_function_word(word)] or every
    if cyrillic.has_cyrillic(text):
        return [_stem(word) for word in content]
    return snowball(content, "english")


def _stem(word: str) -> str:
    """Of a normalised word, by the language of its letters."""
    if cyrillic.has_cyrillic(word):
        return cyrillic.stem(normalise_russian(word))
    return snowball([word], "english")[0]


# Phrases that mean one word, which their own words hide.
_PHRASES = (
    (re.compile(r"\b(?:take|takes|took|taken|taking) part\b", re.IGNORECASE), "participate"),
    (re.compile(r"\b(?:take|takes|took|taken|taking) place\b", re.IGNORECASE), "held"),
)


def _unphrased(text: str) -> str:
    for phrase, word in _PHRASES:
        text = phrase.sub(word, text)
    return text
