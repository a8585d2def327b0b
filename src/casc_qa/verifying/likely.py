"""Which documents a quote that stands in none may have been taken from: those that have most of its
pairs of neighbouring words, and rare ones more than common ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from casc_qa.verifying.folding import folded
from casc_qa.verifying.matching import WORD, Searchable

_MOST_HOLDERS = 50  # of a pair that tells documents apart
_Pair = tuple[str, str]


class LikelyDocuments:
    """Looks at one document after the other."""

    def __init__(self, quotes: Mapping[int, str]) -> None:
        """``quotes`` are numbered."""
        self._pairs = {number: _pairs(words_of(quote)) for number, quote in quotes.items()}
        self._wanted = frozenset[_Pair]().union(*self._pairs.values())
        self._holders: dict[_Pair, list[str]] = defaultdict(list)

    def look_at(self, document: Searchable) -> None:
        """Notes which pairs of the quotes a document has."""
        doc_id = document.document.doc_id
        for pair in self._wanted & _pairs(words_of(document.folded.text)):
            holders = self._holders[pair]
            if len(holders) <= _MOST_HOLDERS:
                holders.append(doc_id)

    def best(self, number: int, most: int) -> list[str]:
        """The documents that a quote is most likely from, the likeliest first.

        >>> from casc_qa.types import Document
        >>> likely = LikelyDocuments({0: "they did not come"})
        >>> for name, text in (("a", "It came."), ("b", "They did come."), ("c", "did not come")):
        ...     likely.look_at(Searchable(Document(name, name, text, "", "")))
        >>> likely.best(0, 2)
        ['c', 'b']
        """
        scores: dict[str, float] = defaultdict(float)
        for pair in sorted(self._pairs.get(number, ())):
            holders = self._holders.get(pair, ())
            for doc_id in holders:
                scores[doc_id] += 1 / len(holders)
        return sorted(scores, key=lambda doc_id: (-scores[doc_id], doc_id))[:most]


def words_of(text: str) -> Sequence[str]:
    """The words of a text in small letters, in order."""
    return WORD.findall(folded(text).casefold())


def _pairs(words: Sequence[str]) -> frozenset[_Pair]:
    return frozenset(pairwise(words))
