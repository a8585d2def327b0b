"""What a question asks for: a number, a date, a year, somebody; and which names it holds."""

from __future__ import annotations

import re
from typing import Literal

from casc_qa.text.tokens import is_function_word

Expected = Literal["number", "date", "year", "name"]
"""The kind of thing that an answer has to contain."""

_FORMS: tuple[tuple[Expected, str], ...] = (
    ("number", r"\bhow (?:many|much|old|long|often|large|big)\b"),
    ("number", r"\b(?:share|proportion|percentage|percent) of\b"),
    ("number", r"\bсколько\b"),
    ("year", r"\b(?:what|which) years?\b|\bв каком году\b"),
    ("date", r"\bwhen\b|\b(?:what|which) (?:date|day|month)s?\b|\bкогда\b"),
    ("name", r"\bwho(?:m|se)?\b|\bкто\b|\bкем\b"),
)
_ASKS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS)

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
)
_YEAR = r"\b(?:19|20)\d\d\b"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s+)?{_MONTH}\b"
    rf"(?:\s+\d{{1,2}}(?!\d)(?:[-–]\d{{1,2}}(?!\d))?,?)?(?:\s+(?:19|20)\d\d)?"
    rf"|{_YEAR}(?:\s?[-–]\s?(?:19|20)?\d\d)?\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)?\d\d\b"
)
_NUMBER = re.compile(
    r"(?<![\w/+.-])\d[\d,.]*\s?%?(?![\w/-])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    r"|millions?|half|a third|a quarter|majority|два|две|три|четыре|пять|шесть|семь|восемь|девять"
    r"|десять|сто|половина)\b",
    re.IGNORECASE,
)
# A capital letter that no sentence start, quotation mark or title accounts for.
_NAME = re.compile(r"(?<![.!?:“\"«‘] )(?<!^)(?<![“\"«‘\w])[^\W\d_a-zа-яё][\w’'-]+")
_HOLDS: dict[Expected, re.Pattern[str]] = {
    "year": re.compile(_YEAR),
    "date": _DATE,
    "name": _NAME,
}
_HONORIFICS = frozenset(["ms", "mr", "mrs", "dr"])


def expected(question: str) -> Expected | None:
    """The kind of thing asked for, where the question's form tells.

    >>> expected("How many took part?"), expected("In which year was it?"), expected("Why?")
    ('number', 'year', None)
    """
    return next((kind for kind, asks in _ASKS if asks.search(question)), None)


def holds(kind: Expected, sentence: str) -> bool:
    """Whether ``sentence`` contains something of this kind; a date is no number.

    >>> holds("number", "held on 9-10 March"), holds("number", "gathered 53 participants")
    (False, True)
    >>> holds("year", "held on 9-10 March"), holds("date", "held on 9-10 March")
    (False, True)
    """
    if kind == "number":
        return bool(_NUMBER.search(_DATE.sub(" ", sentence)))
    return bool(_HOLDS[kind].search(sentence))


def names(question: str) -> list[str]:
    """Capitalised words of ``question`` that are more than its first word.

    >>> names("What did Ms. Rispoli say?"), names("Uzbekistan: who is President?")
    (['Rispoli'], ['Uzbekistan', 'President'])
    """
    found = re.findall(r"[^\W_][\w’'-]*", question)
    return [
        word
        for place, word in enumerate(found)
        if word[0].isupper()
        and word.casefold() not in _HONORIFICS
        and not (place == 0 and is_function_word(word))
    ]
