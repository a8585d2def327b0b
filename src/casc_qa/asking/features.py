"""Features: what is seen of a sentence as the answer to a question, in numbers from 0 to 1."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

_ENOUGH_NEW = 6  # content words beyond the question's own that make a sentence worth reading


UNREAD = -12.0
"""For a margin, of a sentence that the reader did not read; no margin counts as lower."""


class Features(NamedTuple):
    """What is seen of one sentence, given a question. All but the margins from 0 to 1."""

    cosine: float
    """Question against the sentence alone."""
    cosine_other: float
    """The question without its names against the sentence: a name often stands for the whole
    document, and the sentence that answers need not repeat it."""
    before: float
    """Question against the sentence before it in the passage."""
    passage_cosine: float
    """Question against the best-ranked passage that holds the sentence."""
    passage: float
    """Fused score of that passage."""
    covered: float
    """Share of the question's words that the sentence has; rarer words count more."""
    covered_other: float
    """The same of the words that belong to no name."""
    covered_near: float
    """Share of the question's words that the passage or its title has."""
    covered_document: float
    """The same of the whole document."""
    unknown: float
    """Share of the question's words that no document has."""
    missing_names: float
    """Share of the question's names that the passage and its title lack."""
    missing_names_document: float
    """The same of the whole document."""
    missing_numbers: float
    """Share of the question's numbers that the whole document lacks."""
    emptiness: float
    """1 when the sentence only repeats the question, 0 when it adds enough."""
    fits: float
    """1 when the sentence holds the type of answer that the question asks for, and it is one that
    is recognised reliably: a number, a date, an address."""
    fits_not: float
    """1 when it does not."""
    fits_loosely: float
    """1 when it holds something that may be of the type: a name, a place, a reason."""
    fits_loosely_not: float
    """1 when it does not. All four are 0 where the question does not tell."""
    lacks: float = 0.0
    """1 when the question asks for a year, an address or the like, and the sentence has none, or
    names what no document does: no weight of other features makes up for that."""
    margin: float = UNREAD
    """The reader's logarithm of the odds that the sentence answers rather than nothing near it; as
    the next, not from 0 to 1."""
    words_margin: float = UNREAD
    """The same of the words in it that answer best."""


def weighted_sum(weights: dict[str, float], values: dict[str, float]) -> float:
    """``intercept`` and every value times its weight.

    >>> weighted_sum({"intercept": 1.0, "a": 2.0}, {"a": 0.5, "b": 7.0})
    2.0
    """
    return weights.get("intercept", 0.0) + sum(
        weight * values[name] for name, weight in weights.items() if name != "intercept"
    )


def coverage(
    wanted: Sequence[str], present: Collection[str], rarity: Callable[[str], float]
) -> float:
    """Share of the distinct ``wanted`` tokens that are ``present``, weighted by their rarity.

    >>> coverage(["a", "b"], {"b"}, {"a": 1.0, "b": 3.0}.get)
    0.75
    """
    weights = {token: rarity(token) for token in wanted}
    whole = sum(weights.values())
    if not whole:
        return 0.0
    return sum(weight for token, weight in weights.items() if token in present) / whole


def missing(wanted: Sequence[str], present: Collection[str]) -> float:
    """Share of the distinct ``wanted`` tokens that are not ``present``; 0 when none is wanted.

    >>> missing(["a", "b"], {"b"}), missing([], set())
    (0.5, 0.0)
    """
    distinct = set(wanted)
    return len(distinct - set(present)) / len(distinct) if distinct else 0.0


def emptiness(question_tokens: Collection[str], sentence_tokens: Collection[str]) -> float:
    """How little a sentence says beyond the question: 1 nothing new, 0 six new words or more."""
    new = len(set(sentence_tokens) - set(question_tokens))
    return max(0.0, 1 - new / _ENOUGH_NEW)
