"""Files of questions and BEIR folders: what is read, and what is refused with file and line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casc_qa.errors import CorpusError, EvaluationError
from casc_qa.evaluation.beir import read_queries
from casc_qa.evaluation.questions import Label, located, read_questions
from casc_qa.loaders import BeirCorpus

GOOD = {
    "query_id": "q1",
    "question": "How many?",
    "evidence": [[{"doc_id": "a.txt", "quote": "53 people"}]],
    "split": "tune",
}


def write(path: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_question_and_its_defaults(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path / "q.jsonl", GOOD, ""))
    assert (question.language, question.type, question.answerable) == ("en", "untyped", True)
    assert question.labels == (Label("a.txt", "53 people"),)
    found = located(question, lambda doc_id: "It had 53 people.")
    assert found.labels == (Label("a.txt", "53 people", 7),)


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
        read_questions(write(tmp_path / "q.jsonl", GOOD, row))


def test_nothing_to_ask(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="holds no question of split 'report': its splits"):
        read_questions(write(tmp_path / "q.jsonl", GOOD), "report")
    with pytest.raises(EvaluationError, match="holds no question"):
        read_questions(write(tmp_path / "empty.jsonl", ""))
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
    (question,) = read_questions(write(tmp_path / "q.jsonl", GOOD))
    with pytest.raises(EvaluationError, match=message):
        located(question, lambda doc_id: text)


def test_a_start_tells_which_of_two(tmp_path: Path) -> None:
    places = [[{"doc_id": "a.txt", "quote": "53", "start": 7}]]
    (question,) = read_questions(write(tmp_path / "q.jsonl", {**GOOD, "evidence": places}))
    assert located(question, lambda doc_id: "53 and 53").labels[0].end == 9
    with pytest.raises(EvaluationError, match=r"does not start at 7 of a\.txt"):
        located(question, lambda doc_id: "53 or more 53")


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    (folder / "qrels").mkdir(parents=True)
    documents = [{"_id": "d1", "title": "Cats", "text": "A cat sat."}, {"_id": "d2", "text": ""}]
    write(folder / "corpus.jsonl", *documents)
    write(folder / "queries.jsonl", {"_id": "1", "text": "cat"}, {"_id": "2", "text": "dog"})
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\td1\t2\n")
    return folder


def test_a_beir_folder(beir: Path) -> None:
    asked = read_queries(beir)
    assert (asked.split, asked.queries, asked.qrels) == ("test", {"1": "cat"}, {"1": {"d1": 2}})
    read = BeirCorpus(beir).read(lambda what, done, total: None)
    assert [(d.doc_id, d.title, d.text) for d in read.documents] == [("d1", "Cats", "A cat sat.")]
    assert [o.path for o in read.outcomes if o.outcome == "skipped"] == ["d2"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("1\td1\n", "line 2: expected query-id, corpus-id and score"),
        ("1\td1\thigh\n", "line 2: expected query-id, corpus-id and score"),
        ("1\td1\t0\n", "query 1 has no relevant document"),
        ("9\td1\t1\n", "judges query 9, not in queries.jsonl"),
        ("", "judges no query"),
    ],
)
def test_bad_relevance(beir: Path, lines: str, message: str) -> None:
    (beir / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + lines)
    with pytest.raises(EvaluationError, match=message):
        read_queries(beir)


def test_bad_splits_and_folders(beir: Path, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="has no split 'train': choose one of test"):
        read_queries(beir, "train")
    with pytest.raises(EvaluationError, match="is no BEIR folder"):
        read_queries(tmp_path)
    with pytest.raises(CorpusError, match=r"has no corpus\.jsonl"):
        BeirCorpus(tmp_path)


@pytest.mark.parametrize("line", ["{", '{"_id": 1, "text": "x"}', '{"_id": "d1"}', "[]"])
def test_bad_documents(beir: Path, line: str) -> None:
    write(beir / "corpus.jsonl", {"_id": "d0", "text": "x"}, line)
    with pytest.raises(CorpusError, match=r"corpus\.jsonl, line 2: expected"):
        BeirCorpus(beir).read(lambda what, done, total: None)


def test_a_document_twice(beir: Path) -> None:
    write(beir / "corpus.jsonl", {"_id": "d0", "text": "x"}, {"_id": "d0", "text": "y"})
    with pytest.raises(CorpusError, match="line 2: _id 'd0' stands twice"):
        BeirCorpus(beir).read(lambda what, done, total: None)
