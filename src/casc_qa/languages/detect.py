"""The language of a text: by its script, and for Cyrillic and Latin by words and letters too."""

from __future__ import annotations

import re

from casc_qa.languages.cyrillic_languages import (
    DETECTION_WORDS,
    RUSSIAN,
    cyrillic_language,
    cyrillic_words,
)
from casc_qa.languages.english.function_words import ASKING
from casc_qa.languages.latin_languages import ENGLISH, latin_language

_SCRIPTS = {
    "en": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    RUSSIAN: re.compile(r"[\u0400-\u052f]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "ka": re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
_SAMPLE_CHARS = 4000
_QUESTION_CHARS = 300  # longer texts are documents: what most of their letters say is true of them
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d_]+")
# Most single letters look like Latin ones, and come from a keyboard left in the other layout.
_CYRILLIC_ASKS = frozenset(word for word in DETECTION_WORDS if len(word) > 1 or word in "ви")
UNDETERMINED = "und"


def detect_language(text: str) -> str:
    """ISO 639-1 of the language of a document or a question; "und" for a text without letters.

    The region's languages in Cyrillic and in Latin script are told apart; Russian and English are
    the answers where nothing speaks for another. A document's own statement comes before this
    guess.

    >>> detect_language("Сколько участников?"), detect_language("How many?"), detect_language("53?")
    ('ru', 'en', 'und')
    >>> detect_language("Що таке UNODC?"), detect_language("Кто ведёт Human Rights Project?")
    ('uk', 'ru')
    """
    sample = text[:_SAMPLE_CHARS]
    is_short = len(text) <= _QUESTION_CHARS
    script = (_asked_in(sample) if is_short else None) or detect_script(sample)
    if script == ENGLISH:
        return latin_language(_QUOTED.sub(" ", sample) if is_short else sample)
    if script != RUSSIAN:
        return script
    own = _QUOTED.sub(" ", sample) if is_short else sample
    return cyrillic_language(own if cyrillic_words(own) else sample)


def detect_script(text: str) -> str:
    """The script of most letters, named by the language that it counts as: "ru" for all Cyrillic.

    >>> detect_script("Қазақстан"), detect_script("UNODC в Бишкеке"), detect_script("53")
    ('ru', 'ru', 'und')
    """
    sample = text[:_SAMPLE_CHARS]
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS.items()}
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] else UNDETERMINED


def _asked_in(question: str) -> str | None:
    """The script that a question in Latin and Cyrillic letters is asked in, where its small words
    tell: long names of the other script do not make it another question.

    >>> _asked_in("Кто финансировал Gender and Human Rights Project?")
    'ru'
    >>> _asked_in("Did Омурбекова speak?"), _asked_in("Алтынай Омурбекова, UNODC")
    ('en', None)
    """
    if not all(_SCRIPTS[script].search(question) for script in ("en", RUSSIAN)):
        return None
    own = _QUOTED.sub(" ", question)
    cyrillic = [word in _CYRILLIC_ASKS for word in cyrillic_words(own)]
    english = sum(word in ASKING for word in _WORD.findall(own.casefold()))
    if any(cyrillic) and (_starts_cyrillic(own, cyrillic) or sum(cyrillic) >= english):
        return RUSSIAN
    is_english = english > 1 or (not any(cyrillic) and _starts_english(own))
    return "en" if is_english else None


def _starts_cyrillic(text: str, asks: list[bool]) -> bool:
    """Whether the first word is one of those that a question in Cyrillic is made with."""
    first = _WORD.search(text)
    return first is not None and asks[0] and _SCRIPTS[RUSSIAN].match(first[0]) is not None


def _starts_english(text: str) -> bool:
    """Whether the first word is one of those that a question in English is made with, and no
    acronym: WHO is an organization.
    """
    first = _WORD.search(text)
    return first is not None and not first[0].isupper() and first[0].casefold() in ASKING
