"""Whether a sentence goes on from one before, which has no place in an overview."""

from __future__ import annotations

import re

from casc_qa.languages.english.questions import going_on as english
from casc_qa.languages.russian.questions import going_on as russian

_OPENING = r"[\s\"“”„«‘'(\[–—-]*"
_GOES_ON = re.compile(
    rf"{_OPENING}(?:{english.GOING_ON}|{english.GREETING}|{russian.GOING_ON}|{russian.GREETING})",
    re.IGNORECASE,
)
_POINTING = re.compile(rf"{_OPENING}(?:{english.POINTING}|{russian.POINTING})", re.IGNORECASE)


def goes_on(sentence: str) -> bool:
    """Whether it begins by going on from what was said before, or greets or thanks.

    >>> goes_on("However, women are few."), goes_on("Women are few."), goes_on("Также мало женщин.")
    (True, False, True)
    """
    return _GOES_ON.match(sentence.replace("ё", "е").replace("Ё", "Е")) is not None


def points_back_within(sentence: str) -> bool:
    """Whether its first words, the very first aside, point back.

    >>> points_back_within("To meet these challenges, the police met in Osh.")
    True
    >>> points_back_within("The police of Osh met with those in charge of customs this year.")
    False
    """
    return _POINTING.match(sentence.replace("ё", "е").replace("Ё", "Е")) is not None


def thanks(sentence: str) -> bool:
    """Whether it thanks somebody.

    >>> thanks("UNODC is grateful to Canada."), thanks("Canada paid.")
    (True, False)
    """
    return _THANKS.search(sentence) is not None


_THANKS = re.compile(rf"{english.THANKS}|{russian.THANKS}", re.IGNORECASE)
