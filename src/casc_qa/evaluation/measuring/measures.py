"""From a run's files to figures: each measure for each question, then for all of them together
and for every question type and language.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import NamedTuple

from casc_qa.evaluation.measuring import answers
from casc_qa.evaluation.measuring.rankings import RANKING_MEASURES, ranking_values
from casc_qa.evaluation.measuring.selective import (
    Bin,
    CoveragePoint,
    area_under_risk,
    area_under_roc,
    brier_score,
    calibration_error,
    reliability,
    risk_coverage,
    squared_error,
)
from casc_qa.evaluation.questions import LabelledQuestion
from casc_qa.evaluation.run_files import Outcome, Run

ALL = "all"
Values = Mapping[str, float | None]


class Asked(NamedTuple):
    """A question with what it got."""

    question: LabelledQuestion
    outcome: Outcome


class Measure(NamedTuple):
    """A figure with a meaning. ``of`` gives a question's value, None where it has none; the figure
    is the mean of those that have one.
    """

    name: str
    meaning: str
    of: Callable[[Asked], float | None]
    higher_is_better: bool | None = True


def _answerable(value: Callable[[Asked], float]) -> Callable[[Asked], float | None]:
    return lambda asked: value(asked) if asked.question.answerable else None


def _first_is_right(asked: Asked) -> float:
    shown = asked.outcome.shown
    return float(bool(shown) and answers.is_right(shown[0], asked.question.parts))


def _is_correct(asked: Asked) -> float:
    """Right either way: the right quote first, or no quote where none answers."""
    return _first_is_right(asked) if asked.question.answerable else float(not asked.outcome.shown)


# The measures of answers. A new one is a line here.
ANSWER_MEASURES = (
    Measure("correct", "right quote first, or silent where nothing answers", _is_correct),
    Measure(
        "quote_correct",
        "answerable: the first sentence shown covers half of a label",
        _answerable(_first_is_right),
    ),
    Measure(
        "quote_shown",
        "answerable: any sentence shown covers half of a label",
        _answerable(
            lambda a: float(any(answers.is_right(q, a.question.parts) for q in a.outcome.shown))
        ),
    ),
    Measure(
        "citation_precision",
        "answered: share of the sentences shown that cover a label",
        lambda a: (
            answers.citation_precision(a.outcome.shown, a.question.parts)
            if a.outcome.shown
            else None
        ),
    ),
    Measure(
        "citation_recall",
        "answerable: share of the answer's parts that are shown",
        _answerable(lambda a: answers.citation_recall(a.outcome.shown, a.question.parts)),
    ),
    Measure(
        "coverage", "share of questions answered", lambda a: float(bool(a.outcome.shown)), None
    ),
    Measure(
        "answered_accuracy",
        "answered: the first sentence is right",
        lambda a: _first_is_right(a) if a.outcome.shown else None,
    ),
    Measure(
        "false_answers",
        "unanswerable: answered all the same",
        lambda a: None if a.question.answerable else float(bool(a.outcome.shown)),
        higher_is_better=False,
    ),
    Measure(
        "false_refusals",
        "answerable: not answered",
        _answerable(lambda a: float(not a.outcome.shown)),
        higher_is_better=False,
    ),
    Measure(
        "sentence_chars",
        "mean length of the first sentence shown",
        lambda a: float(len(a.outcome.shown[0].text)) if a.outcome.shown else None,
        None,
    ),
)

# Figures that only many questions have together: name, meaning, whether higher is better.
GROUP_MEASURES = (
    ("brier", "mean squared error of the confidence", False),
    ("calibration_error", "distance of confidence and accuracy, ten bins of equal mass", False),
    ("risk_coverage_area", "mean risk over all coverages", False),
    ("roc_area", "chance that a right best sentence is more confident than a wrong one", True),
)
LATENCIES = (("seconds_p50", 0.5), ("seconds_p95", 0.95), ("seconds_p99", 0.99))

HIGHER_IS_BETTER: Mapping[str, bool | None] = {
    **dict.fromkeys(RANKING_MEASURES, True),
    **{m.name: m.higher_is_better for m in ANSWER_MEASURES},
    **{name: better for name, _, better in GROUP_MEASURES},
    **{name: False for name, _ in LATENCIES},
}
MEANINGS: Mapping[str, str] = {
    "nDCG@10": "discounted gain of the ten best, 1 at best",
    "R@5": "share of the relevant among the five best",
    "R@20": "share of the relevant among the twenty best",
    "RR@10": "one over the rank of the first relevant, 0 beyond ten",
    "Success@1": "the best is relevant",
    "Success@5": "one of the five best is relevant",
    **{m.name: m.meaning for m in ANSWER_MEASURES},
    **{name: meaning for name, meaning, _ in GROUP_MEASURES},
    "seconds_p50": "half of the questions took less",
    "seconds_p95": "95 in 100 took less",
    "seconds_p99": "99 in 100 took less",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of some of the questions."""

    name: str
    """"all", or a question type or a language."""
    count: int
    unanswerable: int
    figures: Values
    """Measure to figure; None where no question has a value."""
    confidences: tuple[tuple[float, bool], ...] = ()
    """Confidence of the best sentence, and whether it is right."""

    @property
    def curve(self) -> list[CoveragePoint]:
        """Risk against coverage."""
        return risk_coverage(*_columns(self.confidences))

    @property
    def bins(self) -> list[Bin]:
        """Confidence against accuracy."""
        return reliability(*_columns(self.confidences))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of a run."""

    run: Run
    per_question: Mapping[str, Mapping[str, float]]
    """query_id to measure to value, where the question has one."""
    groups: Mapping[str, Group] = field(default_factory=dict)
    """By name, "all" first, then languages, then types."""


def evaluate(run: Run) -> Evaluation:
    """Every figure of ``run``."""
    per_question = _per_question(run)
    groups = {
        name: _group(name, run, queries, per_question) for name, queries in _groups(run).items()
    }
    return Evaluation(run, per_question, groups)


def _per_question(run: Run) -> dict[str, dict[str, float]]:
    ranked = ranking_values(run.qrels, run.rankings)
    per_question: dict[str, dict[str, float]] = {}
    for question in run.questions:
        values = dict(ranked.get(question.query_id, {}))
        if question.query_id in run.outcomes:
            asked = Asked(question, run.outcomes[question.query_id])
            measured = ((m.name, m.of(asked)) for m in ANSWER_MEASURES)
            values |= {name: value for name, value in measured if value is not None}
            if asked.outcome.confidence is not None:
                values["brier"] = squared_error(asked.outcome.confidence, _best_is_right(asked))
        per_question[question.query_id] = values
    return per_question


def _groups(run: Run) -> dict[str, list[LabelledQuestion]]:
    """All questions, those of each language, those of each type; where there is a choice."""
    groups = {ALL: list(run.questions)}
    for attribute in ("language", "type"):
        names = sorted({getattr(q, attribute) for q in run.questions})
        for name in names if len(names) > 1 else ():
            groups.setdefault(name, [q for q in run.questions if getattr(q, attribute) == name])
    return groups


def _group(
    name: str,
    run: Run,
    questions: Sequence[LabelledQuestion],
    per_question: Mapping[str, Values],
) -> Group:
    keys = [q.query_id for q in questions]
    wanted = (*RANKING_MEASURES, *(m.name for m in ANSWER_MEASURES), "brier")
    figures: dict[str, float | None] = {m: _mean(per_question, keys, m) for m in wanted}
    pairs = tuple(_confidences(run, questions))
    confidence, right = _columns(pairs)
    if pairs:
        figures["brier"] = brier_score(confidence, right)
        figures["calibration_error"] = calibration_error(reliability(confidence, right))
        figures["risk_coverage_area"] = area_under_risk(risk_coverage(confidence, right))
        figures["roc_area"] = area_under_roc(confidence, right)
    seconds = sorted(run.seconds[key] for key in keys if key in run.seconds)
    figures |= {latency: _quantile(seconds, share) for latency, share in LATENCIES}
    has_answers = bool(run.outcomes)
    unanswerable = sum(not q.answerable for q in questions) if has_answers else 0
    return Group(name, len(questions), unanswerable, figures, pairs)


def _mean(per_question: Mapping[str, Values], keys: Iterable[str], measure: str) -> float | None:
    values = [per_question[key].get(measure) for key in keys]
    measured = [value for value in values if value is not None]
    return fmean(measured) if measured else None


def _best_is_right(asked: Asked) -> bool:
    return answers.is_right(asked.outcome.best, asked.question.parts)


def _confidences(run: Run, questions: Iterable[LabelledQuestion]) -> Iterable[tuple[float, bool]]:
    for question in questions:
        outcome = run.outcomes.get(question.query_id)
        if outcome is not None and outcome.confidence is not None:
            yield outcome.confidence, _best_is_right(Asked(question, outcome))


def _columns(pairs: Sequence[tuple[float, bool]]) -> tuple[list[float], list[bool]]:
    return [value for value, _ in pairs], [right for _, right in pairs]


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that ``share`` of all do not exceed."""
    return ordered[math.ceil(share * len(ordered)) - 1] if ordered else None
