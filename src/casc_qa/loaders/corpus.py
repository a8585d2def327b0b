"""The corpus folder: which files it holds, and how each becomes a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from casc_qa.errors import CorpusError
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.loaders.formats import LOADERS
from casc_qa.loaders.sources import SOURCES_NAME, Source, read_sources
from casc_qa.text.dates import find_date
from casc_qa.text.language import detect_language
from casc_qa.types import Document, Report, Skipped

_MAX_BYTES = 100_000_000
_FIRST_LINES = 3
_FIRST_CHARS = 600
_TITLE_CHARS = 200


class Read(NamedTuple):
    """What reading a corpus gave."""

    documents: Sequence[Document]
    skipped: Sequence[Skipped] = ()
    hashes: Mapping[str, str] = {}
    """doc_id to the hash of what was in fact read."""
    notes: Sequence[str] = ()
    """What a person should know of the corpus beside files that were skipped."""


class Corpus(Protocol):
    """Where documents come from."""

    path: Path

    def hashes(self) -> dict[str, str]:
        """Names to hashes of their bytes: other hashes, another index. Raises CorpusError."""

    def read(self, report: Report) -> Read:
        """All documents, and what could not be read."""


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file below the corpus folder; its bytes are read when asked for."""

    doc_id: str
    path: Path

    def read(self) -> bytes:
        """The file's bytes. Raises Unreadable with the reason."""
        try:
            if self.path.is_symlink():
                raise Unreadable("it is a symbolic link: put the file itself here")
            if not self.path.is_file():
                raise Unreadable("it is not a regular file")
            if self.path.stat().st_size > _MAX_BYTES:
                raise Unreadable(f"it is larger than {_MAX_BYTES // 1_000_000} MB")
            return self.path.read_bytes()
        except OSError as error:
            raise Unreadable(error.strerror or str(error)) from error


class FolderCorpus:
    """A folder of files, each a document, described by sources.toml."""

    def __init__(self, path: Path, without: Path | None = None) -> None:
        """Raises CorpusError where there is no folder; ``without`` is left out of it."""
        self.path = path
        self._files, self._hidden = scan(path, without)

    def hashes(self) -> dict[str, str]:
        return content_hashes(self.path, self._files)

    def read(self, report: Report) -> Read:
        sources = read_sources(self.path)
        documents, skipped = [], list(self._hidden)
        for number, file in enumerate(self._files, 1):
            try:
                documents.append(load_document(file, sources))
            except Unreadable as error:
                skipped.append(Skipped(file.doc_id, str(error)))
            report("reading", number, len(self._files))
        unknown = sorted(set(sources) - {file.doc_id for file in self._files})
        return Read(
            documents,
            sorted(skipped),
            {document.doc_id: document.sha256 for document in documents},
            [f"sources.toml names {name}, which is not there" for name in unknown],
        )


def scan(folder: Path, without: Path | None = None) -> tuple[list[CorpusFile], list[Skipped]]:
    """All files below ``folder`` by path, and the places that can't be looked into.

    Hidden names, .toml files and what lies below ``without`` are left out. Raises CorpusError
    where there is no folder.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder {folder}: name the folder that holds the documents."
        )
    files: list[CorpusFile] = []
    skipped: list[Skipped] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(here.iterdir())
            folders = {p for p in entries if p.is_dir() and not p.is_symlink()}
        except OSError as error:
            skipped.append(Skipped(_name(here, folder), error.strerror or str(error)))
            continue
        for path in entries:
            if path.name.startswith(".") or path.suffix == ".toml":
                continue
            if path in folders:
                if without is None or path.resolve() != without.resolve():
                    waiting.append(path)
            elif _is_utf8(path.name):
                files.append(CorpusFile(path.relative_to(folder).as_posix(), path))
            else:
                skipped.append(Skipped(_name(path, folder), "its name is not UTF-8: rename it"))
    return sorted(files, key=lambda f: f.doc_id), sorted(skipped)


def _name(path: Path, folder: Path) -> str:
    """The path below the corpus folder, with what is no character replaced."""
    relative = path.relative_to(folder).as_posix()
    return relative.encode("utf-8", "replace").decode()


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in name)


def content_hashes(folder: Path, files: Iterable[CorpusFile]) -> dict[str, str]:
    """doc_id to the hash of the file's bytes, sources.toml included; a file that can't be read
    counts as its reason.
    """
    hashes = {}
    for file in [*files, CorpusFile(SOURCES_NAME, folder / SOURCES_NAME)]:
        try:
            hashes[file.doc_id] = hashlib.sha256(file.read()).hexdigest()
        except Unreadable as error:
            hashes[file.doc_id] = str(error)
    return hashes


def fingerprint(hashes: Mapping[str, str]) -> str:
    """One hash of all of them: other places or bytes, other fingerprint."""
    digest = hashlib.sha256()
    for doc_id, content in sorted(hashes.items()):
        digest.update(f"{doc_id}\0{content}\0".encode())
    return digest.hexdigest()


def load_document(file: CorpusFile, sources: Mapping[str, Source]) -> Document:
    """The document in ``file``: sources.toml's word first, then the file's own metadata, then
    its first lines. Raises Unreadable with the reason.
    """
    suffix = file.path.suffix.lower()
    loader = LOADERS.get(suffix)
    if loader is None:
        raise Unreadable(f"no loader for {suffix or 'files without a suffix'}")
    data = file.read()
    try:
        extracted = loader(data)
    except Unreadable:
        raise
    except Exception as error:  # one file may not end a build, whatever a library makes of it
        raise Unreadable(f"reading it failed ({type(error).__name__}: {error})") from error
    if not extracted.text.strip():
        raise Unreadable("it holds no text")
    source = sources.get(file.doc_id, Source())
    return Document(
        doc_id=file.doc_id,
        title=source.title or extracted.title or _title(extracted, file),
        text=extracted.text,
        sha256=hashlib.sha256(data).hexdigest(),
        extractor=extracted.extractor,
        date=source.date if file.doc_id in sources else extracted.date or _date(extracted.text),
        language=source.language or extracted.language or detect_language(extracted.text),
        url=source.url or extracted.url,
        anchors=extracted.anchors,
    )


def _first_lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in text[: _FIRST_CHARS * 8].splitlines())
    return [line for line in lines if line][:_FIRST_LINES]


def _title(extracted: Extracted, file: CorpusFile) -> str:
    """The first line, cut at a word where it is a paragraph and no title."""
    line = next(iter(_first_lines(extracted.text)), file.path.stem)
    if len(line) <= _TITLE_CHARS:
        return line
    return line[:_TITLE_CHARS].rpartition(" ")[0].rstrip(",;:-– ") + " …"


def _date(text: str) -> str | None:
    return find_date("\n".join(_first_lines(text))[:_FIRST_CHARS])
