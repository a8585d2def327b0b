"""What was recognised in scanned pages, kept in the user's cache: it takes seconds a page, and a
build may be interrupted, or a page be added to a file.

A document's process is told what was recognised in the file of that name, and tells what is new.
What it tells is kept as it is and read by such a process alone: a hostile document can at most
spoil what is remembered of the file in whose place it lies.
"""

from __future__ import annotations

import contextlib
import hashlib
import stat
import time
from pathlib import Path

from casc_qa.system import disk

_MOST_BYTES = 50_000_000  # of one file: some 5,000 pages
_KEPT_S = 180 * 24 * 60 * 60


class PageMemory:
    """What is remembered of the pages of one file."""

    def __init__(self, path: Path, recognition: str) -> None:
        """``path`` is that of the document, ``recognition`` what decides which words are found."""
        digest = hashlib.sha256(f"{path.resolve()}\0{recognition}".encode("utf-8", "replace"))
        self._file = _folder() / f"{digest.hexdigest()[:32]}.jsonl"

    def remembered(self) -> bytes:
        """Lines, one for each page; nothing where there is none, or none can be read."""
        with contextlib.suppress(OSError):
            data = disk.read_regular(self._file, _MOST_BYTES)
            self._file.touch()
            return data[:_MOST_BYTES]
        return b""

    def keep(self, line: bytes) -> None:
        """Remembers one more page, as long as there are not too many; a disk that has no room
        forgets it.
        """
        with contextlib.suppress(OSError):
            disk.private_folder(self._file.parent)
            if not self._has_room(len(line)):
                return
            with self._file.open("ab") as kept:
                # A line that was torn when a build was killed is ended.
                kept.write(b"\n" + line.replace(b"\n", b" ") + b"\n")

    def _has_room(self, count: int) -> bool:
        """Whether so many bytes more can be read again; where a link or a pipe is, none can."""
        try:
            status = self._file.lstat()
        except FileNotFoundError:
            return True
        return stat.S_ISREG(status.st_mode) and status.st_size + count + 2 <= _MOST_BYTES


def forget_old_pages() -> None:
    """Drops what nobody has used for half a year."""
    with contextlib.suppress(OSError):
        for path in _folder().glob("*.jsonl"):
            if time.time() - path.lstat().st_mtime > _KEPT_S:
                path.unlink()


def _folder() -> Path:
    return disk.cache_folder() / "scans"
