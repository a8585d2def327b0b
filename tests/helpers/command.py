"""Commands, run in this process."""

from __future__ import annotations

import sys
from collections.abc import Callable


class Run:
    """What a command printed, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


Casc = Callable[..., Run]
"""The fixture ``casc_qa``: runs the command with these arguments."""
COMMAND = [sys.executable, "-m", "casc_qa"]


def one_line(run: Run, status: int, *words: str) -> None:
    """The run failed with this status and one line on standard error that holds these words."""
    assert run.status == status, run.err
    (line,) = run.err.splitlines()
    assert line.startswith("casc-qa: ")
    assert run.out == ""
    assert "Traceback" not in run.err
    for word in words:
        assert word in line
