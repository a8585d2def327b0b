"""How a running server answers 1 to 64 users who ask at the same time.

    python -m benchmarks.serve [--users 1 4 16 64] [--asks 4] [--pause 0]

Starts ``casc-qa serve`` on a free port of this machine over the five documents, and lets each user
ask one question after the other through the page's own interface, each after a pause of about
``--pause`` seconds. Prints for each number of users the questions a second, the median and the 99th
percentile, errors, and how much longer the median is than with one user.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SEED = 20_260_101
LEAST_QUESTIONS = 40  # asked by all users together
PATIENCE = 120.0  # seconds for the server to be there, and for one answer


@contextmanager
def serving() -> Iterator[tuple[str, int]]:
    """The address of a server that is ready, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    casc_qa = [sys.executable, "-m", "casc_qa"]
    with tempfile.TemporaryDirectory() as index:
        subprocess.run([*casc_qa, "index", str(ROOT / "corpus"), "--index", index], check=True)
        command = [*casc_qa, "serve", "--index", index, "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        address = f"http://127.0.0.1:{port}"
        try:
            ready(address)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait()


def ready(address: str) -> None:
    """Waits until a question is answered."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            ask(address, "Is anybody there?")
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def ask(address: str, question: str) -> float:
    """Seconds until the answer is complete. Raises OSError where there is none."""
    started = time.perf_counter()
    body = json.dumps({"data": [question]}).encode()
    headers = {"Content-Type": "application/json"}
    url = f"{address}/gradio_api/call/ask"
    request = urllib.request.Request(url, body, headers)  # noqa: S310  # our own address
    with urllib.request.urlopen(request, timeout=PATIENCE) as reply:  # noqa: S310
        event = json.load(reply)["event_id"]
    with urllib.request.urlopen(f"{url}/{event}", timeout=PATIENCE) as reply:  # noqa: S310
        events = reply.read().decode()
    if "event: complete" not in events:
        raise urllib.error.URLError(events[:200])
    return time.perf_counter() - started


def user(address: str, questions: list[str], pauses: list[float]) -> list[float | None]:
    """Seconds of each question; None where there was an error."""
    seconds: list[float | None] = []
    for question, pause in zip(questions, pauses, strict=True):
        time.sleep(pause)
        try:
            seconds.append(ask(address, question))
        except OSError:
            seconds.append(None)
    return seconds


class Load(NamedTuple):
    """What a number of users at the same time got."""

    took: float
    """Seconds, from the first question to the last answer."""
    answered: list[float]
    """Seconds of each question that was answered, the quickest first."""
    errors: int

    @property
    def median(self) -> float:
        """Seconds of a question."""
        return self.answered[len(self.answered) // 2]

    def row(self, users: int, alone: float) -> str:
        """A line of the table; ``alone`` is the median of one user."""
        late = self.answered[len(self.answered) * 99 // 100]
        return (
            f"{users:>5}{len(self.answered) / self.took:>10.1f}{1000 * self.median:>9.0f}"
            f"{1000 * late:>9.0f}{self.errors:>8}{self.median / alone:>7.1f}"
        )


def load(address: str, shares: list[list[str]], pauses: list[list[float]]) -> Load:
    """Lets each user ask a share of the questions, all users at the same time."""
    started = time.perf_counter()
    with ThreadPoolExecutor(len(shares)) as pool:
        each = pool.map(user, [address] * len(shares), shares, pauses)
        seconds = [second for seen in each for second in seen]
    took = time.perf_counter() - started
    answered = sorted(second for second in seconds if second is not None)
    return Load(took, answered, len(seconds) - len(answered))


def never_asked(questions: list[str]) -> Iterator[str]:
    """The questions over and over, each time with a space more: the program remembers answers."""
    for spaces in count():
        yield from (question + " " * spaces for question in questions)


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 4, 16, 64])
    parser.add_argument("--asks", type=int, default=4, help="questions of each user")
    parser.add_argument("--pause", type=float, default=0, help="seconds before each question")
    typed = parser.parse_args(arguments)
    draw = random.Random(SEED)
    lines = (ROOT / "questions" / "casc.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    new = never_asked(questions)
    alone = 0.0
    with serving() as (address, _):
        user(address, list(islice(new, 10)), [0] * 10)
        print(f"{'users':>5}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'errors':>8}{'times':>7}")
        for users in typed.users:
            asks = max(typed.asks, LEAST_QUESTIONS // users)
            shares = [list(islice(new, asks)) for _ in range(users)]
            pauses = [[typed.pause * draw.uniform(0.5, 1.5) for _ in own] for own in shares]
            measured = load(address, shares, pauses)
            alone = alone or measured.median
            print(measured.row(users, alone), flush=True)


if __name__ == "__main__":
    main()
