"""What has to be read before a sentence that does not stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from casc_qa.languages.questions.openings import stands_alone
from casc_qa.types import Passage, Span

if TYPE_CHECKING:
    from casc_qa.index.generation import Generation

_FURTHEST = 4  # sentences back
_SHORTEST = 30
"""Characters: what is shorter is a heading or a place and date."""


def context_of(generation: Generation, passage: Passage, span: Span) -> Span | None:
    """The sentence before ``span``, one of ``passage``, that says who or what it is about: the
    nearest that stands alone, or else the nearest; None where the sentence stands alone itself, or
    nothing is before it.
    """
    text = generation.document(passage.doc_id).text
    if stands_alone(span.of(text)):
        return None
    nearest = None
    for _, before in zip(range(_FURTHEST), _before(generation, passage, span), strict=False):
        words = before.of(text)
        if len(words) < _SHORTEST:
            continue
        nearest = nearest or before
        if stands_alone(words):
            return before
    return nearest


def _before(generation: Generation, passage: Passage, span: Span) -> Iterator[Span]:
    """The sentences before, the nearest first, from this passage and those before it."""
    start = span.start
    table = generation.passages
    rows = table.rows_of(passage.doc_id)
    for row in range(table.row(passage.passage_id), rows.start - 1, -1):
        for sentence in reversed(table[table.key(row)].sentences):
            if sentence.end <= start:
                yield sentence
                start = sentence.start
