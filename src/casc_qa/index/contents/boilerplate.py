"""Which sentences of a generation are boilerplate: by what they say, and because they stand in
document after document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from casc_qa.index.contents.arrays import array_of, as_npy, within
from casc_qa.text.boilerplate import find_boilerplate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.index.contents.arrays import Bytes
    from casc_qa.index.contents.passages import PassageTable

_FLAGS_NAME = "boilerplate.npy"
_SHARES_NAME = "boilerplate-shares.npy"
_FEWEST_DOCUMENTS = 3
_SHARE_OF_DOCUMENTS = 0.05


def boilerplate_flags(
    sentences: Sequence[Sequence[str]], keys: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """One entry a sentence. ``sentences`` are those of each document, ``keys`` a hash of each
    sentence, shape (all sentences, bytes), in the same order.
    """
    marks = chain.from_iterable(find_boilerplate(own) for own in sentences)
    by_words = np.fromiter(marks, np.bool_, len(keys))
    return by_words | _repeated([len(own) for own in sentences], keys)


def _repeated(sizes: Sequence[int], keys: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Which sentences stand in at least three documents and in one of twenty."""
    if not len(keys):
        return np.zeros(0, np.bool_)
    _, words = np.unique(keys, axis=0, return_inverse=True)
    document = np.repeat(np.arange(len(sizes)), sizes)
    pairs = np.unique(np.stack([words.reshape(-1), document]), axis=1)
    holders = np.bincount(pairs[0])
    least = max(_FEWEST_DOCUMENTS, _SHARE_OF_DOCUMENTS * len(sizes))
    repeated: NDArray[np.bool_] = (holders >= least)[words.reshape(-1)]
    return repeated


class Boilerplate:
    """What is marked, by sentence and by passage."""

    def __init__(self, flags: NDArray[np.bool_], shares: NDArray[np.float32]) -> None:
        """For ``build`` and ``load``; ``flags`` one entry a sentence, ``shares`` one a passage."""
        self._flags, self._shares = flags, shares

    @classmethod
    def build(cls, flags: NDArray[np.bool_], table: PassageTable) -> Boilerplate:
        """Of the marks that ``boilerplate_flags`` made of the table's sentences."""
        shares = []
        for key, passage in table.items():
            sizes = [span.end - span.start for span in passage.sentences]
            first = table.first_sentence(key)
            shares.append(float(np.dot(flags[first : first + len(sizes)], sizes)) / sum(sizes))
        return cls(flags, np.array(shares, np.float32))

    def among(self, first: int, count: int) -> list[bool]:
        """Which of ``count`` neighbouring sentences are boilerplate."""
        marked: list[bool] = self._flags[first : first + count].tolist()
        return marked

    def share(self, row: int) -> float:
        """Which part of the characters of the passage in this row is boilerplate, 0 to 1."""
        return float(self._shares[row])

    def save(self) -> dict[str, bytes]:
        """The files, name to bytes."""
        return {_FLAGS_NAME: as_npy(self._flags), _SHARES_NAME: as_npy(self._shares)}

    @classmethod
    def load(cls, files: Mapping[str, Bytes], table: PassageTable) -> Boilerplate:
        """What ``save`` gave. Raises KeyError for a missing file, ValueError for a misfit."""
        flags = array_of(files[_FLAGS_NAME], "bool", table.sentence_count)
        shares = array_of(files[_SHARES_NAME], "float32", len(table))
        if not within(flags.view("uint8"), 0, 1) or not within(shares, 0, 1.00001):
            raise ValueError("shares of boilerplate below 0 or above 1")
        return cls(flags, shares)
