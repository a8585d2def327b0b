"""Weights for read questions: what they weigh, where the threshold stands, where they go."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from casc_qa.asking.calibration import Calibration, read_weights
from casc_qa.asking.features import UNREAD, Features
from training import calibrate_reading as calibrating
from training import squad
from training.calibrate import CONFIDENCE_FEATURES, MARGINS, SCORE_FEATURES, SHIPPED
from training.calibrate_reading import Asked, Source, asked_of, fit, fit_score, threshold_of
from training.examples import ROOT, Example, read_examples, write_examples
from training.reader.examples import read_squad

NOTHING = Features(*[0.0] * 18)


def sentence(margin: float, cosine: float = 0.5, words: float | None = None) -> Features:
    words_margin = margin if words is None else words
    return NOTHING._replace(cosine=cosine, margin=margin, words_margin=words_margin)


def example(features: list[Features], right: int | None, *, answerable: bool = True) -> Example:
    labels = [number == right for number in range(len(features))]
    return Example(features, labels, False, None, answerable and right is not None)


def made_up(count: int, seed: int) -> list[Example]:
    """The margin mostly tells which sentence answers and whether any does; the cosine says the
    contrary of the truth.
    """
    rnd = random.Random(seed)
    made = []
    for number in range(count):
        is_answerable = number % 2 == 0
        features = [sentence(rnd.gauss(-4, 2), rnd.uniform(0.4, 0.9)) for _ in range(4)]
        right = rnd.randrange(4) if is_answerable else None
        if right is not None:
            features[right] = sentence(rnd.gauss(3, 2), rnd.uniform(0.2, 0.7))
        features.append(NOTHING._replace(cosine=0.95))  # not read
        made.append(example(features, right))
    return made


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return [Source("own", 1.0, made_up(120, 1)), Source("speeches", 0.5, made_up(60, 2))]


@pytest.fixture(scope="module")
def models(sources: list[Source]) -> dict[str, Any]:
    return fit(sources, False, 1.0)


def test_what_the_reader_says_decides(models: dict[str, Any]) -> None:
    assert list(models) == ["threshold", "score", "inside", "confidence"]
    assert models["inside"] == read_weights()["as_asked"]["inside"]
    for name in ("score", "confidence"):
        assert models[name]["margin"] + models[name]["words_margin"] > 0.2
        assert models[name]["cosine"] == 0  # never counted against a sentence
        assert all(weight >= 0 for n, weight in models[name].items() if n in ("ahead", "score"))
    assert set(models["score"]) == {*SCORE_FEATURES, *MARGINS}
    assert set(models["confidence"]) == {"intercept", *CONFIDENCE_FEATURES, *MARGINS}


def test_the_weights_tell_right_from_wrong(sources: list[Source], models: dict[str, Any]) -> None:
    calibration = Calibration(models, is_translated=False)
    ordered = [calibrating.best_first(e, calibration) for s in sources for e in s.examples]
    first = [e.right[0] for e in ordered if e.is_answerable]
    assert sum(first) / len(first) > 0.9
    assert not any(e.features[0].margin == UNREAD for e in ordered)
    sure = [calibration.confidence(e.features) for e in ordered]
    answered = [s for s, e in zip(sure, ordered, strict=True) if e.right[0]]
    silent = [s for s, e in zip(sure, ordered, strict=True) if not e.is_answerable]
    assert sum(answered) / len(answered) > 0.8 > 0.2 > sum(silent) / len(silent)
    assert models["threshold"] == threshold_of(
        [Source("one", 1.0, ordered[:120]), Source("two", 0.5, ordered[120:])], calibration, 1.0
    )


def test_sentences_that_were_not_read_teach_no_score() -> None:
    read = [example([sentence(2.0, 0.1), sentence(-2.0, 0.9)], 0)] * 20
    beside = [
        e._replace(features=[*e.features, NOTHING._replace(cosine=1.0)], right=[*e.right, False])
        for e in read
    ]
    only_unread = example([NOTHING._replace(cosine=0.3), sentence(1.0)], 0)
    alone = fit_score([Source("one", 1.0, read)])
    assert fit_score([Source("one", 1.0, [*beside, only_unread])]) == alone
    assert alone["margin"] > 0


def test_a_source_weighs_its_share_however_large_it_is() -> None:
    margins = [example([sentence(2.0, 0.2), sentence(-2.0, 0.7)], 0)] * 3
    cosines = [example([sentence(-2.0, 0.7), sentence(2.0, 0.2)], 0)] * 3
    mostly = fit_score([Source("a", 1.0, margins), Source("b", 0.1, cosines * 50)])
    seldom = fit_score([Source("a", 0.1, margins * 50), Source("b", 1.0, cosines)])
    assert mostly["margin"] > 0 == mostly["cosine"]
    assert seldom["cosine"] > 0 == seldom["margin"]


class Sure:
    """A calibration that is as sure as the first sentence's cosine."""

    def confidence(self, features: list[Features]) -> float:
        return features[0].cosine


def silent(*cosines: float) -> list[Example]:
    return [example([sentence(0.0, cosine)], None) for cosine in cosines]


def answering(*cosines: float) -> list[Example]:
    return [example([sentence(0.0, cosine)], 0) for cosine in cosines]


