"""Weights of a few dozen questions: what they weigh, where they go, and that they come again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from casc_qa.asking.calibration import Calibration, read_weights
from casc_qa.asking.features import UNREAD, Features
from helpers.json_lines import write_lines
from helpers.questions import QUESTIONS
from training import calibrate
from training.examples import Example, read_examples


class Calibrated:
    """What one run left behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.examples = read_examples(folder / "examples.jsonl")
        self.weights: dict[str, Any] = json.loads((folder / "weights.json").read_text())


@pytest.fixture(scope="module")
def calibrated(squad_folders: Path, tmp_path_factory: pytest.TempPathFactory) -> Calibrated:
    folder = tmp_path_factory.mktemp("calibrated")
    (folder / "own").mkdir()
    write_lines(folder / "own" / "own.jsonl", *({**q, "split": "tune"} for q in QUESTIONS))
    calibrate.main(
        [
            *(str(squad_folders / name) for name in ("tune", "tune-odd")),
            *("--questions", str(folder / "own")),
            *("--examples", str(folder / "examples.jsonl")),
            *("--out", str(folder / "weights.json")),
        ]
    )
    return Calibrated(folder)


def test_every_source_gives_its_examples(calibrated: Calibrated) -> None:
    # 18 questions of all articles; of those with one left out 16, the two not given left out
    squad, odd, own = (
        [e for e in calibrated.examples if not e.own and e.inside is None],
        [e for e in calibrated.examples if not e.own and e.inside is not None],
        [e for e in calibrated.examples if e.own],
    )
    assert (len(squad), len(odd), len(own)) == (18, 16, 3)
    assert [any(e.right) for e in squad].count(True) == 15
    assert [e.inside for e in odd].count(True) == 7
    assert [(any(e.right), e.inside) for e in own] == [(True, True), (False, False), (True, True)]
    assert all(len(e.right) == len(e.features) > 0 for e in calibrated.examples)
    assert [e.is_answerable for e in own] == [True, False, True]
    assert {f.margin for e in calibrated.examples for f in e.features} == {UNREAD}  # by no reader


def test_one_half_is_written_and_the_other_stays(calibrated: Calibrated) -> None:
    assert list(calibrated.weights) == list(read_weights())
    for name in ("translated", "read_as_asked", "read_translated"):
        assert calibrated.weights[name] == read_weights()[name]
    models = calibrated.weights["as_asked"]
    assert list(models) == ["about", "threshold", "score", "inside", "confidence"]
    assert models["threshold"] == read_weights()["as_asked"]["threshold"]
    assert models["about"]["examples"] == 37
    assert models["about"]["own"] == 3
    for name in ("score", "inside", "confidence"):
        assert models[name].keys() == read_weights()["as_asked"][name].keys()


def test_the_weights_tell_right_from_wrong(calibrated: Calibrated) -> None:
    calibration = Calibration(calibrated.weights["as_asked"], is_translated=False)
    squad = [e for e in calibrated.examples if not e.own and e.inside is None]
    ordered = [calibrate.best_first(e, calibration) for e in squad]
    first = [e.right[0] for e in ordered]
    assert first.count(True) == 15  # every question that has an answer
    sure = [calibration.confidence(e.features) for e in ordered]
    right = [s for s, is_right in zip(sure, first, strict=True) if is_right]
    wrong = [s for s, is_right in zip(sure, first, strict=True) if not is_right]
    assert sum(right) / len(right) > 0.75 > 0.5 > sum(wrong) / len(wrong)
    odd = [e for e in calibrated.examples if not e.own and e.inside is not None]
    assert all((calibration.inside(e.features) > 0.5) == e.inside for e in odd)


def test_the_same_examples_give_the_same_bytes(
    calibrated: Calibrated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = calibrate.SHIPPED.read_bytes()
    out = tmp_path / "again.json"
    examples = str(calibrated.folder / "examples.jsonl")
    calibrate.main(["nowhere", "nowhere", "--examples", examples, "--out", str(out)])
    assert json.loads(capsys.readouterr().out) == json.loads(out.read_text())["as_asked"]
    again = json.loads(out.read_text())["as_asked"]
    assert again["about"] == calibrated.weights["as_asked"]["about"]
    once = out.read_bytes()
    calibrate.main(["nowhere", "nowhere", "--examples", examples, "--out", str(out)])
    assert out.read_bytes() == once
    assert calibrate.SHIPPED.read_bytes() == shipped


def test_own_questions_weigh_their_share_together() -> None:
    nothing = Features(*[0.0] * len(Features._fields))
    given = [
        Example([nothing], [True], own, None, True) for own in (True, False, False, False, True)
    ]
    weights = calibrate.example_weights(given, 0.5)
    assert sum(weights) == pytest.approx(1)
    assert weights[0] == weights[4] == pytest.approx(0.5 / 1.5 / 2)
    assert weights[1] == pytest.approx(1 / 1.5 / 3)
