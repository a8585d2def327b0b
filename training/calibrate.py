"""Fits the weights by which sentences are chosen and answers are given or withheld.

    python training/calibrate.py SQUAD_TUNE SQUAD_TUNE_ODD [--questions questions]
    python training/calibrate.py RU_TUNE RU_TUNE_ODD --gaps RU_TUNE_GAPS --translated

The folders are made by squad.py, the second with --odd, the third with --gaps, those of the second
line with --russian. Only tune halves are read: SQuAD's tune articles and the tune questions of
the project's own set, in English or, with --translated, in Russian. Writes one half of
scoring/weights.json. The same input gives the same file.

    strength    among the sentences of the ten best passages, the one that answers: conditional
                logit over all answerable questions
    confidence  whether the strongest sentence answers: logistic regression over all questions
    inside      whether the documents are about the question: logistic regression, questions about
                articles in the corpus against those about articles left out
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from casc_qa.asking import calibration
from casc_qa.asking.assistant import Assistant, open_index
from casc_qa.asking.calibration import Calibration, Kind, inside_features
from casc_qa.asking.features import Evidence, weighted_sum
from casc_qa.asking.reranking import Candidate, SentenceReranker
from casc_qa.building.build import build_index
from casc_qa.evaluation.measuring.answers import Quoted, is_right
from casc_qa.evaluation.questions import LabelledQuestion, located, read_questions
from casc_qa.types import EVERYTHING, Scope

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "src" / "casc_qa" / "scoring" / calibration.WEIGHTS_NAME
STRENGTH = tuple(
    name for name in Evidence._fields if name not in ("unknown", "missing_numbers", "lacks")
)  # the rest is the same for all sentences of a question, or nearly
CONFIDENCE = (*Evidence._fields[:-1], "strength", "ahead", "inside")  # all but "lacks"
# What the project's own questions weigh together, beside 1 for all of SQuAD's. What tells right
# from wrong is learned from both alike; how sure to be, in the end, mostly from the larger set.
OWN_SHARE_OF_STRENGTH = 0.6
OWN_SHARE_OF_CONFIDENCE = 1.0
OWN_SHARE_OF_SCALE = 0.1
OWN_SHARE_OF_INSIDE = 0.15
RIDGE = 1e-3
# What speaks for an answer never counts against it, nor the reverse: where the examples would have
# it otherwise, that is chance or the manner of who wrote them, and nobody could defend it.
OF: dict[Kind, tuple[str, str]] = {
    "as_asked": ("en", "SQuAD 2.0, tune articles (CC BY-SA 4.0)"),
    "translated": ("ru", "XQuAD, Russian questions about tune articles (CC BY-SA 4.0)"),
}
"""Kind of question to its language and the public data it is fitted on."""
AGAINST = ("unknown", "missing", "emptiness", "fits_not", "fits_loosely_not")
DIGITS = 3

Matrix = NDArray[np.float64]


class Example(NamedTuple):
    """A question with all sentences weighed, and which of them answer."""

    evidence: list[Evidence]
    right: list[bool]
    own: bool
    """Whether it is one of the project's own questions."""
    inside: bool | None
    """Whether the corpus is about it; None where nobody said."""


@dataclass
class Parts:
    """What is taken out of an assistant to look at candidates."""

    assistant: Assistant
    reranker: SentenceReranker

    def example(self, question: LabelledQuestion, own: bool, inside: bool | None) -> Example:
        found = self.candidates(question.question)
        right = [is_right(self._quoted(c), question.parts) for c in found]
        return Example([c.evidence for c in found], right, own, inside)

    def candidates(self, question: str, scope: Scope = EVERYTHING) -> list[Candidate]:
        """The sentences that are weighed for ``question``, the strongest first."""
        ranking = self.assistant.rank(question, scope)[: self.assistant.settings.answering.pool]
        return self.reranker.rerank(self.assistant._query(question), ranking)

    @staticmethod
    def _quoted(candidate: Candidate) -> Quoted:
        return Quoted(candidate.passage.doc_id, candidate.span.start, candidate.span.end, "")


def open_parts(corpus: Path, index: Path) -> Parts:
    """The parts of asking over ``corpus``."""
    build_index(corpus, index)
    return parts_of(open_index(index))


