"""How a running server answers 1 to 64 users who ask at the same time.

    python benchmarks/serve.py [--users 1 4 16 64] [--asks 4] [--pause 0]

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
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
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
        told = reply.read().decode()
    if "event: complete" not in told:
        raise urllib.error.URLError(told[:200])
    return time.perf_counter() - started


def user(address: str, questions: list[str], pauses: list[float]) -> list[float | None]:
    """Seconds of each question; None where there was an error."""
    found: list[float | None] = []
    for question, pause in zip(questions, pauses, strict=True):
        time.sleep(pause)
        try:
            found.append(ask(address, question))
        except OSError:
            found.append(None)
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 4, 16, 64])
    parser.add_argument("--asks", type=int, default=4, help="questions of each user")
    parser.add_argument("--pause", type=float, default=0, help="seconds before each question")
    typed = parser.parse_args()
    lots = random.Random(20_260_101)
    lines = (ROOT / "questions" / "casc.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    alone = 0.0
    with serving() as (address, _):
        user(address, questions[:10], [0] * 10)
        print(f"{'users':>5}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'errors':>8}{'times':>7}")
        for users in typed.users:
            asks = max(typed.asks, 40 // users)
            shares = [
                [questions[(number * asks + i) % len(questions)] for i in range(asks)]
                for number in range(users)
            ]
            pauses = [[typed.pause * lots.uniform(0.5, 1.5) for _ in own] for own in shares]
            started = time.perf_counter()
            with ThreadPoolExecutor(users) as pool:
                each = pool.map(user, [address] * users, shares, pauses)
                seconds = [second for seen in each for second in seen]
            took = time.perf_counter() - started
            fine = sorted(s for s in seconds if s is not None)
            middle, late = fine[len(fine) // 2], fine[len(fine) * 99 // 100]
            alone = alone or middle
            print(
                f"{users:>5}{len(fine) / took:>10.1f}{1000 * middle:>9.0f}{1000 * late:>9.0f}"
                f"{len(seconds) - len(fine):>8}{middle / alone:>7.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
