"""What a question asks for: a number, a date, somebody, a place; and what it names itself."""

from __future__ import annotations

import re
from functools import lru_cache

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.questions.answer_types import LOOSE, REQUIRED, Expected
from casc_qa.languages.russian.questions.answer_patterns import explains_in_russian, russian_things
from casc_qa.languages.russian.questions.forms import (
    expected_in_russian,
    is_russian,
    is_russian_function_word,
    names_in_russian,
)
from casc_qa.languages.stems import plain, stems
from casc_qa.text.tokens import is_function_word, words

__all__ = [
    "LOOSE",
    "REQUIRED",
    "Expected",
    "expected",
    "holds",
    "last_names",
    "names",
    "numbers",
    "without_names",
]

# The first form that a question has tells.
_FORMS: tuple[tuple[Expected, str], ...] = (
    ("expansion", r"\b(?:stands? for|in full|spell\w* out|short for|abbreviat\w+|acronym)\b"),
    (
        "expansion",
        r"^(?:what (?:is|are|does|do)|explain|define)(?: the| an?)? [“\"‘']?"
        r"(?-i:\d?[A-Z]{2,}|\d[A-Z])\w*[”\"’',?]*(?:$| (?:stand|mean|in full))",
    ),
    ("email", r"\be-?mails?\b(?: address)?"),
    (
        "phone",
        r"\b(?:tele)?phone number|\bmobile\b|\bwhatsapp\b|\bphone\b.*\?",
    ),
    (
        "money",
        r"\bhow much (?:money|funding|did .* (?:cost|pay|spend|give|contribute|donate))"
        r"|\b(?:cost|price|budget|salary|fee) of\b|\bwhat (?:is|was|were) .*\b(?:cost|budget)s?\b",
    ),
    ("weekday", r"\b(?:day of the week|weekday)\b"),
    ("number", r"\bhow (?:many|much|old|long|often|large|big|far|tall|high|fast)\b"),
    ("number", r"\b(?:share|proportion|percentage|percent|number) of\b"),
    ("number", r"\b(?:what|which) (?:percent|percentage|proportion|number|amount|share)\b"),
    (
        "year",
        r"\b(?:what|which) years?\b|\bfull date\b|\bwith the year\b",
    ),
    ("date", r"\bwhen\b|\b(?:what|which) (?:date|day|month)s?\b"),
    ("name", r"\bwho(?:m|se)?\b"),
    ("reason", r"^why\b|\bfor what reasons?\b"),
    ("place", r"^where\b|\b(?:what|which) (?:city|cities|countr\w+|town|place|region)\b"),
)
_ASKS = tuple((kind, re.compile(form, re.IGNORECASE)) for kind, form in _FORMS)

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
    >>> expected("Сколько было участников?"), expected("В каком году это было?")
    ('number', 'year')
    """
    if is_russian(question):
        return expected_in_russian(question)
    found = next((kind for kind, asks in _ASKS if asks.search(question)), None)
    return expected_in_russian(question) if found is None and has_cyrillic(question) else found


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
    >>> holds("name", "Встреча прошла в Ташкенте", "Кто был в городе Ташкент?")
    False
    """
    if kind == "expansion":
        return any(_explains(short, sentence, question) for short in _ACRONYM.findall(question))
    asked = _words_of(question)
    return any(not _compared(thing) <= asked for thing in _things(kind, sentence))


def _things(kind: Expected, sentence: str) -> list[str]:
    """All of this kind in ``sentence``."""
    russian = has_cyrillic(sentence)
    if kind == "number":
        undated = _DATE.sub(" ", sentence)
        return russian_things(kind, undated) if russian else _NUMBER.findall(undated)
    if russian and kind in ("name", "place", "money"):
        return russian_things(kind, sentence)
    found = [match[0] for match in _HOLDS[kind].finditer(sentence)]
    return found + russian_things(kind, sentence) if russian else found


@lru_cache(maxsize=16)  # the same question comes with every sentence
def _words_of(question: str) -> frozenset[str]:
    """What the words of a thing are compared with."""
    found = _compared(question) | frozenset(words(question))
    return found | frozenset(numbers(question)) if has_cyrillic(question) else found  # "2000г."


def _compared(text: str) -> frozenset[str]:
    """Words, without their endings where Russian puts them."""
    found = words(text)
    return frozenset(stems(map(plain, found)) if has_cyrillic(text) else found)


def _explains(short: str, sentence: str, question: str) -> bool:
    """Whether brackets join the short form to the long one, whichever of them stands inside."""
    joined = rf"\({re.escape(short)}\b[^)]*\)|\b{re.escape(short)}[”\"’']? \("
    if re.search(joined, sentence):
        return True
    return has_cyrillic(question + sentence) and explains_in_russian(short, sentence)


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
    >>> names("Сравните, сколько человек было в Бишкеке")
    ['Бишкеке']
    """
    if is_russian(question):
        return names_in_russian(question)
    found = _NAMED_WORD.findall(question)
    return [
        word
        for place, word in enumerate(found)
        if word[0].isupper()
        and word.casefold() not in _HONORIFICS
        and not (place == 0 and is_function_word(word))
    ]


def last_names(question: str) -> list[str]:
    """The last word of each name of ``question``: of a person the one that tells, as first names
    are many people's, and spelled in many ways. Where the surname stands first, the other does.

    >>> last_names("Что сказал Йен Теннант в Вене?")
    ['Теннант', 'Вене']
    """
    named = set(names(question))
    found = list(_NAMED_WORD.finditer(question))
    following = [*found[1:], None]
    return [
        word[0]
        for word, after in zip(found, following, strict=True)
        if word[0] in named
        and not (after and after[0] in named and question[word.end() : after.start()] == " ")
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
    builds = is_russian_function_word if is_russian(question) else is_function_word
    if all(builds(word) for word in words(kept)):
        return question
    return " ".join(kept.split())
