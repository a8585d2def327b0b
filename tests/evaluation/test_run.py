"""Questions are asked once, and what came of them is written."""

from __future__ import annotations

from pathlib import Path

from casc_qa.asking.assistant import Assistant
from casc_qa.evaluation.run import run_questions
from casc_qa.system.ownership import MARKER_NAME
from helpers.questions import QUESTIONS, quiet


def test_a_run_is_named_and_complete(run: Path, assistant: Assistant) -> None:
    assert run.name.startswith(f"own-all-{assistant.manifest.generation[:8]}-")
    names = {"run.json", "questions.jsonl", "run.trec", "qrels.trec", "answers.jsonl", "times.json"}
    assert {path.name for path in run.iterdir()} == {*names, MARKER_NAME}
    lines = (run / "run.trec").read_text().splitlines()
    fields = [line.split() for line in lines]
    assert all(len(f) == 6 and f[1] == "Q0" for f in fields)
    ranks = [int(f[3]) for f in fields if f[0] == "how%20many"]
    assert ranks == list(range(1, len(ranks) + 1))
    best = assistant.rank(str(QUESTIONS[0]["question"]))[0]
    assert fields[0][2] == best.passage_id


def test_equal_runs_have_equal_bytes(
    run: Path, questions: Path, assistant: Assistant, tmp_path: Path
) -> None:
    again = run_questions(questions, None, assistant, tmp_path, quiet)
    assert again.name == run.name
    for path in run.iterdir():
        if path.name != "times.json":
            assert (again / path.name).read_bytes() == path.read_bytes(), path.name
