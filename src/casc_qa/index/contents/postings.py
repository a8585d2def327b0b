"""Postings and BM25. The only module that imports bm25s, which makes the postings while building.

Each posting holds the finished weight of a token in a passage, so that asking only adds up; the
library stays out of the question path, because scipy, which it loads, takes longer than a whole
question. Tokens, order and file formats are ours (.npy and JSON, never pickle).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from casc_qa.index.contents.arrays import array_of, as_npy, within
from casc_qa.index.ranking import best_first
from casc_qa.system.small_files import parse_json
from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.index.contents.arrays import Bytes
    from casc_qa.index.contents.keys import Keys

K1 = 0.6
B = 0.4
_ARRAYS = ("data", "indices", "indptr")
_DTYPES = ("float32", "int32", "int64")
_MOST_WEIGHT = 1000
_BLOCK = 1 << 20  # postings looked at together
_VOCABULARY = "vocabulary.json"


class Weighed:
    """BM25 of every passage, for one query."""

    def __init__(self, scores: NDArray[np.float32], keys: Keys) -> None:
        """For ``Lexical.weigh`` alone; ``scores`` are in the order of ``keys``."""
        self._scores, self._keys = scores, keys

    def best(self, depth: int, among: NDArray[np.bool_] | None = None) -> list[ScoredPassage]:
        """The ``depth`` best passages that share a token with the query, of all or of those that
        ``among``, one entry a passage, lets through.
        """
        scores = self._scores if among is None else np.where(among, self._scores, 0)
        rows = np.flatnonzero(scores > 0)
        if len(rows) > depth:
            least = np.partition(scores[rows], -depth)[-depth]
            rows = rows[scores[rows] >= least]
        first = rows[np.lexsort((rows, -scores[rows]))][:depth].tolist()
        return best_first(ScoredPassage(self._keys[row], float(scores[row])) for row in first)

    def scores(self, passage_ids: Sequence[str]) -> list[float]:
        """Of each of these passages."""
        return [float(self._scores[self._keys.row(key)]) for key in passage_ids]


class Lexical:
    """BM25 (Lucene's variant) over the tokens of passages."""

    def __init__(
        self,
        keys: Keys,
        vocabulary: Mapping[str, int],
        arrays: Mapping[str, NDArray[Any]],
    ) -> None:
        """For ``build`` and ``load`` alone; ``arrays`` are those of a sparse matrix by columns,
        passages down, tokens across.
        """
        self._keys = keys
        self._vocabulary = vocabulary
        self._weights, self._holders, self._offsets = (arrays[name] for name in _ARRAYS)

    @classmethod
    def build(cls, keys: Keys, token_lists: Sequence[Sequence[str]]) -> Lexical:
        """Postings of ``token_lists``, one list a passage."""
        import bm25s

        vocabulary: dict[str, int] = {}
        numbered = [[vocabulary.setdefault(t, len(vocabulary)) for t in ts] for ts in token_lists]
        model = bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")
        with np.errstate(invalid="ignore"):  # the mean length of passages without tokens
            model.index((numbered, vocabulary), create_empty_token=False, show_progress=False)
        return cls(keys, vocabulary, _by_row(model.scores))

    def weigh(self, query_tokens: Iterable[tuple[str, float]]) -> Weighed:
        """Every passage's BM25 for a query's tokens, each with its weight."""
        scores = np.zeros(len(self._keys), np.float32)
        for token, weight in query_tokens:
            number = self._vocabulary.get(token)
            if number is None:
                continue
            postings = slice(self._offsets[number], self._offsets[number + 1])
            gained = self._weights[postings]
            # Each passage stands once in a posting list.
            scores[self._holders[postings]] += gained if weight == 1 else gained * weight
        return Weighed(scores, self._keys)

    @property
    def vocabulary(self) -> Collection[str]:
        """Every token of the passages."""
        return self._vocabulary.keys()

    def is_within(self, token: str, rows: range) -> bool:
        """Whether any of these neighbouring passages holds ``token``."""
        number = self._vocabulary.get(token)
        if number is None:
            return False
        holders = self._holders[self._offsets[number] : self._offsets[number + 1]]
        at = int(holders.searchsorted(rows.start))
        return at < len(holders) and int(holders[at]) < rows.stop

    def document_frequency(self, token: str) -> int:
        """How many passages hold ``token``."""
        number = self._vocabulary.get(token)
        if number is None:
            return 0
        return int(self._offsets[number + 1] - self._offsets[number])

    def __len__(self) -> int:
        return len(self._keys)

    def save(self) -> dict[str, bytes]:
        """The postings as files: name to bytes."""
        arrays = (self._weights, self._holders, self._offsets)
        files = {_file(name): as_npy(array) for name, array in zip(_ARRAYS, arrays, strict=True)}
        vocabulary = json.dumps(self._vocabulary, ensure_ascii=False)
        return files | {_VOCABULARY: vocabulary.encode()}

    @classmethod
    def load(cls, files: Mapping[str, Bytes], keys: Keys) -> Lexical:
        """The postings that ``save`` gave. Raises KeyError for a missing file, ValueError when they
        don't fit together.
        """
        arrays = {
            name: array_of(files[_file(name)], dtype, None)
            for name, dtype in zip(_ARRAYS, _DTYPES, strict=True)
        }
        vocabulary = parse_json(files[_VOCABULARY], dict[str, int])
        _check_vocabulary(vocabulary, len(arrays["indptr"]))
        _check_postings(arrays, len(keys))
        return cls(keys, vocabulary, arrays)


def _check_vocabulary(vocabulary: Mapping[str, int], offsets: int) -> None:
    """Every token has a posting list of its own. Raises ValueError."""
    if offsets != len(vocabulary) + 1:
        raise ValueError("postings and vocabulary differ in size")
    numbers = np.fromiter(vocabulary.values(), np.int64, len(vocabulary))
    if not within(numbers, 0, offsets - 2) or np.bincount(numbers).max(initial=1) > 1:
        raise ValueError("tokens that share a posting list, or have none")


def _check_postings(arrays: Mapping[str, NDArray[Any]], passages: int) -> None:
    """Each list holds passages that exist, in order and each once. Raises ValueError."""
    weights, holders, offsets = (arrays[name] for name in _ARRAYS)
    count = len(holders)
    if not len(weights) == count == offsets[-1] or offsets[0] or (offsets[1:] < offsets[:-1]).any():
        raise ValueError("postings that don't fit their bounds")
    if not within(holders, 0, passages - 1) or not within(weights, 0, _MOST_WEIGHT):
        raise ValueError("postings of passages that are not there, or without a weight")
    starts = np.zeros(count + 1, np.bool_)
    starts[offsets] = True  # where a new list begins, a lower number may follow
    for first in range(0, count - 1, _BLOCK):
        block = holders[first : first + _BLOCK + 1]
        if ((block[1:] <= block[:-1]) & ~starts[first + 1 : first + len(block)]).any():
            raise ValueError("postings out of order")


def _by_row(scores: Mapping[str, Any]) -> dict[str, NDArray[Any]]:
    """The postings of each token in the order of their passages, which the library leaves open."""
    offsets = np.asarray(scores["indptr"])
    tokens = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    order = np.lexsort((scores["indices"], tokens))
    return {
        "data": np.asarray(scores["data"])[order],
        "indices": np.asarray(scores["indices"])[order],
        "indptr": offsets,
    }


def _file(array: str) -> str:
    return f"postings-{array}.npy"
