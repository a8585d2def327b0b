"""A question as everything that asks about it needs it: read and embedded once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from casc_qa.embedding import Embedder
    from casc_qa.index import Generation
    from casc_qa.types import Vectors


class Query(NamedTuple):
    """A question made ready for one generation of an index."""

    text: str
    vector: Vectors
    """Shape (dimension,), of length one."""
    tokens: list[str]
    """Made as those of the postings were."""


def make_query(question: str, generation: Generation, embedder: Embedder) -> Query:
    """``question``, embedded and cut into tokens."""
    return Query(question, embedder.embed_queries([question])[0], generation.tokens(question))
