"""Asks every question of a collection and writes what came of it: the first half of evaluating."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa.answer_json import answer_table
from casc_qa.errors import EvaluationError, ScopeError
from casc_qa.evaluation.beir import read_queries
from casc_qa.evaluation.questions import LabelledQuestion, located, read_questions
from casc_qa.evaluation.run_files import FORMAT, Qrels, Quoted, Run, answer_row, write_run
from casc_qa.system.code import PACKAGE, code_fingerprint
from casc_qa.system.disk import sha256_of

if TYPE_CHECKING:
    from casc_qa.asking.assistant import Assistant
    from casc_qa.types import Citation, Passage, Report

RANKED = 100  # passages or documents kept of each ranking
# Folders of code that shapes no answer, or the index alone, whose name is part of the run's.
NOT_SHAPING = (
    "building",
    "cli",
    "evaluation/measuring",
    "evaluation/reporting",
    "exporting",
    "loaders",
    "mcp_server",
    "operations",
    "schemas",
    "verifying",
    "web",
)
_LIBRARIES = ("faiss-cpu", "numpy", "onnxruntime", "PyStemmer", "tokenizers")  # that asking uses
_ID_CHARS = 8


def run_questions(
    path: Path, split: str | None, assistant: Assistant, runs: Path, report: Report
) -> Path:
    """Asks the questions in ``path`` and writes the run below ``runs``; its folder.

    Raises EvaluationError for a bad file or a label that the index does not hold, before
    anything is asked.
    """
    text_of = _texts(assistant)
    questions = [located(question, text_of) for question in read_questions(path, split)]
    rankings, rows, seconds = {}, [], {}
    assistant.ask(questions[0].question)  # the first question of all pays for loading
    for number, question in enumerate(questions):
        report("asking", number, len(questions))
        started = time.perf_counter()
        answer, ranking = assistant.ask_and_rank(question.question)
        seconds[question.query_id] = time.perf_counter() - started
        rankings[question.query_id] = {s.passage_id: s.score for s in ranking[:RANKED]}
        rows.append(answer_row(question.query_id, answer_table(answer), _quoted(answer.best)))
    report("asking", len(questions), len(questions))
    about = _about(path.stem, sha256_of(path), split, assistant)
    qrels = _passage_qrels(questions, assistant.passages())
    return write_run(runs, Run(about, tuple(questions), qrels, rankings, {}, seconds), rows)


def run_beir(
    folder: Path, split: str | None, assistant: Assistant, runs: Path, report: Report
) -> Path:
    """Ranks the documents of a BEIR folder for its queries, each by its best passage, and writes
    the run below ``runs``; its folder. Raises EvaluationError.
    """
    asked = read_queries(folder, split)
    holder = {passage.passage_id: passage.doc_id for passage in assistant.passages()}
    known = set(holder.values())
    rankings, seconds = {}, {}
    for number, (query_id, query) in enumerate(asked.queries.items()):
        if not asked.qrels[query_id].keys() & known:
            raise EvaluationError(f"No document judged for query {query_id} is in corpus.jsonl.")
        report("asking", number, len(asked.queries))
        started = time.perf_counter()
        ranking = assistant.rank(query)
        seconds[query_id] = time.perf_counter() - started
        documents: dict[str, float] = {}
        for scored in ranking:
            documents.setdefault(holder[scored.passage_id], scored.score)
        rankings[query_id] = dict(list(documents.items())[:RANKED])
    report("asking", len(asked.queries), len(asked.queries))
    questions = tuple(
        LabelledQuestion(query_id, query, "en", "beir", asked.split, ())
        for query_id, query in asked.queries.items()
    )
    about = _about(folder.name, sha256_of(folder / "queries.jsonl"), asked.split, assistant)
    return write_run(runs, Run(about, questions, asked.qrels, rankings, {}, seconds), [])


def _texts(assistant: Assistant) -> Callable[[str], str | None]:
    def text_of(doc_id: str) -> str | None:
        try:
            text: str = assistant.document(doc_id).text
        except ScopeError:
            return None
        return text

    return text_of


def _quoted(citation: Citation | None) -> Quoted | None:
    if citation is None:
        return None
    return Quoted(citation.doc_id, citation.start, citation.end, citation.quote)


def _passage_qrels(questions: Iterable[LabelledQuestion], passages: Iterable[Passage]) -> Qrels:
    """A passage is relevant when it holds half of a label or more."""
    by_document: dict[str, list[Passage]] = {}
    for passage in passages:
        by_document.setdefault(passage.doc_id, []).append(passage)
    qrels: dict[str, dict[str, int]] = {}
    for question in questions:
        for label in question.labels:
            for passage in by_document.get(label.doc_id, []):
                if label.is_covered_by(passage.start, passage.end):
                    qrels.setdefault(question.query_id, {})[passage.passage_id] = 1
    return qrels


def _about(
    collection: str, sha256: str, split: str | None, assistant: Assistant
) -> Mapping[str, Any]:
    """What the run is of. Its name tells collection, split, generation and settings apart."""
    settings = {
        "retrieval": asdict(assistant.settings.retrieval),
        "answering": asdict(assistant.settings.answering),
        "code": answering_fingerprint(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "questions": sha256,
    }
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
    generation = assistant.manifest.generation
    parts = (_file_name(collection), split or "all", generation[:_ID_CHARS], digest[:_ID_CHARS])
    return {
        "format": FORMAT,
        "name": "-".join(parts),
        "collection": collection,
        "split": split,
        "generation": generation,
        "model": assistant.manifest.embedder["name"],
        "counts": dict(assistant.manifest.counts),
        "settings": settings,
    }


def _file_name(name: str) -> str:
    """``name`` as part of a file name on any system."""
    return re.sub(r"[^\w.]+", "_", name)[:60]


def answering_fingerprint() -> str:
    """Of our own code and weights that turn a question into an answer: a changed program makes
    another run, so that the one before stays as its baseline.
    """
    return code_fingerprint([part.name for part in PACKAGE.iterdir()], NOT_SHAPING)
