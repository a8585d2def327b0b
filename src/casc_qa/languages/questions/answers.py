"""What a question asks for, and whether a sentence has it: in whichever language they are."""

from __future__ import annotations

import re
from functools import lru_cache

from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.languages.english.questions.answer_patterns import (
    english_answers,
    explains_in_english,
    without_dates,
)
from casc_qa.languages.english.questions.forms import answer_type_in_english
from casc_qa.languages.normalising import normalise_word
from casc_qa.languages.questions.answer_types import AnswerType
from casc_qa.languages.questions.names import numbers
from casc_qa.languages.russian.questions.answer_patterns import (
    explains_in_russian,
    russian_answers,
)
from casc_qa.languages.russian.questions.forms import answer_type_in_russian
from casc_qa.languages.stems import stems
from casc_qa.languages.words import words

_ACRONYM = re.compile(r"\b(?:\d?[^\W\d_a-zа-я]{2,}|\d[^\W\d_a-zа-я])[^\W_]*")
_RUSSIAN_HAS_ITS_OWN: frozenset[AnswerType] = frozenset(["number", "name", "place", "money"])


def answer_type(question: str, language: str) -> AnswerType | None:
    """The type of answer that a question in ``language`` asks for, where its form tells.

    >>> answer_type("How many took part?", "en"), answer_type("In which year was it?", "en")
    ('number', 'year')
    >>> answer_type("Сколько было участников?", "ru"), answer_type("Что это?", "ru")
    ('number', None)
    """
    if language in CYRILLIC:
        return answer_type_in_russian(question)
    asked = answer_type_in_english(question)
    return answer_type_in_russian(question) if asked is None and has_cyrillic(question) else asked


def holds(wanted: AnswerType, sentence: str, question: str = "") -> bool:
    """Whether ``sentence`` contains something of the type ``wanted`` that the question does not
    name itself; a date is no number.

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
    if wanted == "expansion":
        return any(_explains(short, sentence, question) for short in _ACRONYM.findall(question))
    asked = _words_of(question)
    return any(not _compared(answer) <= asked for answer in _answers(wanted, sentence))


def _answers(wanted: AnswerType, sentence: str) -> list[str]:
    """All of this type in ``sentence``."""
    if not has_cyrillic(sentence):
        return english_answers(wanted, sentence)
    if wanted in _RUSSIAN_HAS_ITS_OWN:
        return russian_answers(wanted, without_dates(sentence) if wanted == "number" else sentence)
    return english_answers(wanted, sentence) + russian_answers(wanted, sentence)


@lru_cache(maxsize=16)  # the same question comes with every sentence
def _words_of(question: str) -> frozenset[str]:
    """What the words of an answer are compared with."""
    own = _compared(question) | frozenset(words(question))
    return own | frozenset(numbers(question)) if has_cyrillic(question) else own  # "2000г."


def _compared(text: str) -> frozenset[str]:
    """Words, without their endings where Russian puts them."""
    own = words(text)
    return frozenset(stems(map(normalise_word, own)) if has_cyrillic(text) else own)


def _explains(short: str, sentence: str, question: str) -> bool:
    """Whether the sentence says what a short form stands for."""
    if explains_in_english(short, sentence):
        return True
    return has_cyrillic(question + sentence) and explains_in_russian(short, sentence)
