"""A question in the documents' words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casc_qa.asking.translation import PARTS, Translator
from casc_qa.embedding import Embedder
from casc_qa.embedding.encoders import open_encoder
from casc_qa.index.generation import Generation, open_current
from casc_qa.languages.questions.phrasebook import Phrasebook
from casc_qa.text.tokens import tokens


@pytest.fixture(scope="module")
def generation(built_index: Path) -> Generation:
    return open_current(built_index)


@pytest.fixture(scope="module")
def embedder(built_index: Path, generation: Generation) -> Embedder:
    return open_encoder(generation.manifest.embedder, built_index)


@pytest.fixture(scope="module")
def translator(generation: Generation, embedder: Embedder) -> Translator:
    return Translator(generation, embedder)


def test_an_english_question_is_searched_for_as_it_is(translator: Translator) -> None:
    question = "Who funded the Gender and Human Rights Project, and in which year?"
    translated = translator.translate(question)
    assert (translated.text, translated.translations) == (question, {})
    assert not translated.is_translated
    assert translated.tokens == tokens(question)


def test_terms_and_names_are_put_in_the_documents_words(translator: Translator) -> None:
    translated = translator.translate("Что сказала Ашита Миттал из УНП ООН о 53 проектах в ОБСЕ?")
    assert "Ashita Mittal" in translated.text
    assert (
        "UNODC" in translated.text or "United Nations Office on Drugs and Crime" in translated.text
    )
    assert {"ashita", "mittal", "53"} <= set(translated.tokens)
    assert translated.is_translated
    project = translated.translations["проект"]
    assert max(project, key=project.__getitem__) == "project"


def test_latin_words_and_numbers_stay(translator: Translator) -> None:
    translated = translator.translate("Как расшифровывается FATF и что за «4Ps» от 24 мая 2024?")
    assert {"fatf", "4ps", "24", "2024"} <= set(translated.tokens)
    assert not {"fatf", "4ps", "24", "2024"} & set(translated.translations)


def test_a_word_at_the_start_is_no_name(translator: Translator) -> None:
    assert translator.translate("Организации каких стран выступали?").text.startswith("Организации")


@pytest.mark.parametrize(
    "question",
    [
        "Какие грузы досматривают?",
        "Как грузить контейнеры?",
        "Где у человека вены?",
        "Кто представлял Австралию?",
        "Какое заключение сделали?",
    ],
)
def test_common_words_are_not_taken_for_names(translator: Translator, question: str) -> None:
    assert translator.translate(question).text == question


def test_a_name_in_lower_case_is_found(translator: Translator) -> None:
    assert translator.translate("кто такая ашита миттал").text == "кто такая ashita mittal"
    assert "karimipour" in translator.translate("должность каримипура").text


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("сколько учасников было на треннинге", "сколько participants было на training"),
        ("какие организацыи выступали с призентациями", "презентациями"),
        ("что говорится о правах чиловека", "human rights"),
        ("Сколко дней длился семинар", "Сколько дней длился workshop"),
    ],
)
def test_a_misspelled_word_is_corrected(translator: Translator, asked: str, searched: str) -> None:
    assert searched in translator.translate(asked).text


@pytest.mark.parametrize(
    "question",
    ["что такое меламин и термиты", "где живёт яванский носорог", "кто такая Чиловека"],
)
def test_a_rare_word_is_not_corrected(translator: Translator, question: str) -> None:
    assert translator.translate(question).text == question


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("Кто выступал на ташкентской встрече?", "Tashkent meeting"),
        ("Какие казахстанские НПО приехали?", "Kazakhstan"),
        ("Что стало с бишкекским документом?", "Bishkek"),
        ("Когда прошла венская встреча?", "Vienna meeting"),
        ("Кто из грузинских представителей выступал?", "Georgia представителей"),
        ("Сколько человек собрал женевский тренинг?", "Geneva training"),
    ],
)
def test_an_adjective_of_a_place_is_the_place(
    translator: Translator, asked: str, searched: str
) -> None:
    assert searched in translator.translate(asked).text


@pytest.mark.parametrize(
    "question",
    ["партнёрские организации и экспертский совет", "армейская форма и морской флот"],
)
def test_an_adjective_of_no_place_is_none(translator: Translator, question: str) -> None:
    assert translator.translate(question).text == question


def test_no_term_of_the_glossary_is_corrected(generation: Generation, embedder: Embedder) -> None:
    correcting = Translator(generation, embedder, frozenset(["spelling"]))
    book = Phrasebook(generation.glossary)
    for question in ("генассамблея", "о контрафакте", "торговля людьми", "УНП ООН"):
        assert correcting.translate(question).text == question
        assert all(book.knows_russian(word) for word in question.split()[-1:])
    assert not book.knows_russian("ыыыы")


@given(st.text(alphabet=st.characters(min_codepoint=0x400, max_codepoint=0x4FF), max_size=12))
@settings(deadline=None)
def test_any_cyrillic_text_can_be_translated(translator: Translator, text: str) -> None:
    translated = translator.translate(f"что {text}")
    assert translated.text.startswith("что ")
    assert set(translated.translations) <= set(translated.tokens)


def test_letters_of_the_other_alphabet_that_look_alike(translator: Translator) -> None:
    russian = translator.translate("Что было в Cамаркaнде?")  # Latin C and a
    assert "Samarkand" in russian.text
    english = translator.translate("What is UNОDС?")  # Cyrillic О and С
    assert english.text == "What is UNODC?"
    assert not english.is_translated


def test_each_part_can_be_left_out(generation: Generation, embedder: Embedder) -> None:
    question = "Что Миттал сказала об УНП ООН и проектах?"

    def without(*parts: str) -> Translator:
        return Translator(generation, embedder, PARTS - set(parts))  # type: ignore[arg-type]

    misspelled = "How many partisipants were there?"
    assert "participants" in without("names").translate(misspelled).text
    assert without("spelling").translate(misspelled).text == misspelled
    assert "УНП ООН" in without("glossary").translate(question).text
    assert "Миттал" in without("names").translate(question).text
    assert without("dictionary").translate(question).translations["проект"] == {"проект": 1.0}


def test_another_model_gets_the_question_as_it_is(built_index: Path, embedder: Embedder) -> None:
    generation = open_current(built_index)
    described = {k: v for k, v in generation.manifest.embedder.items() if k != "languages"}
    generation.manifest = replace(generation.manifest, embedder=described)
    question = "Что Миттал сказала об УНП ООН?"
    for asked in (question, "How many partisipants were there?"):
        translated = Translator(generation, embedder).translate(asked)
        assert (translated.text, translated.translations) == (asked, {})
        assert not translated.is_translated


@given(st.text(max_size=120))
@settings(max_examples=200)
def test_any_question_is_translated(translator: Translator, question: str) -> None:
    translated = translator.translate(question)
    assert translated == translator.translate(question)
    for weights in translated.translations.values():
        assert weights
        assert all(0 < weight <= 1 for weight in weights.values())
