"""The language of a text, as far as its script tells."""

from __future__ import annotations

import re

_SCRIPTS = {
    "en": re.compile(r"[A-Za-z\u00c0-\u024f]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "hy": re.compile(r"[\u0530-\u058f]"),
    "ka": re.compile(r"[\u10a0-\u10ff\u1c90-\u1cbf]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
_SAMPLE_CHARS = 4000
UNDETERMINED = "und"


def detect_language(text: str) -> str:
    """ISO 639-1 of the language that is most written in the script of most letters.

    The languages of one script are not told apart: Latin counts as English, Cyrillic as Russian,
    the two that the program is made for. A document's own statement comes before this guess. A
    text without letters is "und".

    >>> detect_language("Сколько участников?"), detect_language("How many?"), detect_language("53?")
    ('ru', 'en', 'und')
    """
    sample = text[:_SAMPLE_CHARS]
    counts = {language: len(script.findall(sample)) for language, script in _SCRIPTS.items()}
    language = max(counts, key=lambda name: counts[name])
    return language if counts[language] else UNDETERMINED
