"""How fast each format is read, by the processes that building uses.

    python benchmarks/load.py [--pages 300] [--small 2000]

Every format holds the prose of ``corpus/``, as the tests write it. A PDF is of ``--pages`` pages;
Chromium's own print of the same prose is a second row where Chromium is installed. The last line
sets many small text files, read in processes, against the same files read by the program itself.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import extract
from casc_qa.loaders.sandbox.pool import Worker, WorkerPool
from casc_qa.loaders.sandbox.worker import Request

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from helpers.documents.prose import WRITERS, paper, paragraphs, wrapped

FILES = 40  # of each format
PAGE_LINES = 48
Found = Sequence[Extracted | Unreadable]
File = tuple[str, bytes]


def prose(pages: int) -> list[str]:
    """Paragraphs that fill so many pages."""
    known, made, lines = paragraphs(), [], 0
    while lines < pages * PAGE_LINES:
        made.append(f"Entry {len(made)}. {known[len(made) % len(known)]}")
        lines += 1 + sum(1 for _ in wrapped(made[-1]))
    return made


def printed(body: Sequence[str]) -> bytes | None:
    """The same prose, printed by Chromium; None where there is none."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return None
    with tempfile.TemporaryDirectory() as scratch:
        page, target = Path(scratch, "page.html"), Path(scratch, "page.pdf")
        page.write_text("".join(f"<p>{each}</p>" for each in body), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--no-pdf-header-footer", "--disable-gpu"]
        command = [chromium, *options, f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, capture_output=True, check=False, timeout=120)
        return target.read_bytes() if target.exists() else None


def read(worker: Worker, file: File) -> Found:
    suffix, data = file
    return worker.read(Request(suffix, ColumnSettings()), data)


def seconds_in_pool(files: Iterable[File], count: int | None = None) -> tuple[float, list[Found]]:
    """Wall clock, the start of the processes left out."""
    with WorkerPool(count) as pool:
        list(pool.map(read, [(".txt", b"Warm up.")] * 8))
        started = time.perf_counter()
        found = list(pool.map(read, files))
        return time.perf_counter() - started, found


def pages_of(found: Found) -> int:
    (only,) = found
    if isinstance(only, Unreadable):
        raise SystemExit(f"it was not read: {only}")
    return sum(anchor.kind == "page" for anchor in only.anchors)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--small", type=int, default=2_000)
    options = parser.parse_args()

    print("| format | documents | KB each | documents/s | MB of text/s |\n|---|---|---|---|---|")
    body = paragraphs()
    for name, write in WRITERS.items():
        suffix = Path(name).suffix
        files = [(suffix, write(f"Record {n}", body)) for n in range(FILES)]
        seconds, found = seconds_in_pool(files)
        texts = [each.text for one in found for each in one if isinstance(each, Extracted)]
        assert len(texts) == FILES
        size = sum(len(data) for _, data in files) / FILES / 1000
        rate = sum(map(len, texts)) / seconds / 1e6
        print(f"| {name} | {FILES} | {size:.0f} | {FILES / seconds:.0f} | {rate:.1f} |", flush=True)

    print("\n| PDF, one process | pages | pages/s |\n|---|---|---|")
    long = prose(options.pages)
    for name, made in (
        ("lines as set", paper("Report", long, PAGE_LINES)),
        ("Chromium", printed(long)),
    ):
        if made is not None:
            seconds, (found,) = seconds_in_pool([(".pdf", made)], 1)
            pages = pages_of(found)
            print(f"| {name} | {pages} | {pages / seconds:.0f} |", flush=True)

    small = [(".txt", f"{n}. {body[n % len(body)]}".encode()) for n in range(options.small)]
    apart, _ = seconds_in_pool(small)
    started = time.perf_counter()
    for suffix, data in small:
        list(extract(suffix, data, ColumnSettings()))
    within = time.perf_counter() - started
    each, own = apart / len(small) * 1e3, within / len(small) * 1e3
    print(f"\n{len(small)} small files: {each:.2f} ms each in processes, {own:.2f} ms without")
    print(f"({apart / within:.1f} times)")


if __name__ == "__main__":
    main()
