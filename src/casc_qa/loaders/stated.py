"""What a file states about itself, as far as it can be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from casc_qa.text.dates import iso_range
from casc_qa.text.language import detect_language

_DAY = re.compile(r"\s*([12]\d{3}(?:-\d\d(?:-\d\d)?)?)(?![\d-])")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2})(?![A-Za-z])")
_EMPTY_CLOCKS = {"1601-01-01", "1899-12-30", "1970-01-01"}
# Languages of one script, under the name that detect_language gives to that script.
_SCRIPTS: Mapping[str, str] = {
    language: script
    for script, languages in {
        "en": "en de fr es it pt nl pl cs sk sl hr hu ro sv da nb nn no fi et lv lt tr sq vi id",
        "ru": "ru uk be bg",
        "ar": "ar fa ur ps",
        "hy": "hy",
        "ka": "ka",
        "zh": "zh",
    }.items()
    for language in languages.split()
}


def stated_day(value: str | None) -> str | None:
    """The date that starts ``value``, without its time; None where it is no date.

    >>> stated_day("2024-05-31T10:00:00Z"), stated_day("2019"), stated_day("0101-01-01")
    ('2024-05-31', '2019', None)
    """
    match = _DAY.match(value or "")
    if not match or match[1] in _EMPTY_CLOCKS:
        return None
    try:
        iso_range(match[1])
    except ValueError:
        return None
    return match[1]


def stated_language(values: Iterable[str | None], text: str) -> str | None:
    """The first language stated that fits the script of ``text``, as ISO 639-1.

    What a program writes into every new file is often not the language of the document: a
    Russian text is not English because its template was.

    >>> stated_language(["en-US", "kk-KZ"], "Қазақстан"), stated_language(["en-US"], "Бишкек")
    ('kk', None)
    """
    script = detect_language(text)
    for value in values:
        match = _LANGUAGE.match(value or "")
        if match and _SCRIPTS.get(match[1].lower(), script) == script:
            return match[1].lower()
    return None
