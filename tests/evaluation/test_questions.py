"""Files of questions: what is read, and what is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.questions import Label, located, read_questions
from helpers.json_lines import write_lines

GOOD = {
    "query_id": "q1",
    "question": "How many?",
    "evidence": [[{"doc_id": "a.txt", "quote": "53 people"}]],
    "split": "tune",
}


def test_a_question_and_its_defaults(tmp_path: Path) -> None:
    (question,) = read_questions(write_lines(tmp_path / "q.jsonl", GOOD, ""))
    assert (question.language, question.type, question.answerable) == ("en", "untyped", True)
    assert question.labels == (Label("a.txt", "53 people"),)
    in_document = located(question, lambda doc_id: "It had 53 people.")
    assert in_document.labels == (Label("a.txt", "53 people", 7),)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "line 2: it is no JSON"),
        ("[1]", "line 2: it is no JSON object"),
        ({**GOOD, "query_id": "q1"}, "line 2: query_id 'q1' stands twice"),
        ({**GOOD, "query_id": "q2", "question": " "}, "line 2: question must be text"),
        ({"query_id": "q2", "question": "?"}, "line 2: evidence must be a list of parts"),
        ({**GOOD, "query_id": "q2", "evidence": [[]]}, "line 2: evidence must be a list of parts"),
        ({**GOOD, "query_id": "q2", "evidence": [["x"]]}, "line 2: a place is an object"),
        (
            {**GOOD, "query_id": "q2", "evidence": [[{"doc_id": "a", "quote": "x", "start": "1"}]]},
            "line 2: start must be a whole number",
        ),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, row: object, message: str) -> None:
    with pytest.raises(EvaluationError, match=r"q\.jsonl, " + message):
        read_questions(write_lines(tmp_path / "q.jsonl", GOOD, row))


def test_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no question of split 'report': its splits"):
        read_questions(write_lines(tmp_path / "q.jsonl", GOOD), "report")
    with pytest.raises(EvaluationError, match="holds no question"):
        read_questions(write_lines(tmp_path / "empty.jsonl", ""))
    with pytest.raises(EvaluationError, match="can't be read"):
        read_questions(tmp_path / "missing.jsonl")
    (tmp_path / "latin.jsonl").write_bytes("é".encode("latin-1"))
    with pytest.raises(EvaluationError, match="not UTF-8"):
        read_questions(tmp_path / "latin.jsonl")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "names 'a.txt', which is not in the index"),
        ("It had 35 people.", "is not in a.txt"),
        ("53 people and 53 people", r"stands 2 times \(give its start\) in a.txt"),
    ],
)
def test_a_label_that_is_not_in_its_document(
    tmp_path: Path, text: str | None, message: str
) -> None:
    (question,) = read_questions(write_lines(tmp_path / "q.jsonl", GOOD))
    with pytest.raises(EvaluationError, match=message):
        located(question, lambda doc_id: text)


def test_a_start_tells_which_of_two(tmp_path: Path) -> None:
    evidence = [[{"doc_id": "a.txt", "quote": "53", "start": 7}]]
    (question,) = read_questions(write_lines(tmp_path / "q.jsonl", {**GOOD, "evidence": evidence}))
    assert located(question, lambda doc_id: "53 and 53").labels[0].end == 9
    with pytest.raises(EvaluationError, match=r"does not start at 7 of a\.txt"):
        located(question, lambda doc_id: "53 or more 53")
