"""glossary.toml: what is read, and what is named where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import CorpusError
from casc_qa.languages.cyrillic import has_cyrillic
from casc_qa.languages.glossary import MOST_CHARS, Term, dump_glossary, parse_glossary
from casc_qa.languages.questions.phrasebook import Phrasebook
from casc_qa.loaders.glossary import GLOSSARY_NAME, read_glossary
from helpers.project import ROOT

TERMS = read_glossary(ROOT / "corpus")


def test_the_glossary_of_the_corpus_is_sound() -> None:
    assert len(TERMS) >= 150
    for term in TERMS:
        assert not any(has_cyrillic(form) for form in term.en), term
        assert any(has_cyrillic(form) or form == "4P" for form in term.ru), term
        assert len(set(term.en)) == len(term.en)
        assert len(set(term.ru)) == len(term.ru)
    assert parse_glossary(dump_glossary(TERMS)) == TERMS


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("[[[", "can't be read"),
        ("a = " + "[" * 5000, "can't be read"),
        ("[terms]", '"terms" is unknown, write each entry below a line [[term]]'),
        ("[term]\nen = ['a']\nru = ['б']", "write each entry below a line [[term]]"),
        ("term = 1", "write each entry below a line [[term]]"),
        ("term = [1]", "write entry 1 below a line [[term]]"),
        ("[[term]]\nen = ['a']\nru = ['б']\nde = ['c']", 'entry 1 has "de"'),
        ("[[term]]\nen = ['a']", 'entry 1 needs a form in ru: ru = ["..."]'),
        ("[[term]]\nen = []\nru = ['б']", "entry 1 needs a form in en"),
        ("[[term]]\nen = 'a'\nru = ['б']", "entry 1 needs a form in en"),
        ("[[term]]\nen = [1]\nru = ['б']", "entry 1, en: 1 is no text"),
        ("[[term]]\nen = [[]]\nru = ['б']", "entry 1, en: a list is no text"),
        ("[[term]]\nen = ['']\nru = ['б']", 'entry 1, en: "" has no word'),
        ("[[term]]\nen = ['a']\nru = [' — ']", 'entry 1, ru: " — " has no word'),
        (f"[[term]]\nen = ['{'a' * (MOST_CHARS + 1)}']\nru = ['б']", "longer than 200 characters"),
        (
            "[[term]]\nen = ['a']\nru = ['учёт']\n[[term]]\nen = ['b']\nru = ['Учет']",
            '"Учет" is in entries 1 and 2, keep it in one',
        ),
    ],
)
def test_a_wrong_glossary_is_named(tmp_path: Path, toml: str, complaint: str) -> None:
    (tmp_path / GLOSSARY_NAME).write_text(toml, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        read_glossary(tmp_path)
    message = str(caught.value)
    assert complaint in message
    assert GLOSSARY_NAME in message
    assert "\n" not in message


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / GLOSSARY_NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="mend it or remove it"):
        read_glossary(tmp_path)


def test_no_file_and_an_empty_file_are_no_glossary(tmp_path: Path) -> None:
    assert read_glossary(tmp_path) == ()
    (tmp_path / GLOSSARY_NAME).write_text("\ufeff# nothing yet\n", encoding="utf-8")
    assert read_glossary(tmp_path) == ()


def test_a_form_may_be_in_two_languages_and_twice_in_its_entry(tmp_path: Path) -> None:
    toml = "[[term]]\nen = ['A  b', 'a b']\nru = ['a b']\n[[term]]\nen = ['c']\nru = ['ТОП']\n"
    (tmp_path / GLOSSARY_NAME).write_text(f"{toml}[[term]]\nen = ['d']\nru = ['топ']\n")
    assert read_glossary(tmp_path)[0] == Term(("A b", "a b"), ("a b",))
    book = Phrasebook(read_glossary(tmp_path))
    assert book.in_english("ТОП топ Топ") == "c d d"
