"""Whether a document answers a question that every document of a table is asked, and in which
words.

Most cells of a table are empty, and a question such as "Who funded it?" names nothing that a
document could be told by, so a sentence has to be surer than when all documents are asked at once.
What helps is how surely the other documents answer, and whether the very words are of the type that
is asked for.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from casc_qa.asking.calibration import logistic
from casc_qa.asking.features import weighted_sum
from casc_qa.languages.questions.answer_types import LOOSE
from casc_qa.languages.questions.answers import holds
from casc_qa.surveying.whole_words import whole_words
from casc_qa.types import Span

if TYPE_CHECKING:
    from casc_qa.asking.answering import Found
    from casc_qa.asking.question import Question

WEIGHTS_NAME = "weights.json"
_LOWEST = -6.0  # of a margin: below, nothing answers whatever it is
_LEAST, _MOST = 0.001, 0.999  # confidence
# The margin from which on words stand alone: where they are all of the type asked for that the
# sentence has, where they are of a type that is only hinted at, where it has others, and else.
_ONLY_OF_TYPE, _OF_LOOSE_TYPE, _OF_TYPE, _OF_NONE = -2.0, -1.0, 0.0, 4.0


class CellFeatures(NamedTuple):
    """What is seen of the best sentence of one document."""

    confidence: float
    """The logarithm of its odds, as ``ask`` has it."""
    margin: float
    """The reader's."""
    behind: float
    """How far the margin is below that of the surest other document; 0 or less."""
    fits: float
    """1 where the words are of the type asked for: a number, a date, an address."""
    fits_not: float
    """1 where they are not; none of the four where the question does not tell."""
    fits_loosely: float
    """1 where they are of a type that capital letters or small words only hint at."""
    fits_loosely_not: float
    missing_names: float
    """Share of the question's names that passage and title lack."""
    cosine: float
    """Question against the sentence."""


def features_of(question: Question, found: Found, elsewhere: float | None) -> CellFeatures:
    """``elsewhere`` is the highest margin of the other documents' best sentences; None where no
    other is asked.
    """
    margin = max(_LOWEST, found.features.margin)
    confidence = min(max(found.confidence, _LEAST), _MOST)
    fit, is_loose = _fit(question, found), question.answer_type in LOOSE
    return CellFeatures(
        confidence=math.log(confidence / (1 - confidence)),
        margin=margin,
        behind=0.0 if elsewhere is None else min(0.0, margin - max(_LOWEST, elsewhere)),
        fits=float(fit is True and not is_loose),
        fits_not=float(fit is False and not is_loose),
        fits_loosely=float(fit is True and is_loose),
        fits_loosely_not=float(fit is False and is_loose),
        missing_names=found.features.missing_names,
        cosine=found.features.cosine,
    )


def _fit(question: Question, found: Found) -> bool | None:
    """Whether the words that answer best are of the type asked for; None where it is not known."""
    if question.wanted is None or found.words is None:
        return None
    # Behind something, since the capital letter that begins a sentence is no sign of a name.
    return holds(question.wanted, f"– {found.words.of(found.citation.quote)}")


def likelihood(features: CellFeatures) -> float:
    """Probability, 0 to 1, that the sentence answers."""
    return logistic(weighted_sum(read_weights()["likelihood"], features._asdict()))


def threshold() -> float:
    """The likelihood from which on a cell is filled."""
    return float(read_weights()["threshold"])


def words_alone(question: Question, found: Found) -> Span | None:
    """The words that can stand alone in a cell, in the sentence; None where the whole sentence is
    surer.
    """
    if found.words is None:
        return None
    words = whole_words(found.citation.quote, found.words)
    is_sure = found.features.words_margin >= _least_margin(question, found, words)
    return words if is_sure else None


def _least_margin(question: Question, found: Found, words: Span) -> float:
    if question.wanted is None or not _fit(question, found):
        return _OF_NONE
    if question.answer_type in LOOSE:
        return _OF_LOOSE_TYPE
    quote = found.citation.quote
    others = f"{quote[: words.start]} – {quote[words.end :]}"
    return _OF_TYPE if holds(question.wanted, others) else _ONLY_OF_TYPE


@cache
def read_weights() -> Mapping[str, Any]:
    """The trained weights: "likelihood", feature to weight, and "threshold"."""
    text = files(__package__).joinpath(WEIGHTS_NAME).read_text(encoding="utf-8")
    weights: Mapping[str, Any] = json.loads(text)
    return weights
