"""A run comes back from its files, and from no damaged ones."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.run_files import read_run


def test_what_was_written_is_what_is_read(run: Path) -> None:
    read = read_run(run)
    assert [q.query_id for q in read.questions] == ["how many", "capital", "mislabelled"]
    outcome = read.outcomes["how many"]
    assert outcome.shown[0].text.startswith("The training gathered 53 participants")
    assert outcome.best == outcome.shown[0]._replace(highlight=None)
    assert read.outcomes["capital"].shown == ()
    assert read.outcomes["capital"].abstention == "outside_documents"
    assert all(relevance == 1 for relevance in read.qrels["how many"].values())


def test_a_highlight_is_read(run: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(run, tmp_path / "copy"))
    first, *others = (copy / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    row = json.loads(first)
    row["answer"]["answer"][0]["highlight"] = {"start": 22, "end": 37}
    rows = [json.dumps(row), *others]
    (copy / "answers.jsonl").write_text("\n".join(rows), encoding="utf-8")
    assert read_run(copy).outcomes["how many"].shown[0].highlight == "53 participants"


@pytest.mark.parametrize("name", ["run.trec", "answers.jsonl", "qrels.trec", "run.json"])
def test_a_damaged_or_empty_run(run: Path, tmp_path: Path, name: str) -> None:
    copy = Path(shutil.copytree(run, tmp_path / "copy"))
    (copy / name).write_text("{}\n" if name.endswith("json") else "{\n")
    with pytest.raises(EvaluationError, match=r"damaged|it is no JSON"):
        read_run(copy)
    (copy / "run.json").unlink()
    with pytest.raises(EvaluationError, match="is no run"):
        read_run(copy)


def test_an_empty_run(run: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(run, tmp_path / "copy"))
    (copy / "run.trec").write_text("")
    with pytest.raises(EvaluationError, match="is empty"):
        read_run(copy)
