"""An evaluation as plain tables: what ``--json`` prints, and what report and terminal show."""

from __future__ import annotations

from typing import Any

from casc_qa.evaluation.measuring.comparison import Comparison, Difference, interval_of
from casc_qa.evaluation.measuring.measures import ALL, Evaluation, Group
from casc_qa.evaluation.run_files import Outcome

VERSION = 1  # of the object; another when a field changes its meaning
_DIGITS = 4


def evaluation_table(
    evaluation: Evaluation, comparison: Comparison | None = None
) -> dict[str, Any]:
    """The object of ``casc-qa eval --json``. Fields are added, never changed."""
    intervals = {
        measure: interval
        for measure in ("correct", "quote_correct", "nDCG@10", "brier")
        if (interval := interval_of(evaluation, measure))
    }
    return {
        "version": VERSION,
        "run": dict(evaluation.run.about),
        "groups": {
            name: {
                "questions": group.count,
                "unanswerable": group.unanswerable,
                "figures": {m: _rounded(v) for m, v in group.figures.items() if v is not None},
                **_sureness(group),
            }
            for name, group in evaluation.groups.items()
        },
        "intervals": {
            m: {side: _rounded(v) for side, v in i.items()} for m, i in intervals.items()
        },
        **_sureness(evaluation.groups[ALL]),
        "baseline": _comparison_table(comparison) if comparison else None,
    }


def _sureness(group: Group) -> dict[str, Any]:
    """How right the program is where it is how sure; empty lists for a ranking alone."""
    return {
        "risk_coverage": [[_rounded(p.coverage), _rounded(p.risk)] for p in group.curve],
        "reliability": [
            {
                "questions": b.size,
                "confidence": _rounded(b.confidence),
                "accuracy": _rounded(b.accuracy),
            }
            for b in group.bins
        ],
    }


def _comparison_table(comparison: Comparison) -> dict[str, Any]:
    return {
        "run": comparison.baseline,
        "shared": comparison.shared,
        "only_here": comparison.only_here,
        "only_there": comparison.only_there,
        "differences": [_difference_table(d) for d in comparison.differences],
    }


def _difference_table(difference: Difference) -> dict[str, Any]:
    table = difference._asdict() | {
        "wins": [c._asdict() for c in difference.wins],
        "losses": [c._asdict() for c in difference.losses],
    }
    return {n: _rounded(v) if isinstance(v, float) else v for n, v in table.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def failures(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Every question that came out wrong: what was asked, expected and shown; worst first, the
    one that the program was most sure of.
    """
    wrong = []
    for question in evaluation.run.questions:
        outcome = evaluation.run.outcomes.get(question.query_id)
        if outcome is None or evaluation.per_question[question.query_id].get("correct") != 0:
            continue
        wrong.append(
            {
                "query_id": question.query_id,
                "question": question.question,
                "type": question.type,
                "language": question.language,
                "fault": _fault(question.answerable, outcome),
                "confidence": outcome.confidence,
                "expected": [[label.quote for label in part] for part in question.parts],
                "documents": sorted({label.doc_id for label in question.labels}),
                "shown": [{"text": q.text, "doc_id": q.doc_id} for q in outcome.shown],
                "message": outcome.message,
                "nearest": outcome.best.text if outcome.best and not outcome.shown else None,
            }
        )
    return sorted(wrong, key=lambda f: (f["fault"], -(f["confidence"] or 0), f["query_id"]))


def _fault(answerable: bool, outcome: Outcome) -> str:
    if not answerable:
        return "false answer"
    return "wrong quote" if outcome.shown else "false refusal"
