"""Overviews and timelines as answers to questions."""

from __future__ import annotations

import pytest

from casc_qa.asking.assistant import Assistant
from casc_qa.languages.questions.overviews import Asked
from casc_qa.types import Answer, Scope

BISHKEK = "2023-08-22_bishkek_gender-in-customs-training.txt"


def check_quotes(assistant: Assistant, answer: Answer) -> None:
    """Every sentence and citation is a slice of its document, and in a passage that is there."""
    for sentence in answer.sentences:
        quote = answer.citations[sentence.citation - 1]
        assert sentence.text == quote.quote
    for citation in answer.citations:
        text = assistant.document(citation.doc_id).text
        assert citation.quote == text[citation.start : citation.end]
    assert answer.quoted_passages
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Summarise the Samarkand event", "samarkand"),
        ("What is the Constructive Dialogue about?", "vienna"),
        ("Кратко о тренинге в Бишкеке", "bishkek"),
    ],
)
def test_an_overview_of_a_topic(assistant: Assistant, question: str, part: str) -> None:
    answer = assistant.ask(question)
    assert (answer.kind, answer.answered, answer.confidence) == ("overview", True, None)
    assert 4 <= len(answer.sentences) <= 8
    quoted = [answer.citations[s.citation - 1].doc_id for s in answer.sentences]
    assert sum(part in doc_id for doc_id in quoted) > len(quoted) / 2
    assert all(s.context is s.continuation is s.date is None for s in answer.sentences)
    check_quotes(assistant, answer)


def test_an_overview_of_each_document(assistant: Assistant) -> None:
    answer = assistant.ask("What are these documents about?")
    assert {c.doc_id for c in answer.citations} == {d["doc_id"] for d in assistant.documents()}
    assert answer.left_out == 0
    check_quotes(assistant, answer)


def test_an_overview_of_one_document(assistant: Assistant) -> None:
    answer = assistant.ask("What is this document about?", scope=Scope(doc_ids=("bishkek",)))
    assert {c.doc_id for c in answer.citations} == {BISHKEK}
    assert len(answer.sentences) == 5
    check_quotes(assistant, answer)


def test_a_timeline(assistant: Assistant) -> None:
    answer = assistant.ask("What happened when?")
    assert answer.kind == "timeline"
    dates = [s.date for s in answer.sentences]
    assert dates[:2] == ["2021", "2022/2026"]
    assert dates[-2:] == ["--03-09/--03-10", "--05-20"]
    words = [s.highlight.of(s.text) for s in answer.sentences if s.highlight]
    assert words[-2:] == ["9-10 March", "20 May"]
    assert {s.date for s in answer.sentences if not s.year_is_stated} == {
        "2023-05-31",
        "2023-09/2023-10",
        "--03-09/--03-10",
        "--05-20",
    }
    check_quotes(assistant, answer)


def test_a_sentence_of_a_timeline_that_points_back_has_its_context(assistant: Assistant) -> None:
    answer = assistant.ask("timeline")
    (meeting,) = (s for s in answer.sentences if s.date == "--03-09/--03-10")
    context = answer.context_of(meeting)
    assert context is not None
    assert context.end < answer.citations[meeting.citation - 1].start


def test_a_timeline_of_a_topic(assistant: Assistant) -> None:
    answer = assistant.ask("Хронология тренинга в Бишкеке")
    assert [s.date for s in answer.sentences] == [
        "2022/2026",
        "2022/2026",
        "2023-08-22/2023-08-24",
    ]
    assert {c.doc_id for c in answer.citations} == {BISHKEK}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("Summarise the history of chess", "outside_documents"),
        ("What is Bitcoin about?", "outside_documents"),
        ("Хронология футбола", "outside_documents"),
    ],
)
def test_nothing_is_said_of_what_no_document_is_about(
    assistant: Assistant, question: str, code: str
) -> None:
    answer = assistant.ask(question)
    assert answer.abstention is not None
    assert answer.abstention.code == code
    assert answer.question == question
    assert answer.passages
    assert answer.sentences == ()


def test_filters_that_leave_nothing(assistant: Assistant) -> None:
    for question in ("Summarise it", "timeline", "Summarise the training"):
        answer = assistant.ask(question, scope=Scope(after="2099"))
        assert answer.abstention is not None
        assert answer.abstention.code == "empty_scope"


def test_a_quote_where_one_answers(assistant: Assistant) -> None:
    answer = assistant.ask("Что было в Самарканде?")
    assert (answer.kind, answer.answered) == ("answer", True)


def test_words_around_in_another_language(assistant: Assistant) -> None:
    answer = assistant.survey(Asked("overview", "Mozart"), words_around="ru")
    assert answer.abstention is not None
    assert answer.abstention.message.startswith("Ответа в документах нет")
    assert assistant.survey(Asked("timeline", None)).told_in == "en"


def test_the_same_every_time(assistant: Assistant) -> None:
    for question in ("Summarise the Samarkand event", "timeline"):
        assert assistant.ask(question) == assistant.ask(question)
