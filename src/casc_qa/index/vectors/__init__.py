"""Where vectors are kept and searched. ``VectorStore`` is what the rest of the program knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casc_qa.types import Vectors


class VectorStore(Protocol):
    """Unit vectors under passage_ids; scores are cosines. A store of vectors given is made by
    ``build(keys, vectors)``, that of a generation by ``load(files, keys)``.
    """

    def search(
        self, query: Vectors, depth: int, among: NDArray[np.bool_] | None = None
    ) -> list[ScoredPassage]:
        """The ``depth`` best for a query of shape (dimension,), of all or of the passages that
        ``among``, one entry a passage, lets through.
        """

    def scores(self, query: Vectors, passage_ids: Sequence[str]) -> list[float]:
        """The cosine of each of these passages."""

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """The vectors of these passages, shape (passages, dimension)."""

    def describe(self) -> dict[str, str | int | float]:
        """How it searches, for the manifest."""

    def save(self) -> dict[str, bytes]:
        """The store as files, name to bytes, passage_ids left out."""
