"""Stems of Russian words: as postings and the encoder have them."""

from __future__ import annotations

from casc_qa.languages.snowball import snowball


def stem(word: str) -> str:
    """The stem of a word of ``normalise_russian``, by Snowball.

    >>> stem("участниками"), stem("участник")
    ('участник', 'участник')
    """
    return snowball([word], "russian")[0]
