"""Postings and BM25, by bm25s. The only module that imports it.

The library scores; tokens, order and file formats are ours (.npy and JSON, never pickle).
"""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from casc_qa.scoring.fusion import ordered
from casc_qa.types import ScoredPassage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1 = 0.6
B = 0.4
_ARRAYS = ("data", "indices", "indptr")
_VOCABULARY = "vocabulary.json"


class Weighed:
    """BM25 of every passage, for one query."""

    def __init__(
        self, scores: NDArray[np.float32], passage_ids: Sequence[str], rows: Mapping[str, int]
    ) -> None:
        """For ``Lexical.weigh`` alone; ``scores`` are in the order of ``passage_ids``."""
        self._scores, self._ids, self._rows = scores, passage_ids, rows

    def best(self, depth: int, among: Collection[str] | None = None) -> list[ScoredPassage]:
        """The ``depth`` best passages that share a token with the query, of all or of ``among``."""
        import numpy as np

        rows = np.flatnonzero(self._scores > 0)
        if among is not None:
            rows = rows[np.isin(rows, [self._rows[key] for key in among])]
        first = rows[np.lexsort((rows, -self._scores[rows]))][:depth]
        return ordered(ScoredPassage(self._ids[row], float(self._scores[row])) for row in first)

    def scores(self, passage_ids: Sequence[str]) -> list[float]:
        """Of each of these passages."""
        return [float(self._scores[self._rows[key]]) for key in passage_ids]


class Lexical:
    """BM25 (Lucene's variant) over the tokens of passages."""

    def __init__(self, passage_ids: Sequence[str], model: Any) -> None:
        """For ``build`` and ``load`` alone; ``model`` is a bm25s.BM25."""
        self._ids = list(passage_ids)
        self._rows = {key: row for row, key in enumerate(passage_ids)}
        self._model = model

    @classmethod
    def build(cls, passage_ids: Sequence[str], token_lists: Sequence[Sequence[str]]) -> Lexical:
        """Postings of ``token_lists``, one list a passage."""
        import numpy as np

        vocabulary: dict[str, int] = {}
        numbered = [[vocabulary.setdefault(t, len(vocabulary)) for t in ts] for ts in token_lists]
        model = _new_model()
        with np.errstate(invalid="ignore"):  # the mean length of passages without tokens
            model.index((numbered, vocabulary), create_empty_token=False, show_progress=False)
        return cls(passage_ids, model)

    def weigh(self, query_tokens: Sequence[str]) -> Weighed:
        """Every passage's BM25 for a query."""
        import numpy as np

        known = [self._model.vocab_dict[t] for t in query_tokens if t in self._model.vocab_dict]
        if not known:
            return Weighed(np.zeros(len(self._ids), np.float32), self._ids, self._rows)
        return Weighed(self._model.get_scores_from_ids(known), self._ids, self._rows)

    def document_frequency(self, token: str) -> int:
        """How many passages hold ``token``."""
        number = self._model.vocab_dict.get(token)
        if number is None:
            return 0
        bounds = self._model.scores["indptr"]
        return int(bounds[number + 1] - bounds[number])

    def __len__(self) -> int:
        return len(self._ids)

    def save(self) -> dict[str, bytes]:
        """The postings as files: name to bytes."""
        files = {f"postings-{name}.npy": _as_npy(self._model.scores[name]) for name in _ARRAYS}
        vocabulary = json.dumps(self._model.vocab_dict, ensure_ascii=False)
        return files | {_VOCABULARY: vocabulary.encode()}

    @classmethod
    def load(cls, files: Mapping[str, bytes], passage_ids: Sequence[str]) -> Lexical:
        """The postings that ``save`` gave. Raises ValueError when they don't fit together."""
        model = _new_model()
        model.scores = {name: _from_npy(files[f"postings-{name}.npy"]) for name in _ARRAYS}
        model.scores["num_docs"] = len(passage_ids)
        model.vocab_dict = json.loads(files[_VOCABULARY])
        model.unique_token_ids_set = set(model.vocab_dict.values())
        model.nonoccurrence_array = None
        if len(model.scores["indptr"]) != len(model.vocab_dict) + 1:
            raise ValueError("postings and vocabulary differ in size")
        return cls(passage_ids, model)


def _new_model() -> Any:
    import bm25s

    return bm25s.BM25(k1=K1, b=B, method="lucene", backend="numpy")


def _as_npy(array: NDArray[Any]) -> bytes:
    import numpy as np

    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _from_npy(data: bytes) -> NDArray[Any]:
    import numpy as np

    array: NDArray[Any] = np.load(io.BytesIO(data), allow_pickle=False)
    return array
