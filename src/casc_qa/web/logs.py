"""What the running server writes on standard error: lines, no tracebacks, and not without end."""

from __future__ import annotations

import logging
import os
import sys
import time
import warnings
from typing import TextIO

_LINES = 60  # a minute
_LONG = 500  # characters, which count as a line
_LOGGERS = ("uvicorn.error", "asyncio")


class OneLine(logging.Formatter):
    """A record as a line; of an error its kind and its words."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.getMessage().strip().partition("\n")[0]
        error = record.exc_info[1] if record.exc_info else None
        return f"casc-qa: {said}" + (f" ({type(error).__name__}: {error})" if error else "")


class BoundedStream:
    """A text stream that passes on so many lines a minute, and says so once when more come."""

    def __init__(self, stream: TextIO, lines: int = _LINES) -> None:
        self._stream, self._lines = stream, lines
        self._minute, self._written = -1.0, 0

    def write(self, text: str) -> int:
        """Passes ``text`` on, or not."""
        minute = time.monotonic() // 60
        if minute != self._minute:
            self._minute, self._written = minute, 0
        if self._written <= self._lines:
            self._written += text.count("\n") + len(text) // _LONG
            self._stream.write(text)
            if self._written > self._lines:
                self._stream.write("casc-qa: more is not written in this minute.\n")
        return len(text)

    def flush(self) -> None:
        """Flushes what was passed on."""
        self._stream.flush()

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def bound_logs() -> None:
    """For the whole process, from now on. With CASC_QA_DEBUG=1 tracebacks stay."""
    # what an early Ctrl+C leaves of the server
    warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
    if sys.stderr is None:  # it was closed
        logging.disable()
        return
    sys.stderr = BoundedStream(sys.stderr)
    handler = logging.StreamHandler(sys.stderr)
    if not os.environ.get("CASC_QA_DEBUG"):
        handler.setFormatter(OneLine())
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.ERROR)  # warnings tell of odd requests: nobody here sent them
