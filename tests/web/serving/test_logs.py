"""What the server writes: lines, no tracebacks, and not without end."""

from __future__ import annotations

import asyncio
import logging
import traceback

from casc_qa.web.serving.logs import BoundedStream, OneLine, UntracedStream, is_news


class Written:
    """A stream that keeps what is written to it."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


def test_a_log_does_not_grow_without_end() -> None:
    written = Written()
    stream = BoundedStream(written, 5)  # type: ignore[arg-type]
    for number in range(100_000):
        assert stream.write(f"line {number}\n") == len(f"line {number}\n")
    lines = written.text.splitlines()
    assert lines[:6] == [f"line {number}" for number in range(6)]
    assert len(lines) <= 14  # a minute may end meanwhile


def test_a_traceback_is_told_in_a_line() -> None:
    written = Written()
    stream = UntracedStream(written, 50)  # type: ignore[arg-type]
    print("before", file=stream)
    try:
        try:
            {}["first"]
        except KeyError:
            raise ValueError("second\nthird") from None
    except ValueError:
        traceback.print_exc(file=stream)
    try:
        try:
            {}["first"]
        except KeyError as error:
            raise OSError("fourth") from error
    except OSError:
        traceback.print_exc(file=stream)
    print("after", file=stream)
    assert written.text.splitlines() == [
        "before",
        "ValueError: second",
        "third",
        "KeyError: 'first'",
        "OSError: fourth",
        "after",
    ]


def test_what_is_logged_is_a_line() -> None:
    def line(message: str, error: BaseException | None = None) -> str:
        exc_info = (type(error), error, None) if error else None
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, message, None, exc_info)
        return OneLine().format(record) if is_news(record) else ""

    trace = "Traceback (most recent call last):\n  File x\n    y()\n"
    assert line("Failed\nand more", KeyError("a")) == "casc-qa: Failed (KeyError: 'a')"
    assert line(f"{trace}KeyError: 'a'") == "casc-qa: KeyError: 'a'"
    assert line(f"{trace}asyncio.exceptions.CancelledError") == ""
    assert line("Exception in ASGI application\n", asyncio.CancelledError()) == ""
    assert line("") == "casc-qa: "
