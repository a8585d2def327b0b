"""Labelled cells, and what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.cells import (
    LabelledCell,
    groups,
    outcomes,
    read_cells,
    shares,
    shown_span,
    spans_of,
)
from casc_qa.surveying.table import Cell, Column, Row, Table
from casc_qa.types import EVERYTHING, Citation, Span
from helpers.json_lines import write_lines

TEXT = "The training gathered 53 participants. It ended."


def label(doc_id: str, *words: str, split: str = "tune") -> LabelledCell:
    answers = [{"quote": "gathered 53 participants", "words": each} for each in words]
    return {
        "question_id": "t", "question": "How many?", "language": "en", "doc_id": doc_id,
        "split": split, "answers": answers,
    }  # type: ignore[typeddict-item]  # fmt: skip


def cell(words: str) -> Cell:
    if not words:
        return Cell(0.1)
    start = TEXT.index(words)
    citation = Citation(
        number=1, doc_id="a", sha256="", title="", date=None, url=None, page=None, page_end=None,
        start=0, end=38, quote=TEXT[:38],
    )  # fmt: skip
    return Cell(0.9, citation, Span(start, start + len(words)))


def table(**words: str) -> Table:
    rows = tuple(Row(d, "", d, None, None, None, None, (cell(w),)) for d, w in words.items())
    return Table((Column("How many?", "en"),), rows, EVERYTHING, "", "")


def test_right_wrong_and_missed() -> None:
    labels = [label("a", "53"), label("b", "53"), label("c", "53"), label("d"), label("e")]
    made = table(a="gathered 53", b="participants", c="", d="53", e="")
    found = outcomes(labels, made, lambda doc_id: TEXT)
    assert [(o.is_right, o.is_wrong, o.is_missed) for o in found] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, True, False),
        (True, False, False),
    ]
    assert shares(found) == (5, 0.4, 0.4, 0.2)
    assert {name: len(own) for name, own in groups(found).items()} == {
        "all": 5, "en": 5, "answered": 3, "not answered": 2,
    }  # fmt: skip


def test_a_cell_without_marked_words_shows_its_sentence() -> None:
    whole = cell("53")
    assert shown_span(Cell(0.9, whole.citation)) == (0, 38)
    assert shown_span(whole) == (22, 24)
    assert shown_span(cell("")) is None


def test_labels_are_read_by_split(tmp_path: Path) -> None:
    path = tmp_path / "table.jsonl"
    write_lines(path, label("a", "53"), label("b", split="report"))
    assert [each["doc_id"] for each in read_cells(path)] == ["a", "b"]
    assert [each["doc_id"] for each in read_cells(path, "report")] == ["b"]
    with pytest.raises(EvaluationError, match="no cell of split 'other'"):
        read_cells(path, "other")
    path.write_text('{"question": "How many?"}\n')
    with pytest.raises(EvaluationError, match="line 1"):
        read_cells(path)


def test_words_are_where_they_are_said_to_be() -> None:
    assert spans_of(label("a", "53"), TEXT) == [(22, 24)]
    with pytest.raises(EvaluationError, match="has to be there once"):
        spans_of(label("a", "54"), TEXT)
