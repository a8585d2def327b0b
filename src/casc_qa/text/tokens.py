"""Words for the lexical side: normalised, without function words, stemmed by Snowball: as Russian
where their letters are Cyrillic, as English elsewhere.
"""

from __future__ import annotations

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.english.phrases import PHRASES
from casc_qa.languages.normalising import normalise_russian
from casc_qa.languages.russian.stems import stem
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
    if has_cyrillic(text):
        return [_stem(word) for word in content]
    return snowball(content, "english")


def _stem(word: str) -> str:
    """Of a normalised word, by the language of its letters."""
    if has_cyrillic(word):
        return stem(normalise_russian(word))
    return snowball([word], "english")[0]


def _unphrased(text: str) -> str:
    for phrase, word in PHRASES:
        text = phrase.sub(word, text)
    return text
