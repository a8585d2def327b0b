"""Every question of every document: exact words, the same whatever the threads, within bounds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.config import AnsweringSettings, Settings
from casc_qa.errors import QuestionError, ScopeError, UsageError
from casc_qa.surveying import table as module
from casc_qa.surveying.table import Table, make_table
from casc_qa.system.visible import json_text
from casc_qa.types import Scope
from surveying.conftest import QUESTIONS

BISHKEK = "2023-08-22_bishkek_gender-in-customs-training.txt"
TASHKENT = "undated-march_tashkent_strategies-against-organized-crime.txt"


def words(table: Table, doc_id: str) -> list[str]:
    (row,) = (row for row in table.rows if row.doc_id == doc_id)
    return [cell.words for cell in row.cells]


def test_a_row_a_document_and_a_column_a_question(table: Table, assistant: Assistant) -> None:
    assert [row.doc_id for row in table.rows] == [d["doc_id"] for d in assistant.documents()]
    assert [column.question for column in table.columns] == list(QUESTIONS)
    assert [column.language for column in table.columns] == ["en", "ru", "en"]


def test_cells_hold_the_words_that_answer(table: Table) -> None:
    assert words(table, BISHKEK) == ["53", "", ""]
    assert words(table, TASHKENT) == ["", "Ashita Mittal", ""]


def test_every_word_is_where_its_citation_says(table: Table, assistant: Assistant) -> None:
    filled = [cell for row in table.rows for cell in row.cells if cell.citation]
    assert [cell.citation.number for cell in filled if cell.citation] == [
        number for number, _ in enumerate(filled, 1)
    ]
    for cell in filled:
        assert cell.citation is not None
        text = assistant.document(cell.citation.doc_id).text
        assert text[cell.citation.start : cell.citation.end] == cell.citation.quote
        assert cell.words in cell.citation.quote
        assert cell.words


def test_what_no_quote_can_answer_is_asked_of_nobody(table: Table) -> None:
    codes = [column.abstention.code if column.abstention else None for column in table.columns]
    assert codes == [None, None, "beyond_quotes"]
    assert all(not row.cells[2].answered for row in table.rows)


def test_the_same_whatever_the_threads(table: Table, assistant: Assistant) -> None:
    for threads in (1, 5):
        assert make_table(assistant, QUESTIONS, threads=threads) == table


def test_a_question_that_stands_twice_is_asked_once(assistant: Assistant) -> None:
    scope = Scope(("bishkek",))
    made = make_table(assistant, [QUESTIONS[0], f" {QUESTIONS[0]} "], scope)
    assert [len(row.cells) for row in made.rows] == [1]


def test_only_documents_in_the_scope_are_asked(assistant: Assistant) -> None:
    steps: list[tuple[str, int, int]] = []
    made = make_table(
        assistant, QUESTIONS[:1], Scope(after="2024"), lambda *step: steps.append(step)
    )
    assert [row.doc_id[:10] for row in made.rows] == ["2024-05-31"]
    assert steps == [("filling", 1, 1)]


def test_the_object_is_json_and_the_same_again(table: Table, assistant: Assistant) -> None:
    made = table.to_dict()
    assert list(made) == ["version", "questions", "filters", "documents", "unread", "index"]
    assert json.loads(json_text(made)) == json.loads(
        json_text(make_table(assistant, QUESTIONS).to_dict())
    )
    (bishkek,) = (d for d in made["documents"] if d["doc_id"] == BISHKEK)
    first, second, _ = bishkek["cells"]
    assert list(first) == ["answered", "words", "highlight", "confidence", "citation"]
    assert first["citation"]["locator"].startswith(f"casc-qa:{BISHKEK}?sha256=")
    assert (second["answered"], second["words"], second["citation"]) == (False, "", None)


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda a: make_table(a, []), UsageError, "There is no question"),
        (lambda a: make_table(a, [" "]), QuestionError, "empty"),
        (lambda a: make_table(a, [f"Who is {n}?" for n in range(51)]), UsageError, "at most 50"),
        (lambda a: make_table(a, QUESTIONS, most_cells=14), UsageError, "15 cells, and 14"),
        (lambda a: make_table(a, QUESTIONS, Scope(after="2090")), ScopeError, "No document"),
        (lambda a: make_table(a, QUESTIONS, Scope(("nothing",))), ScopeError, "nothing"),
    ],
)
def test_what_is_no_table(
    assistant: Assistant, ask: Callable[[Assistant], Table], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        ask(assistant)


def test_without_the_reader_a_cell_is_what_would_be_quoted(built_index: object) -> None:
    settings = replace(Settings(), answering=AnsweringSettings(reader=False))
    unread = open_index(str(built_index), settings)
    question = "Who gave the opening remarks in Tashkent?"
    made = make_table(unread, [question])
    for row in made.rows:
        answer = unread.ask(question, scope=Scope((row.doc_id,)))
        quote = answer.sentences[0].text if answer.sentences else ""
        assert row.cells[0].words == quote


def test_most_cells_is_a_bound() -> None:
    assert module.MOST_QUESTIONS == 50
    assert module.MOST_CELLS == 100_000
