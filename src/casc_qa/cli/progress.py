"""How far long work has come, on standard error: a bar, or where that is no terminal a line from
time to time.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from types import TracebackType
from typing import Any

_LINE_EVERY = 10.0  # seconds
_UNITS = {"embedding": "text", "asking": "question", "checking": "quote", "filling": "cell"}


class Progress:
    """Shows what a build reports."""

    def __init__(self, line_every: float = _LINE_EVERY) -> None:
        """``line_every`` is how many seconds apart the lines are."""
        self._line_every = line_every
        self._bar: Any = None
        self._what, self._done, self._total = "", 0, 0
        self._ended = threading.Event()
        self._lines: threading.Thread | None = None

    def __enter__(self) -> Progress:
        if not sys.stderr.isatty():
            self._lines = threading.Thread(target=self._tell, name="progress", daemon=True)
            self._lines.start()
        return self

    def report(self, what: str, done: int, total: int) -> None:
        """One step; a total of 0 is work of unknown length, shown as a line."""
        if what != self._what:
            self._close()
            if not total:
                print(f"{what[0].upper()}{what[1:]} …", file=sys.stderr, flush=True)
            elif self._lines is None:
                self._bar = self._open(what, total)
        self._what, self._done, self._total = what, done, total
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _tell(self) -> None:
        """Writes where the work is, until it has ended."""
        while not self._ended.wait(self._line_every):
            what, done, total = self._what, self._done, self._total
            if total:
                units = f"{_UNITS.get(what, 'file')}s"
                line = f"{what.capitalize()}: {done:,} of {total:,} {units}"
                with contextlib.suppress(OSError, ValueError):  # nobody reads it any more
                    print(line, file=sys.stderr, flush=True)

    def _open(self, what: str, total: int) -> Any:
        from tqdm import tqdm

        unit = _UNITS.get(what, "file")
        return tqdm(total=total, desc=what.capitalize(), unit=unit, leave=False, disable=None)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __exit__(
        self,
        error_type: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()
        self._ended.set()
        if self._lines is not None:
            self._lines.join()
