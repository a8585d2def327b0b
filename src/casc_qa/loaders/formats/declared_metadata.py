"""Title, date, language and address that a file declares, believed only where they can be true."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casc_qa.languages.detect import detect_script
from casc_qa.languages.english import placeholders as english
from casc_qa.languages.russian import placeholders as russian
from casc_qa.text.dates import iso_range

_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d:?\d\d|Z)")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)
_EMPTY_CLOCKS = {"0101-01-01", "1601-01-01", "1899-12-30", "1970-01-01"}  # a program's zero
_URL_CHARS = 2000
_TITLE_CHARS = 300
# What programs write when there is no title: their own name, a file's name, nothing at all.
_PLACEHOLDER = re.compile(
    f"{english.PLACEHOLDER_TITLES}|{russian.PLACEHOLDER_TITLES}"
    r"|(?:microsoft|ms) (?:word|excel|powerpoint|office)\b.*|about:blank|\w+://\S*"
    r"|.*\.(?:docx?|dotx?|rtf|odt|pdf|pptx?|xlsx?|exe|wpd|indd|qxd|pmd|tex|dvi|ps|txt|html?|mht|cdr|ai)",
    re.IGNORECASE | re.DOTALL,
)
# Where a script leaves no doubt: the languages that a text in it may claim to be.
_WRITTEN_IN = {
    "ru": frozenset("ru uk be bg sr mk kk ky tg mn uz tt ba tk az ab os cv".split()),
    "ar": frozenset("ar fa ur ps ku ug sd".split()),
    "hy": frozenset({"hy"}),
    "ka": frozenset({"ka"}),
    "zh": frozenset({"zh", "ja"}),
}
# Languages that are written in no other script than the one that is detected as this.
_ONLY_IN = {
    code: script
    for script, codes in {"ru": "ru uk be bg", "ar": "ar fa ur ps", "hy": "hy", "ka": "ka"}.items()
    for code in codes.split()
}


def title(value: str | None) -> str | None:
    """The title without needless spaces; None where it names a program or a file.

    >>> title("Microsoft Word - x.doc"), title("Outcome  document")
    (None, 'Outcome document')
    """
    words = " ".join((value or "").split())
    letters = [char for char in words if char.isalpha()]
    # Cyrillic written in a Western code page reads as a row of accented letters.
    garbled = sum("\u00c0" <= char <= "\u00ff" for char in letters) * 2 > len(letters)
    if len(letters) < 2 or len(words) > _TITLE_CHARS or garbled or _PLACEHOLDER.fullmatch(words):
        return None
    return words


def date(value: str | None) -> str | None:
    """An ISO 8601 date as it stands, a timestamp's day; None for anything else.

    >>> date("2024-05"), date("2024-05-31T10:00:00Z"), date("31.05.2024")
    ('2024-05', '2024-05-31', None)
    """
    value = (value or "").strip()
    timestamp = _DAY.match(value)
    value = timestamp[1] if timestamp else value
    try:
        iso_range(value)
    except ValueError:
        return None
    return None if value in _EMPTY_CLOCKS else value


def day(year: int, month: int, number: int) -> str | None:
    """The day as ISO 8601; None where there is no such day, or no computer yet.

    >>> day(2023, 8, 22), day(2023, 2, 30)
    ('2023-08-22', None)
    """
    return date(f"{year:04}-{month:02}-{number:02}") if 1980 <= year <= 2100 else None


def language(value: str | None, text: str = "") -> str | None:
    """ISO 639-1 of a language tag; None where ``text`` is in a script that it is not written in.

    Many programs claim English for whatever is typed into them.

    >>> language("en-US"), language("en-US", "სემინარი თბილისში"), language("english")
    ('en', None, None)
    """
    tag = _LANGUAGE.fullmatch((value or "").strip())
    if not tag:
        return None
    code = tag[1].lower()
    return code if not text or _is_written_in(code, detect_script(text)) else None


def _is_written_in(code: str, script: str) -> bool:
    """Whether a text in this language may be in the script that is detected as ``script``."""
    return code in _WRITTEN_IN.get(script, {code}) and _ONLY_IN.get(code, script) == script


def first_language(values: Iterable[str | None], text: str) -> str | None:
    """The first of these that ``language`` believes.

    >>> first_language(["en-US", "ka-GE"], "საქართველო"), first_language(["en-US"], "თბილისი")
    ('ka', None)
    """
    return next(filter(None, (language(value, text) for value in values)), None)


def url(value: str | None) -> str | None:
    """A web address; None for anything else.

    >>> url(" https://example.org/a "), url("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    value = (value or "").strip()
    is_web = value.lower().startswith(("https://", "http://")) and len(value) <= _URL_CHARS
    return value if is_web and all(c.isprintable() and not c.isspace() for c in value) else None
