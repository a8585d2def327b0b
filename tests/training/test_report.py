"""What is reported of a few questions, against what can be counted by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers.json_lines import write_lines
from training import report

CANDIDATES = [
    "The harbour of Brel is frozen in January.",
    "Its crane lifts ninety tons.",
    "The keeper Maria Holt lived there for forty years.",
    "Nobody asks about the lantern.",
]


def figures(printed: str) -> list[float]:
    """All numbers of what was printed."""
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", printed)]


def test_inside(squad_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.main(["inside", str(squad_folders / "report-odd")])
    questions, inside, area, accuracy = figures(capsys.readouterr().out)
    assert (questions, inside) == (4, 2)  # one not given, of five
    assert area == 1.0
    assert accuracy >= 0.75


def test_confidence(squad_folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.main(["confidence", str(squad_folders / "report")])
    questions, right, error, brier, area = figures(capsys.readouterr().out)
    assert (questions, right) == (5, 4)
    assert 0 < error < 0.5
    assert 0 < brier < 0.25
    assert area == 0.75  # three of the four are surer than the one without an answer


def test_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "paragraphs"
    folder.mkdir()
    write_lines(
        folder / "corpus.jsonl",
        {"_id": "Harbour#0", "title": "Harbour", "text": " ".join(CANDIDATES[:2])},
        {"_id": "Lighthouse#0", "title": "Lighthouse", "text": CANDIDATES[2]},
        {"_id": "Lantern#0", "title": "Lantern", "text": CANDIDATES[3]},
    )
    reqa = {
        "candidates": CANDIDATES,
        "questions": [
            "When is the harbour of Brel frozen?",
            "Who was the keeper?",
            "How much does the crane lift?",
            "Who asks?",
        ],
        "ground_truths": [[0], [2], [0], [3]],  # the third is labelled wrongly
    }
    (tmp_path / "reqa.json").write_text(json.dumps(reqa))
    report.main(["sentences", str(folder), str(tmp_path / "reqa.json")])
    # The article of the fourth question is for tuning.
    assert figures(capsys.readouterr().out) == [3, 0.6667, 0.6667]


def test_candidates_are_found_in_their_documents() -> None:
    texts = {"a": "One.  Two.\nThree.", "b": "Four. Five.", "c": "Two."}
    assert dict(report.homes(["Four.", "Two. Three.", "Five."], texts)) == {0: "b", 1: "a", 2: "b"}
    with pytest.raises(ValueError, match="substring not found"):
        dict(report.homes(["Six."], texts))
