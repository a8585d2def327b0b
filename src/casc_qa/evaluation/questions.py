"""Labelled questions: one JSON object a line, each answer labelled by document and exact quote.

    {"query_id": "q1", "question": "…", "language": "en", "type": "fact", "split": "tune",
     "evidence": [[{"doc_id": "…", "quote": "…"}, another quote that says it], another part]}

``evidence`` lists the parts of a whole answer, each with every quote that states it; an empty
list says that the documents do not answer. Relevance is never labelled by passage, so that it
survives any change of how documents are cut.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from casc_qa.errors import EvaluationError
from casc_qa.system.small_files import (
    LISTS,
    BadFile,
    advice,
    parse_json,
    read_text,
    shortened,
    shown,
    why,
)

UNTYPED = "untyped"
_MOST_START = 1 << 31
_COVERED = 0.5  # share of a quote's characters that a text has to hold
_RELEVANCE = re.compile(r"-?[0-9]{1,3}")


class Label(NamedTuple):
    """A quote that states a part of an answer."""

    doc_id: str
    quote: str
    start: int | None = None
    """Its offset in the document's text; may be None, until ``located``, where it is unique."""

    @property
    def end(self) -> int:
        """Offset behind the quote, once ``located``."""
        if self.start is None:
            raise ValueError("the label is not located yet")
        return self.start + len(self.quote)

    def is_covered_by(self, start: int, end: int) -> bool:
        """Whether the document's text from ``start`` to ``end`` has half of the quote's characters
        or more; never before the label is ``located``.

        >>> Label("d", "12345678", 6).is_covered_by(0, 10)
        True
        >>> Label("d", "12345678", 6).is_covered_by(0, 9)
        False
        """
        if self.start is None:
            return False
        shared = min(end, self.end) - max(start, self.start)
        return shared >= _COVERED * len(self.quote)


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and what answers it."""

    query_id: str
    question: str
    language: str
    type: str
    split: str | None
    parts: tuple[tuple[Label, ...], ...]
    """Each part with its alternatives; none when the documents do not say."""

    @property
    def answerable(self) -> bool:
        """Whether the documents say."""
        return bool(self.parts)

    @property
    def labels(self) -> tuple[Label, ...]:
        """All quotes that state anything of the answer."""
        return tuple(label for part in self.parts for label in part)


def read_questions(path: Path, split: str | None = None) -> list[LabelledQuestion]:
    """The questions in ``path``, of one split where that is named.

    Raises EvaluationError with file and line for anything malformed, and when none is left.
    """
    questions: dict[str, LabelledQuestion] = {}
    for number, table in read_json_lines(path):
        try:
            question = parse_question(table)
            if question.query_id in questions:
                raise ValueError(f"query_id {question.query_id!r} stands twice")
        except ValueError as error:
            raise EvaluationError(f"{path}, line {number}: {error}.") from error
        questions[question.query_id] = question
    splits = sorted({q.split for q in questions.values() if q.split})
    chosen = [q for q in questions.values() if split in (None, q.split)]
    if not chosen:
        known = f"its splits are {', '.join(splits)}" if splits else "no question has a split"
        raise EvaluationError(
            f"{path} holds no question of split {split!r}: {known}."
            if questions
            else f"{path} holds no question."
        )
    return chosen


def read_json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Line number and object of every line that is not blank. Raises EvaluationError."""
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, parse_json(line.encode(), dict[str, Any])
        except BadFile as error:
            raise EvaluationError(
                f"{path}, line {number}: it is no JSON object ({error})."
            ) from error


def text_of(path: Path) -> str:
    """The text of a file of an evaluation. Raises EvaluationError."""
    try:
        return read_text(path, LISTS)
    except (OSError, BadFile) as error:
        remedy = advice(error, "mend it, or name another")
        raise EvaluationError(f"{path} can't be read ({why(error)}): {remedy}.") from error


def parse_relevance(typed: str) -> int:
    """The relevance that a line of qrels gives. Raises ValueError.

    >>> parse_relevance("1")
    1
    """
    if not _RELEVANCE.fullmatch(typed.strip()):
        raise ValueError(f"relevance must be a whole number below 1000, not {shown(typed)}")
    return int(typed)


def parse_question(table: dict[str, Any]) -> LabelledQuestion:
    """One question of its JSON object. Raises ValueError that names what is wrong."""
    evidence = table.get("evidence")
    if not isinstance(evidence, list) or not all(isinstance(p, list) and p for p in evidence):
        raise ValueError(
            "evidence must be a list of parts, each a list of places; [] says that the documents "
            "do not answer"
        )
    return LabelledQuestion(
        query_id=_text(table, "query_id"),
        question=_text(table, "question"),
        language=_text(table, "language", "en"),
        type=_text(table, "type", UNTYPED),
        split=_text(table, "split", "") or None,
        parts=tuple(tuple(map(_label, part)) for part in evidence),
    )


def _text(table: dict[str, Any], name: str, default: str | None = None) -> str:
    value = table.get(name, default)
    if not isinstance(value, str) or (not value.strip() and default is None):
        raise ValueError(f"{name} must be text")
    return value


def _label(table: Any) -> Label:
    if not isinstance(table, dict):
        raise ValueError('a place is an object such as {"doc_id": "…", "quote": "…"}')
    start = table.get("start")
    if start is not None and (type(start) is not int or not 0 <= start <= _MOST_START):
        raise ValueError("start must be a whole number, 0 or more")
    return Label(_text(table, "doc_id"), _text(table, "quote"), start)


def located(question: LabelledQuestion, text_of: Callable[[str], str | None]) -> LabelledQuestion:
    """``question`` with every label's start; ``text_of`` gives a document's text, None for none.

    Raises EvaluationError for a quote that is not in its document, or there more than once and
    no start says which.
    """
    parts = tuple(
        tuple(_located(question.query_id, label, text_of(label.doc_id)) for label in part)
        for part in question.parts
    )
    return LabelledQuestion(
        question.query_id, question.question, question.language, question.type, question.split,
        parts,
    )  # fmt: skip


def _located(query_id: str, label: Label, text: str | None) -> Label:
    subject = f"question {query_id}: the quote {shortened(label.quote)!r}"
    if text is None:
        raise EvaluationError(f"{subject} names {label.doc_id!r}, which is not in the index.")
    if label.start is not None:
        if text[label.start : label.end] != label.quote:
            raise EvaluationError(f"{subject} does not start at {label.start} of {label.doc_id}.")
        return label
    count = text.count(label.quote)
    if count != 1:
        where = "is not in" if count == 0 else f"stands {count} times (give its start) in"
        raise EvaluationError(f"{subject} {where} {label.doc_id}.")
    return label._replace(start=text.index(label.quote))
