"""Opens a published generation: every byte is checked against the manifest before it is parsed."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa.errors import CascQaError, FilesUnreadable, IndexDamaged
from casc_qa.index.contents.arrays import array_of
from casc_qa.index.contents.boilerplate import Boilerplate
from casc_qa.index.contents.passages import PassageKeys, PassageTable, load_table
from casc_qa.index.contents.postings import Lexical
from casc_qa.index.contents.records import (
    DOCUMENTS_NAME,
    PLACES_NAME,
    TEXTS_NAME,
    document_of,
    parse_records,
)
from casc_qa.index.contents.report import REPORT_NAME, parse_report
from casc_qa.index.contents.spellings import Spellings
from casc_qa.index.current import current_folder, is_name
from casc_qa.index.manifest import build_command, read_manifest
from casc_qa.index.vectors import VectorStore
from casc_qa.index.vectors.faiss_store import FaissStore
from casc_qa.index.vectors.sentence_vectors import SentenceVectors
from casc_qa.languages.glossary import Glossary, read_terms
from casc_qa.system import disk, small_files
from casc_qa.system.small_files import BadFile
from casc_qa.text.dates import iso_range
from casc_qa.types import EVERYTHING, Document, FileOutcome, Passage, Scope, Span

if TYPE_CHECKING:
    from mmap import mmap

    import numpy as np
    from numpy.typing import NDArray

    from casc_qa.index.contents.arrays import Bytes
    from casc_qa.types import Vectors

KEYS_NAME = "text-keys.npy"
GLOSSARY_NAME = "glossary.json"
NOT_FOR_ASKING = frozenset({KEYS_NAME, REPORT_NAME})
_KEY_BYTES = 16
_MISFIT = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
)
"""What reading files ends with that were not written together."""
_TEXTS_KEPT = 64
_LARGE = 32 << 20  # bytes


class Generation:
    """A generation opened for asking. It serves on, whatever is published after it was opened.

    Files are mapped, their hash is checked, and what is parsed are those very bytes: neither large
    arrays nor texts are copied into memory.
    """

    def __init__(self, folder: Path) -> None:
        """Raises IndexMissing, IndexIncompatible, IndexDamaged or FilesUnreadable."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        if is_name(folder.name) and folder.name != self.manifest.generation:
            raise self._damaged(f"it is generation {self.manifest.generation}")
        dimension = int(self.manifest.embedder["dimension"])
        asked = [name for name in self.manifest.files if name not in NOT_FOR_ASKING]
        with self._reading("its files"):
            files = self._all_checked(asked)
            self._texts, self._places = files[TEXTS_NAME], files[PLACES_NAME]
            self._glossary = bytes(files[GLOSSARY_NAME])
        with self._reading(DOCUMENTS_NAME):
            records = parse_records(files[DOCUMENTS_NAME], len(self._texts), len(self._places))
            self._records = {record["doc_id"]: record for record in records}
        with self._reading("its passages"):
            self.passages = load_table(list(self._records), files)
            self._check_counts()
        keys = self._keys = PassageKeys(self.passages)
        with self._reading("its vectors"):
            self.vectors: VectorStore = FaissStore.load(files, keys, dimension)
        with self._reading("its postings"):
            self.lexical = Lexical.load(files, keys)
        with self._reading("its sentences' vectors"):
            self.sentences = SentenceVectors.load(files, self.passages.sentence_count, dimension)
        with self._reading("its spellings"):
            self.spellings = Spellings.load(files)
        with self._reading("its marks of boilerplate"):
            self._boilerplate = Boilerplate.load(files, self.passages)
        # Not of self: no cycle.
        read = partial(
            _read_document, folder, self._records, (self._texts, self._places), self.passages
        )
        self.document = lru_cache(_TEXTS_KEPT)(read)

    def verify(self) -> None:
        """Checks the files that asking has no use for. Raises IndexDamaged or FilesUnreadable."""
        self.text_keys()
        self.outcomes()

    @cached_property
    def glossary(self) -> Glossary:
        """The terms of the documents' glossary. Raises IndexDamaged."""
        with self._reading(GLOSSARY_NAME):
            entries = small_files.parse_json(self._glossary, list[dict[str, list[str]]])
            return read_terms(entries)

    def text_keys(self) -> NDArray[np.uint8]:
        """Hashes of what was embedded, passages first, shape (passages + sentences, 16)."""
        count = len(self.passages) + self.passages.sentence_count
        with self._reading(KEYS_NAME):
            return array_of(self.checked(KEYS_NAME), "uint8", count, _KEY_BYTES)

    def outcomes(self) -> list[FileOutcome]:
        """What became of each file of the corpus. Raises IndexDamaged or FilesUnreadable."""
        with self._reading(REPORT_NAME):
            outcomes = parse_report(self.checked(REPORT_NAME))
            if {d for o in outcomes for d in o.doc_ids} - self._records.keys():
                raise ValueError("it names documents that are not there")
            return outcomes

    @property
    def doc_ids(self) -> list[str]:
        """Of all documents, in order."""
        return list(self._records)

    @cached_property
    def languages(self) -> frozenset[str | None]:
        """Of its documents, ISO 639-1; None where one's is not known."""
        return frozenset(record["language"] for record in self._records.values())

    def locations(self) -> dict[str, str]:
        """Every path in the corpus to the doc_id of the document that is there, copies included."""
        locations = {doc_id: doc_id for doc_id in self._records}
        for doc_id, record in self._records.items():
            locations |= {path: locations.get(path, doc_id) for path in record["also_at"]}
        return locations

    def describe(self, doc_id: str) -> dict[str, Any]:
        """A document's record without its text: title, date, language, url and so on."""
        return dict(self._records[doc_id])

    def read_document(self, doc_id: str) -> Document:
        """A document with its text, read anew. Raises IndexDamaged."""
        files = (self._texts, self._places)
        return _read_document(self.folder, self._records, files, self.passages, doc_id)

    def text_of(self, passage: Passage) -> str:
        """The passage's own words."""
        text: str = self.document(passage.doc_id).text
        return text[passage.start : passage.end]

    def sentence_vectors(self, passage: Passage) -> Vectors:
        """Of the passage's sentences, shape (sentences, dimension)."""
        first = self.passages.first_sentence(passage.passage_id)
        return self.sentences.rows(first, len(passage.sentences))

    def boilerplate(self, passage: Passage) -> list[bool]:
        """Which of the passage's sentences are boilerplate."""
        first = self.passages.first_sentence(passage.passage_id)
        return self._boilerplate.among(first, len(passage.sentences))

    def sentences_of(self, doc_id: str) -> tuple[list[Span], list[bool], range]:
        """A document's sentences in their order, which of them are boilerplate, and the rows of
        their vectors in ``sentences``.
        """
        spans = list(self.passages.sentences_of(doc_id))
        if not spans:
            return [], [], range(0)
        key = self.passages.key(self.passages.rows_of(doc_id).start)
        first = self.passages.first_sentence(key)
        rows = range(first, first + len(spans))
        return spans, self._boilerplate.among(first, len(spans)), rows

    def boilerplate_share(self, passage_id: str) -> float:
        """Which part of the passage is boilerplate, 0 to 1."""
        return self._boilerplate.share(self._keys.row(passage_id))

    def passages_in(self, scope: Scope) -> NDArray[np.bool_] | None:
        """Which passages ``scope`` lets answer, one entry a passage; None when it lets all."""
        if scope == EVERYTHING:
            return None
        return self.passages.of_documents(set(self.documents_in(scope)))

    def documents_in(self, scope: Scope) -> list[str]:
        """The doc_ids that ``scope`` lets answer, in order."""
        return [doc_id for doc_id in self._records if self._is_in(doc_id, scope)]

    def _is_in(self, doc_id: str, scope: Scope) -> bool:
        record = self._records[doc_id]
        if scope.doc_ids is not None and doc_id not in scope.doc_ids:
            return False
        if scope.languages is not None and record["language"] not in scope.languages:
            return False
        if scope.after is None and scope.before is None:
            return True
        if record["date"] is None:
            return False
        first, last = iso_range(record["date"])
        return (scope.after is None or last >= iso_range(scope.after)[0]) and (
            scope.before is None or first <= iso_range(scope.before)[1]
        )

    def _all_checked(self, names: Sequence[str]) -> dict[str, Bytes]:
        """The files, several at a time where they are large: hashing keeps one core busy."""
        if sum(int(self.manifest.files[name]["size"]) for name in names) < _LARGE:
            return {name: self.checked(name) for name in names}
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor() as pool:
            return dict(zip(names, pool.map(self.checked, names), strict=True))

    def checked(self, name: str) -> mmap | bytes:
        """A file's bytes, of the size and hash that the manifest gives. Raises IndexDamaged or
        FilesUnreadable, and KeyError for a file that the manifest does not name.
        """
        if Path(name).name != name:
            raise self._damaged(f"its manifest names {name!r}, outside its folder")
        expected = self.manifest.files[name]
        try:
            data = small_files.mapped(self.folder / name)
        except (OSError, BadFile) as error:
            if small_files.is_gone(error):
                why = small_files.why(error)
                raise self._damaged(f"{name} can't be read ({why})") from error
            raise FilesUnreadable.because(self.folder / name, error) from error
        if len(data) != expected["size"] or hashlib.sha256(data).hexdigest() != expected["sha256"]:
            raise self._damaged(f"{name} is not what was written")
        disk.forget_pages(data)
        return data

    def _check_counts(self) -> None:
        """Raises ValueError where the manifest counts other documents or passages."""
        counts = {"documents": len(self._records), "passages": len(self.passages)}
        if counts != self.manifest.counts:
            raise ValueError(f"{counts} in place of {dict(self.manifest.counts)}")

    def _damaged(self, what: str) -> IndexDamaged:
        return _damaged(self.folder, what)

    @contextlib.contextmanager
    def _reading(self, what: str) -> Iterator[None]:
        """Turns what reading a part ends with, that is not as we write it, into IndexDamaged."""
        try:
            yield
        except KeyError as error:
            raise self._damaged(f"its manifest names no {error}") from error
        except MemoryError as error:
            raise FilesUnreadable.because(self.folder, OSError("not enough memory")) from error
        except _MISFIT as error:
            why = small_files.why(error)
            raise self._damaged(f"{what} can't have been written so ({why})") from error


def _damaged(folder: Path, what: str) -> IndexDamaged:
    again = build_command(folder.parent.parent)
    return IndexDamaged(f"The index in {folder} is damaged: {what}. Build it again with: {again}")


def _read_document(
    folder: Path,
    records: Mapping[str, dict[str, Any]],
    files: tuple[Bytes, Bytes],
    passages: PassageTable,
    doc_id: str,
) -> Document:
    try:
        document = document_of(records[doc_id], *files)
    except ValueError as error:
        raise _damaged(folder, f"{doc_id} can't be read ({small_files.why(error)})") from error
    if passages.end_of(doc_id) > len(document.text):
        raise _damaged(folder, f"passages of {doc_id} reach beyond its text")
    return document


def open_current(index: Path) -> Generation:
    """The generation in use. Raises IndexMissing, IndexIncompatible or IndexDamaged."""
    while True:
        folder = current_folder(index)
        try:
            return Generation(folder)
        except CascQaError:
            if current_folder(index) == folder:
                raise
            # Several builds have ended since, and the last of them has dropped it.
