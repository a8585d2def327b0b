"""A question and the sentences that may answer it, laid out as the reader sees them: question, lead
and window, each closed by the token that separates texts.

The lead says what the window is from (title, date and place, first sentence of its document), for a
question often names an event by what only a document's beginning says of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from casc_qa.types import Span

MOST_TOKENS = 384
"""Of a window laid out, special tokens included."""
_MOST_QUESTION, _MOST_LEAD = 48, 72
_LEAD_CHARS = 330


class LocatedTokens(NamedTuple):
    """A text's tokens without special ones, and where each stands in the text."""

    numbers: Sequence[int]
    spans: Sequence[Span]


class Marks(NamedTuple):
    """The numbers of the special tokens."""

    start: int
    separator: int


class Layout(NamedTuple):
    """What the reader reads in one go."""

    numbers: list[int]
    """Of the tokens: question, lead and window."""
    is_document: list[int]
    """Of each token: 0 in the question, 1 in lead and window."""
    first: int
    """Where the window's tokens start."""
    spans: Sequence[Span]
    """Where each token of the window stands in the window's text; as many as were kept."""
    sentences: list[tuple[int, int]]
    """Of each sentence its first token, and that after its last; equal where it was cut off."""


def lead_text(title: str, first: str) -> str:
    """What goes before a window: its document's title and first sentence, in whole words.

    >>> lead_text("Osh", "Six judges met.")
    'Osh Six judges met.'
    """
    lead = f"{title} {first}".strip()
    if len(lead) <= _LEAD_CHARS:
        return lead
    return lead[: _LEAD_CHARS + 1].rpartition(" ")[0] or lead[:_LEAD_CHARS]


def lay_out(
    question: LocatedTokens,
    lead: LocatedTokens,
    window: LocatedTokens,
    sentences: Sequence[Span],
    marks: Marks,
) -> Layout:
    """``sentences`` are slices of the window's text, in order. What exceeds MOST_TOKENS is cut off
    at the window's end.
    """
    asked = [marks.start, *question.numbers[:_MOST_QUESTION], marks.separator]
    about = [*lead.numbers[:_MOST_LEAD], marks.separator]
    first = len(asked) + len(about)
    spans = window.spans[: MOST_TOKENS - first - 1]
    numbers = [*asked, *about, *window.numbers[: len(spans)], marks.separator]
    is_document = [0] * len(asked) + [1] * (len(numbers) - len(asked))
    return Layout(numbers, is_document, first, spans, _rows(spans, sentences, first))


def _rows(spans: Sequence[Span], sentences: Sequence[Span], first: int) -> list[tuple[int, int]]:
    """First and last token of each sentence, the last excluded."""
    rows = []
    row = 0
    for sentence in sentences:
        while row < len(spans) and spans[row].start < sentence.start:
            row += 1
        start = row
        while row < len(spans) and spans[row].start < sentence.end:
            row += 1
        rows.append((first + start, first + row))
    return rows