def parts_of(assistant: Assistant) -> Parts:
    """The parts of asking that ``assistant`` is made of."""
    return Parts(assistant, SentenceReranker(assistant._generation, assistant._embedder))


def examples(
    questions: Sequence[LabelledQuestion],
    parts: Parts,
    own: bool,
    inside: Callable[[LabelledQuestion], bool | None],
) -> list[Example]:
    """An example a question; standard error tells how far it is."""
    found = []
    for number, question in enumerate(questions):
        if number % 500 == 0:
            print(f"{number} of {len(questions)} questions", file=sys.stderr)
        asked = located(question, lambda doc_id: parts.assistant.document(doc_id).text)
        found.append(parts.example(asked, own, inside(question)))
    return found


def weights(given: Sequence[Example], own_share: float) -> list[float]:
    """A weight an example, 1 in all: own questions weigh ``own_share`` beside 1 for the others."""
    own = sum(e.own for e in given)
    each = {True: own_share / max(own, 1), False: 1 / max(len(given) - own, 1)}
    total = sum(each[e.own] for e in given)
    return [each[e.own] / total for e in given]


def fit_strength(given: Sequence[Example], names: Sequence[str] = STRENGTH) -> dict[str, float]:
    """Weights that make the sentences that answer likely among all of their question's."""
    usable = [e for e in given if any(e.right)]
    rows = np.array([[getattr(v, n) for n in names] for e in usable for v in e.evidence])
    right = np.array([r for e in usable for r in e.right], dtype=float)
    lengths = [len(e.right) for e in usable]
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    owner = np.repeat(np.arange(len(usable)), lengths)
    weight = np.array(weights(usable, OWN_SHARE_OF_STRENGTH))

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = rows @ w
        power = np.exp(z - np.maximum.reduceat(z, starts)[owner])
        all_of, right_of = np.add.reduceat(power, starts), np.add.reduceat(power * right, starts)
        pull = power / all_of[owner] - power * right / right_of[owner]
        gradient = rows.T @ (weight[owner] * pull)
        value = -(weight * np.log(right_of / all_of)).sum()
        return float(value + RIDGE * w @ w), gradient + 2 * RIDGE * w

    start = np.zeros(len(names))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds(names))
    return rounded(names, found.x)


def fit_logistic(
    features: Sequence[dict[str, float]],
    outcome: Sequence[bool],
    weight: Sequence[float],
    names: Sequence[str],
) -> dict[str, float]:
    """Weights and intercept of a logistic regression."""
    rows = np.array([[1.0, *(f[n] for n in names)] for f in features])
    wanted = np.array(outcome, dtype=float)
    share = np.array(weight)
    ridge = np.array([0.0, *[RIDGE / 10] * len(names)])

    def loss(w: Matrix) -> tuple[float, Matrix]:
        z = rows @ w
        value = (share * (np.logaddexp(0, z) - wanted * z)).sum() + (ridge * w * w).sum()
        gradient = rows.T @ (share * (1 / (1 + np.exp(-z)) - wanted)) + 2 * ridge * w
        return float(value), gradient

    start, limits = np.zeros(rows.shape[1]), [(None, None), *bounds(names)]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits)
    return rounded(("intercept", *names), found.x)


