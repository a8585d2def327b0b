"""What the generation in use spares a build: documents whose bytes are the same are not read again,
and a text that is known keeps its vector's bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from casc_qa.errors import IndexDamaged, IndexIncompatible, IndexMissing
from casc_qa.index.generation import Generation, open_current
from casc_qa.index.vectors.sentence_vectors import SentenceVectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.embedding import Embedder
    from casc_qa.types import Document, FileOutcome, Passage, Report, Vectors

_KEY_BYTES = 16
_BLOCK = 16_384  # texts that are embedded together; sentences then become bytes


class Embedded(NamedTuple):
    """The vectors of a new generation."""

    passages: Vectors
    sentences: SentenceVectors
    keys: NDArray[np.uint8]
    """Hashes of what was embedded, shape (passages + sentences, 16), passages first."""
    reused: int
    """How many of these were known."""


def known_generation(index: Path, embedder_fingerprint: str) -> Generation | None:
    """The generation in use, when its vectors are those of this embedder and it is sound. Raises
    FilesUnreadable when that can't be determined.
    """
    try:
        generation = open_current(index)
        generation.verify()
    except (IndexMissing, IndexDamaged, IndexIncompatible):
        return None
    same = generation.manifest.embedder["fingerprint"] == embedder_fingerprint
    return generation if same else None


class KnownDocuments:
    """The documents of a generation, for a build that would read the same from the same bytes."""

    def __init__(self, generation: Generation) -> None:
        """Raises IndexDamaged or FilesUnreadable when the generation's report can't be read."""
        self._generation = generation
        self._given: set[str] = set()  # doc_ids that were handed out
        self._outcomes = {o.path: o for o in generation.outcomes() if o.outcome == "indexed"}

    def read_before(self, path: str, sha256: str) -> tuple[list[Document], FileOutcome] | None:
        """What the file gave when it had these bytes; None when that is not known."""
        outcome = self._outcomes.get(path)
        if outcome is None:
            return None
        documents = [self._generation.read_document(doc_id) for doc_id in outcome.doc_ids]
        if any(document.sha256 != sha256 for document in documents):
            return None
        self._given.update(outcome.doc_ids)
        return documents, outcome

    def passages(self, doc_id: str) -> Iterator[Passage] | None:
        """The passages of a document that ``read_before`` gave; None for any other."""
        if doc_id not in self._given:
            return None
        table = self._generation.passages
        return (table[table.key(row)] for row in table.rows_of(doc_id))


def embed(
    passages: Sequence[str],
    sentences: Sequence[str],
    embedder_for: Callable[[Sequence[str]], Embedder],
    known: Generation | None,
    report: Report,
) -> Embedded:
    """The vectors of all texts, those in ``known`` taken from there; ``embedder_for`` gives what
    embeds the others.
    """
    keys = text_keys([*passages, *sentences])
    of_passages, of_sentences = _rows_of(known)
    old_passages = _known_rows(keys[: len(passages)], of_passages)
    old_sentences = _known_rows(keys[len(passages) :], of_sentences)
    new_passages = np.flatnonzero(old_passages < 0)
    new_sentences = np.flatnonzero(old_sentences < 0)
    texts = [passages[row] for row in new_passages.tolist()]
    texts += [sentences[row] for row in new_sentences.tolist()]
    vectors_of = _Embedding(embedder_for(texts), len(texts), report)

    vectors = _passage_vectors(passages, old_passages, vectors_of, known)

    def parts() -> Iterator[tuple[NDArray[np.int64], SentenceVectors]]:
        for rows in _blocks(new_sentences):
            block = vectors_of([sentences[row] for row in rows.tolist()])
            yield rows, SentenceVectors.build(block)
        if known:
            again = np.flatnonzero(old_sentences >= 0)
            yield again, known.sentences.take(old_sentences[again])

    reused = len(keys) - len(texts)
    return Embedded(vectors, SentenceVectors.woven(parts(), len(sentences)), keys, reused)


def _passage_vectors(
    passages: Sequence[str],
    old_rows: NDArray[np.int64],
    vectors_of: _Embedding,
    known: Generation | None,
) -> Vectors:
    """Of all passages; ``old_rows`` is where each stands in ``known``, -1 where it does not."""
    vectors: Vectors = np.empty((len(passages), vectors_of.dimension), np.float32)
    for rows in _blocks(np.flatnonzero(old_rows < 0)):
        vectors[rows] = vectors_of([passages[row] for row in rows.tolist()])
    if known:
        kept = np.flatnonzero(old_rows >= 0)
        keys = [known.passages.key(row) for row in old_rows[kept]]
        vectors[kept] = known.vectors.vectors(keys)
    return vectors


def _blocks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """So many rows at a time."""
    for first in range(0, len(rows), _BLOCK):
        yield rows[first : first + _BLOCK]


def text_keys(texts: Iterable[str]) -> NDArray[np.uint8]:
    """A hash of each text, shape (texts, 16)."""
    hashes = (hashlib.blake2b(text.encode(), digest_size=_KEY_BYTES).digest() for text in texts)
    return np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, _KEY_BYTES)


def _rows_of(known: Generation | None) -> tuple[dict[bytes, int], dict[bytes, int]]:
    """Key to row, of passages and of sentences."""
    if known is None:
        return {}, {}
    rows = [row.tobytes() for row in known.text_keys()]
    count = len(known.passages)
    passages = {key: row for row, key in enumerate(rows[:count])}
    return passages, {key: row for row, key in enumerate(rows[count:])}


def _known_rows(keys: NDArray[np.uint8], rows: dict[bytes, int]) -> NDArray[np.int64]:
    """The known row of each key, -1 where there is none."""
    return np.array([rows.get(key.tobytes(), -1) for key in keys], np.int64)


class _Embedding:
    """Embeds block after block, and tells how much of all is done."""

    def __init__(self, embedder: Embedder, total: int, report: Report) -> None:
        self._embedder, self._total, self._report = embedder, total, report
        self._done = 0
        self.dimension = embedder.info.dimension
        """Of the vectors."""
        if total:
            report("embedding", 0, total)

    def __call__(self, texts: Sequence[str]) -> Vectors:
        return self._embedder.embed_passages(texts, self._progress)

    def _progress(self, more: int) -> None:
        self._done += more
        self._report("embedding", self._done, self._total)
