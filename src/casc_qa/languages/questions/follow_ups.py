"""Whether a question leaves it to the one before who or what it is about."""

from __future__ import annotations

import re

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.english.questions import follow_ups as english
from casc_qa.languages.russian.questions import follow_ups as russian

_ENGLISH = re.compile(
    rf"\W*(?:{english.GOING_ON})\b|\b(?:{english.POINTING_BACK})\b", re.IGNORECASE
)
_RUSSIAN = re.compile(
    rf"\W*(?:{russian.GOING_ON})\b|\b(?:{russian.POINTING_BACK})\b", re.IGNORECASE
)
# A name, and no first word: what a question has that says whom it is about.
_NAME = re.compile(r"(?<=\s)(?:[A-ZА-Я][\w’'-]+|\w*[A-ZА-Я]{2,}\w*)")


def points_back(question: str) -> bool:
    """Whether it has a pronoun, or begins with "and", and names nobody and nothing itself.

    >>> points_back("And who funded it?"), points_back("А где она прошла?")
    (True, True)
    >>> points_back("Who funded the Gender Project?"), points_back("And in Bishkek, who came?")
    (False, False)
    """
    pattern = _RUSSIAN if has_cyrillic(question[:60]) else _ENGLISH
    return pattern.search(question.replace("ё", "е")) is not None and not _NAME.search(question)
