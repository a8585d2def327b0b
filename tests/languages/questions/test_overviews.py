"""Questions that ask for an overview or a timeline."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.languages.questions.overviews import overview_asked
from helpers.project import ROOT

OVERVIEWS = [
    ("Summarize the Samarkand event", "the Samarkand event"),
    ("Could you please sum up what was said?", "what was said"),
    ("Write me a short summary of the training.", "the training"),
    ("Give me an overview of the Gender Project", "the Gender Project"),
    ("What is the Gender Project about?", "the Gender Project"),
    ("key points of the Vienna page", "the Vienna page"),
    ("What are these documents about?", None),
    ("what is this page about", None),
    ("What's the document about?", None),
    ("I want you to sum up the speeches", None),
    ("Summarise it", None),
    ("tl;dr", None),
    ("What do the documents say?", None),
    ("Можете сделать краткий обзор?", None),
    ("Краткое содержание речи", None),
    ("Кратко изложи, что было в Самарканде", "в Самарканде"),
    ("Кратко о тренинге в Бишкеке", "тренинге в Бишкеке"),
    ("Сделайте краткое резюме страниц", None),
    ("О чём этот документ?", None),
    ("О чем документы?", None),
    ("О чём проект по гендеру?", "проект по гендеру"),
    ("Расскажи кратко о тренинге", "тренинге"),
    ("Перескажи документ", None),
]
TIMELINES = [
    ("Timeline", None),
    ("Show me a timeline", None),
    ("timeline of the Gender Project", "the Gender Project"),
    ("Make a timeline of events in Bishkek", "Bishkek"),
    ("What happened when?", None),
    ("What happened when in Samarkand?", "Samarkand"),
    ("Which dates are mentioned in the Vienna page?", "the Vienna page"),
    ("Хронология", None),
    ("Составь хронологию событий в Ташкенте", "в Ташкенте"),
    ("Что и когда было?", None),
]
QUOTED = [
    "What happened in Samarkand?",
    "What happened when police stormed the house?",
    "What is he worried about?",
    "What are participants concerned about?",
    "What are they talking about?",
    "What do the documents say about women?",
    "What was the summary record of the session?",
    "Who wrote the report about Osh?",
    "For a timeline of the treaty: in which city was it signed?",
    "When did the project begin?",
    "О чём докладывал министр?",
    "О чём говорили участники?",
    "О чём говорится в докладе министра?",
    "Кто сделал обзор законов?",
    "Изложенные в докладе выводы",
    "Обобщение опыта: кто о нём говорил?",
    "Write a letter to the minister",
]


@pytest.mark.parametrize(("question", "topic"), OVERVIEWS)
def test_overviews(question: str, topic: str | None) -> None:
    asked = overview_asked(question)
    assert asked is not None
    assert (asked.kind, asked.topic, asked.unless_quoted) == ("overview", topic, False)


@pytest.mark.parametrize(("question", "topic"), TIMELINES)
def test_timelines(question: str, topic: str | None) -> None:
    asked = overview_asked(question)
    assert asked is not None
    assert (asked.kind, asked.topic) == ("timeline", topic)


@pytest.mark.parametrize(
    "question", ["What was the training about?", "О чём был семинар?", "Что было в Самарканде?"]
)
def test_a_quote_may_be_the_better_answer(question: str) -> None:
    asked = overview_asked(question)
    assert asked is not None
    assert asked.unless_quoted


@pytest.mark.parametrize("question", QUOTED)
def test_what_a_quote_answers(question: str) -> None:
    assert overview_asked(question) is None


@pytest.mark.parametrize(
    "name", ["casc.jsonl", "casc-in-russian.jsonl", "speeches/questions.jsonl"]
)
def test_no_question_of_the_sets_asks_for_one(name: str) -> None:
    lines = (ROOT / "questions" / name).read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    assert [question for question in questions if overview_asked(question)] == []


@pytest.mark.parametrize(
    "words", ["please ", "please, ", "пожалуйста, ", "кратко ", "a b ", "what is ", "very "]
)
def test_long_questions_are_read_at_once(words: str) -> None:
    assert overview_asked(words * 150) is None
    overview_asked((words * 150)[:399])


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    asked = overview_asked(text)
    assert asked is None or asked.topic is None or asked.topic in text


@given(st.text(alphabet="абвгдеёжз АБВЁЕ", min_size=1, max_size=30))
def test_a_topic_is_as_it_was_typed(topic: str) -> None:
    asked = overview_asked(f"Summarise {topic}")
    assert asked is not None
    assert asked.topic is None or asked.topic in topic
