"""The report: one HTML file that needs nothing but itself. The only module that imports jinja2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.comparison import Comparison, interval_of
from casc_qa.evaluation.measuring.measures import (
    ALL,
    HIGHER_IS_BETTER,
    MEANINGS,
    Evaluation,
    Group,
)
from casc_qa.evaluation.measuring.selective import CoveragePoint
from casc_qa.evaluation.reporting import plots
from casc_qa.evaluation.reporting.results import failures
from casc_qa.system import disk
from casc_qa.system.extras import extra
from casc_qa.system.visible import visible

_HEADLINES = ("quote_correct", "false_answers", "answered_accuracy", "calibration_error")
_RANKING_HEADLINES = ("nDCG@10", "R@20", "RR@10", "Success@1")


def write_report(path: Path, evaluation: Evaluation, comparison: Comparison | None) -> None:
    """Writes the report to ``path``, all of it or nothing. Raises EvaluationError."""
    try:
        disk.replace_atomically(path, report_html(evaluation, comparison).encode())
    except OSError as error:
        raise EvaluationError(
            f"The report can't be written to {path} ({error.strerror or error})."
        ) from error


def _shown(value: Any) -> Any:
    """What a template writes: text of documents and questions with nothing hidden in it."""
    return visible(value) if type(value) is str else value


def report_html(evaluation: Evaluation, comparison: Comparison | None = None) -> str:
    """The report as HTML, everything that a document or question says escaped."""
    with extra("eval"):
        from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("casc_qa.evaluation.reporting", "templates"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["figure"] = figure
    template = environment.get_template("report.html.jinja")
    return template.render(**_content(evaluation, comparison))


def _content(evaluation: Evaluation, comparison: Comparison | None) -> dict[str, Any]:
    whole = evaluation.groups[ALL]
    texts = {q.query_id: q.question for q in evaluation.run.questions}
    return {
        "about": evaluation.run.about,
        "whole": whole,
        "headlines": _headlines(evaluation),
        "measures": [m for m in MEANINGS if whole.figures.get(m) is not None],
        "meanings": MEANINGS,
        "groups": list(evaluation.groups.values()),
        "better": HIGHER_IS_BETTER,
        "sureness": _sureness(whole),
        "sureness_by_group": [
            _sureness(group)
            for name, group in evaluation.groups.items()
            if name != ALL and group.confidences
        ],
        "failures": failures(evaluation),
        "comparison": comparison,
        "questions": texts,
    }


def _headlines(evaluation: Evaluation) -> list[dict[str, Any]]:
    figures = evaluation.groups[ALL].figures
    names = _HEADLINES if evaluation.run.outcomes else _RANKING_HEADLINES
    return [
        {
            "name": name,
            "value": figures[name],
            "interval": interval_of(evaluation, name),
            "meaning": MEANINGS[name],
        }
        for name in names
        if figures.get(name) is not None
    ]


def _sureness(group: Group) -> dict[str, Any] | None:
    """How sure the program is of these questions and how right, or None for a ranking alone."""
    if not group.confidences:
        return None
    coverage, accuracy = group.figures["coverage"], group.figures["answered_accuracy"]
    here = None
    if coverage is not None and accuracy is not None:
        here = CoveragePoint(coverage, 1 - accuracy)
    return {
        "group": group,
        "risk_coverage": plots.risk_coverage_plot(group.curve, here),
        "reliability": plots.reliability_plot(group.bins),
    }


def figure(value: float | None, name: str) -> str:
    """A figure as people read it: shares with three digits, times and lengths with their unit.

    >>> figure(0.85, "quote_correct"), figure(0.31, "seconds_p50"), figure(None, "brier")
    ('.850', '310 ms', '–')
    """
    if value is None:
        return "–"
    if name.startswith("seconds"):
        return f"{value * 1000:.0f} ms"
    if name.endswith("chars"):
        return f"{value:.0f}"
    return f"{value:.3f}".removeprefix("0") if 0 <= value < 1 else f"{value:.3f}"
