"""What the running server writes on standard error: lines, no tracebacks, and not without end."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
import warnings
from typing import TextIO

_LINES = 60  # a minute
_LONG = 500  # characters, which count as a line
_TRACEBACK = "Traceback (most recent call last):"
_BETWEEN = ("During handling of the above", "The above exception was")
_LOGGERS = ("uvicorn.error", "asyncio")


class OneLine(logging.Formatter):
    """A record as a line; of an error its class and its message."""

    def format(self, record: logging.LogRecord) -> str:
        """The first line of the message, of a traceback the last, and the error's cause."""
        text = record.getMessage().strip()
        line = text.splitlines()[-1 if text.startswith(_TRACEBACK) else 0] if text else ""
        error = record.exc_info[1] if record.exc_info else None
        cause = f" ({type(error).__name__}: {error})".replace("\n", " ") if error else ""
        return f"casc-qa: {line}{cause}"


def is_news(record: logging.LogRecord) -> bool:
    """Whether a record reports more than what ends with the server."""
    error = record.exc_info[1] if record.exc_info else None
    text = record.getMessage().strip()
    is_cancelled = text.startswith(_TRACEBACK) and "CancelledError" in text.splitlines()[-1]
    return not is_cancelled and not isinstance(error, asyncio.CancelledError | KeyboardInterrupt)


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


class UntracedStream(BoundedStream):
    """One that passes on of a traceback only the line that tells the cause: Gradio prints what
    fails in its queue past every logger.
    """

    def __init__(self, stream: TextIO, lines: int = _LINES) -> None:
        super().__init__(stream, lines)
        self._at = threading.local()  # other threads may write meanwhile

    def write(self, text: str) -> int:
        """Passes ``text`` on, or not."""
        for line in text.splitlines(keepends=True):
            if self._is_passed_on(line) and (line.strip() or line == text):
                super().write(line)
        return len(text)

    def _is_passed_on(self, line: str) -> bool:
        is_inside: bool = getattr(self._at, "is_inside", False)
        if line.lstrip(" +|").startswith(_TRACEBACK):
            self._at.is_inside = True
            return False
        self._at.is_inside = is_inside and line[0].isspace()
        return not self._at.is_inside and not line.startswith(_BETWEEN)


def bound_logs() -> None:
    """For the whole process, from now on. With CASC_QA_DEBUG=1 tracebacks stay."""
    # what a second Ctrl+C, which comes while the loop is closed, leaves of the server
    warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
    if sys.stderr is None:  # it was closed
        logging.disable()
        return
    is_debugged = bool(os.environ.get("CASC_QA_DEBUG"))
    sys.stderr = (BoundedStream if is_debugged else UntracedStream)(sys.stderr)
    handler = logging.StreamHandler(sys.stderr)
    if not is_debugged:
        handler.setFormatter(OneLine())
        handler.addFilter(is_news)
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.ERROR)  # warnings tell of odd requests: nobody here sent them
