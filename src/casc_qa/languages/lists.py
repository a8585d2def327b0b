"""Lists that go over several sentences: what announces one, and what is one of its items."""

from __future__ import annotations

import re

from casc_qa.languages.english import lists as english
from casc_qa.languages.russian import lists as russian

_MARK = r"(?:[•●▪◦‣*–-]|\d{1,2}\.|\(?(?:\d{1,2}|[a-zа-я]|[ivx]{1,4})\))\s"
_ORDINAL = re.compile(rf"\s*(?:{english.ORDINALS}|{russian.ORDINALS})", re.IGNORECASE)
_MARKED = re.compile(rf"\s*{_MARK}", re.IGNORECASE)
_ANNOUNCING = re.compile(f"{english.ANNOUNCING}|{russian.ANNOUNCING}", re.IGNORECASE)


def is_counted(sentence: str) -> bool:
    """Whether it begins by saying which of several things it is.

    >>> is_counted("Secondly, we opened it."), is_counted("Second World War veterans came.")
    (True, False)
    """
    return _ORDINAL.match(sentence.replace("ё", "е")) is not None


def is_item(sentence: str) -> bool:
    """Whether it begins as the items of a list do: with a mark, a number or "Secondly".

    >>> is_item("• two laboratories"), is_item("Secondly, we opened it.")
    (True, True)
    >>> is_item("A. Karimov opened it."), is_item("2 laboratories opened.")
    (False, False)
    """
    return _MARKED.match(sentence) is not None or is_counted(sentence)


def announces(sentence: str) -> bool:
    """Whether it says that something follows.

    >>> announces("They agreed on three steps:"), announces("They took three steps.")
    (True, False)
    """
    return sentence.rstrip().endswith(":") or _ANNOUNCING.search(sentence) is not None
