"""How fast each format is read, by the processes that building uses.

    PYTHONPATH=tests python -m benchmarks.load [--pages 300] [--small 2000]

Every format holds the prose of ``corpus/``, as the tests write it. A PDF is of ``--pages`` pages;
Chromium's own print of the same prose is a second row where Chromium is installed. The last line
sets many small text files, read in processes, against the same files read by the program itself.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.registry import extract
from casc_qa.loaders.sandbox.pool import Worker, WorkerPool
from casc_qa.loaders.sandbox.worker import Request
from helpers.documents.prose import WRITERS, paper, paragraphs, wrapped

FILES = 40  # of each format
PAGE_LINES = 48
WARM_UP = 8  # files
Texts = Sequence[Extracted | Unreadable]
"""What a file was read as."""
File = tuple[str, bytes]
"""Suffix and content."""


def prose(pages: int) -> list[str]:
    """Paragraphs that fill so many pages."""
    known, lines = paragraphs(), 0
    made: list[str] = []
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


def read(worker: Worker, file: File) -> Texts:
    """Reads a file in another process."""
    suffix, data = file
    return worker.read(Request(suffix, ColumnSettings()), data)


def seconds_in_pool(files: Iterable[File], count: int | None = None) -> tuple[float, list[Texts]]:
    """Wall clock of reading ``files`` in ``count`` processes, the start of these left out, and what
    they were read as.
    """
    with WorkerPool(count) as pool:
        list(pool.map(read, [(".txt", b"Warm up.")] * WARM_UP))
        started = time.perf_counter()
        texts = list(pool.map(read, files))
        return time.perf_counter() - started, texts


def pages_of(texts: Texts) -> int:
    """How many pages the only text of a file has."""
    (only,) = texts
    if isinstance(only, Unreadable):
        raise SystemExit(f"it was not read: {only}")
    return sum(anchor.kind == "page" for anchor in only.anchors)


def print_formats(body: list[str]) -> None:
    """A table of all formats, each file with the prose ``body``."""
    print("| format | documents | KB each | documents/s | MB of text/s |\n|---|---|---|---|---|")
    for name, write in WRITERS.items():
        suffix = Path(name).suffix
        files = [(suffix, write(f"Record {n}", body)) for n in range(FILES)]
        seconds, read_as = seconds_in_pool(files)
        texts = [each.text for one in read_as for each in one if isinstance(each, Extracted)]
        assert len(texts) == FILES
        size = sum(len(data) for _, data in files) / FILES / 1000
        rate = sum(map(len, texts)) / seconds / 1e6
        print(f"| {name} | {FILES} | {size:.0f} | {FILES / seconds:.0f} | {rate:.1f} |", flush=True)


def print_pdf(pages: int) -> None:
    """A table of long PDFs."""
    print("\n| PDF, one process | pages | pages/s |\n|---|---|---|")
    body = prose(pages)
    files = {"lines as set": paper("Report", body, PAGE_LINES), "Chromium": printed(body)}
    for name, data in files.items():
        if data is not None:
            seconds, (texts,) = seconds_in_pool([(".pdf", data)], 1)
            count = pages_of(texts)
            print(f"| {name} | {count} | {count / seconds:.0f} |", flush=True)


def print_small(count: int, body: Sequence[str]) -> None:
    """What reading in processes costs for ``count`` small files."""
    files = [(".txt", f"{n}. {body[n % len(body)]}".encode()) for n in range(count)]
    apart, _ = seconds_in_pool(files)
    started = time.perf_counter()
    for suffix, data in files:
        list(extract(suffix, data, ColumnSettings()))
    within = time.perf_counter() - started
    each, own = apart / count * 1e3, within / count * 1e3
    print(f"\n{count} small files: {each:.2f} ms each in processes, {own:.2f} ms without")
    print(f"({apart / within:.1f} times)")


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--small", type=int, default=2_000)
    typed = parser.parse_args(arguments)
    body = paragraphs()
    print_formats(body)
    print_pdf(typed.pages)
    print_small(typed.small, body)


if __name__ == "__main__":
    main()
