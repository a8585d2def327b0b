"""How much memory a running server keeps of visitors who are gone.

    python -m benchmarks.sessions [--warm-up 300] [--questions 2000]

Starts ``casc-qa serve`` on a free port of this machine over the five documents and asks, each
question from a session of its own, through the page's own interface. Prints the memory in use after
the warm-up, in which every question comes up once, and after the questions, and the ratio.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.serve import ROOT, serving


def resident_mb(process: int) -> float:
    """Megabytes of memory that a process has."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = re.search(r"VmRSS:\s+(\d+)", status)
    assert line
    return int(line[1]) / 1024


def visit(address: str, question: str, number: int) -> None:
    """A new session asks and reads its answer, which is not remembered from an earlier one: it
    asks of a language more, in which there is no document.
    """
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    session = str(uuid.uuid4())
    turn: dict[str, Any] = {
        "question": question,
        "documents": [],
        "after": None,
        "before": None,
        "last": [],
    }
    turn |= {"languages": ["en", f"x{number}"], "exact": False}
    sent = json.dumps({"earlier": None, "turn": turn, "token": "a"})
    body = json.dumps({"data": [sent, None], "fn_index": 0, "session_hash": session})
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/gradio_api/queue/join", body, headers)
    connection.getresponse().read()
    connection.request("GET", f"/gradio_api/queue/data?session_hash={session}")
    events = connection.getresponse().read().decode()
    connection.close()
    assert "cq-done cq-t-a" in events, events[:200]


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--warm-up", type=int, default=300)
    parser.add_argument("--questions", type=int, default=2000)
    typed = parser.parse_args(arguments)
    lines = (ROOT / "questions" / "casc.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    with serving() as (address, process):
        print(f"{'questions':>10}{'MB':>8}{'ratio':>8}")
        print(f"{0:>10}{resident_mb(process):>8.0f}", flush=True)
        warm = 0.0
        for asked in range(1, typed.warm_up + typed.questions + 1):
            visit(address, questions[asked % len(questions)], asked)
            if asked == typed.warm_up:
                warm = resident_mb(process)
            if asked >= typed.warm_up and (asked - typed.warm_up) % 500 == 0:
                now = resident_mb(process)
                print(f"{asked:>10}{now:>8.0f}{now / warm:>8.3f}", flush=True)


if __name__ == "__main__":
    main()
