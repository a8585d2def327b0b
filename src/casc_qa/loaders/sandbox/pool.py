"""Loading processes, from the program's side: each reads one document at a time, and the next one
after that; what breaks a limit ends its process, and the document is named.
"""

from __future__ import annotations

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
from types import TracebackType
from typing import Protocol, TypeVar

from casc_qa.errors import CorpusError
from casc_qa.loaders.formats.extracted import MAX_PAGES, Extracted, Unreadable
from casc_qa.loaders.sandbox.confinement import CPU_SECONDS
from casc_qa.loaders.sandbox.conversion import Conversion
from casc_qa.loaders.sandbox.framing import FrameError, read_frame, write_frame
from casc_qa.loaders.sandbox.output_limits import MAX_CHARS
from casc_qa.loaders.sandbox.process import Process
from casc_qa.loaders.sandbox.worker import GOES_ON, LOOKED, Drawing, Reply, Request

# The processor's own clock is what limits a document; where the system has none, ours does.
WALL_SECONDS = 600 if hasattr(signal, "SIGXCPU") else 60
_MAX_REPLY_BYTES = 16 * MAX_CHARS  # a character takes up to six bytes, anchors stand beside
_MAX_MESSAGES = 4 * MAX_PAGES  # before the answer: several for a page that lies on its side
_MAX_PNG_BYTES = 30_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_OUT_OF_TIME = getattr(signal, "SIGXCPU", None)
# What a document does to a process; other signals come from outside.
_FAULTS = {signal.SIGABRT, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV, _OUT_OF_TIME}
_FAULTS |= {getattr(signal, "SIGBUS", None)}
_MAX_WORKERS = 4
_AHEAD = 4  # files per process that are read before their turn
_COMMAND = (sys.executable, "-P", "-c", "from casc_qa.loaders.sandbox.worker import main; main()")
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Pages(Protocol):
    """Remembers what was recognised in the pages of one file."""

    def remembered(self) -> bytes:
        """What was kept, a line a page."""

    def keep(self, line: bytes) -> None:
        """Keeps one more."""


