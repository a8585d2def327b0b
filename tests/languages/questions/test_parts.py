"""Questions that ask several things at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.questions.parts import parts_of


def is_one(words: str) -> bool:
    return words in {"Bosnia and Herzegovina", "Gender and Human Rights Project"}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "For a timeline of the treaty: in which city was it signed, and on what date did it "
            "enter into force?",
            [
                "For a timeline of the treaty: in which city was it signed?",
                "For a timeline of the treaty: on what date did it enter into force?",
            ],
        ),
        (
            "How many people came to the Osh training in 2019? Who opened the first day?",
            [
                "How many people came to the Osh training in 2019?",
                "Who opened the first day (Osh, 2019)?",
            ],
        ),
        (
            "Compare the dates of the Osh training and the Baku event.",
            ["Compare the dates of the Osh training.", "Compare the dates of the Baku event."],
        ),
        (
            "In 2009 both Georgia and Armenia spoke. What did each want?",
            [
                "In 2009 Georgia spoke. What did each want?",
                "In 2009 Armenia spoke. What did each want?",
            ],
        ),
        (
            "Compare where Georgia stood in the World Bank, Heritage Foundation and Fraser "
            "Institute lists?",
            [
                "Compare where Georgia stood in the World Bank lists?",
                "Compare where Georgia stood in Heritage Foundation lists?",
                "Compare where Georgia stood in Fraser Institute lists?",
            ],
        ),
        (
            "What did she stress in Osh about trade, and in Baku about water?",
            ["What did she stress in Osh about trade?", "What did she stress in Baku about water?"],
        ),
        (
            "What did Ms. Rispoli say in Rome and when did she leave Italy?",
            ["What did Ms. Rispoli say in Rome?", "when did she leave Italy?"],
        ),
        ("Compare Osh and Baku.", ["Compare Osh.", "Compare Baku."]),
        (
            "Кто выступал в Оше и в Баку?",
            ["Кто выступал в Оше?", "Кто выступал в Баку?"],
        ),
        (
            "Сколько человек было в Оше и кто открыл встречу министров?",
            ["Сколько человек было в Оше?", "кто открыл встречу министров (Оше)?"],
        ),
    ],
)
def test_parts(question: str, parts: list[str]) -> None:
    assert parts_of(question, "ru" if "К" in question or "С" in question else "en", is_one) == parts


@pytest.mark.parametrize(
    "question",
    [
        "Who spoke for Bosnia and Herzegovina?",
        "Who funded the Gender and Human Rights Project?",
        "When was the treaty between Georgia and Armenia signed?",
        "When and where was it signed?",
        "How many people, and from how many countries, came to Osh?",
        "What do laws and courts need?",
        "The ministers met in Osh and in what other city of the region?",
        "Did Georgia and Armenia sign the treaty?",
        "When was the agreement of Uzbekistan and Kazakhstan signed?",
        "Which countries and UN agencies took part?",
        "Who funds the Research and Development Unit?",
        "What does the Law on Trafficking in Persons and Smuggling of Migrants say?",
        "Compare Rome, Osh, Baku, Tbilisi and Vienna",
        "Что обсуждали министр и посол?",
        "",
    ],
)
def test_one_question(question: str) -> None:
    assert parts_of(question, "en", is_one) == []


@given(st.lists(st.sampled_from([*"AbО и,?.()", " and ", " who ", " in ", "Osh ", " и кто "])))
def test_any_text(pieces: list[str]) -> None:
    question = "".join(pieces)
    parts = parts_of(question, "en", is_one)
    assert len(parts) in {0, 2, 3, 4}
    assert all(part.strip("?. ") for part in parts)


@pytest.mark.parametrize(
    "question",
    [
        "Как Узбекистан и Казахстан делят воду?",
        "Кто выступал от Боснии и Герцеговины?",
        "Какие законы приняли и Грузия и Армения?",
    ],
)
def test_one_question_in_russian(question: str) -> None:
    assert parts_of(question, "ru", is_one) == []


def test_long_questions_are_read_at_once() -> None:
    assert parts_of("Osh, " * 400, "en", is_one) == []
    assert parts_of("both Osh and " * 150, "en", is_one) == []
