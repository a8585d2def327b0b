"""Fits the weights for questions whose best passages the reader has read.

    python -m training.calibrate_reading APART UNREAD [--translated]

APART is made by ``training.reader.apart``, UNREAD by ``training.squad`` with --unread: questions
over many documents, neighbours alike, none of which the reader was trained on. Beside them the tune
halves of the project's own two sets are read. Writes one part of casc_qa/asking/weights.json, whose
name begins with "read_", or of the file named by --out. The same input gives the same file.

    score       among the sentences that were read, the one that answers: conditional logit
    confidence  whether the best sentence answers: logistic regression
    threshold   the confidence from which answering the project's own questions gains most, within
                a hundredth: right answers, less --cost times those to what nothing answers
    inside      as for questions that were not read
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from casc_qa.asking.calibration import AS_ASKED, READ, TRANSLATED, Calibration, read_weights
from casc_qa.asking.features import UNREAD
from casc_qa.evaluation.questions import read_questions
from training.calibrate import (
    CONFIDENCE_FEATURES,
    MARGINS,
    SCORE_FEATURES,
    SHIPPED,
    best_first,
    write_half,
)
from training.examples import (
    ROOT,
    Example,
    assistant_over,
    examples,
    not_labelled,
    read_examples,
    write_examples,
)
from training.fitting import Choices, Outcomes, Weights, fit_choice, fit_logistic

_SCORE = (*SCORE_FEATURES, *MARGINS)
_CONFIDENCE = (*CONFIDENCE_FEATURES, *MARGINS)
_AS_GOOD = 0.01
"""Of gain: one question in a hundred is less than can be told apart."""
_OWN = ("own", "speeches")
"""The sources whose questions are put as users put them, and so set the threshold."""


class Source(NamedTuple):
    """Questions over one corpus, and what they weigh in all."""

    name: str
    share: float
    examples: Sequence[Example]


def fit(sources: Sequence[Source], is_translated: bool, cost: float) -> dict[str, Any]:
    """The weights, and the threshold at which a false answer costs so many right ones."""
    inside = read_weights()[TRANSLATED if is_translated else AS_ASKED]["inside"]
    models: dict[str, Any] = {"score": fit_score(sources), "inside": inside}
    ordered = [
        source._replace(
            examples=[best_first(e, Calibration(models, is_translated)) for e in source.examples]
        )
        for source in sources
    ]
    models["confidence"] = fit_confidence(ordered, Calibration(models, is_translated))
    calibration = Calibration(models, is_translated)
    own = [source for source in ordered if source.name in _OWN]
    return {"threshold": threshold_of(own, calibration, cost), **models}


def fit_score(sources: Sequence[Source]) -> Weights:
    """What ranks the sentences that were read."""
    rows, right, sizes, weight = [], [], [], []
    for source in sources:
        usable = [read for read in map(_read_alone, source.examples) if any(read.right)]
        for example in usable:
            rows += [[getattr(f, n) for n in _SCORE] for f in example.features]
            right += example.right
            sizes.append(len(example.right))
            weight.append(source.share / len(usable))
    choices = Choices(np.array(rows), np.array(right, dtype=float), sizes, np.array(weight))
    return fit_choice(choices, _SCORE)


def _read_alone(example: Example) -> Example:
    """Without the sentences that were not read."""
    read = [n for n, f in enumerate(example.features) if f.margin > UNREAD]
    return example._replace(
        features=[example.features[n] for n in read], right=[example.right[n] for n in read]
    )


def fit_confidence(ordered: Sequence[Source], calibration: Calibration) -> Weights:
    """What tells whether the best sentence answers."""
    pairs = [(e, s.share / len(s.examples)) for s in ordered for e in s.examples if e.features]
    outcomes = Outcomes(
        features=[calibration.confidence_features(e.features) for e, _ in pairs],
        came_true=[e.right[0] for e, _ in pairs],
        weight=[weight for _, weight in pairs],
    )
    return fit_logistic(outcomes, _CONFIDENCE)


def threshold_of(ordered: Sequence[Source], calibration: Calibration, cost: float) -> float:
    """The confidence, in thousandths, from which answering gains most, or as good as most: the
    share of answerable questions that get the right sentence, less ``cost`` times the share of
    unanswerable ones that get any, sources weighing as they are set to. On so few questions the
    gain is flat around its highest point: of thresholds that gain as much, the highest of those
    with the most right answers is taken.
    """
    candidates = np.arange(1, 1000) / 1000
    gained, rights = np.zeros(len(candidates)), np.zeros(len(candidates))
    for source in ordered:
        sure = [(e, calibration.confidence(e.features)) for e in source.examples if e.features]
        right = [value for e, value in sure if e.is_answerable and e.right[0]]
        false = [value for e, value in sure if not e.is_answerable]
        answerable = sum(e.is_answerable for e in source.examples)
        for values, worth, count in (
            (right, 1.0, answerable),
            (false, -cost, len(source.examples) - answerable),
        ):
            reached = (np.array(values)[:, None] >= candidates).sum(0) if values else 0.0
            gain = source.share * worth * reached / max(1, count)
            gained += gain
            rights += gain if worth > 0 else 0.0
    is_as_good = gained >= gained.max() - _AS_GOOD * sum(source.share for source in ordered)
    most = rights[is_as_good].max()
    return float(candidates[is_as_good & np.isclose(rights, most)].max())


class Asked(NamedTuple):
    """Where questions come from."""

    name: str
    corpus: Path
    questions: Path
    share: float
    split: str | None = None


def asked_of(apart: Path, unread: Path, is_translated: bool) -> list[Asked]:
    """All sources."""
    questions = ROOT / "questions"
    own = "casc-in-russian.jsonl" if is_translated else "casc.jsonl"
    asked = [
        Asked("apart", apart / "corpus", apart / "questions.jsonl", 1.0),
        Asked("squad", unread / "corpus", unread / "questions.jsonl", 0.5),
        Asked("own", ROOT / "corpus", questions / own, 1.0, "tune"),
    ]
    speeches = questions / "speeches"
    if not is_translated:
        asked.append(
            Asked("speeches", speeches / "corpus", speeches / "questions.jsonl", 1.0, "tune")
        )
    return asked


def gather(asked: Asked, language: str, most: int) -> Source:
    """At most so many questions of a source, evenly taken from all of it."""
    with tempfile.TemporaryDirectory() as scratch:
        assistant = assistant_over(asked.corpus, Path(scratch, "index"), reads=True)
        questions = read_questions(asked.questions, asked.split)
        questions = [q for q in questions if q.language == language]
        chosen = questions[:: max(1, -(-len(questions) // most))]
        made = examples(chosen, assistant, own=asked.split is not None, is_inside=not_labelled)
    return Source(asked.name, asked.share, made)


def kept_or_gathered(asked: Asked, language: str, typed: argparse.Namespace) -> Source:
    """As ``gather``, or as it was kept before in the folder named by --examples."""
    if typed.examples is None:
        return gather(asked, language, typed.most)
    kept = typed.examples / f"{asked.name}-{language}.jsonl"
    if kept.exists():
        return Source(asked.name, asked.share, read_examples(kept))
    source = gather(asked, language, typed.most)
    typed.examples.mkdir(parents=True, exist_ok=True)
    write_examples(kept, source.examples)
    return source


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("apart", type=Path)
    parser.add_argument("unread", type=Path)
    parser.add_argument("--translated", action="store_true", help="fit for translated questions")
    parser.add_argument("--cost", type=float, default=0.9, help="of a false answer, in right ones")
    parser.add_argument("--threshold", type=float, help="set by hand, in place of the best")
    parser.add_argument("--most", type=int, default=900, metavar="N", help="questions of a source")
    parser.add_argument(
        "--examples", type=Path, help="folder to keep what was seen, or take it from"
    )
    parser.add_argument("--out", type=Path, default=SHIPPED, help="in place of what ships")
    typed = parser.parse_args(arguments)
    language = "ru" if typed.translated else "en"
    half = READ + (TRANSLATED if typed.translated else AS_ASKED)
    sources = [
        kept_or_gathered(asked, language, typed)
        for asked in asked_of(typed.apart, typed.unread, typed.translated)
    ]
    about = {
        "made_by": "training/calibrate_reading.py",
        "examples": {source.name: len(source.examples) for source in sources},
    }
    models = {"about": about, **fit(sources, typed.translated, typed.cost)}
    if typed.threshold is not None:
        models["threshold"] = typed.threshold
    write_half(typed.out, half, models)
    print(json.dumps(models, indent=1))


if __name__ == "__main__":
    main()
