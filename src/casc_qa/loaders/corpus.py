"""The corpus folder: its files, each read in a loading process, and the documents they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from casc_qa.config import DocumentSettings
from casc_qa.loaders.bounds import first_notes
from casc_qa.loaders.description import describe
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.loaders.files import CorpusFile, content_hashes, scan
from casc_qa.loaders.formats import ROWS
from casc_qa.loaders.glossary import read_glossary
from casc_qa.loaders.pool import Worker, WorkerPool
from casc_qa.loaders.sources import Source, read_sources
from casc_qa.loaders.worker import Request
from casc_qa.text.terms import Glossary
from casc_qa.types import Document, FileOutcome, Report

_TRY_AGAIN = ", not read yet"  # other than the file's hash: the next build is not up to date


class Read(NamedTuple):
    """What reading a corpus gave."""

    documents: Sequence[Document]
    outcomes: Sequence[FileOutcome] = ()
    """What became of each file."""
    hashes: Mapping[str, str] = {}
    """File to the hash of what was in fact read."""
    notes: Sequence[str] = ()
    """What a person should know of the corpus beside what became of its files."""
    glossary: Glossary = ()


class Known(Protocol):
    """Documents that were read before, from the same bytes in the same way."""

    def read_before(self, path: str, sha256: str) -> tuple[list[Document], FileOutcome] | None:
        """What the file at ``path`` gave when it had these bytes; None when that is not known."""


class Corpus(Protocol):
    """Where documents come from."""

    path: Path

    def hashes(self) -> dict[str, str]:
        """Names to hashes of their bytes: other hashes, another index. Raises CorpusError."""

    def read(self, report: Report, known: Known | None = None) -> Read:
        """All documents, and what became of each file; what is ``known`` is not read again."""


class FolderCorpus:
    """A folder of files, described by sources.toml."""

    def __init__(
        self,
        path: Path,
        without: Path | None = None,
        settings: DocumentSettings | None = None,
    ) -> None:
        """Raises CorpusError where there is no folder; ``without`` is left out of it."""
        self.path = path
        self._settings = settings or DocumentSettings()
        self._files, self._hidden = scan(path, without, self._settings.ignore)

    def hashes(self) -> dict[str, str]:
        return content_hashes(self.path, self._files)

    def read(self, report: Report, known: Known | None = None) -> Read:
        sources, glossary = read_sources(self.path), read_glossary(self.path)
        groups = _alike(self._files, self.hashes(), sources)
        reader = _Reader(self._settings, sources, known)
        read: list[_FileRead] = []
        with WorkerPool() as pool:
            for number, file_read in enumerate(pool.map(reader.read, groups), 1):
                read.append(file_read)
                report("reading", number, len(groups))
        outcomes = [FileOutcome(path, "skipped", reason) for path, reason in self._hidden]
        outcomes += [outcome for file_read in read for outcome in file_read.outcomes]
        hashes = {o.path: r.content for r in read for o in r.outcomes}
        gone = sorted(
            set(sources) - {o.path for o in outcomes} - {d for o in outcomes for d in o.doc_ids}
        )
        return Read(
            [document for file_read in read for document in file_read.documents],
            sorted(outcomes),
            hashes,
            [f"sources.toml names {name}, which is not there" for name in gone],
            glossary,
        )


def _alike(
    files: Sequence[CorpusFile], hashes: Mapping[str, str], sources: Mapping[str, Source]
) -> list[list[CorpusFile]]:
    """Files of the same bytes and format together, first the one that stands for them: the first
    that sources.toml knows, or else the first.
    """
    groups: dict[tuple[str, str], list[CorpusFile]] = {}
    for file in files:
        content = hashes[file.doc_id]
        own = file.doc_id if " " in content else ""  # a reason: it could not be read
        groups.setdefault((content + own, file.suffix), []).append(file)
    ordered = [
        sorted(g, key=lambda f: (f.doc_id not in sources, f.doc_id)) for g in groups.values()
    ]
    return sorted(ordered, key=lambda group: group[0].doc_id)


class _FileRead(NamedTuple):
    """What a group of alike files gave."""

    documents: Sequence[Document]
    outcomes: Sequence[FileOutcome]
    content: str
    """The hash of its bytes, or what stands for it while they can't be read."""


class _Reader:
    """Reads one file after the other, with whatever worker is free."""

    def __init__(
        self, settings: DocumentSettings, sources: Mapping[str, Source], known: Known | None
    ) -> None:
        self._settings, self._sources, self._known = settings, sources, known

    def read(self, worker: Worker, group: Sequence[CorpusFile]) -> _FileRead:
        """The documents of alike files, and what became of each."""
        file, *others = group
        also_at = tuple(other.doc_id for other in others)
        try:
            data = file.read()
        except Unreadable as error:
            skipped = [FileOutcome(f.doc_id, "skipped", str(error)) for f in group]
            return _FileRead([], skipped, str(error))
        sha256 = hashlib.sha256(data).hexdigest()
        alike = [FileOutcome(place, "duplicate", file.doc_id) for place in also_at]
        if before := self._known and self._known.read_before(file.doc_id, sha256):
            documents, indexed = before
            placed = [replace(document, also_at=also_at) for document in documents]
            return _FileRead(placed, [indexed, *alike], sha256)
        found = worker.read(Request(file.suffix, self._settings.columns), data)
        is_read = all(isinstance(each, Extracted) or each.is_lasting for each in found)
        documents, notes = self._documents(file, sha256, found, also_at)
        if not documents:
            reason = notes[0] if notes else "it holds no text"
            skipped = [FileOutcome(f.doc_id, "skipped", reason) for f in group]
            return _FileRead([], skipped, sha256 if is_read else sha256 + _TRY_AGAIN)
        indexed = FileOutcome(
            file.doc_id,
            "indexed",
            doc_ids=tuple(document.doc_id for document in documents),
            extractor=documents[0].extractor,
            notes=notes,
        )
        return _FileRead(documents, [indexed, *alike], sha256)

    def _documents(
        self,
        file: CorpusFile,
        sha256: str,
        found: Sequence[Extracted | Unreadable],
        also_at: tuple[str, ...],
    ) -> tuple[list[Document], tuple[str, ...]]:
        """The documents in a file, and what should be known of it."""
        documents: list[Document] = []
        notes: list[str] = []
        for number, each in enumerate(found, 1):
            if isinstance(each, Unreadable):
                notes.append(str(each))
                continue
            doc_id = f"{file.doc_id}#{number}" if file.suffix in ROWS else file.doc_id
            source = self._sources.get(doc_id)
            documents.append(describe(doc_id, sha256, each, source, also_at))
            notes += each.notes
        return documents, first_notes(notes)
