"""Where a quote stands in a document: there, character for character as ``folding`` compares them,
and as whole words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from casc_qa.types import Document, Span
from casc_qa.verifying.edges import is_whole
from casc_qa.verifying.folding import Folded, folded

MOST_PLACES = 100
_MOST_FINDS = 10_000  # of a few letters that stand everywhere
WORD = re.compile(r"[^\W_⁰¹²³⁴⁵⁶⁷⁸⁹]+")


class Searchable:
    """A document, made ready for being searched."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def folded(self) -> Folded:
        """Its text as it is compared."""
        return Folded(self.document.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of it, as it is compared."""
        return frozenset(WORD.findall(self.folded.text))

    def places(self, quote: str) -> list[Span]:
        """Where ``quote`` stands in the document's text, in order; the first of very many.

        >>> document = Document("a", "A", "Over 500 came. Over 50 came.", "", "")
        >>> Searchable(document).places("Over  50 came")
        [Span(start=15, end=27)]
        """
        return self.places_of_folded(folded(quote))

    def places_of_folded(self, sought: str) -> list[Span]:
        """The same of a quote as it is compared."""
        return list(islice(self._places(sought), MOST_PLACES))

    def _places(self, sought: str) -> Iterator[Span]:
        at = -1
        for _ in range(_MOST_FINDS):
            at = self.folded.text.find(sought, at + 1) if sought else -1
            if at < 0:
                return
            span = self.folded.original(Span(at, at + len(sought)))
            if is_whole(self.document.text, span):
                yield span

    def place_within(self, quote: str, place: Span) -> Span | None:
        """Where ``quote`` stands within ``place``, if it does."""
        text, sought = self.document.text, folded(quote)
        if not 0 <= place.start < place.end <= len(text) or not sought:
            return None
        here = Folded(place.of(text))
        at = here.text.find(sought)
        while at >= 0:
            found = here.original(Span(at, at + len(sought)))
            span = Span(place.start + found.start, place.start + found.end)
            if is_whole(text, span):
                return span
            at = here.text.find(sought, at + 1)
        return None
