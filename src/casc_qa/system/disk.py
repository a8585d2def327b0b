"""All that is delicate about files: durable writes, atomic replaces, one writer, known hashes.

The only module with calls that differ between POSIX and Windows.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import mmap
import os
import re
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
_BLOCK = 1 << 20
_MOST_REMEMBERED = 1 << 24  # bytes
_MOST_FILES = 200  # whose hashes are remembered: all are read for each of them
_TEMPORARY = re.compile(r"\.casc-qa-tmp-[0-9a-f]{16}")


def write_durably(path: Path, data: bytes) -> None:
    """A new file with exactly ``data``, for its owner alone, on the disk when this returns. Raises
    OSError.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, PRIVATE_FILE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_atomically(path: Path, data: bytes) -> None:
    """``path`` holds its old bytes or ``data``, whatever happens, never a mixture."""
    new = beside(path)
    try:
        write_durably(new, data)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def beside(path: Path) -> Path:
    """A name in the same folder that nobody uses, for what is not finished yet."""
    return path.parent / f".casc-qa-tmp-{secrets.token_hex(8)}"


def is_temporary(name: str) -> bool:
    """Whether ``beside`` gave this name."""
    return _TEMPORARY.fullmatch(name) is not None


def private_folder(folder: Path) -> None:
    """Makes a folder, and those above it that are missing, for their owner alone. Raises
    OSError.
    """
    for each in reversed((folder, *folder.parents)):
        if not each.is_dir():
            with contextlib.suppress(FileExistsError):
                each.mkdir(PRIVATE_FOLDER)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


class NotRegular(OSError):  # noqa: N818
    """What was to be read is a link, a pipe, a device or a folder."""


def read_regular(path: Path, most: int) -> bytes:
    """A regular file's bytes, one more than ``most`` where it has more. Raises NotRegular for
    anything else, a link that has just taken the file's name included, and OSError.
    """
    with open_regular(path) as file:
        return file.read(most + 1)


def open_regular(path: Path, *, through_links: bool = False) -> BinaryIO:
    """A regular file, open for reading; nothing is waited for, whatever has its name. Raises
    NotRegular for anything else, and OSError.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags | (0 if through_links else getattr(os, "O_NOFOLLOW", 0)))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NotRegular(errno.EINVAL, "it is no regular file", str(path))
    return os.fdopen(handle, "rb")


def is_private(file: BinaryIO) -> bool:
    """Whether an open file is the user's own, and nobody else may read or change it; Windows
    does not tell.
    """
    if os.name == "nt":
        return True
    status = os.fstat(file.fileno())
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077


def stamp_of(path: Path) -> tuple[int, ...] | None:
    """What changes when a file does, or another gets its name; None where there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return (
        status.st_ino, status.st_size, status.st_mode, status.st_mtime_ns, status.st_ctime_ns,
    )  # fmt: skip


def mapped(path: Path) -> mmap.mmap | bytes:
    """A regular file's bytes, read from the disk as they are looked at. Raises NotRegular for
    anything else, and OSError.
    """
    with open_regular(path) as file:
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


def close_to_others(path: Path) -> None:
    """Takes from all but the owner what they may do with a file or folder. Raises OSError."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        path.chmod(mode & 0o700)


def copy_durably(source: Path, target: Path) -> None:
    """``target`` as a new file with the bytes of ``source``, and never a second name of it: what
    changes one of the two leaves the other. Raises OSError.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with source.open("rb") as old, os.fdopen(os.open(target, flags, PRIVATE_FILE), "wb") as new:
        shutil.copyfileobj(old, new, _BLOCK)
        new.flush()
        os.fsync(new.fileno())


@contextlib.contextmanager
def sole_writer(lock: Path) -> Iterator[bool]:
    """Holds ``lock`` for the block; yields False, at once, when another process has it. Raises
    NotRegular where a link, a pipe or a folder has the lock's name, and OSError.
    """
    from filelock import FileLock, Timeout

    if lock.is_symlink() or (lock.exists() and not lock.is_file()):
        raise NotRegular(errno.EINVAL, "it is no regular file", str(lock))
    guard = FileLock(lock, mode=PRIVATE_FILE)
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
    """Hexadecimal hash of a regular file's bytes, read in blocks. Raises OSError."""
    digest = hashlib.sha256()
    with open_regular(path, through_links=True) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def hash_line(data: bytes) -> bytes:
    """The content of a file that holds the hash of ``data``."""
    return f"{hashlib.sha256(data).hexdigest()}\n".encode()


def remembered_sha256(path: Path) -> str:
    """``sha256_of``, kept in the user's cache folder while the file's size and time stay."""
    status = path.stat()
    key = str(path.resolve())
    # The time of the last change can be set to what it was, that of the file's entry can't.
    stamp = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
    memory = _memory()
    known = _recall(memory).get(key)
    if isinstance(known, dict) and known.get("stamp") == stamp and "sha256" in known:
        return str(known["sha256"])
    digest = sha256_of(path)
    with contextlib.suppress(OSError):  # no cache folder: the hash is simply computed again
        private_folder(memory.parent)
        others = [item for item in _recall(memory).items() if item[0] != key]
        latest = dict(others[1 - _MOST_FILES :]) | {key: {"stamp": stamp, "sha256": digest}}
        replace_atomically(memory, json.dumps(latest, indent=1).encode())
    return digest


def cache_folder() -> Path:
    """The user's folder for what can be made again, closed to others; it may not exist yet."""
    from platformdirs import user_cache_path

    folder: Path = user_cache_path("casc-qa", appauthor=False)
    with contextlib.suppress(OSError):
        close_to_others(folder)
    return folder


def settings_folder() -> Path:
    """The user's folder for settings of this program; it may not exist."""
    from platformdirs import user_config_path

    return user_config_path("casc-qa", appauthor=False)


def data_folder() -> Path:
    """The user's folder for data of this program; it may not exist."""
    from platformdirs import user_data_path

    return user_data_path("casc-qa", appauthor=False)


def _memory() -> Path:
    return cache_folder() / "verified-files.json"


def _recall(memory: Path) -> dict[str, object]:
    try:
        known = json.loads(read_regular(memory, _MOST_REMEMBERED))
    except (OSError, ValueError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}
