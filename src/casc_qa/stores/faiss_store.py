"""Vectors in FAISS: exact while that is fast, then by lists. The only module that imports it.

Up to ``EXACT_UP_TO`` vectors a search looks at every one. Above, it looks into the lists of the
nearest centroids (IVF), at a byte a component, and what it finds is scored again with the vectors
as they are; how many lists are looked into is chosen while building, by the recall that it gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casc_qa.arrays import as_npy, from_npy
from casc_qa.scoring.fusion import ordered
from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casc_qa.arrays import Bytes
    from casc_qa.keys import Keys
    from casc_qa.types import Vectors

EXACT_UP_TO = 100_000
INDEX_NAME = "vectors.faiss"
VECTORS_NAME = "vectors.npy"
_RECALL = 0.985  # of the ten best, that building asks for; on other questions it may be a bit lower
_K = 10
_TRIED = 256  # vectors that recall is measured with
_LISTS_PER_ROOT = 4  # lists are this many times the square root of the vectors
_TRAINED_ON = 64  # vectors a list
_SEED = 20_260_101


class FaissStore:
    """Vectors of one generation."""

    def __init__(self, index: Any, vectors: Vectors | None, keys: Keys) -> None:
        """For ``build`` and ``load``; ``vectors`` where the index holds rounded ones."""
        self._index, self._vectors, self._keys = index, vectors, keys
        self._beneath: object = None  # what the index reads from has to live as long as it does

    @classmethod
    def build(cls, keys: Keys, vectors: Vectors, exact_up_to: int = EXACT_UP_TO) -> FaissStore:
        """Of unit vectors, shape (passages, dimension), in the order of their keys."""
        faiss = _faiss()
        if len(vectors) <= exact_up_to:
            index: Any = faiss.IndexFlatIP(vectors.shape[1])
            index.add(vectors)
            return cls(index, None, keys)
        store = cls(_lists(vectors), vectors, keys)
        store._choose_probes()
        return store

    def search(
        self, query: Vectors, depth: int, among: NDArray[np.bool_] | None = None
    ) -> list[ScoredPassage]:
        found = len(self._keys) if among is None else int(among.sum())
        if not min(depth, found):
            return []
        rows = self._nearest(query[None], min(depth, found), among)[0]
        keys = [self._keys[row] for row in rows.tolist() if row >= 0]
        return ordered(map(ScoredPassage, keys, self.scores(query, keys)))

    def scores(self, query: Vectors, passage_ids: Sequence[str]) -> list[float]:
        import numpy as np

        if not passage_ids:
            return []
        vectors = self.vectors(passage_ids).astype(np.float64)
        # Row by row: a product of matrices may differ in the last digits with its neighbours.
        wide = query.astype(np.float64)
        return [float(np.dot(vector, wide)) for vector in vectors]

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        import numpy as np

        rows = np.array([self._keys.row(key) for key in passage_ids], np.int64)
        kept = self._index.reconstruct_batch(rows) if self._vectors is None else self._vectors[rows]
        vectors: Vectors = kept
        return vectors

    def describe(self) -> dict[str, str | int | float]:
        """How a search goes: "kind", and unless that is "exact", the lists, how many of them are
        looked into, and the recall@10 that this gave while building.
        """
        if self._vectors is None:
            return {"kind": "exact"}
        return {
            "kind": "lists",
            "lists": int(self._index.nlist),
            "probes": int(self._index.nprobe),
            "recall@10": round(self._recall(self._index.nprobe), 4),
        }

    def save(self) -> dict[str, bytes]:
        faiss = _faiss()
        files = {INDEX_NAME: bytes(faiss.serialize_index(self._index).data)}
        return files if self._vectors is None else files | {VECTORS_NAME: as_npy(self._vectors)}

    @classmethod
    def load(cls, files: Mapping[str, Bytes], keys: Keys) -> FaissStore:
        """The store that ``save`` gave, over the very bytes given: nothing is copied.

        The caller has checked their hash: FAISS reads damaged bytes without complaint, and wrongly.
        Raises KeyError for a missing file, ValueError when the counts differ.
        """
        import numpy as np

        faiss = _faiss()
        data = np.frombuffer(files[INDEX_NAME], np.uint8)
        reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(data), data.size)
        index = faiss.read_index(reader, faiss.IO_FLAG_MMAP_IFC)
        if index.ntotal != len(keys):
            raise ValueError(f"{index.ntotal} vectors for {len(keys)} passages")
        exact = isinstance(index, faiss.IndexFlat)
        store = cls(index, None if exact else from_npy(files[VECTORS_NAME]), keys)
        store._beneath = (reader, data)
        return store

    def _nearest(
        self, queries: Vectors, depth: int, among: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """Rows, best first, -1 where there are no more."""
        import numpy as np

        faiss = _faiss()
        lists = self._vectors is not None
        parameters: Any = faiss.SearchParametersIVF() if lists else faiss.SearchParameters()
        if lists:
            # Few allowed passages may lie in any list.
            parameters.nprobe = self._index.nprobe if among is None else self._index.nlist
        if among is not None:
            bits = np.packbits(among, bitorder="little")
            parameters.sel = faiss.IDSelectorBitmap(bits)
        rows: NDArray[np.int64] = self._index.search(queries, depth, params=parameters)[1]
        return rows

    def _choose_probes(self) -> None:
        """The fewest lists, by powers of two, whose recall is good enough."""
        self._index.nprobe = 1
        while self._index.nprobe < self._index.nlist and self._recall(self._index.nprobe) < _RECALL:
            self._index.nprobe = min(2 * self._index.nprobe, self._index.nlist)

    def _recall(self, probes: int) -> float:
        """Share of the ten truly nearest that is found, for vectors half way between neighbours:
        near passages, as questions are, and none of them.
        """
        import numpy as np

        faiss = _faiss()
        assert self._vectors is not None  # noqa: S101  # only lists are asked for their recall
        drawn = np.random.default_rng(_SEED).choice(len(self._vectors), (2, _TRIED))
        queries = self._vectors[drawn[0]] + self._vectors[drawn[1]] / 2
        queries /= np.linalg.norm(queries, axis=1, keepdims=True)
        _, truth = faiss.knn(queries, self._vectors, _K, metric=faiss.METRIC_INNER_PRODUCT)
        parameters = faiss.SearchParametersIVF(nprobe=probes)
        _, found = self._index.search(queries, _K, params=parameters)
        pairs = zip(truth.tolist(), found.tolist(), strict=True)
        shared = sum(len(set(t) & set(f)) for t, f in pairs)
        return shared / int(truth.size)


def _lists(vectors: Vectors) -> Any:
    """An index by lists, at a byte a component."""
    import numpy as np

    faiss = _faiss()

    count = _LISTS_PER_ROOT * int(len(vectors) ** 0.5)
    index: Any = faiss.index_factory(
        vectors.shape[1], f"IVF{count},SQ8", faiss.METRIC_INNER_PRODUCT
    )
    drawn = np.random.default_rng(_SEED).permutation(len(vectors))[: count * _TRAINED_ON]
    index.train(vectors[np.sort(drawn)])
    index.add(vectors)
    return index


def _faiss() -> Any:
    import faiss

    return faiss  # its types lack what is used here
