"""All passages of a generation as columns of numbers; a Passage is made when one is asked for."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from casc_qa.index.contents.arrays import array_of, as_npy, within
from casc_qa.system.small_files import parse_json
from casc_qa.text.chunking import passage_id
from casc_qa.types import Passage, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from casc_qa.index.contents.arrays import Bytes

PASSAGES_NAME = "passages.npy"
SENTENCES_NAME = "sentences.npy"
HEADINGS_NAME = "headings.json"
_DOCUMENT, _START, _END, _HEADING, _FIRST, _COUNT = range(6)  # columns of passages.npy
_NONE = -1  # no heading
_MOST_CHARS = (1 << 31) - 1  # of a document
_RECENT = 10_000  # keys whose rows are remembered: what was just found is scored next


class PassageTable(Mapping[str, Passage]):
    """passage_id to Passage, in the order of the vectors.

    Sentences are numbered through: each once, though neighbouring passages share some, so that
    those of a passage follow one another.
    """

    def __init__(
        self,
        doc_ids: Sequence[str],
        headings: Sequence[str],
        columns: NDArray[np.int32],
        sentences: NDArray[np.int32],
    ) -> None:
        """For ``build_table`` and ``load_table``; ``columns`` are those of passages.npy, shape
        (passages, 6), ``sentences`` the start and end of each, shape (sentences, 2).
        """
        self._doc_ids, self._headings = doc_ids, headings
        self._columns, self._sentences = columns, sentences
        numbers = np.arange(len(doc_ids) + 1)
        # Of each document, and behind the last of all.
        self._first_rows = np.searchsorted(columns[:, _DOCUMENT], numbers)
        self._numbers = {doc_id: number for number, doc_id in enumerate(doc_ids)}

    def __len__(self) -> int:
        return len(self._columns)

    def __iter__(self) -> Iterator[str]:
        return (self.key(row) for row in range(len(self)))

    def __getitem__(self, key: str) -> Passage:
        document, start, end, heading, first, count = self._columns[self.row(key)].tolist()
        spans = self._sentences[first : first + count].tolist()
        return Passage(
            key,
            self._doc_ids[document],
            start,
            end,
            None if heading == _NONE else self._headings[heading],
            tuple(Span(*span) for span in spans),
        )

    def key(self, row: int) -> str:
        """The passage_id in this row."""
        document, start, end = self._columns[row, :_HEADING].tolist()
        return passage_id(self._doc_ids[document], start, end)

    def row(self, key: str) -> int:
        """The row of the passage. Raises KeyError for one that is not there."""
        doc_id, _, offsets = key.rpartition("@")
        document = self._numbers[doc_id]
        first, last = self._first_rows[document], self._first_rows[document + 1]
        start, _, end = offsets.partition("-")
        own = self._columns[first:last, _START:_HEADING]
        is_this = (own == (int(start), int(end))).all(axis=1)
        if not is_this.any():
            raise KeyError(key)
        return int(first + is_this.argmax())

    def rows_of(self, doc_id: str) -> range:
        """The rows of a document's passages."""
        number = self._numbers[doc_id]
        return range(int(self._first_rows[number]), int(self._first_rows[number + 1]))

    def first_sentence(self, key: str) -> int:
        """The number of the passage's first sentence."""
        return int(self._columns[self.row(key), _FIRST])

    def doc_id_of(self, key: str) -> str:
        """The document that holds the passage."""
        return key.rpartition("@")[0]

    def end_of(self, doc_id: str) -> int:
        """Where the last of the document's passages ends; 0 without any."""
        rows = self.rows_of(doc_id)
        return int(self._columns[rows.start : rows.stop, _END].max(initial=0))

    def sentences_of(self, doc_id: str, most: int | None = None) -> Iterator[Span]:
        """The document's sentences, each once, in the order of their numbers; ``most`` of them at
        most.
        """
        rows = self.rows_of(doc_id)
        own = self._columns[rows.start : rows.stop]
        first = own[:, _FIRST].min(initial=len(self._sentences))
        end = (own[:, _FIRST] + own[:, _COUNT]).max(initial=first)
        end = end if most is None else min(end, first + most)
        return map(Span, *self._sentences[first:end].T.tolist())

    def sentences_before(self, key: str, sentence: Span, most: int) -> list[Span]:
        """The sentences before one of a passage, the nearest first; ``most`` of them at most."""
        number = self.first_sentence(key) + self[key].sentences.index(sentence)
        first = self.first_sentence(self.key(self.rows_of(self.doc_id_of(key)).start))
        before = self._sentences[max(first, number - most) : number]
        return [Span(*row) for row in before[::-1].tolist()]

    def sentences_after(self, key: str, sentence: Span, most: int) -> list[Span]:
        """The sentences after one of a passage, in order; ``most`` of them at most."""
        number = self.first_sentence(key) + self[key].sentences.index(sentence)
        last = self.key(self.rows_of(self.doc_id_of(key)).stop - 1)
        end = self.first_sentence(last) + len(self[last].sentences)
        after = self._sentences[number + 1 : min(end, number + 1 + most)]
        return [Span(*row) for row in after.tolist()]

    @property
    def sentence_count(self) -> int:
        """How many sentences there are."""
        return len(self._sentences)

    def of_documents(self, doc_ids: Collection[str]) -> NDArray[np.bool_]:
        """Which rows belong to these documents."""
        wanted = np.array([doc_id in doc_ids for doc_id in self._doc_ids], np.bool_)
        return wanted[self._columns[:, _DOCUMENT]]

    def save(self) -> dict[str, bytes]:
        """The files, name to bytes."""
        return {
            PASSAGES_NAME: as_npy(self._columns),
            SENTENCES_NAME: as_npy(self._sentences),
            HEADINGS_NAME: json.dumps(self._headings, ensure_ascii=False).encode(),
        }


