"""Questions made of sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.questions.examples import questions_to

COMMON = {"the", "regional", "training", "региональный", "в", "цель"}


def asked(sentence: str, language: str) -> list[str]:
    return [example.question for example in questions_to(sentence, language, COMMON)]


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        (
            "The Regional Segment is funded by the State Department.",
            "Who funded the Regional Segment?",
        ),
        (
            "The training gathered 53 participants from Central Asia.",
            "How many participants did the training gather?",
        ),
        (
            "59 civil society stakeholders, mostly new, took part in the Dialogue held in May.",
            "How many civil society stakeholders took part in the Dialogue?",
        ),
        (
            "The Regional Training took place in Bishkek in August.",
            "Where did the Regional Training take place?",
        ),
        (
            "Georgia established the Silk Forum in 2015.",
            "When did Georgia establish the Silk Forum?",
        ),
        ("In 1992, Kazakhstan joined the Union.", "When did Kazakhstan join the Union?"),
        (
            "The main aim of the project is to train customs officers.",
            "What is the main aim of the project?",
        ),
        (
            "We thank Mr. Miguel d’Escoto Brockmann, President of it.",
            "Who is Mr. Miguel d’Escoto Brockmann?",
        ),
        (
            "Ms. Ann Lee, of the Society for Peace, noted that data matter.",
            "What did Ms. Ann Lee note?",
        ),
        ("UNODC is an office of the United Nations.", "What is UNODC?"),
    ],
)
def test_english_sentences(sentence: str, question: str) -> None:
    assert question in asked(sentence, "en")


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Региональный форум прошёл в Баку.", "Где прошёл региональный форум?"),
        ("Центр был создан в 1998 году.", "Когда был создан Центр?"),
        ("Тренинг организован Управлением ООН.", "Кем организован Тренинг?"),
        ("Цель проекта — укрепить службы.", "Какова цель проекта?"),
        (
            "В форуме приняли участие более 53 участников.",
            "Сколько участников приняли участие в форуме?",
        ),
        ("«Да», — отметила Анна Иванова.", "Что отметила Анна Иванова?"),
        ("PCBT — это сеть.", ""),
        ("Сеть PCBT — это объединение.", "Что такое Сеть PCBT?"),
    ],
)
def test_russian_sentences(sentence: str, question: str) -> None:
    assert asked(sentence, "ru") == [question] * bool(question)


@pytest.mark.parametrize(
    "sentence",
    [
        "It was founded in 1998.",
        "During the Summit, the President of Kazakhstan spoke.",
        "This training gathered 53 participants.",
        "Azerbaijan invests in those corridors and is an active participant.",
        "The dog ran home at noon.",
    ],
)
def test_a_sentence_that_does_not_stand_alone_is_not_asked(sentence: str) -> None:
    assert asked(sentence, "en") == []


def test_other_languages_have_no_forms() -> None:
    assert asked("UNODC is an office of the United Nations.", "de") == []
    assert questions_to("UNODC is an office of the United Nations.", None, COMMON) == []


@given(st.text(), st.sampled_from(["en", "ru", "kk", ""]))
def test_any_text(sentence: str, language: str) -> None:
    for question in asked(sentence, language):
        assert question.endswith("?")
        assert len(question.split()) <= 16
