"""Stems by Snowball. The only module that imports PyStemmer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

Language = Literal["english", "russian"]


def snowball(words: Iterable[str], language: Language) -> list[str]:
    """The stem of each word, which is in lower case.

    >>> snowball(["projects"], "english"), snowball(["участниками"], "russian")
    (['project'], ['участник'])
    """
    stems: list[str] = _stemmer(language).stemWords(list(words))
    return stems


@cache
def _stemmer(language: Language):  # type: ignore[no-untyped-def]  # PyStemmer ships no types
    import Stemmer

    return Stemmer.Stemmer(language)
