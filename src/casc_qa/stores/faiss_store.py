"""Vectors in FAISS: exact inner product. The only module that imports it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from casc_qa.scoring.fusion import ordered
from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    from casc_qa.types import Vectors


class FaissStore:
    """A flat index: every search looks at every vector."""

    def __init__(self, dimension: int) -> None:
        import faiss

        self._index: Any = faiss.IndexFlatIP(dimension)
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}

    def add(self, passage_ids: Sequence[str], vectors: Vectors) -> None:
        self._name(passage_ids)
        self._index.add(vectors)

    def search(
        self, query: Vectors, depth: int, among: Collection[str] | None = None
    ) -> list[ScoredPassage]:
        import faiss
        import numpy as np

        parameters: Any = None
        if among is not None:
            rows = np.array(sorted(self._rows[key] for key in among), np.int64)
            parameters = faiss.SearchParameters()
            parameters.sel = faiss.IDSelectorBatch(rows)
        found = len(self._ids) if among is None else len(among)
        if not min(depth, found):
            return []
        _, rows = self._index.search(query[None], min(depth, found), params=parameters)
        keys = [self._ids[row] for row in rows[0] if row >= 0]
        return ordered(map(ScoredPassage, keys, self.scores(query, keys)))

    def scores(self, query: Vectors, passage_ids: Sequence[str]) -> list[float]:
        import numpy as np

        if not passage_ids:
            return []
        rows = np.array([self._rows[key] for key in passage_ids], np.int64)
        vectors = self._index.reconstruct_batch(rows).astype(np.float64)
        # Row by row: a product of matrices may differ in the last digits with its neighbours.
        return [float(np.dot(vector, query.astype(np.float64))) for vector in vectors]

    def save(self) -> bytes:
        import faiss

        return bytes(faiss.serialize_index(self._index).data)

    @classmethod
    def load(cls, data: bytes, passage_ids: Sequence[str]) -> FaissStore:
        """The store that ``save`` gave as bytes. The caller has checked their hash: FAISS reads
        damaged bytes without complaint, and wrongly. Raises ValueError when the counts differ.
        """
        import faiss
        import numpy as np

        index = faiss.deserialize_index(np.frombuffer(data, np.uint8))
        if index.ntotal != len(passage_ids):
            raise ValueError(f"{index.ntotal} vectors for {len(passage_ids)} passages")
        store = cls(index.d)
        store._index = index
        store._name(passage_ids)
        return store

    def _name(self, passage_ids: Sequence[str]) -> None:
        start = len(self._ids)
        self._ids.extend(passage_ids)
        self._rows.update({key: row for row, key in enumerate(passage_ids, start)})
