"""Whether somebody greets, or asks about the program and what it has, and not about what documents
say.
"""

from __future__ import annotations

import re
from typing import Literal

from casc_qa.languages.english.questions import about_us as english
from casc_qa.languages.russian.questions import about_us as russian

_AROUND = r"[\s.,!?…:;()\"'-]*"


def _whole(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"{_AROUND}(?:{'|'.join(patterns)}){_AROUND}", re.IGNORECASE)


_GREETING = _whole(english.GREETINGS, russian.GREETINGS)
_DOCUMENTS = _whole(english.ABOUT_THE_DOCUMENTS, russian.ABOUT_THE_DOCUMENTS)


def about_us(question: str) -> Literal["greeting", "about_documents"] | None:
    """What is said to the program itself; None for a question about what documents say.

    >>> about_us("What documents do you have?"), about_us("Спасибо!")
    ('about_documents', 'greeting')
    >>> about_us("Which documents did the Ministry adopt?"), about_us("Help for victims of crime?")
    (None, None)
    """
    said = question.replace("ё", "е")
    if _GREETING.fullmatch(said):
        return "greeting"
    return "about_documents" if _DOCUMENTS.fullmatch(said) else None
