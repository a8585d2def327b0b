"""Runs builds, each in a process forked from this one, which has loaded all that a build needs.

A line of JSON in is an order, a line out what came of it. FAISS and numpy compute in one thread:
a fork takes no other along.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path
from typing import Any

_ENDS_WITHIN_S = 20  # a loading process whose builder is gone


def main() -> None:
    """Serves until standard input ends."""
    _load()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_run(json.loads(line))) + "\n")
        sys.stdout.flush()


def _load() -> None:
    import bm25s  # noqa: F401
    import faiss  # noqa: F401
    import filelock  # noqa: F401
    import platformdirs  # noqa: F401
    import sentencex  # noqa: F401
    import Stemmer  # noqa: F401
    import tokenizers  # noqa: F401

    import casc_qa.building.build  # noqa: F401


def _run(order: dict[str, Any]) -> dict[str, Any]:
    """The child leads a session of its own, by which its loading processes are known."""
    reader, writer = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if not child:
        os.setsid()
        os.close(reader)
        _build(order, writer, started)
    os.close(writer)
    if order.get("kill_after") is not None:
        time.sleep(max(0.0, started + order["kill_after"] - time.monotonic()))
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as pipe:
        reply = pipe.read()
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - started
    outcome = json.loads(reply) if reply.endswith(b"}") else {}
    return outcome | {
        "killed": os.WIFSIGNALED(status),
        "seconds": seconds,
        "survivors": _survivors(child),
    }


def _build(order: dict[str, Any], writer: int, started: float) -> None:
    """In the child: builds, says what came of it, and ends."""
    from casc_qa.building.build import build_beir_index, build_index
    from casc_qa.errors import CascQaError
    from helpers.builds.steps import Steps, deed_called

    corpus, index = Path(order["corpus"]), Path(order["index"])
    steps = Steps(index, order.get("at"), deed_called(order.get("deed") or "SIGKILL"))
    reported: dict[str, float] = {}

    def report(what: str, done: int, total: int) -> None:
        reported[what] = time.monotonic() - started

    outcome: dict[str, Any]
    try:
        build = build_beir_index if (corpus / "corpus.jsonl").exists() else build_index
        with steps.watched():
            result = build(corpus, index, report=report)
        outcome = {"generation": result.manifest.generation, "unchanged": result.unchanged}
    except CascQaError as error:
        outcome = {"error": str(error)}
    except BaseException:  # noqa: BLE001  # a process boundary
        outcome = {"unforeseen": traceback.format_exc()}
    os.write(writer, json.dumps(outcome | {"reported": reported, "steps": steps.made}).encode())
    os._exit(0)


def _survivors(session: int) -> list[int]:
    """Processes of the session that go on running though its leader has ended."""
    until = time.monotonic() + _ENDS_WITHIN_S
    while (alive := _running(session)) and time.monotonic() < until:
        time.sleep(0.01)
    return alive


def _running(session: int) -> list[int]:
    pids = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            is_its_own = int(fields[3]) == session or _reads_for(folder, session)
            if fields[0] not in "ZX" and is_its_own:
                pids.append(int(folder.name))
    return pids


def _reads_for(process: Path, program: int) -> bool:
    """Whether this is a loading process of the program: it leads a session of its own."""
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return any(b"casc_qa.loaders" in word for word in words) and words[-2] == b"%d" % program


if __name__ == "__main__":
    main()
