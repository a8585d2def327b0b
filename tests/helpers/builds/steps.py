"""Every call by which a build changes the disk, so that a test can stop it at any of them."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

_BY_PATH = ("mkdir", "rename", "replace", "link", "unlink", "rmdir", "chmod")


class Steps:
    """Counts the calls that change something below ``folder``, and does a deed at one of them."""

    def __init__(self, folder: Path, at: int | None, deed: Callable[[], None]) -> None:
        self._folder, self._at, self._deed = os.fspath(folder), at, deed
        self.made: list[str] = []

    def step(self, what: str, path: object) -> None:
        """One call is about to be made."""
        name = os.fspath(path) if isinstance(path, (str, os.PathLike)) else ""
        if not name.startswith(self._folder):
            return
        self.made.append(f"{what} {name.removeprefix(self._folder).lstrip('/')}")
        if len(self.made) - 1 == self._at:
            self._deed()

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """The calls are counted for as long as the block lasts."""
        with contextlib.ExitStack() as held:
            for name in _BY_PATH:
                held.enter_context(mock.patch.object(os, name, self._before(name)))
            held.enter_context(mock.patch.object(os, "fsync", self._fsync))
            held.enter_context(mock.patch.object(os, "open", self._os_open))
            held.enter_context(mock.patch.object(os, "write", self._write))
            held.enter_context(mock.patch.object(Path, "open", self._path_open()))
            yield

    def _before(self, name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(path: Any, *others: Any, dir_fd: int | None = None, **options: Any) -> Any:
            full = path if dir_fd is None else Path(_name_of(dir_fd)) / path
            # A link is made at its second path.
            self.step(name, others[0] if name == "link" else full)
            if dir_fd is not None:
                options["dir_fd"] = dir_fd
            return real(path, *others, **options)

        return call

    def _fsync(self, handle: int, real: Callable[[int], None] = os.fsync) -> None:
        self.step("fsync", _name_of(handle))
        real(handle)

    def _os_open(self, path: Any, flags: int, *others: Any, **options: Any) -> int:
        if flags & os.O_CREAT:
            self.step("create", path)
        return _REAL_OPEN(path, flags, *others, **options)

    def _write(self, handle: int, data: Any, real: Callable[..., int] = os.write) -> int:
        """Half of the bytes are there at the step in the middle."""
        middle = len(data) // 2
        done = real(handle, data[:middle])
        if done == middle:
            self.step("write", _name_of(handle))
            done += real(handle, data[middle:])
        return done

    def _path_open(self) -> Callable[..., Any]:
        real = Path.open

        def opened(path: Path, mode: str = "r", *others: Any, **options: Any) -> Any:
            if not set(mode) & set("wxa"):
                return real(path, mode, *others, **options)
            self.step("create", path)
            return _Written(real(path, mode, *others, **options), self)

        return opened


class _Written:
    """A file open for writing, half of whose bytes are there at the step in the middle."""

    def __init__(self, file: Any, steps: Steps) -> None:
        self._file, self._steps = file, steps

    def write(self, data: Any) -> int:
        middle = len(data) // 2
        self._file.write(data[:middle])
        self._file.flush()
        self._steps.step("write", self._file.name)
        self._file.write(data[middle:])
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


_REAL_OPEN = os.open


def _name_of(handle: int) -> str:
    return str(Path(f"/proc/self/fd/{handle}").readlink())


def deed_called(name: str) -> Callable[[], None]:
    """What to do at the step: "SIGKILL" ends the process, "ENOSPC" and its kin refuse the call."""

    def kill() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def refuse() -> None:
        number = getattr(errno, name)
        raise OSError(number, os.strerror(number))

    return kill if name == "SIGKILL" else refuse
