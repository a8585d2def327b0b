"""The files of a run, the only thing that measuring reads.

run.json         what was asked of what: collection, split, generation, settings
questions.jsonl  the questions asked, their labels located
run.trec         query_id Q0 id rank score tag; ids are passages, or documents of a BEIR folder
qrels.trec       query_id 0 id relevance
answers.jsonl    what was answered, and the best sentence, shown or not; not for BEIR folders
times.json       seconds each question took; the one file that differs between equal runs
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias, TypedDict
from urllib.parse import quote, unquote

from casc_qa.errors import CascQaError, EvaluationError
from casc_qa.evaluation.questions import (
    LabelledQuestion,
    parse_question,
    parse_relevance,
    read_json_lines,
    text_of,
)
from casc_qa.system import disk, ownership
from casc_qa.system.small_files import Count, Line, between, parse_json, parse_json_lines, why

FORMAT = 1
_BLANK = re.compile(r"[\s%]")

Qrels: TypeAlias = Mapping[str, Mapping[str, int]]
"""query_id to doc_id or passage_id to relevance."""
Rankings: TypeAlias = Mapping[str, Mapping[str, float]]
"""query_id to doc_id or passage_id to score, best first."""


class Quoted(NamedTuple):
    """A sentence, its position in its document, and the exact answer inside it once a reader
    finds one.
    """

    doc_id: str
    start: int
    """In code points of the document's text."""
    end: int
    text: str
    highlight: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one question got."""

    shown: tuple[Quoted, ...]
    """In order; empty when the program abstained."""
    best: Quoted | None
    """The best sentence, shown or not."""
    confidence: float | None
    """Probability that ``best`` is right."""
    abstention: str | None
    """Its code."""
    message: str | None
    """What was shown instead of an answer."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run in memory."""

    about: Mapping[str, Any]
    questions: tuple[LabelledQuestion, ...]
    qrels: Qrels
    """None for a question without relevant passage."""
    rankings: Rankings
    outcomes: Mapping[str, Outcome]
    """query_id to outcome; none for a BEIR folder."""
    seconds: Mapping[str, float]
    """query_id to how long its answer took."""

    @property
    def name(self) -> str:
        """The run's name, of collection, generation and settings."""
        return str(self.about["name"])


_Seconds: TypeAlias = Annotated[float, between(0, 1_000_000)]
_Share: TypeAlias = Annotated[float, between(0, 1)]


class _Format(TypedDict):
    format: int


class _About(TypedDict):
    name: Line
    collection: Line
    split: Line | None
    generation: Line
    model: Line
    counts: dict[Line, Count]
    settings: dict[Line, Any]


class _Highlight(TypedDict):
    start: Count
    end: Count


class _Citation(TypedDict):
    number: int
    doc_id: str
    start: Count
    end: Count


class _Sentence(TypedDict):
    citation: int
    text: str
    highlight: _Highlight | None


class _Abstention(TypedDict):
    code: str
    message: str


class _Answer(TypedDict):
    citations: list[_Citation]
    answer: list[_Sentence]
    abstention: _Abstention | None
    confidence: _Share | None


class _Best(TypedDict):
    doc_id: str
    start: Count
    end: Count
    text: str
    highlight: str | None


class _Row(TypedDict):
    """A line of answers.jsonl, as far as it is read."""

    query_id: str
    best: _Best | None
    answer: _Answer


def write_run(runs: Path, run: Run, answers: Sequence[Mapping[str, Any]]) -> Path:
    """Writes ``run`` as a folder in ``runs``, all of it or nothing; one of the same name is
    replaced. ``answers`` has a row a question that was answered. Raises EvaluationError.
    """
    folder = runs / run.name
    files = {
        "run.json": json.dumps(run.about, ensure_ascii=False, indent=2) + "\n",
        "questions.jsonl": _json_lines(map(_question_table, run.questions)),
        "run.trec": "".join(_trec_lines(run.rankings, run.name)),
        "qrels.trec": "".join(_qrels_lines(run.qrels)),
        "times.json": json.dumps({k: round(v, 6) for k, v in run.seconds.items()}, indent=1) + "\n",
    }
    if answers:
        files["answers.jsonl"] = _json_lines(answers)
    try:
        with ownership.fresh_folder(folder) as beside:
            for name, text in files.items():
                disk.write_durably(beside / name, text.encode())
    except OSError as error:
        raise EvaluationError(
            f"The run can't be written to {folder} ({error.strerror or error})."
        ) from error
    return folder


