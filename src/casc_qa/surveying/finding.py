"""Asks each of several questions of each of several documents, on all cores."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from casc_qa.asking.answering import Found
    from casc_qa.asking.assistant import Assistant
    from casc_qa.types import Report

FILLING = "filling"
"""What is reported, a step for each question of each document."""
THREADS = os.cpu_count() or 1


class Asked(NamedTuple):
    """A question of a document."""

    doc_id: str
    question: str


class Seen(NamedTuple):
    """What a document has for a question."""

    found: Found
    elsewhere: float | None
    """The highest margin of what the other documents have; None where none has anything."""


def find_each(
    assistant: Assistant,
    questions: Sequence[str],
    doc_ids: Sequence[str],
    report: Report | None = None,
    threads: int = THREADS,
) -> dict[Asked, Seen]:
    """What each document has for each question, without those that have nothing; the same whatever
    the ``threads``. Raises QuestionError and ScopeError.
    """
    asked = [Asked(doc_id, question) for doc_id in doc_ids for question in questions]
    pool = ThreadPoolExecutor(max(1, threads))
    try:
        running = [pool.submit(assistant.find, one.question, one.doc_id) for one in asked]
        _wait(running, report)
    finally:  # stopped, or something can't be read: nobody waits for the others
        pool.shutdown(wait=False, cancel_futures=True)
    results = zip(asked, (each.result() for each in running), strict=True)
    return _beside_others({one: found for one, found in results if found is not None})


def _wait(running: Sequence[Future[Found | None]], report: Report | None) -> None:
    for done, ended in enumerate(as_completed(running), 1):
        ended.result()
        if report is not None:
            report(FILLING, done, len(running))


def _beside_others(found: dict[Asked, Found]) -> dict[Asked, Seen]:
    margins: dict[str, list[float]] = {}
    for one, each in found.items():
        margins.setdefault(one.question, []).append(each.features.margin)
    highest = {question: sorted(own)[-2:] for question, own in margins.items()}
    return {one: Seen(each, _elsewhere(highest[one.question], each)) for one, each in found.items()}


def _elsewhere(highest: Sequence[float], found: Found) -> float | None:
    """The highest margin of the others, of the two ``highest`` of all."""
    if len(highest) < 2:
        return None
    second, first = highest
    return second if found.features.margin == first else first
