"""How strongly a sentence speaks as an answer: a weighted sum of what can be seen of it.

The weights are a first setting by hand, to be replaced by ones that are learned.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

_ENOUGH_NEW = 6  # content words beyond the question's own that make a sentence worth reading


class Features(NamedTuple):
    """What is seen of one sentence, given a question. Shares run from 0 to 1."""

    cosine: float
    """Question against the sentence alone."""
    passage: float
    """Fused score of the best passage that holds it."""
    covered: float
    """Share of the question's words that the sentence has, or less closely its surroundings;
    rarer words count more."""
    missing_names: float
    """Share of the question's names that the whole document lacks."""
    emptiness: float
    """1 when the sentence only repeats the question, 0 when it adds enough."""
    fits: bool | None
    """Whether it holds the kind of thing asked for; None where the question does not tell."""


class Place(NamedTuple):
    """Where a word may stand, and what it is worth to find it there, from 0 to 1."""

    tokens: Collection[str]
    worth: float


_WEIGHTS = Features(
    cosine=0.5,
    passage=0.25,
    covered=0.3,
    missing_names=-0.2,
    emptiness=-0.25,
    fits=None,
)
_FITS, _FITS_NOT = 0.05, -0.25


def strength(features: Features) -> float:
    """Evidence from 0 to 1 that the sentence answers.

    >>> round(strength(Features(0.7, 0.7, 1, 0, 0, None)), 3)
    0.825
    """
    *weights, _ = _WEIGHTS
    *values, fits = features
    total = sum(weight * value for weight, value in zip(weights, values, strict=True))
    if fits is not None:
        total += _FITS if fits else _FITS_NOT
    return min(1.0, max(0.0, total))


def coverage(
    wanted: Sequence[str], places: Sequence[Place], rarity: Callable[[str], float]
) -> float:
    """Share of the distinct ``wanted`` tokens that are present, each weighted by its rarity and
    by the worth of the first of ``places`` that has it.

    >>> coverage(["a", "b"], [Place({"b"}, 1.0), Place({"a"}, 0.5)], {"a": 1.0, "b": 3.0}.get)
    0.875
    """
    weights = {token: rarity(token) for token in wanted}
    whole = sum(weights.values())
    if not whole:
        return 0.0
    found = sum(
        weight * next((place.worth for place in places if token in place.tokens), 0.0)
        for token, weight in weights.items()
    )
    return found / whole


def emptiness(question_tokens: Collection[str], sentence_tokens: Collection[str]) -> float:
    """How little a sentence says beyond the question: 1 nothing new, 0 six new words or more."""
    new = len(set(sentence_tokens) - set(question_tokens))
    return max(0.0, 1 - new / _ENOUGH_NEW)
