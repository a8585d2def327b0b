"""The corpus folder: its files, each read in a loading process, and the documents they hold."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

from casc_qa.config import DocumentSettings
from casc_qa.languages.glossary import Glossary
from casc_qa.loaders.description import describe
from casc_qa.loaders.files import CorpusFile, content_hashes, scan
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import ROWS, SCANNED, installed_plugins
from casc_qa.loaders.glossary import read_glossary
from casc_qa.loaders.page_memory import PageMemory, forget_old_pages
from casc_qa.loaders.recognition import NO_EYES, Eyes, eyes
from casc_qa.loaders.sandbox.conversion import NEWER, described, office
from casc_qa.loaders.sandbox.output_limits import first_notes
from casc_qa.loaders.sandbox.pool import Worker, WorkerPool
from casc_qa.loaders.sandbox.worker import Request
from casc_qa.loaders.sources import Source, read_sources
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
    sentences: Mapping[str, array[int]] = {}
    """doc_id to where its sentences start, for documents that were read anew from files."""


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
        """Raises CorpusError where there is no folder, or no such language to read scans in;
        ``without`` is left out of it.
        """
        self.path = path
        self._settings = settings or DocumentSettings()
        self._files, self._hidden = scan(path, without, self._settings.ignore)
        has_scans = self._settings.scans and any(f.suffix in SCANNED for f in self._files)
        self._eyes = eyes(self._settings.scan_languages) if has_scans else NO_EYES

    @property
    def helpers(self) -> dict[str, str]:
        """Other programs and packages of this machine that decide what is read: of pages that are
        pictures, of files of old formats and of others' formats. Only those that a file of the
        corpus may need, and that are there.
        """
        suffixes = {file.suffix for file in self._files}
        has_old = not suffixes.isdisjoint(NEWER)
        plugins = installed_plugins()
        used = [
            p.described for suffix, p in sorted(plugins.by_suffix.items()) if suffix in suffixes
        ]
        found = {
            "scans": self._eyes.described,
            "office": described() if has_old else "",
            "loaders": "; ".join([*used, *plugins.refused]),
        }
        return {name: program for name, program in found.items() if program}

    def hashes(self) -> dict[str, str]:
        """doc_id to the SHA-256 of the file's bytes, or to the reason why it can't be read; the
        same for sources.toml, glossary.toml and folders that can't be looked into.
        """
        # What is not seen counts too.
        hidden = {f"{path}/": reason for path, reason in self._hidden}
        return content_hashes(self.path, self._files) | hidden

    def read(self, report: Report, known: Known | None = None) -> Read:
        """All documents, each file read in a loading process; what is ``known`` is not read again.

        Raises CorpusError for a sources.toml or glossary.toml that is wrong, and where no process
        can be started.
        """
        sources, glossary = read_sources(self.path), read_glossary(self.path)
        groups = _alike(self._files, self.hashes(), sources)
        reader = _Reader(self._settings, sources, known, self._eyes)
        read: list[_FileRead] = []
        forget_old_pages()
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
            [
                *(f"sources.toml names {name}, which is not there" for name in gone),
                *installed_plugins().refused,
            ],
            glossary,
            {doc_id: starts for r in read for doc_id, starts in r.sentences.items()},
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


def _row_numbers(path: str, doc_ids: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The number in the file, and the doc_id, of those among ``doc_ids`` that are its rows."""
    for doc_id in doc_ids:
        file, _, number = doc_id.rpartition("#")
        if file == path and number.isdecimal():
            yield int(number), doc_id


class _FileRead(NamedTuple):
    """What a group of alike files gave."""

    documents: Sequence[Document]
    outcomes: Sequence[FileOutcome]
    content: str
    """The hash of its bytes, or what stands for it while they can't be read."""
    sentences: Mapping[str, array[int]] = {}


class _Reader:
    """Reads one file after the other, with whatever worker is free."""

    def __init__(
        self,
        settings: DocumentSettings,
        sources: Mapping[str, Source],
        known: Known | None,
        eyes: Eyes,
    ) -> None:
        """What is ``known`` is not read again; ``eyes`` read pages that are pictures."""
        self._settings, self._sources, self._known = settings, sources, known
        self._eyes = eyes

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
        alike = [FileOutcome(path, "duplicate", file.doc_id) for path in also_at]
        if before := self._known and self._known.read_before(file.doc_id, sha256):
            documents, indexed = before
            placed = [replace(document, also_at=also_at) for document in documents]
            return _FileRead(placed, [indexed, *alike], sha256)
        results = self._results(worker, file, data)
        is_read = all(isinstance(each, Extracted) or each.is_lasting for each in results)
        documents, notes = self._documents(file, sha256, results, also_at)
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
        extracted = [each for each in results if isinstance(each, Extracted)]
        starts = {
            document.doc_id: array("I", each.sentences)
            for document, each in zip(documents, extracted, strict=True)
            if each.sentences
        }
        return _FileRead(documents, [indexed, *alike], sha256, starts)

    def _results(
        self, worker: Worker, file: CorpusFile, data: bytes
    ) -> Sequence[Extracted | Unreadable]:
        """What the file holds; that of an old format is converted before."""
        request = self._request(file)
        if file.suffix in NEWER and office():
            try:
                data = worker.converted(file.suffix, data)
            except Unreadable as error:
                return [error]
            request = request._replace(suffix=NEWER[file.suffix])
        pages = PageMemory(file.path, self._eyes.described) if request.scans else None
        return worker.read(request, data, pages)

    def _request(self, file: CorpusFile) -> Request:
        """To read a file, with what sources.toml says of the languages in it."""
        declared = [(1, self._sources.get(file.doc_id, Source()).language)]
        if file.suffix in ROWS:
            numbers = _row_numbers(file.doc_id, self._sources)
            declared += [(number, self._sources[name].language) for number, name in numbers]
        known = tuple((number, language) for number, language in declared if language)
        scans = self._eyes.languages if file.suffix in SCANNED else ()
        return Request(file.suffix, self._settings.columns, known, scans)

    def _documents(
        self,
        file: CorpusFile,
        sha256: str,
        results: Sequence[Extracted | Unreadable],
        also_at: tuple[str, ...],
    ) -> tuple[list[Document], tuple[str, ...]]:
        """The documents in a file, and what should be known of it."""
        documents: list[Document] = []
        notes: list[str] = []
        for number, each in enumerate(results, 1):
            if isinstance(each, Unreadable):
                notes.append(str(each))
                continue
            doc_id = f"{file.doc_id}#{number}" if each.is_row else file.doc_id
            source = self._sources.get(doc_id)
            documents.append(describe(doc_id, sha256, each, source, also_at))
            notes += each.notes
        return documents, first_notes(notes)