def bounds(names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    """Which sign each weight may have."""
    return [(None, 0.0) if name.startswith(AGAINST) else (0.0, None) for name in names]


def scaled(
    model: dict[str, float],
    features: Sequence[dict[str, float]],
    outcome: Sequence[bool],
    weight: Sequence[float],
) -> dict[str, float]:
    """``model`` with its sum stretched and shifted so that its probabilities are honest on these
    examples: Platt, "Probabilistic Outputs for Support Vector Machines" (1999).
    """
    sums = [{"sum": weighted_sum(model, f)} for f in features]
    line = fit_logistic(sums, outcome, weight, ["sum"])
    stretched = {name: round(line["sum"] * value, DIGITS) for name, value in model.items()}
    return stretched | {"intercept": round(stretched["intercept"] + line["intercept"], DIGITS)}


def rounded(names: Sequence[str], values: Matrix) -> dict[str, float]:
    """Weights by name, as they are written."""
    return {n: round(float(v), DIGITS) for n, v in zip(names, values, strict=True)}


def ordered(example: Example, judge: Calibration) -> tuple[list[Evidence], bool]:
    """The evidence, strongest first by today's weights, and whether the first is right."""
    pairs = sorted(
        zip(example.evidence, example.right, strict=True),
        key=lambda pair: -judge.strength(pair[0]),
    )
    return [evidence for evidence, _ in pairs], pairs[0][1]


def write(kind: Kind, models: dict[str, Any]) -> Calibration:
    """Puts ``models`` into the package, and to use."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {kind: models}
    WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    calibration.weights.cache_clear()
    return Calibration(kind)


def fit(kind: Kind, given: Sequence[Example], about: dict[str, Any]) -> dict[str, Any]:
    """All three models, each by the ones before."""
    models: dict[str, Any] = {"about": about, "strength": fit_strength(given)}
    usable = [e for e in given if e.evidence]
    placed = [e for e in usable if e.inside is not None]
    features = [inside_features(e.evidence) for e in placed]
    models["inside"] = fit_logistic(
        features,
        [bool(e.inside) for e in placed],
        weights(placed, OWN_SHARE_OF_INSIDE),
        list(features[0]),
    )
    judge = write(kind, models)  # what follows is made of the two before
    first = [ordered(e, judge) for e in usable]
    features = [judge.confidence_features(evidence) for evidence, _ in first]
    right = [is_right for _, is_right in first]
    found = fit_logistic(features, right, weights(usable, OWN_SHARE_OF_CONFIDENCE), CONFIDENCE)
    models["confidence"] = scaled(found, features, right, weights(usable, OWN_SHARE_OF_SCALE))
    write(kind, models)
    return models


def gather(
    squad: Path, odd: Path, gaps: Path | None, own: Path, language: str, every: int
) -> list[Example]:
    """The examples of all sources."""
    found: list[Example] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, whole in enumerate(filter(None, (squad, gaps))):
            parts = open_parts(whole / "corpus", Path(folder) / f"squad{number}")
            asked = read_questions(whole / "questions.jsonl")[::every]
            found += examples(asked, parts, False, lambda question: None)
        parts = open_parts(odd / "corpus", Path(folder) / "odd")
        asked = [q for q in read_questions(odd / "questions.jsonl") if q.type != "not_given"]
        found += examples(
            asked[:: 3 * every if every > 1 else 1],
            parts,
            False,
            lambda question: question.type != "outside",
        )
        parts = open_parts(ROOT / "corpus", Path(folder) / "own")
        files = sorted(own.glob("*.jsonl"))
        asked = [q for f in files for q in read_questions(f, "tune") if q.language == language]
        found += examples(asked, parts, True, lambda question: question.type != "outside")
    return found


def write_examples(path: Path, given: Sequence[Example]) -> None:
    """Keeps examples, one JSON array a line."""
    with path.open("w", encoding="utf-8") as file:
        for e in given:
            rows = [[round(value, 6) for value in evidence] for evidence in e.evidence]
            file.write(json.dumps([rows, e.right, e.own, e.inside]) + "\n")


def read_examples(path: Path) -> list[Example]:
    """What ``write_examples`` kept."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example([Evidence(*v) for v in e], right, own, inside) for e, right, own, inside in rows
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("squad", type=Path)
    parser.add_argument("odd", type=Path)
    parser.add_argument("--gaps", type=Path)
    parser.add_argument("--translated", action="store_true", help="fit for translated questions")
    parser.add_argument("--questions", type=Path, default=ROOT / "questions")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth of SQuAD's")
    parser.add_argument("--examples", type=Path, help="keep what was seen here, or take it from")
    typed = parser.parse_args()
    language, data = OF["translated" if typed.translated else "as_asked"]
    if typed.examples and typed.examples.exists():
        given = read_examples(typed.examples)
    else:
        given = gather(typed.squad, typed.odd, typed.gaps, typed.questions, language, typed.every)
        if typed.examples:
            write_examples(typed.examples, given)
    models = fit(
        "translated" if typed.translated else "as_asked",
        given,
        {
            "made_by": "training/calibrate.py",
            "of": f"{data}, and questions/, tune half, {language}",
            "examples": len(given),
            "own": sum(e.own for e in given),
        },
    )
    print(json.dumps(models, indent=1))


if __name__ == "__main__":
    main()
