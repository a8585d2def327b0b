"""The standard streams, whatever the program was started with: closed, broken, or full."""

from __future__ import annotations

import contextlib
import os
import sys


def open_standard_streams() -> None:
    """Has all three lead somewhere, so that no file that is opened later gets the number of one,
    and what is written for a person ends up in it. Documents hold any script; a Windows console's
    code page does not.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free: this one
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def drop_output() -> None:
    """Nobody reads standard output any more, or nothing can be written to it: what is still on its
    way goes nowhere, and Python does not complain at its end.
    """
    _lead_nowhere(sys.stdout)


def print_error(line: str) -> None:
    """A line on standard error, as far as that can still be written to."""
    try:
        print(line, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _lead_nowhere(sys.stderr)


def _lead_nowhere(stream: object) -> None:
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # type: ignore[attr-defined]
