"""Questions that a sentence answers, made of its own words."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from casc_qa.languages.english.questions import examples as english
from casc_qa.languages.russian.questions import examples as russian

_LANGUAGES = {"en": english, "ru": russian}
_MOST_CHARS = 700  # of a sentence
_MOST_WORDS = 16  # of a question


class Example(NamedTuple):
    """A question, and by which form of sentences it was made."""

    question: str
    form: int


def questions_to(sentence: str, language: str | None, common: Collection[str]) -> list[Example]:
    """What can be asked of a sentence; ``common`` has the words that its document writes in lower
    case, as which the first of a sentence is then written.

    >>> said = "The Centre for Customs was founded in 1998 by two states."
    >>> [example.question for example in questions_to(said, "en", {"the"})]
    ['When was the Centre for Customs founded?']
    >>> questions_to("It was founded in 1998.", "en", {"it"})
    []
    """
    words = " ".join(sentence.split())
    if language not in _LANGUAGES or len(words) > _MOST_CHARS:
        return []
    found = []
    for number, (form, question) in enumerate(_forms(language)):
        match = form.search(words)
        if match is None or not _stands_alone(match, language):
            continue
        asked = question.format(**_parts(match, language, common))
        if len(asked.split()) <= _MOST_WORDS:
            found.append(Example(asked[0].upper() + asked[1:], number))
    return found


@cache
def _forms(language: str) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(form), question) for form, question in _LANGUAGES[language].FORMS]


def _stands_alone(match: re.Match[str], language: str) -> bool:
    """Whether the subject says what it is about: a name, or more than a word or two."""
    subject = match.groupdict().get("subject")
    if subject is None:
        return True
    return not re.match(_LANGUAGES[language].POINTING, subject, re.IGNORECASE)


def _parts(match: re.Match[str], language: str, common: Collection[str]) -> dict[str, str]:
    base_forms = _LANGUAGES[language].BASE_FORMS
    parts = {}
    for name, words in match.groupdict(default="").items():
        first, space, rest = words.partition(" ")
        if name == "what" or (name != "name" and first.lower() in common):
            words = first.lower() + space + rest
        parts[name] = base_forms.get(words, words)
    return parts
