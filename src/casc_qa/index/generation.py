"""Opens a published generation: every byte is checked against the manifest before it is parsed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casc_qa import disk
from casc_qa.arrays import from_npy
from casc_qa.errors import CascQaError, IndexDamaged, IndexMissing
from casc_qa.index.boilerplate import Boilerplate
from casc_qa.index.manifest import build_command, read_manifest
from casc_qa.index.passages import PassageKeys, load_table
from casc_qa.index.records import (
    DOCUMENTS_NAME,
    TEXTS_NAME,
    document_of,
    parse_records,
)
from casc_qa.index.report import REPORT_NAME, parse_report
from casc_qa.index.spellings import Spellings
from casc_qa.lexical import Lexical
from casc_qa.stores import VectorStore
from casc_qa.stores.faiss_store import FaissStore
from casc_qa.stores.sentence_vectors import SentenceVectors
from casc_qa.text.dates import iso_range
from casc_qa.text.glossary import Phrasebook
from casc_qa.text.terms import parse_glossary
from casc_qa.types import EVERYTHING, Document, FileOutcome, Manifest, Passage, Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from casc_qa.arrays import Bytes
    from casc_qa.types import Vectors

CURRENT_NAME = "current"
GENERATIONS_NAME = "generations"
KEYS_NAME = "text-keys.npy"
GLOSSARY_NAME = "glossary.json"
NOT_FOR_ASKING = frozenset({KEYS_NAME, REPORT_NAME})
_ID = re.compile(r"[0-9a-f]{8,64}")
_TEXTS_KEPT = 64
_LARGE = 32 << 20  # bytes


class Generation:
    """A generation opened for asking. It serves on, whatever is published after it was opened.

    Files are mapped, their hash is checked, and what is parsed are those very bytes: neither large
    arrays nor texts are copied into memory.
    """

    def __init__(self, folder: Path) -> None:
        """Raises IndexMissing, IndexIncompatible or IndexDamaged."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        asked = [name for name in self.manifest.files if name not in NOT_FOR_ASKING]
        try:
            files = self._all_checked(asked)
            self._texts = files[TEXTS_NAME]
            self._records = {r["doc_id"]: r for r in parse_records(files[DOCUMENTS_NAME])}
            self.passages = load_table(list(self._records), files)
            keys = self._keys = PassageKeys(self.passages)
            self.vectors: VectorStore = FaissStore.load(files, keys)
            self.lexical = Lexical.load(files, keys)
            self.sentences = SentenceVectors.load(files, self.passages.sentence_count)
            self.spellings = Spellings.load(files)
            self._glossary = bytes(files[GLOSSARY_NAME])
            self._boilerplate = Boilerplate.load(files, self.passages)
        except (KeyError, ValueError, TypeError, RuntimeError) as error:
            raise self._damaged(f"its files do not fit together ({error})") from error
        read = partial(_read_document, self._records, self._texts)  # not of self: no cycle
        self.document = lru_cache(_TEXTS_KEPT)(read)

    def verify(self) -> None:
        """Checks the files that asking has no use for. Raises IndexDamaged."""
        for name in sorted(NOT_FOR_ASKING & set(self.manifest.files)):
            self.checked(name)

    @cached_property
    def phrasebook(self) -> Phrasebook:
        """The glossary, ready to be used on questions."""
        return Phrasebook(parse_glossary(self._glossary))

    def text_keys(self) -> NDArray[np.uint8]:
        """Hashes of what was embedded, passages first, shape (passages + sentences, 16)."""
        return from_npy(self.checked(KEYS_NAME))

    def outcomes(self) -> list[FileOutcome]:
        """What became of each file of the corpus."""
        return parse_report(self.checked(REPORT_NAME))

    @property
    def doc_ids(self) -> list[str]:
        """Of all documents, in order."""
        return list(self._records)

    def places(self) -> dict[str, str]:
        """Every place in the corpus to the document that stands there."""
        places = {doc_id: doc_id for doc_id in self._records}
        for doc_id, record in self._records.items():
            places |= {place: places.get(place, doc_id) for place in record["also_at"]}
        return places

    def describe(self, doc_id: str) -> dict[str, Any]:
        """A document's record without its text: title, date, language, url and so on."""
        return dict(self._records[doc_id])

    def read_document(self, doc_id: str) -> Document:
        """A document with its text, read anew."""
        return _read_document(self._records, self._texts, doc_id)

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

    def boilerplate_share(self, passage_id: str) -> float:
        """Which part of the passage is boilerplate, 0 to 1."""
        return self._boilerplate.share(self._keys.row(passage_id))

    def passages_in(self, scope: Scope) -> NDArray[np.bool_] | None:
        """Which passages ``scope`` lets answer, one entry a passage; None when it lets all."""
        if scope == EVERYTHING:
            return None
        allowed = {doc_id for doc_id in self._records if self._is_in(doc_id, scope)}
        return self.passages.of_documents(allowed)

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

    def checked(self, name: str) -> Bytes:
        """A file's bytes, of the size and hash that the manifest gives. Raises IndexDamaged."""
        if Path(name).name != name:
            raise self._damaged(f"its manifest names {name!r}, outside its folder")
        try:
            data = disk.mapped(self.folder / name)
        except OSError as error:
            raise self._damaged(f"{name} can't be read") from error
        expected = self.manifest.files[name]
        if len(data) != expected["size"] or hashlib.sha256(data).hexdigest() != expected["sha256"]:
            raise self._damaged(f"{name} is not what was written")
        disk.forget_pages(data)
        return data

    def _damaged(self, what: str) -> IndexDamaged:
        return IndexDamaged(
            f"The index in {self.folder} is damaged: {what}. Build it again with: "
            f"{build_command(self.folder.parent.parent)}"
        )


def _read_document(records: Mapping[str, dict[str, Any]], texts: Bytes, doc_id: str) -> Document:
    return document_of(records[doc_id], texts)


def generation_folder(index: Path, generation: str) -> Path:
    """Where a generation is, or would be."""
    return index / GENERATIONS_NAME / generation


def names_in_use(index: Path) -> list[str]:
    """The generation in use, then those that were before it, the last first. Raises IndexMissing or
    IndexDamaged.
    """
    command = build_command(index)
    try:
        *names, rest = (index / CURRENT_NAME).read_bytes().decode("ascii").split("\n")
    except FileNotFoundError as error:
        raise IndexMissing(f"There is no index in {index} yet: build it with: {command}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(
            f"{index / CURRENT_NAME} can't be read: build the index again with: {command}"
        ) from error
    if rest or not names or not all(_ID.fullmatch(name) for name in names):
        raise IndexDamaged(
            f"{index / CURRENT_NAME} names no generation: build the index again with: {command}"
        )
    return names


def current_folder(index: Path) -> Path:
    """The folder of the generation in use. Raises IndexMissing or IndexDamaged."""
    return generation_folder(index, names_in_use(index)[0])


def current_manifest(index: Path) -> Manifest:
    """The manifest of the generation in use, nothing else read."""
    return read_manifest(current_folder(index))


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
