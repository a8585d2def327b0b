"""Whether a sentence says by itself who or what it is about."""

from __future__ import annotations

import re

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.english.questions import openings as english
from casc_qa.languages.russian.questions import openings as russian

_OPENING = r"[\s\"“”„«‘'(\[–—-]*"


def _pattern(pointing_back: str, article: str, things: str, saying_which: str) -> re.Pattern[str]:
    named = r",?\s+(?-i:[A-ZА-Я0-9\"“«№])"
    bare = rf"{article}(?:{'|'.join(things.split())})\b(?!\s+(?:{saying_which})(?!\w))(?!{named})"
    return re.compile(rf"{_OPENING}(?:{pointing_back}|{bare})", re.IGNORECASE)


_ENGLISH = _pattern(english.POINTING_BACK, r"the\s+", english.THINGS, english.SAYING_WHICH)
_RUSSIAN = _pattern(russian.POINTING_BACK, "", russian.THINGS, russian.SAYING_WHICH)


def stands_alone(sentence: str) -> bool:
    """Whether nothing at its beginning points back to a sentence before.

    >>> stands_alone("The training gathered 53 participants.")
    False
    >>> stands_alone("The training on customs gathered 53 participants.")
    True
    >>> stands_alone("Она подчеркнула роль таможни."), stands_alone("It was held in Osh.")
    (False, False)
    """
    pattern = _RUSSIAN if has_cyrillic(sentence[:40]) else _ENGLISH
    return pattern.match(sentence.replace("ё", "е")) is None
