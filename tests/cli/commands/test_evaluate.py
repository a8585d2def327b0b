"""``casc-qa eval`` from end to end: the real model, the five documents, a small BEIR folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.questions import BISHKEK, QUESTIONS


def test_the_command(
    casc_qa: Callable[..., Any], questions: Path, built_index: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    arguments = ("eval", questions, "--index", built_index)
    first = casc_qa(*arguments, "--json", "--report", report)
    assert first.status == 0
    table = json.loads(first.out)
    assert table["groups"]["all"]["figures"]["quote_correct"] == 0.5
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")
    name = table["run"]["name"]
    second = casc_qa(*arguments, "--baseline", name, "--fail-under", "quote_correct=.9")
    assert second.status == 4
    assert "quote_correct is 0.5000, not at least 0.9" in second.err
    assert f"Against {name}, 3 questions in both" in second.out
    assert "no difference shown" in second.out


def test_the_command_refuses_before_it_asks(
    casc_qa: Callable[..., Any], questions: Path, built_index: Path, tmp_path: Path
) -> None:
    arguments = ("eval", questions, "--index", built_index)
    for extra, message in (
        (("--baseline", "none"), "There is no run none: runs holds no run"),
        (("--split", "tune"), "no question has a split"),
        (("--report", tmp_path / "no" / "r.html"), "There is no folder"),
        (("--fail-under", "x=1"), "knows no measure 'x'"),
    ):
        failed = casc_qa(*arguments, *extra)
        assert failed.status == 2
        assert message in failed.err
        assert failed.err.count("\n") == 1
    bad = tmp_path / "bad.jsonl"
    bad.write_text(
        json.dumps({**QUESTIONS[0], "evidence": [[{"doc_id": BISHKEK, "quote": "54 p"}]]})
    )
    failed = casc_qa("eval", bad, "--index", built_index)
    assert (failed.status, "the quote '54 p' is not in" in failed.err) == (2, True)
    assert not Path("runs").exists()


def test_a_beir_folder_needs_nothing_else(
    casc_qa: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "animals"
    (folder / "qrels").mkdir(parents=True)
    texts = {
        "cat": "The cat sat on the mat.",
        "dog": "The dog ran. It ran far.",
        "owl": "Owls fly.",
    }
    rows = [{"_id": key, "title": "", "text": text} for key, text in texts.items()]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    queries = [{"_id": "1", "text": "Which animal ran?"}, {"_id": "2", "text": "What do owls do?"}]
    (folder / "queries.jsonl").write_text("".join(json.dumps(row) + "\n" for row in queries))
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\tdog\t1\n2\tcat\t1\n")
    done = casc_qa("eval", folder, "--json")
    assert done.status == 0
    figures = json.loads(done.out)["groups"]["all"]["figures"]
    assert figures["Success@1"] == 0.5
    assert figures["R@5"] == 1.0
    assert "quote_correct" not in figures
    (run,) = Path("runs").iterdir()
    assert {line.split()[2] for line in (run / "run.trec").read_text().splitlines()} == set(texts)
    index = next((tmp_path / "cache").rglob("current"))
    before = index.stat().st_mtime_ns
    assert casc_qa("eval", folder).status == 0
    assert index.stat().st_mtime_ns == before
