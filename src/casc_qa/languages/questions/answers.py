"""What a question asks for, and whether a sentence has it: in whichever language they are."""

from __future__ import annotations

import re
from typing import NamedTuple

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
from casc_qa.languages.questions.stems import comparable_stems
from casc_qa.languages.russian.questions.answer_patterns import (
    explains_in_russian,
    russian_answers,
)
from casc_qa.languages.russian.questions.forms import answer_type_in_russian
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


class Wanted(NamedTuple):
    """What a sentence has to contain to answer a question, and does not answer by repeating."""

    answer_type: AnswerType
    own_words: frozenset[str]
    """What the words of an answer are compared with: what the question says itself is none."""
    acronyms: tuple[str, ...]
    """Short forms in the question, one of which is to be explained."""
    is_cyrillic: bool
    """Whether the question has words in Cyrillic letters."""


def wanted(asked: AnswerType, question: str) -> Wanted:
    """What answers ``question``, which asks for an answer of the type ``asked``."""
    is_cyrillic = has_cyrillic(question)
    own = _compared(question) | frozenset(words(question))
    if is_cyrillic:
        own |= frozenset(numbers(question))  # "2000г."
    return Wanted(asked, own, tuple(_ACRONYM.findall(question)), is_cyrillic)


def holds(wanted: Wanted, sentence: str) -> bool:
    """Whether ``sentence`` contains something of the type that is wanted and that the question does
    not name itself; a date is no number.

    >>> number, year = wanted("number", ""), wanted("year", "")
    >>> holds(number, "held on 9-10 March"), holds(number, "gathered 53 participants")
    (False, True)
    >>> holds(year, "held on 9-10 March"), holds(year, "held in March 2021")
    (False, True)
    >>> holds(wanted("expansion", "What are the 4Ps?"), "the “4Ps” (Prevent, Pursue)")
    True
    >>> holds(wanted("name", "Who is the head of UNODC?"), "The head of UNODC spoke")
    False
    >>> holds(wanted("name", "Кто был в городе Ташкент?"), "Встреча прошла в Ташкенте")
    False
    """
    if wanted.answer_type == "expansion":
        return any(_explains(short, sentence, wanted.is_cyrillic) for short in wanted.acronyms)
    answers = _answers(wanted.answer_type, sentence)
    return any(not _compared(answer) <= wanted.own_words for answer in answers)


def _answers(answer_type: AnswerType, sentence: str) -> list[str]:
    """All of this type in ``sentence``."""
    if not has_cyrillic(sentence):
        return english_answers(answer_type, sentence)
    if answer_type in _RUSSIAN_HAS_ITS_OWN:
        return russian_answers(
            answer_type, without_dates(sentence) if answer_type == "number" else sentence
        )
    return english_answers(answer_type, sentence) + russian_answers(answer_type, sentence)


def _compared(text: str) -> frozenset[str]:
    """Words, without their endings where Russian puts them."""
    own = words(text)
    return frozenset(comparable_stems(map(normalise_word, own)) if has_cyrillic(text) else own)


def _explains(short: str, sentence: str, is_cyrillic: bool) -> bool:
    """Whether the sentence says what a short form stands for."""
    if explains_in_english(short, sentence):
        return True
    return (is_cyrillic or has_cyrillic(sentence)) and explains_in_russian(short, sentence)
