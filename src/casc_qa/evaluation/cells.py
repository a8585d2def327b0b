"""Labelled cells of tables: one JSON object a line, a question of a document.

    {"question_id": "t01", "question": "…", "language": "en", "doc_id": "…", "split": "tune",
     "answers": [{"quote": "gathered 53 participants", "words": "53"}]}

``answers`` are the places that a cell may show, each the ``words`` that it has to hold, in a
``quote`` that its document has once; none says that the document does not answer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.questions import text_of
from casc_qa.system.small_files import BadFile, parse_json
from casc_qa.types import Span

if TYPE_CHECKING:
    from casc_qa.surveying.table import Cell, Table


class Place(TypedDict):
    """Words that answer, in a quote that is unique in its document."""

    quote: str
    words: str


class LabelledCell(TypedDict):
    """A question of a document, and what answers it."""

    question_id: str
    question: str
    language: str
    doc_id: str
    split: str
    answers: list[Place]


class Outcome(NamedTuple):
    """What became of a labelled cell."""

    label: LabelledCell
    is_filled: bool
    is_right: bool
    """It holds words that answer; where the document does not say, it is empty."""

    @property
    def is_wrong(self) -> bool:
        """Whether it holds words that do not answer."""
        return self.is_filled and not self.is_right

    @property
    def is_missed(self) -> bool:
        """Whether it is empty though the document says."""
        return not self.is_filled and not self.is_right


class Shares(NamedTuple):
    """Of a set of cells."""

    cells: int
    right: float
    wrong: float
    missed: float


def read_cells(path: Path, split: str | None = None) -> list[LabelledCell]:
    """The labelled cells of a file, of one split where that is named. Raises EvaluationError with
    file and line.
    """
    cells = []
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            cell = parse_json(line.encode(), LabelledCell)
        except BadFile as error:
            raise EvaluationError(f"{path}, line {number}: {error}.") from error
        if split in (None, cell["split"]):
            cells.append(cell)
    if not cells:
        raise EvaluationError(f"{path} holds no cell{f' of split {split!r}' if split else ''}.")
    return cells


def spans_of(label: LabelledCell, text: str) -> list[Span]:
    """Where the words that answer stand in the document's ``text``. Raises EvaluationError."""
    spans = []
    for place in label["answers"]:
        quote, words = place["quote"], place["words"]
        if text.count(quote) != 1 or quote.count(words) != 1:
            raise EvaluationError(
                f"{label['question_id']} of {label['doc_id']}: {quote!r} with {words!r} has to be "
                "there once."
            )
        start = text.index(quote) + quote.index(words)
        spans.append(Span(start, start + len(words)))
    return spans


def outcomes(
    labels: Iterable[LabelledCell], table: Table, document_text: Callable[[str], str]
) -> list[Outcome]:
    """Of the labels whose question and document ``table`` has; ``document_text`` gives the text of
    a document. Raises EvaluationError.
    """
    columns = {column.question: number for number, column in enumerate(table.columns)}
    rows = {row.doc_id: row for row in table.rows}
    return [
        _outcome(
            label,
            rows[label["doc_id"]].cells[columns[label["question"]]],
            spans_of(label, document_text(label["doc_id"])),
        )
        for label in labels
        if label["doc_id"] in rows and label["question"] in columns
    ]


def _outcome(label: LabelledCell, cell: Cell, spans: Collection[Span]) -> Outcome:
    shown = shown_span(cell)
    if shown is None:
        return Outcome(label, is_filled=False, is_right=not spans)
    return Outcome(label, is_filled=True, is_right=covers(shown, spans))


def shown_span(cell: Cell) -> Span | None:
    """Where in its document the words of a cell stand; None for an empty one."""
    if cell.citation is None:
        return None
    if cell.highlight is None:
        return Span(cell.citation.start, cell.citation.end)
    start = cell.citation.start
    return Span(start + cell.highlight.start, start + cell.highlight.end)


def covers(shown: Span, spans: Iterable[Span]) -> bool:
    """Whether any of the ``spans`` is among the words shown."""
    return any(shown.start <= span.start and span.end <= shown.end for span in spans)


def shares(found: Collection[Outcome]) -> Shares:
    """How many cells are right, hold wrong words, or are empty though their document says."""
    count = len(found)
    return Shares(
        cells=count,
        right=sum(each.is_right for each in found) / count,
        wrong=sum(each.is_wrong for each in found) / count,
        missed=sum(each.is_missed for each in found) / count,
    )


def groups(found: Iterable[Outcome]) -> Mapping[str, list[Outcome]]:
    """All, and those of each language, and those that a document answers and others."""
    grouped: dict[str, list[Outcome]] = {"all": []}
    for each in found:
        says = "answered" if each.label["answers"] else "not answered"
        for name in ("all", each.label["language"], says):
            grouped.setdefault(name, []).append(each)
    return grouped
