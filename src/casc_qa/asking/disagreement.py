"""Whether documents answer a question with different figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from casc_qa.languages.questions.answer_types import AnswerType
from casc_qa.types import AnswerSentence, Citation

if TYPE_CHECKING:
    from casc_qa.asking.question import Question

_FIGURES: frozenset[AnswerType] = frozenset(["number", "money", "year"])
_FIGURE = re.compile(r"\d+(?:[ ,\u00a0\u202f]\d{3})*(?:[.,]\d+)?")
_BETWEEN_DIGITS = re.compile(r"[ ,\u00a0\u202f](?=\d{3}(?!\d))")


def differing(
    question: Question, sentences: Sequence[AnswerSentence], citations: Sequence[Citation]
) -> tuple[int, ...]:
    """The citations, one for each figure that a document answers with, where documents answer with
    several; none where they agree, or where a question does not ask for a figure.
    """
    if question.answer_type not in _FIGURES:
        return ()
    kept: dict[int, frozenset[str]] = {}
    documents: set[str] = set()
    for sentence in sentences:
        figures, doc_id = figures_in(sentence), citations[sentence.citation - 1].doc_id
        is_other = all(figures.isdisjoint(others) for others in kept.values())
        if figures and is_other and doc_id not in documents:
            kept[sentence.citation] = figures
        documents.add(doc_id)
    return tuple(kept) if len(kept) > 1 else ()


def figures_in(sentence: AnswerSentence) -> frozenset[str]:
    """The figures in the words of a sentence that answer, written in one way.

    >>> from casc_qa.types import Span
    >>> sorted(figures_in(AnswerSentence("In all 1,204 came.", 1, Span(3, 12))))
    ['1204']
    """
    if sentence.highlight is None:
        return frozenset()
    words = sentence.highlight.of(sentence.text)
    return frozenset(_BETWEEN_DIGITS.sub("", figure) for figure in _FIGURE.findall(words))