class Worker:
    """One loading process, started when there is something to read."""

    def __init__(
        self, wall_seconds: float = WALL_SECONDS, command: Sequence[str] = _COMMAND
    ) -> None:
        """``wall_seconds`` is what one document may take; ``command`` starts the process."""
        self._wall_seconds, self._command = wall_seconds, command
        self._process: Process | None = None
        self._conversion = Conversion()

    def converted(self, suffix: str, data: bytes) -> bytes:
        """``data``, a document of this old format, in its newer one. Raises Unreadable."""
        return self._conversion.converted(suffix, data)

    def read(
        self, request: Request, data: bytes, pages: Pages | None = None
    ) -> Sequence[Extracted | Unreadable]:
        """What ``data`` holds. A process that fails gives one Unreadable with the reason. ``pages``
        remembers what is recognised in those that are pictures.

        Raises CorpusError when no process can be started.
        """
        is_fresh = self._process is None
        results, is_its_own = self._attempt(request, data, pages)
        if not (is_fresh or is_its_own):  # an earlier document may have brought it down
            results, _ = self._attempt(request, data, pages)
        return results

    def draw(self, drawing: Drawing, data: bytes) -> bytes | None:
        """A page of ``data`` as a PNG; None where it can't be drawn.

        Raises CorpusError when no process can be started.
        """
        process = self._process = self._process or self._new_process()
        to, back = process.popen.stdin, process.popen.stdout
        assert to is not None and back is not None  # noqa: S101  # both are pipes
        process.ends_at = time.monotonic() + self._wall_seconds
        try:
            for frame in (drawing.dump(), data, b""):
                write_frame(to, frame)
            drawn = read_frame(back, _MAX_PNG_BYTES)
        except (FrameError, OSError):
            self.close()
            return None
        process.ends_at = math.inf
        return drawn if drawn.startswith(_PNG) else None

    def _attempt(
        self, request: Request, data: bytes, pages: Pages | None
    ) -> tuple[Sequence[Extracted | Unreadable], bool]:
        """What came of it, and whether this document is certainly the cause."""
        if self._process and self._process.has_ended:
            self.close()
        process = self._process = self._process or self._new_process()
        try:
            reply = self._exchange(process, request, data, pages)
        except (FrameError, OSError, ValueError, TypeError, KeyError, RecursionError) as error:
            self.close()
            if process.has_ended:
                late = f"reading it takes more than {self._wall_seconds:g} seconds"
                return [Unreadable(late, is_lasting=False)], True
            status = process.popen.returncode
            is_lasting = status >= 0 or -status in _FAULTS
            return [Unreadable(_reason(status, error), is_lasting)], -status == _OUT_OF_TIME
        process.ends_at = math.inf
        if reply.is_last:
            self.close()
        is_out_of_memory = reply.is_last and any(isinstance(r, Unreadable) for r in reply.results)
        return reply.results, not is_out_of_memory

    def _exchange(
        self, process: Process, request: Request, data: bytes, pages: Pages | None
    ) -> Reply:
        """What the process answers, which may take its time anew for each page."""
        to, back = process.popen.stdin, process.popen.stdout
        assert to is not None and back is not None  # noqa: S101  # both are pipes
        process.ends_at = time.monotonic() + self._wall_seconds
        for frame in (request.dump(), data, pages.remembered() if pages else b""):
            write_frame(to, frame)
        for _ in range(_MAX_MESSAGES):
            answer = read_frame(back, _MAX_REPLY_BYTES)
            if answer.startswith(LOOKED):
                if pages:
                    pages.keep(answer.removeprefix(LOOKED))
            elif answer != GOES_ON:
                return Reply.load(answer)
            process.ends_at = time.monotonic() + self._wall_seconds
        raise ValueError("it has no end")

    def kill(self) -> None:
        """Ends the process at once, if there is one."""
        self._conversion.kill()
        if process := self._process:
            process.popen.kill()

    def close(self) -> None:
        """Ends the process, if there is one."""
        process, self._process = self._process, None
        if process:
            process.close()

    def _new_process(self) -> Process:
        try:
            return Process(self._command)
        except OSError as error:
            raise CorpusError(
                f"No process can be started to read documents ({error.strerror or error}): "
                "close other programs and try again."
            ) from error


def _reason(status: int, error: Exception) -> str:
    """Why a process ended in the middle of a document."""
    if status >= 0:
        return f"reading it ended the process that read it ({error})"
    known = {number.value: number.name for number in signal.Signals}
    name = known.get(-status, f"signal {-status}")
    if name == "SIGXCPU":
        return f"reading it takes more than {CPU_SECONDS} seconds of the processor"
    return f"reading it crashed the process that read it ({name})"


class WorkerPool:
    """Several workers; the results come in the order of the items."""

    def __init__(self, count: int | None = None) -> None:
        """``count`` workers; by default one for each processor, up to four."""
        self._count = count or min(_MAX_WORKERS, os.cpu_count() or 1)
        self._workers = [Worker() for _ in range(self._count)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)

    def map(
        self, work: Callable[[Worker, _Item], _Result], items: Iterable[_Item]
    ) -> Iterator[_Result]:
        """``work`` of each item with a worker of its own for as long as it takes."""

        def one(item: _Item) -> _Result:
            worker = self._free.get()
            try:
                return work(worker, item)
            finally:
                self._free.put(worker)

        waiting = iter(items)
        with ThreadPoolExecutor(self._count) as threads:
            running: list[Future[_Result]] = [
                threads.submit(one, item) for item in islice(waiting, self._count * _AHEAD)
            ]
            is_done = False
            try:
                while running:
                    result = running[0].result()
                    running.pop(0)
                    running += [threads.submit(one, item) for item in islice(waiting, 1)]
                    yield result
                is_done = True
            finally:  # nobody waits for the rest when the program is stopped
                for future in running:
                    future.cancel()
                if not is_done:
                    self.kill()

    def kill(self) -> None:
        """Ends all workers at once, whatever they do."""
        for worker in self._workers:
            worker.kill()

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for worker in self._workers:
            worker.close()
