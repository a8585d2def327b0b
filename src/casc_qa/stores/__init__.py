"""Where vectors are kept and searched. ``VectorStore`` is what the rest of the program knows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Protocol

from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    from casc_qa.types import Vectors


class VectorStore(Protocol):
    """Unit vectors under passage_ids; scores are cosines. Row numbers never leave a store."""

    def add(self, passage_ids: Sequence[str], vectors: Vectors) -> None:
        """Takes vectors of shape (passages, dimension)."""

    def search(
        self, query: Vectors, depth: int, among: Collection[str] | None = None
    ) -> list[ScoredPassage]:
        """The ``depth`` best for a query of shape (dimension,), of all or of ``among``."""

    def scores(self, query: Vectors, passage_ids: Sequence[str]) -> list[float]:
        """The cosine of each of these passages."""

    def save(self) -> bytes:
        """The store as bytes, passage_ids left out."""
