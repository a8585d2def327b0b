"""Standard streams that are closed, full, or left early."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.command import COMMAND, Casc, one_line


def test_a_reader_that_stops_early(built_index: Path) -> None:
    command = [*COMMAND, "inspect", "--json", "--index", str(built_index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()  # before anything was written
        assert process.stderr.read() == b""
    assert process.returncode == 0


def started_with(*closed: int) -> Callable[[], None]:
    """For a child: these standard streams are closed before the program starts."""

    def close() -> None:
        for number in closed:
            os.close(number)

    return close


@pytest.mark.skipif(os.name == "nt", reason="there is no such call before a program starts")
@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1), (1, 2), (0, 1, 2)])
@pytest.mark.parametrize(
    ("arguments", "status"), [(["ask", "What are the 4Ps?"], 0), (["ask", "???"], 2)]
)
def test_standard_streams_that_are_closed(
    closed: tuple[int, ...], arguments: list[str], status: int, built_index: Path
) -> None:
    run = subprocess.run(
        [*COMMAND, *arguments, "--index", str(built_index)],
        capture_output=True,
        preexec_fn=started_with(*closed),
    )
    assert run.returncode == status
    assert bool(run.stdout) == (1 not in closed and status == 0)
    assert bool(run.stderr) == (2 not in closed and status == 2)
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_output_that_cannot_be_written(built_index: Path) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*COMMAND, "inspect", "--index", str(built_index)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert run.returncode == 1
    assert run.stderr.startswith("casc-qa: No space left on device")
    assert len(run.stderr.splitlines()) == 1


def test_standard_input_that_is_closed(casc_qa: Casc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    one_line(casc_qa("ask", "-"), 2, "The question is empty")
