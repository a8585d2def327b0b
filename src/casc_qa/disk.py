"""All that is delicate about files: durable writes, atomic replaces, one writer, known hashes.

The only module with calls that differ between POSIX and Windows.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import mmap
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

_BLOCK = 1 << 20


def write_durably(path: Path, data: bytes) -> None:
    """A new file with exactly ``data``, on the disk when this returns. Raises OSError."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_atomically(path: Path, data: bytes) -> None:
    """``path`` holds its old bytes or ``data``, whatever happens, never a mixture."""
    beside = _beside(path)
    try:
        write_durably(beside, data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


class NotRegular(OSError):  # noqa: N818
    """What was to be read is a link, a pipe, a device or a folder."""


def read_regular(path: Path, most: int) -> bytes:
    """A regular file's bytes, one more than ``most`` where it has more. Raises NotRegular for
    anything else, a link that has just been put in the file's place included, and OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotRegular(path)
        return file.read(most + 1)


def mapped(path: Path) -> mmap.mmap | bytes:
    """A file's bytes, read from the disk as they are looked at. Raises OSError."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return b""  # nothing can't be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def forget_pages(data: mmap.mmap | bytes) -> None:
    """Takes a mapped file out of this process's memory until it is looked at again; it stays in
    the system's. Windows has no such call, and gives memory back by itself.
    """
    if isinstance(data, mmap.mmap) and hasattr(data, "madvise"):
        data.madvise(mmap.MADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Makes names made or replaced in ``folder`` durable; Windows has no such call, or need."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def fresh_folder(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes ``folder``'s name when the block ends well and vanishes
    when it does not. What had the name before is dropped.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    target, old = _beside(folder), _beside(folder)
    target.mkdir()
    try:
        yield target
        sync_folder(target)
        if folder.exists():
            folder.rename(old)
        target.rename(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(target, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def link_or_copy(source: Path, target: Path) -> None:
    """``target`` as a second name of a file that nobody will change, or a copy where the file
    system has no such thing. Raises OSError.
    """
    try:
        os.link(source, target)
    except OSError:
        write_durably(target, source.read_bytes())


def _beside(path: Path) -> Path:
    """A name in the same folder that nobody uses, with the usual permissions once made."""
    return path.parent / f".tmp-{secrets.token_hex(8)}"


def drop_leftovers(folder: Path) -> None:
    """Removes what killed writers left behind in ``folder``; for the holder of the lock alone."""
    for path in folder.glob(".tmp-*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def sole_writer(lock: Path) -> Iterator[bool]:
    """Holds ``lock`` for the block; yields False, at once, when another process has it."""
    from filelock import FileLock, Timeout

    guard = FileLock(lock)
    try:
        guard.acquire(timeout=0)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        guard.release()


def sha256_of(path: Path) -> str:
    """Hexadecimal hash of a file's bytes, read in blocks."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def remembered_sha256(path: Path) -> str:
    """``sha256_of``, kept in the user's cache folder while the file's size and time stay."""
    status = path.stat()
    key = str(path.resolve())
    stamp = [status.st_size, status.st_mtime_ns, status.st_ino]
    memory = _memory()
    known = _recall(memory).get(key)
    if isinstance(known, dict) and known.get("stamp") == stamp and "sha256" in known:
        return str(known["sha256"])
    digest = sha256_of(path)
    with contextlib.suppress(OSError):  # no cache folder: the hash is simply computed again
        memory.parent.mkdir(parents=True, exist_ok=True)
        everything = _recall(memory) | {key: {"stamp": stamp, "sha256": digest}}
        replace_atomically(memory, json.dumps(everything, indent=1).encode())
    return digest


def cache_folder() -> Path:
    """The user's folder for what can be made again; it may not exist yet."""
    from platformdirs import user_cache_path

    folder: Path = user_cache_path("casc-qa", appauthor=False)
    return folder


def _memory() -> Path:
    return cache_folder() / "verified-files.json"


def _recall(memory: Path) -> dict[str, object]:
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