class PassageKeys:
    """The table's passage_ids by row, for the stores."""

    def __init__(self, table: PassageTable) -> None:
        """Of all passages in ``table``."""
        self._table = table
        self._recent: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, row: int, /) -> str:
        key = self._table.key(row)
        if len(self._recent) >= _RECENT:
            self._recent = {}
        self._recent[key] = row
        return key

    def row(self, key: str) -> int:
        """The row of the passage. Raises KeyError for one that is not there."""
        row = self._recent.get(key)
        return self._table.row(key) if row is None else row


def build_table(doc_ids: Sequence[str], passages: Iterable[Passage]) -> PassageTable:
    """Of passages in the order of their documents, which is that of ``doc_ids``; none is needed
    again once the next is taken.
    """
    numbers = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    headings: dict[str, int] = {}
    columns, sentences = array("i"), array("i")  # rows one after the other
    document, known = -1, dict[Span, int]()
    for passage in passages:
        if numbers[passage.doc_id] != document:
            document, known = numbers[passage.doc_id], {}
        for span in passage.sentences:
            if span not in known:
                known[span] = len(sentences) // 2
                sentences.extend(span)
        heading = _NONE
        if passage.heading is not None:
            heading = headings.setdefault(passage.heading, len(headings))
        first, count = known[passage.sentences[0]], len(passage.sentences)
        columns.extend((document, passage.start, passage.end, heading, first, count))
    return PassageTable(
        doc_ids,
        list(headings),
        np.array(columns, np.int32).reshape(-1, _COUNT + 1),
        np.array(sentences, np.int32).reshape(-1, 2),
    )


def load_table(doc_ids: Sequence[str], files: Mapping[str, Bytes]) -> PassageTable:
    """What ``save`` gave. Raises KeyError for a missing file, ValueError for what it can't be."""
    columns = array_of(files[PASSAGES_NAME], "int32", None, _COUNT + 1)
    sentences = array_of(files[SENTENCES_NAME], "int32", None, 2)
    headings = parse_json(files[HEADINGS_NAME], list[str])
    _check_columns(columns, len(doc_ids), len(headings))
    _check_sentences(columns, sentences)
    return PassageTable(doc_ids, headings, columns, sentences)


def _check_columns(columns: NDArray[np.int32], documents: int, headings: int) -> None:
    """Passages lie in existing documents, in order, and are told apart by their offsets.
    Raises ValueError.
    """
    held, starts, ends = columns[:, _DOCUMENT], columns[:, _START], columns[:, _END]
    if not within(held, 0, documents - 1) or (held[1:] < held[:-1]).any():
        raise ValueError("passages of documents that are not there, or out of order")
    if not within(columns[:, _HEADING], _NONE, headings - 1):
        raise ValueError("passages under headings that are not there")
    if not within(starts, 0, _MOST_CHARS) or (ends <= starts).any():
        raise ValueError("passages that end before they start")
    same = held[1:] == held[:-1]
    if (same & (starts[1:] < starts[:-1])).any() or (
        same & (starts[1:] == starts[:-1]) & (ends[1:] <= ends[:-1])
    ).any():
        raise ValueError("passages of a document out of order")


def _check_sentences(columns: NDArray[np.int32], sentences: NDArray[np.int32]) -> None:
    """Each passage holds sentences, one after the other, and none reaches beyond it. Raises
    ValueError.
    """
    firsts, counts = columns[:, _FIRST].astype(np.int64), columns[:, _COUNT]
    if not len(columns):
        return
    if not within(firsts, 0, len(sentences) - 1) or not within(counts, 1, len(sentences)):
        raise ValueError("passages of sentences that are not there")
    lasts = firsts + counts - 1
    if lasts.max() >= len(sentences) or (sentences[:, 1] < sentences[:, 0]).any():
        raise ValueError("sentences that are not there, or end before they start")
    if (sentences[firsts, 0] < columns[:, _START]).any() or (
        sentences[lasts, 1] > columns[:, _END]
    ).any():
        raise ValueError("sentences beyond their passage")
    jumps = np.concatenate([[0], np.cumsum(sentences[1:, 0] < sentences[:-1, 1])])
    if (jumps[lasts] != jumps[firsts]).any():
        raise ValueError("sentences of a passage out of order")
