"""A loading process from its start to its end, which is the program's end at the latest."""

from __future__ import annotations

import contextlib
import math
import os
import subprocess
import threading
import time
from collections.abc import Sequence
from queue import SimpleQueue

from casc_qa.loaders.sandbox.confinement import set_dumpable

_TICK_SECONDS = 0.25
_PASSED_ON = (
    "PATH PYTHONPATH PYTHONHOME PYTHONUSERBASE LD_LIBRARY_PATH VIRTUAL_ENV HOME USERPROFILE "
    "APPDATA SYSTEMROOT TEMP"
).split()


class _Kept:
    """Keeps the program's memory to itself while there are loading processes."""

    def __init__(self) -> None:
        self._lock, self._count, self._before = threading.Lock(), 0, True

    def enter(self) -> None:
        """One more process."""
        with self._lock:
            if not self._count:
                self._before = set_dumpable(False)
            self._count += 1

    def leave(self) -> None:
        """One less."""
        with self._lock:
            self._count -= 1
            if not self._count:
                set_dumpable(self._before)


_KEPT = _Kept()


class Process:
    """A loading process and the thread that started it, which watches over it until its end: the
    kernel ends the process with that thread, and a timer for each document would take as long to
    start as most take to read.
    """

    def __init__(self, command: Sequence[str]) -> None:
        """Raises OSError when it can't be started."""
        self.ends_at = math.inf
        """When the document should have been read, by ``time.monotonic``."""
        self.has_ended = False
        self._stopped = threading.Event()
        self._started: SimpleQueue[subprocess.Popen[bytes] | OSError] = SimpleQueue()
        _KEPT.enter()
        threading.Thread(target=self._run, args=(command,), name="loading", daemon=True).start()
        started = self._started.get()
        if isinstance(started, OSError):
            _KEPT.leave()
            raise started
        self.popen = started

    def _run(self, command: Sequence[str]) -> None:
        try:
            popen = _start(command)
        except OSError as error:
            self._started.put(error)
            return
        self._started.put(popen)
        while not self._stopped.wait(_TICK_SECONDS):
            if time.monotonic() > self.ends_at and not self.has_ended:
                self.has_ended = True
                popen.kill()

    def close(self) -> None:
        """Ends the process."""
        for stream in (self.popen.stdin, self.popen.stdout):
            assert stream is not None  # noqa: S101  # both are pipes
            with contextlib.suppress(OSError):  # what was not yet sent goes nowhere
                stream.close()
        try:
            self.popen.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()
        self._stopped.set()
        _KEPT.leave()


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return subprocess.Popen(  # noqa: S603  # our own program
        [*command, str(os.getpid())],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment | {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        start_new_session=True,  # no terminal of its own to type into
    )
