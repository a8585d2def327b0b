"""Every phrase is there in both languages with the same gaps, and dates are written in both."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from casc_qa import phrases
from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.phrases import Phrase, written_date
from casc_qa.types import AbstentionCode, Citation

ALL = {
    name: phrase
    for table in (vars(phrases), phrases.ABSTENTIONS, phrases._LANGUAGES)
    for name, phrase in table.items()
    if isinstance(phrase, Phrase)
}


@pytest.mark.parametrize("name", ALL)
def test_both_languages_fill_in_the_same(name: str) -> None:
    phrase = ALL[name]
    filled = [set(re.findall(r"\{(\w+)", words)) for words in phrase]
    assert filled[0] == filled[1]
    assert not re.search("[А-я]", phrase.en)
    assert not re.search("[A-z]", re.sub(r"\{.*?\}", "", phrase.ru))


def test_every_abstention_and_language_has_its_words() -> None:
    assert set(phrases.ABSTENTIONS) == set(get_args(AbstentionCode))
    assert set(phrases._LANGUAGES) >= CYRILLIC


def test_english_abstentions_are_what_they_always_were() -> None:
    assert {code: phrase.to("en") for code, phrase in phrases.ABSTENTIONS.items()} == {
        "empty_scope": "No document is left by these filters: widen them and ask again.",
        "other_language": "No answer was found, and no document is in the question's language: "
        "ask in theirs.",
        "outside_documents": "The documents do not say: nothing in them is about this.",
        "not_stated": "The documents do not say: they come near this, and do not state it.",
        "beyond_quotes": "Only quotes are shown here, and no quote is a summary, an opinion, a "
        "translation or a count of documents: ask about something that a document says.",
        "greeting": "Ask about something that the documents say. {documents}",
        "about_documents": "Answers here are quotes from the documents, word for word. {documents}",
        "unsupported_language": "Questions in {asked_in} are not understood yet: please ask in "
        "English or Russian.",
    }


def test_a_language_without_a_name() -> None:
    assert phrases.not_understood("xx").ru == (
        "Программа пока не понимает этот язык: пожалуйста, задайте вопрос по-русски "
        "или по-английски."
    )


@pytest.mark.parametrize(
    ("page", "last", "english", "russian"),
    [
        (3, 3, "page 3, characters 10–20", "стр. 3, символы 10–20"),
        (3, 4, "pages 3–4, characters 10–20", "стр. 3–4, символы 10–20"),
        (2, 1, "page 2, characters 10–20", "стр. 2, символы 10–20"),
        (2, None, "page 2, characters 10–20", "стр. 2, символы 10–20"),
        (None, None, "characters 10–20", "символы 10–20"),
    ],
)
def test_locations(page: int | None, last: int | None, english: str, russian: str) -> None:
    citation = Citation(1, "a.pdf", "0" * 64, "T", None, None, page, last, 10, 20, "Words.")
    assert phrases.location(citation, "ru") == russian
    assert phrases.location(citation, "en") == phrases.location(citation, "kk") == english


def test_headings_by_number() -> None:
    assert [phrases.passages_heading(*n, "ru") for n in ((1, 1), (2, 1), (2, 2))] == [
        "Отрывок, из которого взята цитата",
        "Отрывок, из которого взяты цитаты",
        "Отрывки, из которых взяты цитаты",
    ]
    assert [phrases.passages_heading(*n, "en") for n in ((1, 1), (2, 1), (2, 2))] == [
        "The passage it comes from",
        "The passage it comes from",
        "The passages they come from",
    ]


def test_written_date() -> None:
    assert written_date("2023-08-30/2023-09-01") == "30 August 2023 – 1 September 2023"
    assert written_date("2023") == "2023"
    assert written_date("2023-05/2023-06") == "May 2023 – June 2023"
    assert written_date("2022/2023") == "2022 – 2023"
    assert written_date(None) == "undated"


def test_written_date_in_russian() -> None:
    written = {
        "2023-06-08": "8 июня 2023 г.",
        "2023-08-22/2023-08-24": "22–24 августа 2023 г.",
        "2023-08-30/2023-09-01": "30 августа 2023 г. — 1 сентября 2023 г.",
        "2024-05": "май 2024 г.",
        "2023-05/2023-06": "май 2023 г. — июнь 2023 г.",
        "2023": "2023 г.",
        "2022/2023": "2022–2023 гг.",
        None: "без даты",
    }
    assert {value: written_date(value, "ru") for value in written} == written
    assert written_date("2023-06-08", "kk") == "8 June 2023"
