"""How a quote differs from the text that comes nearest to it, word by word. The only module that
imports rapidfuzz, which compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casc_qa.types import Span
from casc_qa.verifying.folding import Folded, folded

_TOKEN = re.compile(r"[^\W_]+|\s+|.", re.DOTALL)
_MOST_CHARS = 100_000  # of two texts that are compared letter by letter


class Difference(NamedTuple):
    """``quote[in_quote]`` stands in place of ``text[in_text]``; either may be empty."""

    in_quote: Span
    in_text: Span


def similarity(quote: str, text: str) -> float:
    """How alike two texts are as they are compared, from 0 to 1: twice the characters that stand in
    both in the same order, of all characters.

    >>> similarity("over 50", "over 500"), similarity("yes", "")
    (0.9333333333333333, 0.0)
    """
    from rapidfuzz.distance import Indel

    if len(quote) + len(text) > _MOST_CHARS:
        return float(Indel.normalized_similarity(_TOKEN.findall(quote), _TOKEN.findall(text)))
    return float(Indel.normalized_similarity(folded(quote), folded(text)))


def differences(quote: str, text: str) -> list[Difference]:
    """Where the two differ as they are compared, in order.

    >>> quote, text = "Over 500 people came", "Over  50 people had come"
    >>> [(a.of(quote), b.of(text)) for a, b in differences(quote, text)]
    [('500', '50'), ('came', 'had come')]
    """
    left, right = _Tokens(quote), _Tokens(text)
    found: list[Difference] = []
    for part, other in _changes(left.words, right.words):
        found.append(Difference(left.span(*part), right.span(*other)))
    return found


def nearest_word(word: str, words: Sequence[str], least: float = 70) -> str | None:
    """The word that comes nearest to ``word``, if one is at least so alike, in per cent."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else None


def aligned(quote: Sequence[str], words: Sequence[str]) -> list[tuple[int, int]]:
    """The words that two lists share in the same order, as (place in the first, in the second)."""
    from rapidfuzz.distance import Indel

    return [
        pair
        for block in Indel.opcodes(quote, words).as_matching_blocks()
        for pair in zip(
            range(block.a, block.a + block.size),
            range(block.b, block.b + block.size),
            strict=True,
        )
    ]


class _Tokens:
    """The words, blanks and marks of a text as it is compared."""

    def __init__(self, text: str) -> None:
        self._size = len(text)
        self._folded = Folded(text)
        inner = self._folded.text
        self._spans = [Span(*match.span()) for match in _TOKEN.finditer(inner)]
        while self._spans and self._spans[0].of(inner).isspace():
            self._spans.pop(0)
        while self._spans and self._spans[-1].of(inner).isspace():
            self._spans.pop()
        self.words = [span.of(inner) for span in self._spans]

    def span(self, start: int, end: int) -> Span:
        """Where tokens from ``start`` to ``end`` stand in the text itself."""
        if start < end:
            whole = Span(self._spans[start].start, self._spans[end - 1].end)
            return self._folded.original(whole)
        if start < len(self._spans):
            place = self._folded.original(self._spans[start]).start
        else:
            place = self._folded.original(self._spans[-1]).end if self._spans else self._size
        return Span(place, place)


def _changes(
    left: Sequence[str], right: Sequence[str]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Which tokens of the one stand in place of which of the other; changes with no more than a
    blank between them are one.
    """
    from rapidfuzz.distance import Levenshtein

    held: tuple[tuple[int, int], tuple[int, int]] | None = None
    for code in Levenshtein.opcodes(left, right):
        if code.tag == "equal":
            if held and not "".join(left[code.src_start : code.src_end]).isspace():
                yield held
                held = None
            continue
        start = held or ((code.src_start, 0), (code.dest_start, 0))
        held = ((start[0][0], code.src_end), (start[1][0], code.dest_end))
    if held:
        yield held
