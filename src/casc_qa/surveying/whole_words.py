"""Words that answer, widened so that they do not tear a name or a figure apart.

The reader marks the fewest words that answer: "Vasilina" of "contact Vasilina Brazhko", "50" of
"over 50 stakeholders". Alone in a cell they would not say what the document does.
"""

from __future__ import annotations

import re

from casc_qa.languages.english import months as english
from casc_qa.languages.english.questions.answer_patterns import ABOUT_A_NUMBER as ENGLISH_ABOUT
from casc_qa.languages.russian import months as russian
from casc_qa.languages.russian.questions.answer_patterns import ABOUT_A_NUMBER as RUSSIAN_ABOUT
from casc_qa.languages.words import is_function_word
from casc_qa.types import Span

_CAPITALISED = r"[^\W\d_a-zа-яё][\w’'-]*"
_NAME_BEHIND = re.compile(rf" {_CAPITALISED}")
_NAME_BEFORE = re.compile(rf"{_CAPITALISED} $")
_ENDS_IN_NAME = re.compile(rf"(?:^|\s){_CAPITALISED}$")
_BETWEEN = "|".join((english.TO, english.AND, russian.TO, russian.AND))
_JOINED = rf"(?:\s?[-–—]\s?|\s(?:{_BETWEEN})\s)"
_HYPHENED_BEHIND = re.compile(r"(?<=\w)[-‑][^\W\d]\w*")
_NUMBER = r"\d+(?:[.,]\d+)*"
_NUMBER_BEHIND = re.compile(rf"{_JOINED}{_NUMBER}", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(rf"(?<!\d){_NUMBER}{_JOINED}$", re.IGNORECASE)
_ABOUT = re.compile(rf"\b(?:{ENGLISH_ABOUT}|{RUSSIAN_ABOUT})\s$", re.IGNORECASE)
_BEFORE = 40  # characters that are looked at


def whole_words(text: str, words: Span) -> Span:
    """``words`` of the sentence ``text`` with the rest of a name or of a range of numbers that they
    begin or end in, the rest of a word with a hyphen, and with what says how exact a number is.

    >>> text = "From 2012 to 2013 Vasilina Brazhko met over 50 of them."
    >>> whole_words(text, Span(18, 26)).of(text), whole_words(text, Span(13, 17)).of(text)
    ('Vasilina Brazhko', '2012 to 2013')
    >>> whole_words(text, Span(44, 46)).of(text)
    'over 50'
    """
    start, end = words
    if start >= end:
        return words
    if _ENDS_IN_NAME.search(text[start:end]):
        while found := _NAME_BEHIND.match(text, end):
            end = found.end()
    if text[start].isupper():
        start = _name_start(text, start)
    if found := _HYPHENED_BEHIND.match(text, end):
        end = found.end()
    if text[end - 1].isdigit() and (found := _NUMBER_BEHIND.match(text, end)):
        end = found.end()
    if text[start].isdigit():
        start = _before(_ABOUT, text, _before(_NUMBER_BEFORE, text, start))
    return Span(start, end)


def _name_start(text: str, start: int) -> int:
    """Where the name begins that goes on at ``start``; the "In" before a city is no part of it."""
    while (first := _before(_NAME_BEFORE, text, start)) < start:
        if is_function_word(text[first:start].strip()):
            break
        start = first
    return start


def _before(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where what ``pattern`` finds right before ``start`` begins."""
    first = max(0, start - _BEFORE)
    found = pattern.search(text[first:start])
    return first + found.start() if found else start
