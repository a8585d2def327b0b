"""Whether a question asks how to reach somebody, which contact blocks answer."""

from __future__ import annotations

import re

from casc_qa.languages.english.questions import contact as english
from casc_qa.languages.russian.questions import contact as russian

_ASKS = re.compile(f"{english.CONTACT}|{russian.CONTACT}", re.IGNORECASE)


def asks_for_contact(question: str) -> bool:
    """Whether the question is about what boilerplate holds.

    >>> asks_for_contact("Whom do I call?"), asks_for_contact("Who spoke?")
    (True, False)
    """
    return _ASKS.search(question) is not None
