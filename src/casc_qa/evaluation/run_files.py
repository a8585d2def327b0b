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
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from casc_qa import disk
from casc_qa.errors import CascQaError, EvaluationError
from casc_qa.evaluation.answers import Quoted
from casc_qa.evaluation.questions import LabelledQuestion, parse_question, read_json_lines
from casc_qa.evaluation.rankings import Qrels, Rankings

FORMAT = 1
_BLANK = re.compile(r"[\s%]")


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


@dataclass(frozen=True, slots=True)
class Run:
    """A run in memory."""

    about: Mapping[str, Any]
    questions: tuple[LabelledQuestion, ...]
    qrels: Qrels
    rankings: Rankings
    outcomes: Mapping[str, Outcome]
    """query_id to outcome; none for a BEIR folder."""
    seconds: Mapping[str, float]

    @property
    def name(self) -> str:
        """The run's name, of collection, generation and settings."""
        return str(self.about["name"])


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
        with disk.fresh_folder(folder) as beside:
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
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EvaluationError(f"The run in {folder} is damaged ({error}): run it again.") from error
    if not run.questions or not any(run.rankings.values()):
        raise EvaluationError(f"The run in {folder} is empty: nothing was ranked in it.")
    return run


def _read_run(folder: Path) -> Run:
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    if about["format"] != FORMAT:
        raise EvaluationError(
            f"The run in {folder} has format {about['format']}, this program reads {FORMAT}: "
            "run it again."
        )
    answers = folder / "answers.jsonl"
    rows = read_json_lines(answers) if answers.exists() else ()
    return Run(
        about=about,
        questions=tuple(parse_question(t) for _, t in read_json_lines(folder / "questions.jsonl")),
        qrels=_read_qrels(folder / "qrels.trec"),
        rankings=_read_rankings(folder / "run.trec"),
        outcomes={row["query_id"]: _outcome(row) for _, row in rows},
        seconds=json.loads((folder / "times.json").read_text(encoding="utf-8")),
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


def _outcome(row: Mapping[str, Any]) -> Outcome:
    answer = row["answer"]
    citations = {c["number"]: c for c in answer["citations"]}
    shown = []
    for sentence in answer["answer"]:
        at, text, inside = citations[sentence["citation"]], sentence["text"], sentence["highlight"]
        highlight = text[inside["start"] : inside["end"]] if inside else None
        shown.append(Quoted(at["doc_id"], at["start"], at["end"], text, highlight))
    abstention = answer["abstention"] or {"code": None, "message": None}
    return Outcome(
        shown=tuple(shown),
        best=Quoted(**row["best"]) if row["best"] else None,
        confidence=answer["confidence"],
        abstention=abstention["code"],
        message=abstention["message"],
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
    return _BLANK.sub(lambda found: quote(found[0]), key)


def _read_rankings(path: Path) -> dict[str, dict[str, float]]:
    """Each in the order of its lines, which is that of its ranks."""
    rankings: dict[str, dict[str, float]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query_id, _, key, _, score, _ = line.split()
        rankings.setdefault(unquote(query_id), {})[unquote(key)] = float(score)
    return rankings


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        query_id, _, key, relevance = line.split()
        qrels.setdefault(unquote(query_id), {})[unquote(key)] = int(relevance)
    return qrels
