"""Where a sentence goes on though a full stop stands there: behind abbreviations and initials, and
wherever the next word is in lower case.
"""

from __future__ import annotations

import re

from casc_qa.languages.english import abbreviations as english
from casc_qa.languages.english.function_words import FUNCTION_WORDS as ENGLISH
from casc_qa.languages.russian import abbreviations as russian
from casc_qa.languages.russian.function_words import FUNCTION_WORDS as RUSSIAN

_TITLES = "|".join(map(re.escape, english.TITLES + russian.TITLES))
_ENDS_IN_TITLE = re.compile(rf"(?:^|(?<!\d)[\s(\[])(?:{_TITLES})\.\s*$")
_ENDS_IN_REFERENCE = re.compile(
    rf"(?:^|[\s(\[])(?:{english.REFERENCES}|{russian.REFERENCES})\.\s*$", re.IGNORECASE
)
_ENDS_IN_INITIALS = re.compile(r"(?:^|[\s(\[])(?:[^\W\d_]{1,2}\.[\s-]?){1,3}$")
_SURNAME = re.compile(r"\s[^\W\d_][\w’'-]+$")
_INITIAL = re.compile(r"[^\W\d_]{1,2}\.(?!\w{2})")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_LIST_MARKER = re.compile(r"\s*(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,5})[.)]\s*")
_LOOK_BACK = 48
_MARKER_CHARS = 64
_MARKS = 4


def runs_on(paragraph: str, last: int, start: int) -> bool:
    """Whether the sentence from ``last`` goes on past ``start``, where the library would cut."""
    before = paragraph[max(last, start - _LOOK_BACK) : start]
    if _ENDS_IN_TITLE.search(before) or _is_list_marker(paragraph, last, start):
        return True
    if paragraph[start].isdigit():
        return bool(_ENDS_IN_REFERENCE.search(before))
    return _goes_on_in_lower_case(paragraph, last, start) or _is_among_initials(
        before.rstrip(), paragraph[start : start + _LOOK_BACK]
    )


def _is_list_marker(paragraph: str, last: int, start: int) -> bool:
    is_short = start - last <= _MARKER_CHARS
    return is_short and bool(_LIST_MARKER.fullmatch(paragraph, last, start))


def _goes_on_in_lower_case(paragraph: str, last: int, start: int) -> bool:
    """Whether a sentence that began with a capital goes on: behind "approx.", behind “No!”."""
    return _first_letter(paragraph, start).islower() and _first_letter(paragraph, last).isupper()


def _first_letter(text: str, start: int) -> str:
    """The first character behind a few marks; empty where there are more."""
    return next((char for char in text[start : start + _MARKS] if char.isalnum()), "")


def _is_among_initials(before: str, after: str) -> bool:
    """Whether ``before`` ends in a name's initials, which ``after`` goes on with; not where they
    follow the surname and so end the name.
    """
    found = _ENDS_IN_INITIALS.search(before)
    if not found or not _are_initials(found[0].strip(" ([")):
        return False
    if _INITIAL.match(after):
        return True
    name = _WORD.match(after)
    if name is None or not name[0][0].isupper() or name[0].casefold() in ENGLISH | RUSSIAN:
        return False
    surname = _SURNAME.search(before[: found.start()])
    return not (surname and surname[0].strip()[0].isupper())


def _are_initials(letters: str) -> bool:
    """Whether they are more than one letter of the Latin alphabet, as in "plan B."."""
    if not letters[0].isupper():
        return False
    return len(_LETTER.findall(letters)) > 1 or not letters[0].isascii()
