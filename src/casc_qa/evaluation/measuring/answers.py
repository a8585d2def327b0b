"""Measures of what was shown for one question, against its labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from casc_qa.evaluation.questions import Label
from casc_qa.evaluation.run_files import Quoted

Parts: TypeAlias = Sequence[Sequence[Label]]
"""The parts of a whole answer, each with its alternatives."""


def covers(quoted: Quoted, label: Label) -> bool:
    """Whether the sentence has half of the label's characters or more.

    >>> covers(Quoted("d", 0, 10, "…"), Label("d", "12345678", 6))
    True
    >>> covers(Quoted("d", 0, 9, "…"), Label("d", "12345678", 6))
    False
    """
    return quoted.doc_id == label.doc_id and label.is_covered_by(quoted.start, quoted.end)


def is_right(quoted: Quoted | None, parts: Parts) -> bool:
    """Whether the sentence states any part of the answer."""
    return quoted is not None and any(covers(quoted, label) for part in parts for label in part)


def citation_precision(shown: Sequence[Quoted], parts: Parts) -> float:
    """Share of the sentences shown, one or more, that state a part of the answer."""
    return sum(is_right(quoted, parts) for quoted in shown) / len(shown)


def citation_recall(shown: Sequence[Quoted], parts: Parts) -> float:
    """Share of the answer's parts, one or more, that a sentence shown states."""
    return sum(any(is_right(quoted, [part]) for quoted in shown) for part in parts) / len(parts)
