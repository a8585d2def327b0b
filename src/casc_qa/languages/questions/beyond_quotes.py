"""Whether a question asks for more than words of the documents can be: an opinion, a translation,
a letter, a count of documents.
"""

from __future__ import annotations

import re

from casc_qa.languages.english.questions import beyond_quotes as english
from casc_qa.languages.russian.questions import beyond_quotes as russian

_BEYOND = re.compile(f"{english.BEYOND_QUOTES}|{russian.BEYOND_QUOTES}", re.IGNORECASE)


def is_beyond_quotes(question: str) -> bool:
    """Whether no quote can answer it.

    >>> is_beyond_quotes("Translate the reports"), is_beyond_quotes("Что вы думаете о проекте?")
    (True, True)
    >>> is_beyond_quotes("What was the report on Osh about?"), is_beyond_quotes("О чём говорили?")
    (False, False)
    """
    return _BEYOND.search(question.replace("ё", "е")) is not None
