"""Questions that no quote can answer."""

from __future__ import annotations

import pytest

from casc_qa.languages.questions.beyond_quotes import is_beyond_quotes


@pytest.mark.parametrize(
    "question",
    [
        "What do you think of the project?",
        "How many documents mention Tashkent?",
        "Translate the speech into Russian",
        "Please, paraphrase the training",
        "Write me a short letter to the minister.",
        "I want you to rephrase the speeches",
        "Прошу перевести речь",
        "Можете написать письмо министру?",
        "Что вы думаете о проекте?",
        "Сколько документов упоминают Ташкент?",
    ],
)
def test_beyond(question: str) -> None:
    assert is_beyond_quotes(question)


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the Samarkand event",
        "О чём этот документ?",
        "What was the summary record of the session?",
        "Who wrote the report about Osh?",
        "What did the minister think of the project?",
        "How many pages does the draft law have?",
        "Who translated the speech?",
        "Which opinion did the court give?",
        "What are the documents about Osh called?",
        "How many reports say that women are underrepresented?",
        "Make a report of the training available",
        "О чём докладывал министр?",
        "Дайте письменный ответ министра",
        "Изложенные в докладе выводы",
        "Обобщение опыта: кто о нём говорил?",
        "О чём говорится в докладе министра?",
        "Сколько документов подписали в Оше?",
        "Кто сделал обзор законов?",
        "Каково мнение посла?",
    ],
)
def test_not_beyond(question: str) -> None:
    assert not is_beyond_quotes(question)


@pytest.mark.parametrize("words", ["can you please ", "please, ", "пожалуйста, ", "i want you to "])
def test_long_questions_are_read_at_once(words: str) -> None:
    assert not is_beyond_quotes(words * 150)
