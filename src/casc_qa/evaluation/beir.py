"""BEIR folders: corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, relevance by document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.building.build import build_beir_index
from casc_qa.errors import EvaluationError
from casc_qa.evaluation.questions import parse_relevance, read_json_lines, text_of
from casc_qa.index.manifest import FORMAT_VERSION
from casc_qa.system import disk

if TYPE_CHECKING:
    from casc_qa.config import Settings
    from casc_qa.types import Report

_DEFAULT_SPLIT = "test"
_ID_CHARS = 12


@dataclass(frozen=True, slots=True)
class BeirQueries:
    """The queries of one split and their relevant documents."""

    split: str
    queries: Mapping[str, str]
    """query_id to text, of the queries that ``qrels`` judges."""
    qrels: Mapping[str, Mapping[str, int]]
    """query_id to doc_id to relevance, above 0 where relevant."""


def is_beir(path: Path) -> bool:
    """Whether ``path`` is a folder, and so not a file of questions."""
    return path.is_dir()


def index_beir(folder: Path, settings: Settings, report: Report) -> Path:
    """The index of the folder's documents, in the user's cache; built when it is not there yet or
    anything that shapes it has changed. Raises CascQaError.
    """
    named = f"{FORMAT_VERSION} {folder.resolve()}"  # what an earlier version built stays what it is
    digest = hashlib.sha256(named.encode()).hexdigest()[:_ID_CHARS]
    index = disk.cache_folder() / "collections" / f"{folder.resolve().name}-{digest}"
    build_beir_index(folder, index, settings.model, settings.passages, report)
    return index


def read_queries(folder: Path, split: str | None = None) -> BeirQueries:
    """The queries that have relevance in the split, "test" where none is named.

    Raises EvaluationError for missing or malformed files, with the line, and for a query without
    relevant document.
    """
    chosen = _choose_split(folder, split)
    texts: dict[str, str] = {}
    for number, table in read_json_lines(folder / "queries.jsonl"):
        key, text = table.get("_id"), table.get("text")
        if not isinstance(key, str) or not isinstance(text, str):
            raise EvaluationError(f"{folder / 'queries.jsonl'}, line {number}: no _id or no text.")
        texts[key] = text
    qrels = _read_qrels(chosen)
    for query_id, judged in qrels.items():
        if query_id not in texts:
            raise EvaluationError(f"{chosen} judges query {query_id}, not in queries.jsonl.")
        if max(judged.values()) <= 0:
            raise EvaluationError(
                f"{chosen}: query {query_id} has no relevant document: drop it, or label one."
            )
    return BeirQueries(chosen.stem, {key: texts[key] for key in qrels}, qrels)


def _choose_split(folder: Path, split: str | None) -> Path:
    splits = sorted((folder / "qrels").glob("*.tsv"))
    if not splits:
        raise EvaluationError(
            f"{folder} is no BEIR folder: it has no qrels/*.tsv beside corpus.jsonl and "
            "queries.jsonl."
        )
    wanted = split or (_DEFAULT_SPLIT if len(splits) > 1 else splits[0].stem)
    for path in splits:
        if path.stem == wanted:
            return path
    raise EvaluationError(
        f"{folder} has no split {wanted!r}: choose one of {', '.join(p.stem for p in splits)}."
    )


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(text_of(path).split("\n"), 1):
        if not line.strip() or (number == 1 and line.startswith("query-id")):
            continue
        try:
            query_id, doc_id, relevance = line.split("\t")
            qrels.setdefault(query_id, {})[doc_id] = parse_relevance(relevance)
        except ValueError as error:
            raise EvaluationError(
                f"{path}, line {number}: expected query-id, corpus-id and score between tabs."
            ) from error
    if not qrels:
        raise EvaluationError(f"{path} judges no query.")
    return qrels
