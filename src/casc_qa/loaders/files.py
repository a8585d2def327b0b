"""Which files a corpus folder holds, and what their bytes hash to."""

from __future__ import annotations

import errno
import hashlib
import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from casc_qa.errors import CorpusError, FilesUnreadable
from casc_qa.loaders.formats.extracted import Unreadable
from casc_qa.loaders.glossary import GLOSSARY_NAME
from casc_qa.loaders.sources import SOURCES_NAME
from casc_qa.system import disk
from casc_qa.types import Skipped

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file below the corpus folder; its bytes are read when asked for."""

    doc_id: str
    path: Path

    @property
    def suffix(self) -> str:
        """In small letters, what tells the format."""
        return self.path.suffix.lower()

    def read(self) -> bytes:
        """The file's bytes. Raises Unreadable with the reason."""
        try:
            if self.path.is_symlink():
                raise Unreadable("it is a symbolic link: put the file itself here")
            data = disk.read_regular(self.path, MAX_BYTES)
        except disk.NotRegular as error:
            raise Unreadable("it is not a regular file") from error
        except OSError as error:
            _refuse_shortage(self.path, error)
            raise Unreadable(error.strerror or str(error)) from error
        if len(data) > MAX_BYTES:
            raise Unreadable(f"it is larger than {MAX_BYTES // 1_000_000} MB")
        return data


def scan(
    folder: Path, without: Path | None = None, ignore: Sequence[str] = ()
) -> tuple[list[CorpusFile], list[Skipped]]:
    """All files below ``folder`` by path, and what can't be looked into, with the reason.

    Hidden names, .toml files, what a pattern of ``ignore`` matches and what lies below ``without``
    are left out. Raises CorpusError where there is no folder, or a pattern that is none.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder {folder}: name the folder that holds the documents."
        )
    ignored = _patterns(ignore)
    files: list[CorpusFile] = []
    skipped: list[Skipped] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            _refuse_shortage(here, error)
            skipped.append(Skipped(_name(here, folder), error.strerror or str(error)))
            continue
        for entry in entries:
            path, is_folder = here / entry.name, _is_folder(entry)
            if entry.name.startswith(".") or path.suffix == ".toml":
                continue
            if ignored and ignored.match_file(_name(path, folder) + "/" * is_folder):
                continue
            if is_folder:
                if without is None or path.resolve() != without.resolve():
                    waiting.append(path)
            elif _is_utf8(entry.name):
                files.append(CorpusFile(path.relative_to(folder).as_posix(), path))
            else:
                skipped.append(Skipped(_name(path, folder), "its name is not UTF-8: rename it"))
    return sorted(files, key=lambda f: f.doc_id), sorted(skipped)


def _refuse_shortage(path: Path, error: OSError) -> None:
    """Raises FilesUnreadable where this process, and not the file, is why it can't be read: a
    document must not vanish from the index for it.
    """
    if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        raise FilesUnreadable.because(path, error) from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder and no link to one; what the system doesn't tell is taken for a file,
    which says why it can't be read when its turn comes.
    """
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _patterns(ignore: Sequence[str]) -> GitIgnoreSpec | None:
    if not ignore:
        return None
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Python's own expressions, which are not used
            return GitIgnoreSpec.from_lines(ignore, backend="re2")
    except Exception as error:  # each of the libraries below has errors of its own
        raise CorpusError(f"documents.ignore holds what is no pattern: {error}") from error


def _name(path: Path, folder: Path) -> str:
    """The path below the corpus folder, with what is no character replaced."""
    relative = path.relative_to(folder).as_posix()
    return relative.encode("utf-8", "replace").decode()


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in name)


def content_hashes(folder: Path, files: Iterable[CorpusFile]) -> dict[str, str]:
    """doc_id to the hash of the file's bytes, sources.toml and glossary.toml included; a file that
    can't be read counts as its reason.
    """
    hashes = {}
    described = [CorpusFile(name, folder / name) for name in (SOURCES_NAME, GLOSSARY_NAME)]
    for file in [*files, *described]:
        try:
            hashes[file.doc_id] = hashlib.sha256(file.read()).hexdigest()
        except Unreadable as error:
            hashes[file.doc_id] = str(error)
    return hashes


def corpus_fingerprint(hashes: Mapping[str, str]) -> str:
    """One hash of all of them: with other names or bytes it is another."""
    digest = hashlib.sha256()
    for doc_id, content in sorted(hashes.items()):
        digest.update(f"{doc_id}\0{content}\0".encode())
    return digest.hexdigest()
