"""The table: every question asked of every document, in a cell each the words that answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

from casc_qa.answer_table import VERSION, citation_table
from casc_qa.asking.question import read_question
from casc_qa.errors import ScopeError, UsageError
from casc_qa.surveying.cells import features_of, likelihood, threshold, words_alone
from casc_qa.surveying.finding import THREADS, Asked, Seen, find_each
from casc_qa.types import EVERYTHING, Abstention, Citation, Report, Scope, Span

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant

MOST_QUESTIONS = 50
MOST_CELLS = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """A question."""

    question: str
    language: str
    """ISO 639-1, of the question."""
    abstention: Abstention | None = None
    """Why no document is asked it; None where they are."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a document answers, verbatim; nothing where it does not say."""

    confidence: float
    """That its best sentence answers, 0 to 1, shown or not."""
    citation: Citation | None = None
    """Of the sentence; None in an empty cell."""
    highlight: Span | None = None
    """The words in the sentence that answer, where they can stand alone."""

    @property
    def answered(self) -> bool:
        """Whether the document says."""
        return self.citation is not None

    @property
    def words(self) -> str:
        """The shortest words that answer, verbatim; empty in an empty cell."""
        if self.citation is None:
            return ""
        return self.highlight.of(self.citation.quote) if self.highlight else self.citation.quote


EMPTY = Cell(0.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A document, with a cell for each question."""

    doc_id: str
    sha256: str
    title: str
    date: str | None
    file_date: str | None
    url: str | None
    language: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Documents in the order of the index, questions in that in which they were asked."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    scope: Scope
    generation: str
    model: str
    unread: str | None = None
    """Why no passage was read though the settings want it, as the end of a sentence."""

    @property
    def language(self) -> str:
        """Of what is said around quotes: that of the first question."""
        return self.columns[0].language

    def to_dict(self) -> dict[str, Any]:
        """The object of ``table --format json``; fields are added, never changed."""
        return {
            "version": VERSION,
            "questions": [asdict(column) for column in self.columns],
            "filters": asdict(self.scope),
            "documents": [_row_table(row) for row in self.rows],
            "unread": self.unread,
            "index": {"generation": self.generation, "model": self.model},
        }


def _row_table(row: Row) -> dict[str, Any]:
    described = {
        name: getattr(row, name)
        for name in ("doc_id", "sha256", "title", "date", "file_date", "url", "language")
    }
    return described | {"cells": [_cell_table(cell) for cell in row.cells]}


def _cell_table(cell: Cell) -> dict[str, Any]:
    citation = cell.citation
    return {
        "answered": cell.answered,
        "words": cell.words,
        "highlight": cell.highlight._asdict() if cell.highlight else None,
        "confidence": round(cell.confidence, 4),
        "citation": citation_table(citation) if citation else None,
    }


def make_table(
    assistant: Assistant,
    questions: Iterable[str],
    scope: Scope = EVERYTHING,
    report: Report | None = None,
    *,
    most_cells: int = MOST_CELLS,
    threads: int = THREADS,
) -> Table:
    """Asks each question, once where it stands twice, of each document in ``scope``. The table is
    the same whatever the ``threads``.

    Raises QuestionError for a question that can't be asked, ScopeError for a document that is not
    in the index or a scope without any, UsageError for more than MOST_QUESTIONS questions, or than
    ``most_cells`` cells.
    """
    columns = _columns(assistant, questions)
    documents = assistant.documents(scope)
    if not documents:
        raise ScopeError("No document is in this choice: take away a filter, or index documents.")
    _check_size(len(documents) * len(columns), most_cells)
    asked = [column.question for column in columns if column.abstention is None]
    doc_ids = [document["doc_id"] for document in documents]
    seen = find_each(assistant, asked, doc_ids, report, threads)
    cells = {one: _cell(assistant, one, each) for one, each in seen.items()}
    rows = [_row(document, columns, cells) for document in documents]
    return Table(
        columns=columns,
        rows=tuple(_numbered(rows)),
        scope=scope,
        generation=assistant.manifest.generation,
        model=str(assistant.manifest.embedder["name"]),
        unread=assistant.unread,
    )


def _columns(assistant: Assistant, questions: Iterable[str]) -> tuple[Column, ...]:
    asked = list(dict.fromkeys(read_question(question) for question in questions))
    if not asked:
        raise UsageError('There is no question: ask one, such as "Who took part?"')
    if len(asked) > MOST_QUESTIONS:
        raise UsageError(
            f"A table has at most {MOST_QUESTIONS} questions, not {len(asked)}: make several."
        )
    return tuple(
        Column(each.text, each.language, assistant.unanswerable(each.text)) for each in asked
    )


def _check_size(cells: int, most: int) -> None:
    if cells > most:
        raise UsageError(
            f"The table would have {cells:,} cells, and {most:,} are the most: ask fewer "
            "questions, or fewer documents."
        )


def _cell(assistant: Assistant, asked: Asked, seen: Seen) -> Cell:
    found, elsewhere = seen
    if not found.is_read:
        return Cell(found.confidence, found.citation if found.is_sure else None)
    question = assistant.understand(asked.question)
    confidence = likelihood(features_of(question, found, elsewhere))
    chosen = assistant.settings.answering.threshold
    if confidence < (threshold() if chosen is None else chosen):
        return Cell(confidence)
    return Cell(confidence, found.citation, words_alone(question, found))


def _row(
    document: Mapping[str, Any], columns: Sequence[Column], cells: Mapping[Asked, Cell]
) -> Row:
    doc_id = document["doc_id"]
    return Row(
        doc_id=doc_id,
        sha256=document["sha256"],
        title=document["title"],
        date=document["date"],
        file_date=document["file_date"],
        url=document["url"],
        language=document["language"],
        cells=tuple(cells.get(Asked(doc_id, each.question), EMPTY) for each in columns),
    )


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """With their citations numbered as they are read."""
    numbers = count(1)
    for row in rows:
        yield replace(row, cells=tuple(_with_number(cell, numbers) for cell in row.cells))


def _with_number(cell: Cell, numbers: Iterator[int]) -> Cell:
    if cell.citation is None:
        return cell
    return replace(cell, citation=replace(cell.citation, number=next(numbers)))
