"""A question as everything that asks about it needs it: read, translated and embedded once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from casc_qa.asking.calibration import Kind
    from casc_qa.asking.translation import Senses, Translator
    from casc_qa.embedding import Embedder
    from casc_qa.types import Vectors


class Query(NamedTuple):
    """A question made ready for one generation of an index."""

    text: str
    """As asked."""
    asked_as: str
    """As searched for: with names and terms as the documents have them."""
    vector: Vectors
    """Shape (dimension,), of length one."""
    tokens: list[str]
    """Made as those of the postings were."""
    senses: Senses
    """What else the documents may have for a token."""
    kind: Kind
    """Which weights judge its answers."""

    def senses_of(self, token: str) -> Mapping[str, float]:
        """The tokens that documents may have for this one, with their weights."""
        return self.senses.get(token) or {token: 1.0}

    def weighted_tokens(self) -> Iterator[tuple[str, float]]:
        """Every token that is searched for, with its weight."""
        for token in self.tokens:
            yield from self.senses_of(token).items()

    def said_by(self, words: Collection[str]) -> frozenset[str]:
        """Which of the question's tokens are among ``words``, in whatever sense."""
        return frozenset(t for t in self.tokens if any(s in words for s in self.senses_of(t)))


def make_query(question: str, translator: Translator, embedder: Embedder) -> Query:
    """``question``, translated and embedded."""
    found = translator.translate(question)
    vector = embedder.embed_queries([found.text])[0]
    return Query(question, found.text, vector, found.tokens, found.senses, found.kind)
