"""Vectors of all sentences, a byte a component: sentences are scored by these while asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from casc_qa.index.contents.arrays import array_of, as_npy, within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.index.contents.arrays import Bytes
    from casc_qa.types import Vectors

_CODES_NAME = "sentence-codes.npy"
_SCALES_NAME = "sentence-scales.npy"
_STEPS = 127  # of a signed byte


class SentenceVectors:
    """Rows of bytes, each with the scale that makes components of them.

    A cosine with a unit vector is off by some .0004 (a standard deviation, 384 dimensions), at a
    quarter of the size.
    """

    def __init__(self, codes: NDArray[np.int8], scales: NDArray[np.float32]) -> None:
        """For ``build`` and ``load``."""
        self._codes, self._scales = codes, scales

    @classmethod
    def build(cls, vectors: Vectors) -> SentenceVectors:
        """Of unit vectors, shape (sentences, dimension)."""
        highest = np.abs(vectors).max(axis=1, initial=0.0)
        scales = (highest / _STEPS).clip(np.finfo(np.float32).tiny).astype(np.float32)
        return cls(np.rint(vectors / scales[:, None]).astype(np.int8), scales)

    def rows(self, first: int, count: int) -> Vectors:
        """The vectors of ``count`` neighbouring sentences, shape (count, dimension)."""
        part = slice(first, first + count)
        vectors: Vectors = self._codes[part] * self._scales[part, None]
        return vectors

    def take(self, rows: NDArray[np.int64]) -> SentenceVectors:
        """These sentences alone, bytes and all."""
        return SentenceVectors(self._codes[rows], self._scales[rows])

    def drawn(self, count: int) -> Vectors:
        """About ``count`` vectors, evenly from all, shape (about count, dimension)."""
        step = max(1, len(self) // count)
        vectors: Vectors = self._codes[::step] * self._scales[::step, None]
        return vectors

    @classmethod
    def woven(
        cls, parts: Iterable[tuple[NDArray[np.int64], SentenceVectors]], count: int
    ) -> SentenceVectors:
        """``count`` sentences from one part or more, each with the rows that its sentences take;
        no two parts need to be there at once.
        """
        codes, scales = np.empty((count, 0), np.int8), np.empty(count, np.float32)
        for rows, part in parts:
            if not codes.shape[1]:
                codes = np.empty((count, part._codes.shape[1]), np.int8)
            codes[rows], scales[rows] = part._codes, part._scales
        return cls(codes, scales)

    def __len__(self) -> int:
        return len(self._codes)

    def save(self) -> dict[str, bytes]:
        """The files, name to bytes."""
        return {_CODES_NAME: as_npy(self._codes), _SCALES_NAME: as_npy(self._scales)}

    @classmethod
    def load(
        cls, files: Mapping[str, Bytes], count: int, dimension: int | None = None
    ) -> SentenceVectors:
        """What ``save`` gave. Raises KeyError for a missing file, ValueError when they don't fit
        together or hold other than ``count`` sentences.
        """
        try:
            codes = array_of(files[_CODES_NAME], "int8", count, dimension)
            scales = array_of(files[_SCALES_NAME], "float32", count)
        except ValueError as error:
            raise ValueError(f"vectors that don't fit {count} sentences: {error}") from error
        if not within(scales, 0, 1):
            raise ValueError("scales of sentences below 0 or above 1")
        return cls(codes, scales)
