"""The text of a document that comes nearest to a quote which stands nowhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from casc_qa.types import Document, Span
from casc_qa.verifying.differences import aligned, nearest_word, similarity
from casc_qa.verifying.folding import folded
from casc_qa.verifying.matching import WORD, Searchable

LEAST_SIMILARITY = 0.6
"""Less alike than that is another text."""
OMISSION = re.compile(r"[\[(<]\s?(?:…|\.{3})\s?[\])>]|…|\.{3}")
"""What says in a quote that something is left out of it."""
_MOST_VOTES = 500
_MOST_WORDS = 64  # of a quote, the rarest, that say where to look
MOST_CHARS = 10_000
"""Of a quote that is compared: what is longer would take too much memory."""
_MOST_PARTS = 12
_MOST_LEFT_OUT = 5_000  # characters between the parts of a quote
_DRIFT = 8  # words that a place may be off by
_COST = 1.0  # of a word that a quote does not have


class Near(NamedTuple):
    """A part of a document's text, and how alike it is to a quote."""

    similarity: float
    span: Span


class Neighbourhood(Searchable):
    """A document in which one can look for what comes near a quote."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)

    @cached_property
    def _spans(self) -> list[Span]:
        return [Span(*match.span()) for match in WORD.finditer(self.folded.text)]

    @cached_property
    def _listed(self) -> list[str]:
        return [span.of(self.folded.text).casefold() for span in self._spans]

    @cached_property
    def _positions(self) -> dict[str, list[int]]:
        positions: dict[str, list[int]] = {}
        for number, word in enumerate(self._listed):
            positions.setdefault(word, []).append(number)
        return positions

    def nearest(self, quote: str) -> Near | None:
        """What comes nearest to ``quote``, if anything is near."""
        if len(quote) > MOST_CHARS:
            return None
        parts = [part for part in OMISSION.split(quote) if WORD.search(part)]
        around = self._around_omissions(parts) if 1 < len(parts) <= _MOST_PARTS else None
        span = around or self._by_words(quote)
        if span is None:
            return None
        alike = 1.0 if around else similarity(quote, span.of(self.document.text))
        return Near(alike, span) if alike >= LEAST_SIMILARITY else None

    def _around_omissions(self, parts: Sequence[str]) -> Span | None:
        """From the first part of a quote to its last, where each stands behind the one before."""
        for first in self.places(parts[0]):
            end = first.end
            for part in parts[1:]:
                rest = Span(end, min(end + _MOST_LEFT_OUT, len(self.document.text)))
                if (found := self.place_within(part, rest)) is None:
                    break
                end = found.end
            else:
                return Span(first.start, end)
        return None

    def _by_words(self, quote: str) -> Span | None:
        text = folded(quote)
        words = [match[0].casefold() for match in WORD.finditer(text)]
        known = [self._known(word, is_alone=len(words) <= 3) for word in words]
        start = self._likely_start(known)
        if start is None:
            return None
        slack = _DRIFT + len(words) // 4
        low, high = max(0, start - slack), min(len(self._spans), start + len(words) + slack)
        pairs = _dense(aligned(known, self._listed[low:high]))
        if not pairs:
            return None
        # What of the quote stands before and after is in place of as many words there.
        first = max(low, low + pairs[0][1] - pairs[0][0])
        last = min(high - 1, low + pairs[-1][1] + len(words) - 1 - pairs[-1][0])
        first, last = min(first, low + pairs[0][1]), max(last, low + pairs[-1][1])
        return self._with_marks(Span(self._spans[first].start, self._spans[last].end), text)

    def _known(self, word: str, is_alone: bool) -> str:
        """``word``, or in a quote of few words the nearest that the document has."""
        if not is_alone or word in self._positions:
            return word
        return nearest_word(word, list(self._positions)) or word

    def _likely_start(self, words: Sequence[str]) -> int | None:
        """At which word of the document a quote of these words would begin, as most say."""
        rare = sorted(
            ((len(self._positions[w]), at) for at, w in enumerate(words) if w in self._positions)
        )
        weights: dict[int, float] = {}
        left = _MOST_VOTES
        for count, at in rare[:_MOST_WORDS]:
            for place in islice(self._positions[words[at]], left):
                weights[place - at] = weights.get(place - at, 0.0) + 1 / count
            left = max(0, left - count)
        if not weights:
            return None
        # Words that were added or dropped shift what comes after them: neighbours count together.
        shares: dict[int, float] = defaultdict(float)
        for start, weight in weights.items():
            shares[start // _DRIFT] += weight

        def worth(bucket: int) -> tuple[float, int]:
            near = sum(shares.get(bucket + step, 0.0) for step in (-1, 0, 1))
            return round(near, 9), -bucket

        best = max(list(shares), key=worth)
        near = [s for s in weights if abs(s // _DRIFT - best) <= 1]
        return max(near, key=lambda start: (weights[start], -start))

    def _with_marks(self, span: Span, quote: str) -> Span:
        """``span`` of the folded text with the marks at its ends that the quote has too, where it
        stands in the document.
        """
        text = self.folded.text
        head = (WORD.search(quote) or re.match("", quote)).start()  # type: ignore[union-attr]
        tail = len(quote) - max((match.end() for match in WORD.finditer(quote)), default=0)
        start, end = span
        while head and start and not text[start - 1].isspace() and not text[start - 1].isalnum():
            start, head = start - 1, head - 1
        while tail and end < len(text) and not text[end].isspace() and not text[end].isalnum():
            end, tail = end + 1, tail - 1
        return self.folded.original(Span(start, end))


def _dense(pairs: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """The stretch of pairs that is worth most: each counts one, and each word of the document
    between two that is not in place of one of the quote costs a part of that. Words that the text
    before or after shares by chance are not in it.
    """
    best, start, total = (0.0, 0, 0), 0, 0.0
    for number, (at, place) in enumerate(pairs):
        if number:
            more = (place - pairs[number - 1][1]) - (at - pairs[number - 1][0])
            total -= _COST * max(0, more)
        if total <= 0:
            start, total = number, 0.0
        total += 1
        best = max(best, (total, -start, number + 1))
    return pairs[-best[1] : best[2]]
