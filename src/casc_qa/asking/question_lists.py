"""Files of questions: text with a question a line, CSV, or JSON lines.

A CSV file has a column "question", or its first column is taken. A line of JSON is a text, or an
object with "question". Lines without a question are passed over; more than so many questions are
refused, and so is what can't be read, with the number of its line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from casc_qa.errors import QuestionListError
from casc_qa.system.small_files import BadFile, advice, parse_json, read_text, why
from casc_qa.system.spreadsheet_cells import unguarded

MOST_QUESTIONS = 5_000
_MOST_BYTES = 1 << 26
_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADS = ("question", "вопрос")
_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"?')


def read_questions(path: Path) -> tuple[str, ...]:
    """The questions of a file, in their order. Raises QuestionListError."""
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise QuestionListError(
            f"{path} does not say what it holds: give it the ending {_endings()}."
        )
    questions: list[str] = []
    try:
        for question in read(read_text(path, _MOST_BYTES)):
            if not question.strip():
                continue
            if len(questions) == MOST_QUESTIONS:
                raise QuestionListError(
                    f"{path} has more than {MOST_QUESTIONS:,} questions: divide it into several."
                )
            questions.append(question.strip())
    except (BadFile, OSError) as error:
        raise QuestionListError(
            f"{path} can't be read ({why(error)}): {advice(error, 'put that right')}."
        ) from error
    if not questions:
        raise QuestionListError(f"{path} holds no question: write one a line.")
    return tuple(questions)


def _endings() -> str:
    *others, last = _READERS
    return f"{', '.join(others)} or {last}"


def _of_text(text: str) -> Iterator[str]:
    yield from _LINE_END.split(text)


def _of_csv(text: str) -> Iterator[str]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    column: int | None = None
    try:
        for row in rows:
            if column is None and any(cell.strip() for cell in row):
                heads = [cell.strip().casefold() for cell in row]
                column = next((heads.index(head) for head in _HEADS if head in heads), None)
                if column is not None:
                    continue
                column = 0
            if column is not None and len(row) > column:
                yield unguarded(row[column])
    except csv.Error as error:
        raise BadFile(f"line {rows.line_num}: {why(error)}") from error


def _delimiter(text: str) -> str:
    """What divides the first line: spreadsheets write semicolons where a comma is a decimal one."""
    first = next((line for line in _LINE_END.split(text) if line.strip()), "")
    outside = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=outside.count)


def _of_json_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.strip():
            continue
        try:
            value = parse_json(line.encode(), object)
        except (BadFile, UnicodeEncodeError) as error:
            raise BadFile(f"line {number}: {why(error)}") from error
        yield _question_of(value, number)


def _question_of(value: Any, number: int) -> str:
    question = value.get("question") if isinstance(value, dict) else value
    if not isinstance(question, str):
        raise BadFile(f'line {number}: it is neither a text nor an object with a text "question"')
    return question


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    ".txt": _of_text,
    ".csv": _of_csv,
    ".jsonl": _of_json_lines,
}
