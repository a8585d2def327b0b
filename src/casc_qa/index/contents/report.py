"""report.json: what became of every file of the corpus, for people and for other programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from casc_qa.system.small_files import parse_json
from casc_qa.types import Document, FileOutcome

if TYPE_CHECKING:
    from casc_qa.index.contents.arrays import Bytes
    from casc_qa.index.contents.passages import PassageTable

REPORT_NAME = "report.json"


def dump_report(
    outcomes: Sequence[FileOutcome], documents: Iterable[Document], table: PassageTable
) -> dict[str, bytes]:
    """The file, name to bytes; ``table`` is of all passages of the documents."""
    described = {d.doc_id: _described(d, len(table.rows_of(d.doc_id))) for d in documents}
    report = {
        "counts": dict(sorted(Counter(outcome.outcome for outcome in outcomes).items())),
        "files": [_outcome_fields(outcome, described) for outcome in outcomes],
    }
    return {REPORT_NAME: (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()}


class _Indexed(TypedDict):
    doc_id: str


class _File(TypedDict):
    path: str
    outcome: Literal["indexed", "duplicate", "skipped"]
    reason: str | None
    documents: list[_Indexed]
    extractor: str | None
    notes: list[str]


class _Report(TypedDict):
    files: list[_File]


def parse_report(data: Bytes) -> list[FileOutcome]:
    """What became of each file. Raises ValueError for what is no report."""
    return [
        FileOutcome(
            file["path"],
            file["outcome"],
            file["reason"],
            tuple(document["doc_id"] for document in file["documents"]),
            file["extractor"],
            tuple(file["notes"]),
        )
        for file in parse_json(data, _Report)["files"]
    ]


def _described(document: Document, passages: int) -> dict[str, Any]:
    return {
        "doc_id": document.doc_id,
        "title": document.title,
        "date": document.date,
        "language": document.language,
        "characters": len(document.text),
        "passages": passages,
    }


def _outcome_fields(
    outcome: FileOutcome, described: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    fields = outcome._asdict()
    fields["documents"] = [described[doc_id] for doc_id in fields.pop("doc_ids")]
    return fields
