"""What readers say of quotes: right or wrong, and why; in one SQLite file beside the index."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, cast

from casc_qa.asking.question import read_question
from casc_qa.errors import CascQaError
from casc_qa.phrases import DOCUMENT_CHANGED
from casc_qa.system.visible import visible
from casc_qa.types import Span

if TYPE_CHECKING:
    from fastapi import FastAPI

    from casc_qa.web.serving.loading import AssistantLoader

RATINGS_NAME = "ratings.sqlite3"
_MOST_CHARS = 10_000  # of a quote
_WAIT_S = 5.0  # for somebody else who writes
_TABLE = """
CREATE TABLE IF NOT EXISTS ratings (
  question TEXT NOT NULL, language TEXT NOT NULL, doc_id TEXT NOT NULL, sha256 TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, quote TEXT NOT NULL, is_right INTEGER NOT NULL,
  reason TEXT NOT NULL, generation TEXT NOT NULL, at TEXT NOT NULL
)
"""
_LATEST_OUT = """
DELETE FROM ratings WHERE rowid = (
  SELECT max(rowid) FROM ratings
  WHERE question = ? AND doc_id = ? AND sha256 = ? AND start = ? AND end = ?
)
"""


@dataclass(frozen=True, slots=True)
class Rating:
    """One reader's word on one quote."""

    question: str
    language: str
    doc_id: str
    sha256: str
    start: int
    end: int
    quote: str
    is_right: bool
    reason: str
    generation: str
    """Of the index that the quote came from."""
    at: str
    """ISO 8601, in UTC."""


def now() -> str:
    """The present second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def add_rating(index: Path, rating: Rating) -> None:
    """Keeps a rating. Raises CascQaError where it can't be written."""
    with _opened(index) as ratings:
        ratings.execute(_TABLE)
        marks = ", ".join("?" * len(astuple(rating)))
        ratings.execute(f"INSERT INTO ratings VALUES ({marks})", astuple(rating))  # noqa: S608


def take_back(index: Path, question: str, doc_id: str, sha256: str, quote: Span) -> None:
    """Removes the latest rating of a quote in answer to a question, if there is one. Raises
    CascQaError where it can't be removed.
    """
    with _opened(index) as ratings:
        ratings.execute(_TABLE)
        ratings.execute(_LATEST_OUT, (question, doc_id, sha256, *quote))


def ratings_of(index: Path) -> list[Rating]:
    """All that were kept, in their order. Raises CascQaError where they can't be read."""
    if not (index / RATINGS_NAME).is_file():
        return []
    with _opened(index) as ratings:
        rows = ratings.execute("SELECT * FROM ratings ORDER BY rowid").fetchall()
    return [_rating(*row) for row in rows]


def _rating(*columns: Any) -> Rating:
    """From a row of the file."""
    rating = Rating(*columns)
    return replace(rating, is_right=bool(rating.is_right))


def candidates(ratings: list[Rating]) -> Iterator[dict[str, Any]]:
    """Each as a line of a question set, for a person to complete: a right quote is evidence; a
    wrong one says nothing of whether the documents answer.
    """
    for number, rating in enumerate(ratings, 1):
        quote = {"doc_id": rating.doc_id, "quote": rating.quote}
        line = {
            "query_id": f"rated-{number:04}",
            "question": rating.question,
            "language": rating.language,
        }
        if rating.is_right:
            yield line | {"evidence": [[quote]]}
        else:
            yield line | {"evidence": None, "wrong": quote, "reason": rating.reason}


class _Sent(TypedDict):
    """What the page sends; the guard has seen to its form."""

    question: str
    doc: str
    sha256: str
    start: int
    end: int
    right: bool | None
    """None takes back what was said."""
    reason: str


def add_rating_route(app: FastAPI, loader: AssistantLoader, index: Path) -> None:
    """Lets the page rate quotes of the documents that are there."""
    from fastapi import Response
    from fastapi.concurrency import run_in_threadpool

    async def rate(request: Any) -> Response:
        sent = cast(_Sent, await request.json())
        status, words = await run_in_threadpool(_rated, loader, index, sent)
        return Response(words, status, media_type="text/plain; charset=utf-8")

    app.add_route("/casc/rating", rate, methods=["POST"])


def _rated(loader: AssistantLoader, index: Path, sent: _Sent) -> tuple[int, str]:
    """Status and a word: a quote is kept as the document has it, whatever was sent."""
    try:
        asked = read_question(sent["question"])
        assistant = loader.get()
        document = assistant.document(sent["doc"])
        quote = Span(sent["start"], sent["end"]).of(document.text)
        if document.sha256 != sent["sha256"] or not quote:
            return 409, DOCUMENT_CHANGED.en
        if sent["right"] is None:
            span = Span(sent["start"], sent["end"])
            take_back(index, asked.text, document.doc_id, document.sha256, span)
            return 200, "taken back"
        rating = Rating(
            asked.text, asked.language, document.doc_id, document.sha256,
            sent["start"], sent["end"], quote[:_MOST_CHARS], sent["right"],
            visible(sent["reason"]), assistant.manifest.generation, now(),
        )  # fmt: skip
        add_rating(index, rating)
    except CascQaError as error:
        return 404, str(error)
    return 200, "kept"


@contextlib.contextmanager
def _opened(index: Path) -> Iterator[sqlite3.Connection]:
    path = index / RATINGS_NAME
    try:
        if path.is_symlink():
            raise sqlite3.OperationalError("it is a link")
        opened = sqlite3.connect(path, timeout=_WAIT_S)
        try:
            path.chmod(0o600)
            with opened:
                yield opened
        finally:
            opened.close()
    except (sqlite3.Error, OSError) as error:
        raise CascQaError(f"Ratings can't be kept in {path} ({error}).") from error
