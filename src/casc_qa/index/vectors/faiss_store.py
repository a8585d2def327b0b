"""Vectors in FAISS: exact while that is fast, then by lists. The only module that imports it.

Up to ``EXACT_UP_TO`` vectors a search looks at every one. Above, it looks into the lists of the
nearest centroids (IVF), at a byte a component, and what it finds is scored again with vectors in
float16, whose cosines are right to four digits; how many lists are looked into is chosen while
building, by the recall that it gives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from casc_qa.errors import IndexDamaged
from casc_qa.index.contents.arrays import array_of, as_npy
from casc_qa.index.ranking import best_first
from casc_qa.index.vectors.faiss_checks import check_bytes, check_lists, reading_at_most
from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.index.contents.arrays import Bytes
    from casc_qa.index.contents.keys import Keys
    from casc_qa.types import Vectors

EXACT_UP_TO = 100_000
INDEX_NAME = "vectors.faiss"
VECTORS_NAME = "vectors.npy"
_RECALL = 0.99  # of the ten best, that building asks for; on other questions it may be a bit lower
_K = 10
_TRIED = 256  # queries that recall is measured with
_DEPTH = 100  # found by rounded vectors, then scored
_LISTS_PER_ROOT = 4  # lists are this many times the square root of the vectors
_TRAINED_ON = 64  # vectors a list
_SEED = 20_260_101
_MOST = 1.01  # a component of a unit vector, rounded


class FaissStore:
    """Vectors of one generation."""

    def __init__(self, index: Any, vectors: NDArray[np.float16] | None, keys: Keys) -> None:
        """For ``build`` and ``load``; ``vectors`` where the index holds more rounded ones."""
        self._index, self._vectors, self._keys = index, vectors, keys
        self._recall = 1.0
        self._beneath: object = None  # what the index reads from has to live as long as it does

    @classmethod
    def build(
        cls,
        keys: Keys,
        vectors: Vectors,
        queries: Vectors | None = None,
        exact_up_to: int = EXACT_UP_TO,
    ) -> FaissStore:
        """Of unit vectors, shape (passages, dimension), in the order of their keys. Recall is
        measured with ``queries``, which should be like those that will be asked; without any, with
        the vectors themselves.
        """
        faiss = _faiss()
        if len(vectors) <= exact_up_to:
            index: Any = faiss.IndexFlatIP(vectors.shape[1])
            index.add(vectors)
            return cls(index, None, keys)
        store = cls(_lists(vectors), vectors.astype(np.float16), keys)
        store._choose_probes(vectors, vectors if queries is None else queries)
        return store

    def search(
        self, query: Vectors, depth: int, among: NDArray[np.bool_] | None = None
    ) -> list[ScoredPassage]:
        """The ``depth`` best for a query of shape (dimension,), by the cosines that ``scores``
        gives; of all or of the passages that ``among``, one entry a passage, lets through.
        """
        available = len(self._keys) if among is None else int(among.sum())
        if not min(depth, available):
            return []
        # More than are wanted, for the scores that choose among them are exact.
        rows = self._nearest(query[None], min(max(depth, _DEPTH), available), among)[0]
        keys = [self._keys[row] for row in rows.tolist() if row >= 0]
        return best_first(map(ScoredPassage, keys, self.scores(query, keys)))[:depth]

    def scores(self, query: Vectors, passage_ids: Sequence[str]) -> list[float]:
        """The cosine of each of these passages. Raises IndexDamaged."""
        if not passage_ids:
            return []
        vectors = self.vectors(passage_ids).astype(np.float64)
        # Row by row: a product of matrices may differ in the last digits with its neighbours.
        wide = query.astype(np.float64)
        return [float(np.dot(vector, wide)) for vector in vectors]

    def vectors(self, passage_ids: Sequence[str]) -> Vectors:
        """The vectors of these passages, shape (passages, dimension). Raises IndexDamaged for
        components that no unit vector has.
        """
        rows = np.array([self._keys.row(key) for key in passage_ids], np.int64)
        vectors: Vectors
        if self._vectors is None:
            vectors = self._index.reconstruct_batch(rows)
        else:
            vectors = self._vectors[rows].astype(np.float32)
        if not (np.abs(vectors) <= _MOST).all():  # checked here: opening would read all of them
            raise IndexDamaged("The index holds vectors of no length: build it again.")
        return vectors

    def describe(self) -> dict[str, str | int | float]:
        """How a search goes: "kind", and unless that is "exact", the lists, how many of them are
        looked into, and the recall@10 that this gave; for a store that was just built.
        """
        if self._vectors is None:
            return {"kind": "exact"}
        return {
            "kind": "lists",
            "lists": int(self._index.nlist),
            "probes": int(self._index.nprobe),
            "recall@10": round(self._recall, 4),
        }

    def save(self) -> dict[str, bytes]:
        """The files, name to bytes."""
        faiss = _faiss()
        files = {INDEX_NAME: bytes(faiss.serialize_index(self._index).data)}
        return files if self._vectors is None else files | {VECTORS_NAME: as_npy(self._vectors)}

    @classmethod
    def load(
        cls, files: Mapping[str, Bytes], keys: Keys, dimension: int | None = None
    ) -> FaissStore:
        """The store that ``save`` gave, over the very bytes given: nothing is copied.

        The caller has checked their hash: FAISS reads damaged bytes without complaint, and wrongly.
        Raises KeyError for a missing file, ValueError or RuntimeError for another type of index.
        """
        faiss = _faiss()
        data = np.frombuffer(files[INDEX_NAME], np.uint8)
        check_bytes(data, len(keys), dimension, faiss.METRIC_INNER_PRODUCT)
        reader = faiss.ZeroCopyIOReader(faiss.swig_ptr(data), data.size)
        with reading_at_most(faiss, data.size):
            index = faiss.read_index(reader, faiss.IO_FLAG_MMAP_IFC)
        vectors = None
        if not isinstance(index, faiss.IndexFlat):
            check_lists(faiss, index)
            vectors = array_of(files[VECTORS_NAME], "float16", len(keys), index.d)
        store = cls(index, vectors, keys)
        store._beneath = (reader, data)
        return store

    def _nearest(
        self, queries: Vectors, depth: int, among: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int64]:
        """Rows, best first, -1 where there are no more."""
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

    def _choose_probes(self, vectors: Vectors, queries: Vectors) -> None:
        """The fewest lists, by powers of two, that find enough of the truly nearest."""
        faiss = _faiss()
        drawn = np.random.default_rng(_SEED).permutation(len(queries))[:_TRIED]
        tried = queries[np.sort(drawn)]
        _, truth = faiss.knn(tried, vectors, _K, metric=faiss.METRIC_INNER_PRODUCT)
        self._index.nprobe = 1
        while True:
            nearest = self._nearest(tried, _DEPTH)
            pairs = zip(truth.tolist(), nearest.tolist(), strict=True)
            self._recall = sum(len(set(t) & set(n)) for t, n in pairs) / int(truth.size)
            if self._recall >= _RECALL or self._index.nprobe == self._index.nlist:
                return
            self._index.nprobe = min(2 * self._index.nprobe, self._index.nlist)


def _lists(vectors: Vectors) -> Any:
    """An index by lists, at a byte a component."""
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