def read_run(folder: Path) -> Run:
    """The run in ``folder``. Raises EvaluationError when it is none, damaged or empty."""
    if not (folder / "run.json").is_file():
        raise EvaluationError(f"{folder} is no run: it has no run.json.")
    try:
        run = _read_run(folder)
    except CascQaError:
        raise
    except (ValueError, KeyError) as error:
        raise EvaluationError(
            f"The run in {folder} is damaged ({why(error)}): run it again."
        ) from error
    if not run.questions or not any(run.rankings.values()):
        raise EvaluationError(f"The run in {folder} is empty: nothing was ranked in it.")
    return run


def _read_run(folder: Path) -> Run:
    data = text_of(folder / "run.json").encode()
    written = parse_json(data, _Format)["format"]
    if written != FORMAT:
        raise EvaluationError(
            f"The run in {folder} has format {written}, this program reads {FORMAT}: run it again."
        )
    parse_json(data, _About)
    about = parse_json(data, dict[str, Any])
    answers = folder / "answers.jsonl"
    lines = text_of(answers).encode() if answers.exists() else b""
    rows = parse_json_lines(lines, _Row)
    return Run(
        about=about,
        questions=tuple(parse_question(t) for _, t in read_json_lines(folder / "questions.jsonl")),
        qrels=_read_qrels(folder / "qrels.trec"),
        rankings=_read_rankings(folder / "run.trec"),
        outcomes={row["query_id"]: _outcome(row) for row in rows},
        seconds=parse_json(text_of(folder / "times.json").encode(), dict[str, _Seconds]),
    )


def _question_table(question: LabelledQuestion) -> dict[str, Any]:
    return {
        "query_id": question.query_id,
        "question": question.question,
        "language": question.language,
        "type": question.type,
        "split": question.split or "",
        "evidence": [[label._asdict() for label in part] for part in question.parts],
    }


def answer_row(query_id: str, answer: Mapping[str, Any], best: Quoted | None) -> dict[str, Any]:
    """A row of answers.jsonl; ``answer`` is the object of ``ask --json``."""
    kept = best._asdict() if best else None
    return {"query_id": query_id, "best": kept, "answer": dict(answer)}


def _outcome(row: _Row) -> Outcome:
    answer = row["answer"]
    citations = {c["number"]: c for c in answer["citations"]}
    shown = []
    for sentence in answer["answer"]:
        citation, text = citations[sentence["citation"]], sentence["text"]
        span = sentence["highlight"]
        highlight = text[span["start"] : span["end"]] if span else None
        shown.append(
            Quoted(citation["doc_id"], citation["start"], citation["end"], text, highlight)
        )
    abstention = answer["abstention"]
    return Outcome(
        shown=tuple(shown),
        best=Quoted(**row["best"]) if row["best"] else None,
        confidence=answer["confidence"],
        abstention=abstention["code"] if abstention else None,
        message=abstention["message"] if abstention else None,
    )


def _json_lines(tables: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(table, ensure_ascii=False) + "\n" for table in tables)


def _trec_lines(rankings: Rankings, tag: str) -> Iterable[str]:
    for query_id, ranking in rankings.items():
        for rank, (key, score) in enumerate(ranking.items(), 1):
            yield f"{_packed(query_id)} Q0 {_packed(key)} {rank} {score:.6f} {_packed(tag)}\n"


def _qrels_lines(qrels: Qrels) -> Iterable[str]:
    for query_id, judged in qrels.items():
        for key, relevance in judged.items():
            yield f"{_packed(query_id)} 0 {_packed(key)} {relevance}\n"


def _packed(key: str) -> str:
    """TREC's files separate by blanks, so a blank inside a key is written as %20."""
    return _BLANK.sub(lambda blank: quote(blank[0]), key)


def _read_rankings(path: Path) -> dict[str, dict[str, float]]:
    """Each in the order of its lines, which is that of its ranks."""
    rankings: dict[str, dict[str, float]] = {}
    for line in text_of(path).split("\n"):
        if not line:
            continue
        query_id, _, key, _, score, _ = line.split()
        number = float(score)
        if not math.isfinite(number):
            raise ValueError("a score in it is no number")
        rankings.setdefault(unquote(query_id), {})[unquote(key)] = number
    return rankings


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for line in text_of(path).split("\n"):
        if not line:
            continue
        query_id, _, key, relevance = line.split()
        qrels.setdefault(unquote(query_id), {})[unquote(key)] = parse_relevance(relevance)
    return qrels
