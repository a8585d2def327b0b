"""Files of questions, as people and programs write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.asking.question_lists import MOST_QUESTIONS, read_questions
from casc_qa.errors import QuestionListError


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.txt", "Who?\nСколько?\n"),
        ("q.TXT", "\ufeffWho?\r\n\r\n  Сколько?  \r\n"),
        ("q.txt", "Who?\rСколько?"),
        ("q.csv", "id,question\n1,Who?\n2,Сколько?\n"),
        ("q.csv", "\ufeffВопрос;ответ\r\nWho?;\r\n\r\nСколько?;53\r\n"),
        ("q.csv", "Who?\nСколько?\n"),
        ("q.csv", 'Question\tnote\n"Who?"\t"a, b; c"\n"Сколько?"\t\n'),
        ("q.jsonl", '"Who?"\n{"query_id": "2", "question": "Сколько?"}\n'),
        ("q.jsonl", '\ufeff{"question": "Who?"}\r\n\r\n"\\u0421колько?"'),
    ],
)
def test_forms(tmp_path: Path, name: str, text: str) -> None:
    assert read_questions(written(tmp_path, name, text)) == ("Who?", "Сколько?")


def test_csv_cells_of_several_lines_and_guarded_ones(tmp_path: Path) -> None:
    path = written(tmp_path, "q.csv", 'question\r\n"Who\r\ncame?"\r\n\'=1+1?\r\n')
    assert read_questions(path) == ("Who\r\ncame?", "=1+1?")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("q.txt", "", "holds no question"),
        ("q.csv", "question\n\n", "holds no question"),
        ("q.jsonl", "\n \n", "holds no question"),
        ("q.md", "Who?", r"give it the ending \.txt, \.csv or \.jsonl"),
        ("q.txt", b"Who?\n\xd1\xee?", "not UTF-8 from byte 5"),
        ("q.csv", 'question\nWho?\n"Who" came?\n', "line 3: "),
        ("q.jsonl", '"Who?"\n{"text": "Who?"}\n', "line 2: it is neither"),
        ("q.jsonl", '"Who?"\n\n[1]\n', "line 3: it is neither"),
        ("q.jsonl", '"Who?"\n{"question": 1}\n', "line 2: it is neither"),
        ("q.jsonl", '"Who?"\n"Who', "line 2: "),
        ("q.jsonl", "[" * 100_000, "line 1: "),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(
    tmp_path: Path, name: str, text: str | bytes, words: str
) -> None:
    with pytest.raises(QuestionListError, match=words) as caught:
        read_questions(written(tmp_path, name, text))
    assert str(caught.value).startswith(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_no_file_and_no_regular_file(tmp_path: Path) -> None:
    with pytest.raises(QuestionListError, match="No such file"):
        read_questions(tmp_path / "q.txt")
    (tmp_path / "f.txt").mkdir()
    with pytest.raises(QuestionListError, match="not a regular file"):
        read_questions(tmp_path / "f.txt")


@pytest.mark.parametrize("ending", ["txt", "csv", "jsonl"])
def test_too_many(tmp_path: Path, ending: str) -> None:
    line = '"Who?"\n' if ending == "jsonl" else "Who?\n"
    path = written(tmp_path, f"q.{ending}", line * MOST_QUESTIONS)
    assert len(read_questions(path)) == MOST_QUESTIONS
    path = written(tmp_path, f"q.{ending}", line * (MOST_QUESTIONS + 1))
    with pytest.raises(QuestionListError, match="more than 5,000 questions: divide it"):
        read_questions(path)


@given(data=st.binary(), ending=st.sampled_from(["txt", "csv", "jsonl"]))
def test_any_bytes_are_questions_or_one_line(
    data: bytes, ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(tmp_path_factory.getbasetemp(), f"any.{ending}", data)
    try:
        questions = read_questions(path)
    except QuestionListError as error:
        assert "\n" not in str(error)
    else:
        assert all(question == question.strip() != "" for question in questions)
