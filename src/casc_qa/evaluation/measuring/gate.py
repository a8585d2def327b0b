"""``--fail-under``: levels that a change may not fall below."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from casc_qa.errors import EvaluationError
from casc_qa.evaluation.measuring.measures import ALL, HIGHER_IS_BETTER, Evaluation


class Level(NamedTuple):
    """The worst figure that passes: the least, or for measures such as false_answers the most."""

    group: str
    """"all", or a question type or a language."""
    measure: str
    """One of those where one way is better."""
    value: float


class Missed(NamedTuple):
    """A level that was not reached."""

    level: Level
    reached: float | None
    """The figure instead; None when no question has the measure."""

    def __str__(self) -> str:
        sign = "at least" if HIGHER_IS_BETTER[self.level.measure] else "at most"
        name = self.level.measure
        if self.level.group != ALL:
            name = f"{self.level.group}/{name}"
        reached = "not measured" if self.reached is None else f"{self.reached:.4f}"
        return f"{name} is {reached}, not {sign} {self.level.value:g}"


def parse_level(typed: str) -> Level:
    """``nDCG@10=.7``, or ``en/quote_correct=.8`` for a language or a question type alone.

    Raises EvaluationError for anything else.

    >>> parse_level("en/false_answers=.15")
    Level(group='en', measure='false_answers', value=0.15)
    """
    name, separator, value = typed.partition("=")
    group, slash, measure = name.rpartition("/")
    if HIGHER_IS_BETTER.get(measure) is None:
        known = ", ".join(name for name, better in HIGHER_IS_BETTER.items() if better is not None)
        raise EvaluationError(f"--fail-under knows no measure {measure!r}: choose one of {known}.")
    try:
        number = float(value) if separator else math.nan
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise EvaluationError(f"--fail-under needs MEASURE=NUMBER, not {typed!r}.")
    return Level(group if slash else ALL, measure, number)


def missed(evaluation: Evaluation, levels: Iterable[Level]) -> list[Missed]:
    """The levels that were not reached. Raises EvaluationError for an unknown group."""
    below = []
    for level in levels:
        if level.group not in evaluation.groups:
            raise EvaluationError(
                f"--fail-under knows no group {level.group!r}: "
                f"choose one of {', '.join(evaluation.groups)}."
            )
        reached = evaluation.groups[level.group].figures.get(level.measure)
        if reached is None or not _passes(level, reached):
            below.append(Missed(level, reached))
    return below


def _passes(level: Level, reached: float) -> bool:
    if HIGHER_IS_BETTER[level.measure]:
        return reached >= level.value
    return reached <= level.value