def threshold(sources: list[Source], cost: float = 1.0) -> float:
    return threshold_of(sources, Sure(), cost)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cost", "expected"),
    [(0.1, 0.15), (0.5, 0.35), (0.8, 0.6), (1.2, 0.8), (3.0, 0.95)],
)
def test_the_threshold_is_where_answering_gains_most(cost: float, expected: float) -> None:
    given = silent(0.2, 0.4, 0.7, 0.9)
    right = answering(0.15, 0.35, 0.35, *[0.6] * 3, *[0.8] * 5, 0.95, 0.95)
    assert threshold([Source("one", 1.0, [*given, *right])], cost) == expected


def test_of_thresholds_that_gain_as_much_the_highest_with_most_right_answers_is_taken() -> None:
    right = answering(*[0.95] * 200, 0.3)
    assert threshold([Source("one", 1.0, [*silent(0.2), *right])]) == 0.3
    ties = [*silent(0.5, *[0.1] * 199), *answering(*[0.95] * 299, 0.4)]
    assert threshold([Source("one", 1.0, ties)]) == 0.4  # one false more for one right more
    losing = [*silent(*[0.5] * 5, *[0.1] * 195), *answering(*[0.95] * 299, 0.4)]
    assert threshold([Source("one", 1.0, losing)]) == 0.95


def test_an_answer_that_was_not_retrieved_is_no_silence() -> None:
    lost = example([sentence(0.0, 0.99)], None)._replace(is_answerable=True)
    assert threshold([Source("one", 1.0, [lost, *silent(0.4, 0.2)])]) == 0.999


def test_sources_weigh_as_they_are_set_to() -> None:
    surer = [*silent(0.8), *answering(0.9)]  # best up to .9
    less = [*silent(0.2), *answering(*[0.3] * 50)]  # best up to .3
    assert threshold([Source("a", 1.0, surer), Source("b", 0.1, less)]) == 0.9
    assert threshold([Source("a", 0.1, surer), Source("b", 1.0, less)]) == 0.3


def test_only_tune_halves_of_the_own_sets_are_asked() -> None:
    english = {a.name: a for a in asked_of(Path("apart"), Path("unread"), False)}
    assert list(english) == ["apart", "squad", "own", "speeches"]
    assert {name: a.split for name, a in english.items()} == {
        "apart": None,
        "squad": None,
        "own": "tune",
        "speeches": "tune",
    }
    russian = asked_of(Path("apart"), Path("unread"), True)
    assert [a.name for a in russian] == ["apart", "squad", "own"]
    assert russian[2].questions == ROOT / "questions" / "casc-in-russian.jsonl"
    for asked in english.values():
        if asked.split:
            assert asked.questions.is_file()
            assert asked.corpus.is_dir()


@pytest.mark.parametrize(
    ("options", "half", "language"),
    [((), "read_as_asked", "en"), (("--translated",), "read_translated", "ru")],
)
def test_one_half_is_written_and_comes_again(
    sources: list[Source],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    half: str,
    language: str,
) -> None:
    names = ["apart", "squad", "own", *(["speeches"] if language == "en" else [])]
    for name in names:
        write_examples(tmp_path / f"{name}-{language}.jsonl", sources[0].examples[:40])
    shipped, out = SHIPPED.read_bytes(), tmp_path / "weights.json"
    command = ["nowhere", "nowhere", "--examples", str(tmp_path), "--out", str(out), *options]
    calibrating.main(command)
    weights = json.loads(out.read_text())
    assert json.loads(capsys.readouterr().out) == weights[half]
    assert weights[half]["about"] == {
        "made_by": "training/calibrate_reading.py",
        "examples": dict.fromkeys(names, 40),
    }
    known = read_weights()
    assert {n: w for n, w in weights.items() if n != half} == {
        n: w for n, w in known.items() if n != half
    }
    once = out.read_bytes()
    calibrating.main([*command, "--cost", "0.1"])
    assert json.loads(out.read_text())[half]["threshold"] < weights[half]["threshold"]
    calibrating.main(command)
    assert out.read_bytes() == once
    assert SHIPPED.read_bytes() == shipped


def test_questions_are_read_and_kept(squad_file: Path, tmp_path: Path) -> None:
    """By the real reader, of which only is asserted that it read."""
    unread = tmp_path / "unread"
    squad.main([str(squad_file), "tune", str(unread), "--unread"])
    kept = tmp_path / "kept"
    asked = Asked("squad", unread / "corpus", unread / "questions.jsonl", 0.5)
    typed = calibrating.argparse.Namespace(examples=kept, most=5)
    source = calibrating.kept_or_gathered(asked, "en", typed)
    assert (source.name, source.share, len(source.examples)) == ("squad", 0.5, 5)  # of nine
    for one in source.examples:
        read = [f for f in one.features if f.margin > UNREAD]
        assert read
        assert any(f.words_margin != f.margin for f in read)
    assert [any(e.right) for e in source.examples] == [e.is_answerable for e in source.examples]
    assert read_examples(kept / "squad-en.jsonl")[0][1:] == source.examples[0][1:]
    again = calibrating.kept_or_gathered(asked._replace(corpus=Path("gone")), "en", typed)
    assert again.examples == read_examples(kept / "squad-en.jsonl")


def test_what_is_calibrated_on_was_never_learned(squad_file: Path, tmp_path: Path) -> None:
    squad.main([str(squad_file), "tune", str(tmp_path / "unread"), "--unread"])
    titles = {path.stem for path in (tmp_path / "unread" / "corpus").glob("*.txt")}
    learned = {e.text.title.replace(" ", "_") for e in read_squad(squad_file, "tune")}
    assert titles == {"Old_Mill"}
    assert learned == {"Lantern"}
