"""Everything the program says is there in both languages, and says the same."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from casc_qa import phrases
from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.phrases import Phrase
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
    filled = [set(re.findall(r"\{(\w+)", said)) for said in phrase]
    assert filled[0] == filled[1]
    assert not re.search("[А-я]", phrase.en)
    assert not re.search("[A-z]", re.sub(r"\{.*?\}", "", phrase.ru))


def test_every_abstention_and_language_has_its_words() -> None:
    assert set(phrases.ABSTENTIONS) == set(get_args(AbstentionCode))
    assert set(phrases._LANGUAGES) >= CYRILLIC


def test_english_abstentions_are_what_they_always_were() -> None:
    assert {code: said.to("en") for code, said in phrases.ABSTENTIONS.items()} == {
        "empty_scope": "No document is left by these filters: widen them and ask again.",
        "other_language": "No answer was found, and no document is in the question's language: "
        "ask in theirs.",
        "outside_documents": "The documents do not say: nothing in them is about this.",
        "not_stated": "The documents do not say: they come near this, and do not state it.",
        "unsupported_language": "Questions in {asked_in} are not understood yet: please ask in "
        "English or Russian.",
    }


def test_a_language_without_a_name() -> None:
    assert phrases.not_understood("xx").ru == (
        "Программа пока не понимает этот язык: пожалуйста, задайте вопрос по-русски "
        "или по-английски."
    )


@pytest.mark.parametrize(
    ("page", "last", "russian"),
    [
        (3, 3, "стр. 3, символы 10–20"),
        (3, 4, "стр. 3–4, символы 10–20"),
        (2, 1, "стр. 2, символы 10–20"),
        (2, None, "стр. 2, символы 10–20"),
        (None, None, "символы 10–20"),
    ],
)
def test_places(page: int | None, last: int | None, russian: str) -> None:
    citation = Citation(1, "a.pdf", "0" * 64, "T", None, None, page, last, 10, 20, "Words.")
    assert phrases.place(citation, "ru") == russian
    assert phrases.place(citation, "en") == phrases.place(citation, "kk") == citation.place
    assert phrases.pages(citation, "en") == citation.pages


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
