"""Fits the weights by which a cell of a table is filled or left empty.

    python -m training.cells

Asks the labelled questions of ``questions/table.jsonl`` and of the speeches' ``table.jsonl``, tune
halves alone, and writes casc_qa/surveying/weights.json, or the file named by --out. The same input
gives the same file.

    likelihood  whether the words that the cell would hold answer: logistic regression
    threshold   the likelihood at which most cells are right, each judged by weights that its
                question had no part in

In both, cells that their document answers weigh as much in all as the others: which are more
depends on who asks what.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.calibration import logistic
from casc_qa.asking.features import weighted_sum
from casc_qa.building.build import build_index
from casc_qa.evaluation.cells import LabelledCell, covers, read_cells, spans_of
from casc_qa.surveying.cells import CellFeatures, features_of, words_alone
from casc_qa.surveying.finding import Asked, Seen, find_each
from casc_qa.types import Span
from training.fitting import Outcomes, Weights, fit_logistic

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "src" / "casc_qa" / "surveying" / "weights.json"
SETS = (
    (ROOT / "questions" / "table.jsonl", ROOT / "corpus"),
    (ROOT / "questions" / "speeches" / "table.jsonl", ROOT / "questions" / "speeches" / "corpus"),
)
"""Labels, and the documents that they are of."""
_FOLDS = 10


class Example(NamedTuple):
    """A labelled cell."""

    question_id: str
    """The same for a question in either language."""
    features: CellFeatures
    says: bool
    """Whether the document answers."""
    is_right: bool
    """Whether the words that the cell would hold do."""


class Level(NamedTuple):
    """What a threshold leads to, in shares of cells by weight."""

    threshold: float
    right: float
    wrong: float


def examples(labels: Sequence[LabelledCell], corpus: Path) -> Iterator[Example]:
    """Of the labelled cells of one set, in a table of all documents that these labels name."""
    with tempfile.TemporaryDirectory() as folder:
        build_index(corpus, folder)
        assistant = open_index(folder)
        questions = list(dict.fromkeys(label["question"] for label in labels))
        doc_ids = sorted({label["doc_id"] for label in labels})
        seen = find_each(assistant, questions, doc_ids)
        for label in labels:
            own = seen.get(Asked(label["doc_id"], label["question"]))
            if own is not None:
                yield _example(assistant, label, own)


def _example(assistant: Assistant, label: LabelledCell, seen: Seen) -> Example:
    question = assistant.understand(label["question"])
    spans = spans_of(label, assistant.document(label["doc_id"]).text)
    start, words = seen.found.citation.start, words_alone(question, seen.found)
    shown = Span(start, seen.found.citation.end)
    if words is not None:
        shown = Span(start + words.start, start + words.end)
    return Example(
        question_id=label["question_id"].removesuffix("-ru"),
        features=features_of(question, seen.found, seen.elsewhere),
        says=bool(spans),
        is_right=covers(shown, spans),
    )


def fit(given: Sequence[Example]) -> Weights:
    """The likelihood's weights."""
    outcomes = Outcomes(
        features=[each.features._asdict() for each in given],
        came_true=[each.is_right for each in given],
        weight=weights_of(given),
    )
    return fit_logistic(outcomes, CellFeatures._fields)


def weights_of(given: Sequence[Example]) -> list[float]:
    """Half of all for the cells that their document answers, half for the others."""
    says = sum(each.says for each in given)
    others = len(given) - says
    return [0.5 / says if each.says else 0.5 / others for each in given]


def held_out(given: Sequence[Example]) -> list[float]:
    """The likelihood of each, by weights fitted on other questions."""
    names = sorted({each.question_id for each in given})
    fold = {name: number % _FOLDS for number, name in enumerate(names)}
    weights = [fit([e for e in given if fold[e.question_id] != n]) for n in range(_FOLDS)]
    return [
        logistic(weighted_sum(weights[fold[e.question_id]], e.features._asdict())) for e in given
    ]


def levels(given: Sequence[Example], likelihoods: Sequence[float]) -> list[Level]:
    """What each threshold leads to."""
    weighed = list(zip(given, likelihoods, weights_of(given), strict=True))
    found = []
    for hundredth in range(20, 71):
        least, right, wrong = hundredth / 100, 0.0, 0.0
        for each, likely, weight in weighed:
            if likely >= least:
                right += weight * each.is_right
                wrong += weight * (not each.is_right)
            else:
                right += weight * (not each.says)
        found.append(Level(least, right, wrong))
    return found


def best_level(found: Sequence[Level]) -> Level:
    """At which most is right, and then the fewest words are wrong."""
    return max(found, key=lambda level: (round(level.right, 3), -level.wrong))


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=SHIPPED, help="file to write")
    typed = parser.parse_args(arguments)
    given = [
        example
        for labels, corpus in SETS
        for example in examples(read_cells(labels, "tune"), corpus)
    ]
    found = levels(given, held_out(given))
    for level in found[::5]:
        print(f"{level.threshold:.2f}: right {level.right:.3f}, wrong {level.wrong:.3f}")
    chosen = best_level(found)
    about = {"made_by": "training/cells.py", "of": "questions/, tune halves", "cells": len(given)}
    weights = {"about": about, "threshold": chosen.threshold, "likelihood": fit(given)}
    typed.out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    print(
        f"{typed.out}: {chosen.threshold:.2f}, right {chosen.right:.3f}, wrong {chosen.wrong:.3f}"
    )


if __name__ == "__main__":
    main()
