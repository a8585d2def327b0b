"""What a cold question costs: a new process, five documents, against a plain script.

    python -m benchmarks.cold_ask [--runs 7]

Every round starts each command once, in turn, so that a slow minute of the machine falls on all of
them; medians are compared. Peak memory is the largest resident set that the system saw.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
QUESTION = "How many participants did the training in Bishkek gather?"
PLAIN = str(ROOT / "benchmarks" / "plain_ask.py")


class Cost(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float
    """Of memory, at most."""


def run(command: list[str]) -> Cost:
    """Runs a command to its end; raises RuntimeError when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, KiB here
    return Cost(seconds, usage.ru_maxrss * unit / 1e6)


def commands(folder: Path) -> dict[str, list[str]]:
    """Name to command line; builds what they ask."""
    python, casc_qa = sys.executable, [sys.executable, "-m", "casc_qa"]
    index, plain = str(folder / "index"), str(folder / "plain")
    subprocess.run([*casc_qa, "index", str(ROOT / "corpus"), "--index", index], check=True)
    subprocess.run([python, PLAIN, "build", str(ROOT / "corpus"), plain], check=True)
    return {
        "python -c pass": [python, "-c", "pass"],
        "casc-qa --help": [*casc_qa, "--help"],
        "casc-qa ask": [*casc_qa, "ask", "--index", index, QUESTION],
        "plain script": [python, PLAIN, "ask", plain, QUESTION],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=7, metavar="N")
    typed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measured = commands(Path(folder))
        costs: dict[str, list[Cost]] = {name: [] for name in measured}
        for name, command in [*measured.items()] * (typed.runs + 1):
            costs[name].append(run(command))
    median = {
        name: Cost(*(statistics.median(column) for column in zip(*seen[1:], strict=True)))
        for name, seen in costs.items()  # the first round warms the disk's cache
    }
    print(f"{'':<16}{'seconds':>9}{'MB':>7}   median of {typed.runs}")
    for name, cost in median.items():
        print(f"{name:<16}{cost.seconds:>9.3f}{cost.megabytes:>7.0f}")
    ask, plain = median["casc-qa ask"], median["plain script"]
    print(f"ask / plain script   1/{plain.seconds / ask.seconds:.1f}")
    started = median["casc-qa --help"].seconds / median["python -c pass"].seconds
    print(f"--help / python      {started:.1f}")


if __name__ == "__main__":
    main()
