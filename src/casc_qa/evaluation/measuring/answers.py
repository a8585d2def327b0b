"""Measures of what was shown for one question, against its labels."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from casc_qa.evaluation.questions import Label

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ENOUGH = 0.5  # share of a label's characters that a sentence has to cover


class Quoted(NamedTuple):
    """A sentence with its place, and the exact answer inside it once a reader finds one."""

    doc_id: str
    start: int
    end: int
    text: str
    highlight: str | None = None


def covers(quoted: Quoted, label: Label) -> bool:
    """Whether the sentence has half of the label's characters or more.

    >>> covers(Quoted("d", 0, 10, "…"), Label("d", "12345678", 6))
    True
    >>> covers(Quoted("d", 0, 9, "…"), Label("d", "12345678", 6))
    False
    """
    if quoted.doc_id != label.doc_id or label.start is None:
        return False
    shared = min(quoted.end, label.end) - max(quoted.start, label.start)
    return shared >= _ENOUGH * len(label.quote)


Parts = Sequence[Sequence[Label]]


def is_right(quoted: Quoted | None, parts: Parts) -> bool:
    """Whether the sentence states any part of the answer."""
    return quoted is not None and any(covers(quoted, label) for part in parts for label in part)


def citation_precision(shown: Sequence[Quoted], parts: Parts) -> float:
    """Share of the sentences shown that state a part of the answer."""
    return sum(is_right(quoted, parts) for quoted in shown) / len(shown)


def citation_recall(shown: Sequence[Quoted], parts: Parts) -> float:
    """Share of the answer's parts that a sentence shown states."""
    found = sum(any(is_right(quoted, [part]) for quoted in shown) for part in parts)
    return found / len(parts)


def normalised(text: str) -> str:
    """As SQuAD compares answers: lower case, no punctuation, no articles, single spaces.

    Rajpurkar et al., "SQuAD: 100,000+ Questions for Machine Comprehension of Text" (2016).

    >>> normalised("The  U.S. Government's")
    'us governments'
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(given: str, expected: Sequence[str]) -> float:
    """1.0 when ``given`` equals one of ``expected``, both normalised."""
    return float(normalised(given) in map(normalised, expected))


def token_f1(given: str, expected: Sequence[str]) -> float:
    """Best harmonic mean of the words' precision and recall against one of ``expected``.

    >>> token_f1("53 participants", ["53"])
    0.6666666666666666
    """
    return max((_f1(normalised(given).split(), normalised(e).split()) for e in expected), default=0)


def _f1(given: list[str], expected: list[str]) -> float:
    if not given or not expected:
        return float(given == expected)
    shared = sum((Counter(given) & Counter(expected)).values())
    return 2 * shared / (len(given) + len(expected))
