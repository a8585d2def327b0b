"""Questions that no quote can answer."""

from __future__ import annotations

import pytest

from casc_qa.languages.questions.beyond_quotes import is_beyond_quotes


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the Samarkand event",
        "Could you please sum up what was said?",
        "What are these documents about?",
        "what is this page about",
        "Write me a short summary of the training.",
        "What do you think of the project?",
        "How many documents mention Tashkent?",
        "Translate the speech into Russian",
        "Please, summarise the training",
        "I want you to sum up the speeches",
        "What's the document about?",
        "Прошу перевести речь",
        "Можете сделать краткий обзор?",
        "Краткое содержание речи",
        "Кратко изложи, что было в Самарканде",
        "Сделайте краткое резюме страниц",
        "О чём этот документ?",
        "О чем документы?",
        "Что вы думаете о проекте?",
        "Сколько документов упоминают Ташкент?",
    ],
)
def test_beyond(question: str) -> None:
    assert is_beyond_quotes(question)


@pytest.mark.parametrize(
    "question",
    [
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
