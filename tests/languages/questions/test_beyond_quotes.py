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
        "О чём докладывал министр?",
        "О чём говорится в докладе министра?",
        "Сколько документов подписали в Оше?",
        "Кто сделал обзор законов?",
        "Каково мнение посла?",
    ],
)
def test_not_beyond(question: str) -> None:
    assert not is_beyond_quotes(question)
