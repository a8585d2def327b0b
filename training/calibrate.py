"""Fits the weights by which sentences are chosen and answers are given or withheld.

    python -m training.calibrate SQUAD_TUNE SQUAD_TUNE_ODD [--questions questions]
    python -m training.calibrate RU_TUNE RU_TUNE_ODD --gaps RU_TUNE_GAPS --translated

The folders are made by squad.py, the second with --odd, the third with --gaps, those of the second
line with --russian. Only tune halves are read: SQuAD's tune articles and the tune questions of
the project's own set, in English or, with --translated, in Russian. Writes one half of
casc_qa/asking/weights.json, or of the file named by --out. The same input gives the same file.

    score       among the sentences of the ten best passages, the one that answers: conditional
                logit over all answerable questions
    confidence  whether the best sentence answers: logistic regression over all questions
    inside      whether the documents are about the question: logistic regression, questions about
                articles in the corpus against those about articles left out
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from casc_qa.asking.calibration import (
    AS_ASKED,
    TRANSLATED,
    WEIGHTS_NAME,
    Calibration,
    inside_features,
    read_weights,
)
from casc_qa.asking.features import Features
from training.examples import ROOT, Example, Sources, gather, read_examples, write_examples
from training.fitting import Choices, Outcomes, Weights, fit_choice, fit_logistic, platt_scaled

SHIPPED = ROOT / "src" / "casc_qa" / "asking" / WEIGHTS_NAME
MARGINS = ("margin", "words_margin")
"""What the reader says."""
SEEN = tuple(name for name in Features._fields if name not in (*MARGINS, "lacks"))
SCORE_FEATURES = tuple(
    name
    for name in SEEN
    if name not in ("unknown", "missing_numbers")  # the same for all of a question, or nearly
)
CONFIDENCE_FEATURES = (*SEEN, "score", "ahead", "inside")
# What the project's own questions weigh together, beside 1 for all of SQuAD's. What tells right
# from wrong is learned from both alike; how sure to be, in the end, mostly from the larger set.
OWN_SHARE_OF_SCORE = 0.6
OWN_SHARE_OF_CONFIDENCE = 1.0
OWN_SHARE_OF_SCALE = 0.1
OWN_SHARE_OF_INSIDE = 0.15
THRESHOLD = 0.185
"""Of the confidence: chosen on the project's own tune half."""
LANGUAGE_AND_DATA = {
    AS_ASKED: ("en", "SQuAD 2.0, tune articles (CC BY-SA 4.0)"),
    TRANSLATED: ("ru", "XQuAD, Russian questions about tune articles (CC BY-SA 4.0)"),
}
"""Half of weights.json to the language of its questions and the public data it is fitted on."""


def example_weights(given: Sequence[Example], own_share: float) -> list[float]:
    """A weight an example, 1 in all: own questions weigh ``own_share`` beside 1 for the others."""
    own = sum(e.own for e in given)
    each = {True: own_share / max(own, 1), False: 1 / max(len(given) - own, 1)}
    total = sum(each[e.own] for e in given)
    return [each[e.own] / total for e in given]


def fit(given: Sequence[Example], is_translated: bool) -> dict[str, Any]:
    """The three models, each fitted with the help of those before, and the threshold."""
    models: dict[str, Any] = {"threshold": THRESHOLD, "score": fit_score(given)}
    usable = [e for e in given if e.features]
    models["inside"] = fit_inside(usable)
    models["confidence"] = fit_confidence(usable, Calibration(models, is_translated))
    return models


def fit_score(given: Sequence[Example]) -> Weights:
    """What ranks the sentences of a question."""
    usable = [e for e in given if any(e.right)]
    rows = [[getattr(f, n) for n in SCORE_FEATURES] for e in usable for f in e.features]
    choices = Choices(
        rows=np.array(rows),
        right=np.array([r for e in usable for r in e.right], dtype=float),
        sizes=[len(e.right) for e in usable],
        weight=np.array(example_weights(usable, OWN_SHARE_OF_SCORE)),
    )
    return fit_choice(choices, SCORE_FEATURES)


def fit_inside(given: Sequence[Example]) -> Weights:
    """What tells whether the documents are about a question."""
    labelled = [e for e in given if e.inside is not None]
    outcomes = Outcomes(
        features=[inside_features(e.features) for e in labelled],
        came_true=[bool(e.inside) for e in labelled],
        weight=example_weights(labelled, OWN_SHARE_OF_INSIDE),
    )
    return fit_logistic(outcomes, list(outcomes.features[0]))


def fit_confidence(given: Sequence[Example], calibration: Calibration) -> Weights:
    """What tells whether the best sentence answers; ``calibration`` says which is the best."""
    ordered = [best_first(e, calibration) for e in given]
    outcomes = Outcomes(
        features=[calibration.confidence_features(e.features) for e in ordered],
        came_true=[e.right[0] for e in ordered],
        weight=example_weights(given, OWN_SHARE_OF_CONFIDENCE),
    )
    model = fit_logistic(outcomes, CONFIDENCE_FEATURES)
    scale = outcomes._replace(weight=example_weights(given, OWN_SHARE_OF_SCALE))
    return platt_scaled(model, scale)


def best_first(example: Example, calibration: Calibration) -> Example:
    """``example`` with its sentences in the order of their scores by ``calibration``."""
    pairs = sorted(
        zip(example.features, example.right, strict=True),
        key=lambda pair: -calibration.score(pair[0]),
    )
    return example._replace(features=[f for f, _ in pairs], right=[r for _, r in pairs])


def write_half(path: Path, half: str, models: dict[str, Any]) -> None:
    """Writes weights with ``models`` as one part, named AS_ASKED or TRANSLATED, or so behind READ;
    the others are what the file has, or what ships where there is no such file.
    """
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else read_weights()
    path.write_text(json.dumps({**known, half: models}, indent=1) + "\n", encoding="utf-8")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("squad", type=Path)
    parser.add_argument("odd", type=Path)
    parser.add_argument("--gaps", type=Path)
    parser.add_argument("--translated", action="store_true", help="fit for translated questions")
    parser.add_argument("--questions", type=Path, default=ROOT / "questions")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth of SQuAD's")
    parser.add_argument("--examples", type=Path, help="keep what was seen here, or take it from")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="in place of what ships")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    typed = parse(arguments)
    half = TRANSLATED if typed.translated else AS_ASKED
    language, data = LANGUAGE_AND_DATA[half]
    if typed.examples and typed.examples.exists():
        given = read_examples(typed.examples)
    else:
        sources = Sources(typed.squad, typed.odd, typed.gaps, typed.questions)
        given = gather(sources, language, typed.every)
        if typed.examples:
            write_examples(typed.examples, given)
    about = {
        "made_by": "training/calibrate.py",
        "of": f"{data}, and questions/, tune half, {language}",
        "examples": len(given),
        "own": sum(e.own for e in given),
    }
    models = {"about": about, **fit(given, typed.translated)}
    write_half(typed.out, half, models)
    print(json.dumps(models, indent=1))


if __name__ == "__main__":
    main()
