"""The corpus folder: which files it holds, and how each becomes a document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casc_qa.errors import CorpusError
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.loaders.formats import LOADERS
from casc_qa.loaders.sources import SOURCES_NAME, Source
from casc_qa.text.dates import find_date
from casc_qa.text.language import detect_language
from casc_qa.types import Document

_MAX_BYTES = 100_000_000
_FIRST_LINES = 3
_FIRST_CHARS = 600
_TITLE_CHARS = 200


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file below the corpus folder; its bytes are read when asked for."""

    doc_id: str
    path: Path

    def read(self) -> bytes:
        """The file's bytes. Raises Unreadable with the reason."""
        if self.path.is_symlink():
            raise Unreadable("it is a symbolic link: put the file itself here")
        if not self.path.is_file():
            raise Unreadable("it is not a regular file")
        try:
            if self.path.stat().st_size > _MAX_BYTES:
                raise Unreadable(f"it is larger than {_MAX_BYTES // 1_000_000} MB")
            return self.path.read_bytes()
        except OSError as error:
            raise Unreadable(error.strerror or str(error)) from error


def scan(folder: Path) -> list[CorpusFile]:
    """All files below ``folder`` but hidden ones and .toml, by path. Raises CorpusError."""
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder {folder}: name the folder that holds the documents."
        )
    files = (CorpusFile(p.relative_to(folder).as_posix(), p) for p in _walk(folder))
    return sorted((f for f in files if not f.doc_id.endswith(".toml")), key=lambda f: f.doc_id)


def _walk(folder: Path) -> Iterator[Path]:
    """What lies below ``folder``, links not followed, hidden names left out."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise CorpusError(f"The folder {folder} can't be read: {error.strerror}.") from error
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def fingerprint(folder: Path, files: Iterable[CorpusFile]) -> str:
    """Hash of every file's place and bytes, and of sources.toml; files that can't be read count
    as such.
    """
    digest = hashlib.sha256()
    for file in [*files, CorpusFile(SOURCES_NAME, folder / SOURCES_NAME)]:
        try:
            content = hashlib.sha256(file.read()).hexdigest()
        except Unreadable as error:
            content = str(error)
        digest.update(f"{file.doc_id}\0{content}\0".encode())
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
    extracted = loader(data)
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
