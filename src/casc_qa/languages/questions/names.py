"""What a question names itself: people, places, numbers."""

from __future__ import annotations

import re
from collections.abc import Collection

from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.languages.english.questions.names import names_in_english
from casc_qa.languages.russian.questions.names import names_in_russian
from casc_qa.languages.words import NAME_WORD, is_function_word, words


def names(question: str, language: str) -> list[str]:
    """The words of a question in ``language`` that belong to names, in order.

    >>> names("What did Ms. Rispoli say?", "en")
    ['Rispoli']
    >>> names("Сравните, сколько человек было в Бишкеке", "ru")
    ['Бишкеке']
    """
    return names_in_russian(question) if language in CYRILLIC else names_in_english(question)


def last_names(question: str, named: Collection[str]) -> list[str]:
    """The last word of each name, of the question's ``named`` words: of a person the one that
    tells, as first names are many people's, and spelled in many ways. Where the surname stands
    first, the other does.

    >>> last_names("Что сказал Йен Теннант в Вене?", ["Йен", "Теннант", "Вене"])
    ['Теннант', 'Вене']
    """
    every = list(NAME_WORD.finditer(question))
    following = [*every[1:], None]
    return [
        word[0]
        for word, after in zip(every, following, strict=True)
        if word[0] in named
        and not (after and after[0] in named and question[word.end() : after.start()] == " ")
    ]


def without_names(question: str, named: Collection[str]) -> str:
    """The question without its ``named`` words, or the question itself where little else is left.

    >>> without_names("Who trained in Bishkek on customs?", ["Bishkek"])
    'Who trained in on customs?'
    >>> without_names("Who is Rafi Shah?", ["Rafi", "Shah"])
    'Who is Rafi Shah?'
    """
    kept = NAME_WORD.sub(lambda word: "" if word[0] in named else word[0], question)
    if all(is_function_word(word) for word in words(kept)):
        return question
    return " ".join(kept.split())


def numbers(question: str) -> list[str]:
    """Numbers that the question itself names.

    >>> numbers("What did the 53 participants do on 24 May?")
    ['53', '24']
    """
    return re.findall(r"\d+", question)
