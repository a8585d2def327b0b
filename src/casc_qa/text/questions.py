"""What a question asks for: a number, a date, somebody, a place; and what it names itself."""

from __future__ import annotations

import re
from typing import Literal

from casc_qa.text.tokens import is_function_word, words

Expected = Literal[
    "number",
    "money",
    "date",
    "year",
    "weekday",
    "name",
    "place",
    "reason",
    "email",
    "phone",
    "expansion",
]
"""The kind of thing that an answer has to contain."""
LOOSE: frozenset[Expected] = frozenset(["name", "place", "reason"])
"""Kinds that capital letters or small words only hint at."""
REQUIRED: frozenset[Expected] = frozenset(["year", "weekday", "money", "email", "phone"])
"""Kinds that are written in so few ways that a sentence without one can't answer."""

# The first form that a question has tells.
_FORMS: tuple[tuple[Expected, str], ...] = (
    ("expansion", r"\b(?:stands? for|in full|spell\w* out|short for|abbreviat\w+|acronym)\b"),
    (
        "expansion",
        r"^(?:what (?:is|are|does|do)|explain|define)(?: the| an?)? [“\"‘']?"
        r"(?-i:\d?[A-Z]{2,}|\d[A-Z])\w*[”\"’',?]*(?:$| (?:stand|mean|in full))",
    ),
    ("expansion", r"\bрасшифровыва\w+|^что такое (?-i:[A-ZА-Я]{3,}\w*)"),
    ("email", r"\be-?mails?\b(?: address)?|\bэлектронн\w+ (?:почт|адрес)\w*"),
    (
        "phone",
        r"\b(?:tele)?phone number|\bmobile\b|\bwhatsapp\b|\bтелефон\w*|\bphone\b.*\?",
    ),
    (
        "money",
        r"\bhow much (?:money|funding|did .* (?:cost|pay|spend|give|contribute|donate))"
        r"|\b(?:cost|price|budget|salary|fee) of\b|\bwhat (?:is|was|were) .*\b(?:cost|budget)s?\b",
    ),
    ("weekday", r"\b(?:day of the week|weekday)\b|\bдень недели\b"),
    ("number", r"\bhow (?:many|much|old|long|often|large|big|far|tall|high|fast)\b"),
    ("number", r"\b(?:share|proportion|percentage|percent|number) of\b"),
    ("number", r"\b(?:what|which) (?:percent|percentage|proportion|number|amount|share)\b"),
    ("number", r"\bсколько\b|\bкакая доля\b"),
    (
        "year",
        r"\b(?:what|which) years?\b|\bfull date\b|\bwith the year\b|\bв каком году\b"
        r"|\bмесяца и года\b",
    ),
    ("date", r"\bwhen\b|\b(?:what|which) (?:date|day|month)s?\b|\bкогда\b"),
    ("name", r"\bwho(?:m|se)?\b|\bкто\b|\bкем\b|\bкого\b|\bкому\b"),
    ("reason", r"^why\b|\bfor what reasons?\b|^почему\b|\bпо какой причине\b"),
    ("place", r"^where\b|\b(?:what|which) (?:city|cities|countr\w+|town|place|region)\b"),
    ("place", r"^где\b|\bв как(?:ом|ой) (?:городе|стране)\b"),
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
_REASON = re.compile(
    r"\b(?:because|due to|since|so that|in order to|as a result|caus\w+|reasons?|therefore|thus"
    r"|owing to|thanks to|as)\b|\b(?:потому|поскольку|из-за|чтобы|благодаря)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£₽¥]\s?\d|\b\d[\d,.]*\s*(?:million|billion|thousand)?\s*"
    r"(?:dollars?|euros?|pounds?|USD|EUR|GBP|roubles?|rubles?|tenge|som|sum)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|\b(?:понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье)\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+\.\w+", re.IGNORECASE)
_PHONE = re.compile(r"\+?\(?\+?\d[\d\s()-]{6,}\d")
_ACRONYM = re.compile(r"\b(?:\d?[^\W\d_a-zа-я]{2,}|\d[^\W\d_a-zа-я])[^\W_]*")
_HOLDS: dict[Expected, re.Pattern[str]] = {
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
_NAMED_WORD = re.compile(r"[^\W_][\w’'-]*")
_HONORIFICS = frozenset(["ms", "mr", "mrs", "dr"])


def expected(question: str) -> Expected | None:
    """The kind of thing asked for, where the question's form tells.

    >>> expected("How many took part?"), expected("In which year was it?"), expected("Which?")
    ('number', 'year', None)
    """
    return next((kind for kind, asks in _ASKS if asks.search(question)), None)


def holds(kind: Expected, sentence: str, question: str = "") -> bool:
    """Whether ``sentence`` contains something of this kind that the question does not name itself;
    a date is no number.

    >>> holds("number", "held on 9-10 March"), holds("number", "gathered 53 participants")
    (False, True)
    >>> holds("year", "held on 9-10 March"), holds("date", "held on 9-10 March")
    (False, True)
    >>> holds("expansion", "the “4Ps” (Prevent, Pursue)", "What are the 4Ps?")
    True
    >>> holds("name", "The head of UNODC spoke", "Who is the head of UNODC?")
    False
    """
    if kind == "expansion":
        return any(_explains(short, sentence) for short in _ACRONYM.findall(question))
    if kind == "number":
        found = _NUMBER.findall(_DATE.sub(" ", sentence))
    else:
        found = [match[0] for match in _HOLDS[kind].finditer(sentence)]
    asked = set(words(question))
    return any(not set(words(thing)) <= asked for thing in found)


def _explains(short: str, sentence: str) -> bool:
    """Whether brackets join the short form to the long one, whichever of them stands inside."""
    joined = rf"\({re.escape(short)}\b[^)]*\)|\b{re.escape(short)}[”\"’']? \("
    return re.search(joined, sentence) is not None


def numbers(question: str) -> list[str]:
    """Numbers that the question itself names.

    >>> numbers("What did the 53 participants do on 24 May?")
    ['53', '24']
    """
    return re.findall(r"\d+", question)


def names(question: str) -> list[str]:
    """Capitalised words of ``question`` that are more than its first word.

    >>> names("What did Ms. Rispoli say?"), names("Uzbekistan: who is President?")
    (['Rispoli'], ['Uzbekistan', 'President'])
    """
    found = _NAMED_WORD.findall(question)
    return [
        word
        for place, word in enumerate(found)
        if word[0].isupper()
        and word.casefold() not in _HONORIFICS
        and not (place == 0 and is_function_word(word))
    ]


def without_names(question: str) -> str:
    """The question without its names, or the question itself where little else is left.

    >>> without_names("Who were the trainers at the Bishkek customs training?")
    'Who were the trainers at the customs training?'
    >>> without_names("Who is Rafi Shah?")
    'Who is Rafi Shah?'
    """
    named = set(names(question))
    kept = _NAMED_WORD.sub(lambda found: "" if found[0] in named else found[0], question)
    if sum(not is_function_word(word) for word in words(kept)) < 1:
        return question
    return " ".join(kept.split())
