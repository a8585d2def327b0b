"""Numbers, dates, names, reasons, money and addresses in an English sentence."""

from __future__ import annotations

import re

from casc_qa.languages.questions.answer_types import AnswerType

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"\b(?:19|20)\d\d\b"
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?\s+)?{_MONTH}\b"
    rf"(?:\s+\d{{1,2}}(?!\d)(?:[-–]\d{{1,2}}(?!\d))?,?)?(?:\s+(?:19|20)\d\d)?"
    rf"|{_YEAR}(?:\s?[-–]\s?(?:19|20)?\d\d)?\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)?\d\d\b"
)
_NUMBER = re.compile(
    r"(?<![\w/+.-])\d[\d,.]*\s?%?(?![\w/-])"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?"
    r"|millions?|half|a third|a quarter|majority)\b",
    re.IGNORECASE,
)
# A capital letter that no sentence start, quotation mark or title accounts for.
_NAME = re.compile(r"(?<![.!?:“\"«‘] )(?<!^)(?<![“\"«‘\w])[^\W\d_a-zа-яё][\w’'-]+")
ABOUT_A_NUMBER = (
    "over|above|under|below|more than|less than|fewer than|no more than|no less than|at least"
    "|at most|up to|about|around|nearly|almost|approximately|roughly|some|only"
)
"""What before a number says how exact it is."""
_REASON = re.compile(
    r"\b(?:because|due to|since|so that|in order to|as a result|caus\w+|reasons?|therefore|thus"
    r"|owing to|thanks to|as)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£₽¥]\s?\d|\b\d[\d,.]*\s*(?:million|billion|thousand)?\s*"
    r"(?:dollars?|euros?|pounds?|USD|EUR|GBP|roubles?|rubles?|tenge|som|sum)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+\.\w+", re.IGNORECASE)
_PHONE = re.compile(r"\+?\(?\+?\d[\d\s()-]{6,}\d")
_PATTERNS: dict[AnswerType, re.Pattern[str]] = {
    "year": re.compile(_YEAR),
    "date": _DATE,
    "weekday": _WEEKDAY,
    "name": _NAME,
    "place": _NAME,
    "reason": _REASON,
    "money": _MONEY,
    "email": _EMAIL,
    "phone": _PHONE,
}


def without_dates(sentence: str) -> str:
    """``sentence`` without what is a date, which is no number.

    >>> without_dates("on 9-10 March, 53 spoke")
    'on  , 53 spoke'
    """
    return _DATE.sub(" ", sentence)


def english_answers(answer_type: AnswerType, sentence: str) -> list[str]:
    """What ``sentence`` has of this type.

    >>> english_answers("number", "on 9-10 March, 53 spoke"), english_answers("year", "since 2021")
    (['53'], ['2021'])
    """
    if answer_type == "number":
        return _NUMBER.findall(without_dates(sentence))
    return [match[0] for match in _PATTERNS[answer_type].finditer(sentence)]


def explains_in_english(short: str, sentence: str) -> bool:
    """Whether brackets join a short form to the long one, whichever of them stands inside.

    >>> explains_in_english("4Ps", "the “4Ps” (Prevent, Pursue)")
    True
    """
    joined = rf"\({re.escape(short)}\b[^)]*\)|\b{re.escape(short)}[”\"’']? \("
    return re.search(joined, sentence) is not None
