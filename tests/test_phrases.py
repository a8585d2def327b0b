"""Every phrase is there in both languages with the same gaps."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from casc_qa import phrases
from casc_qa.languages.cyrillic_languages import CYRILLIC
from casc_qa.phrases import Phrase
from casc_qa.types import AbstentionCode

ALL = {
    name: phrase
    for table in (vars(phrases), phrases.ABSTENTIONS, phrases.LANGUAGES)
    for name, phrase in table.items()
    if isinstance(phrase, Phrase)
}

# What is the same in every language: gaps, commands to be typed, the scheme of addresses.
TYPED = re.compile(r"\{.*?\}|^ +casc-qa [^(\n]*|casc-qa:|casc-qa index", re.MULTILINE)


@pytest.mark.parametrize("name", ALL)
def test_both_languages_fill_in_the_same(name: str) -> None:
    phrase = ALL[name]
    filled = [set(re.findall(r"\{(\w+)", words)) for words in phrase]
    assert filled[0] == filled[1]
    assert not re.search("[А-я]", phrase.en)
    assert not re.search("[A-Za-z]", TYPED.sub("", phrase.ru))


def test_every_abstention_and_language_has_its_words() -> None:
    assert set(phrases.ABSTENTIONS) == set(get_args(AbstentionCode))
    assert set(phrases.LANGUAGES) >= CYRILLIC


def test_english_abstentions_are_what_they_always_were() -> None:
    assert {code: phrase.to("en") for code, phrase in phrases.ABSTENTIONS.items()} == {
        "empty_scope": "No document is left by these filters: widen them and ask again.",
        "other_language": "No answer was found, and no document is in the question's language: "
        "ask in theirs.",
        "outside_documents": "The documents do not say: nothing in them is about this.",
        "not_stated": "The documents do not say: they come near this, and do not state it.",
        "beyond_quotes": "Only quotes are shown here, and no quote is an opinion, a translation, "
        "a letter or a count of documents: ask about something that a document says.",
        "greeting": "Ask about something that the documents say. {documents}",
        "about_documents": "Answers here are quotes from the documents, word for word. {documents}",
        "unsupported_language": "Questions in {asked_in} are not understood yet: please ask in "
        "English or Russian.",
    }
