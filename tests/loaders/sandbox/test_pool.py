"""Loading processes: what a document can bring one to do, and what the program makes of it."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from casc_qa.config import ColumnSettings
from casc_qa.errors import CorpusError
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.sandbox.pool import Worker, WorkerPool
from casc_qa.loaders.sandbox.worker import Drawing, Request
from casc_qa.types import Box
from helpers.documents.samples import REPORT
from helpers.documents.scans import as_bytes, needs_tesseract, scanned
from helpers.processes.programs import MISBEHAVING, outcome

TXT = Request(".txt", ColumnSettings())


@pytest.fixture
def hostile() -> Iterator[Worker]:
    worker = Worker(wall_seconds=120, command=MISBEHAVING)
    yield worker
    worker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel refuses on Linux alone")
@pytest.mark.parametrize(
    ("deed", "refusal"),
    [
        ("connect", "PermissionError"),
        ("look up", "PermissionError"),
        ("start", "PermissionError"),
        ("fork", "PermissionError"),
        ("native socket", "PermissionError"),
        ("native program", "PermissionError"),
        ("write", "PermissionError"),
    ],
)
def test_reading_needs_no_network_no_program_no_file(
    hostile: Worker, deed: str, refusal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert outcome(hostile, deed) == refusal
    assert outcome(hostile, "the next") == "the next!"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("exhaust", "reading it takes more than 1 GB of memory"),
        ("abort", "reading it crashed the process that read it (SIGABRT)"),
        ("read nothing", "reading it crashed the process that read it (SIGSEGV)"),
        ("leave", "reading it ended the process that read it (the other side has ended)"),
        ("long 20000001", "it has more than 20,000,000 characters"),
        ("hard to cut", "reading it takes more than 20 seconds of the processor"),
    ],
)
def test_a_document_that_breaks_its_process_has_a_reason(
    hostile: Worker, deed: str, reason: str
) -> None:
    assert outcome(hostile, deed) == reason
    assert outcome(hostile, "the next") == "the next!"


def test_what_a_library_prints_is_no_reply(hostile: Worker) -> None:
    assert outcome(hostile, "chatter") == "chatter!"
    assert outcome(hostile, "flood") == "flood!"


def test_what_an_earlier_document_did_is_not_laid_to_the_next(hostile: Worker) -> None:
    assert outcome(hostile, "the first") == "the first!"
    assert hostile._process is not None
    hostile._process.popen.kill()
    hostile._process.popen.wait()
    assert outcome(hostile, "the next") == "the next!"
    assert outcome(hostile, "abort") == "reading it crashed the process that read it (SIGABRT)"


def test_no_process_to_be_had_is_an_error_of_one_line() -> None:
    with pytest.raises(CorpusError, match="No process can be started to read documents"):
        Worker(command=["/nowhere/at/all"]).read(TXT, b"text")


def test_stopping_does_not_wait_for_the_last_document() -> None:
    class StoppedError(Exception):
        pass

    def work(worker: Worker, deed: bytes) -> None:
        worker._command = MISBEHAVING
        worker.read(TXT, deed)

    def stop(signum: int, frame: object) -> None:
        raise StoppedError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 2)
    started = time.monotonic()
    try:
        with pytest.raises(StoppedError), WorkerPool(1) as pool:
            list(pool.map(work, [b"sleep"]))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - started < 40  # it would sleep for minutes


def test_waiting_has_an_end() -> None:
    worker = Worker(wall_seconds=1, command=MISBEHAVING)
    (late,) = worker.read(TXT, b"sleep")
    assert isinstance(late, Unreadable) and not late.is_lasting
    assert str(late) == "reading it takes more than 1 seconds"
    assert outcome(worker, "the next") == "the next!"
    worker.close()


def test_waiting_begins_anew_with_each_page() -> None:
    worker = Worker(wall_seconds=3, command=MISBEHAVING)
    assert outcome(worker, "pages that wait") == "pages that wait!"
    worker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
def test_many_slow_pages_have_an_end_though_none_is_too_slow(hostile: Worker) -> None:
    reason = "reading it takes more than 2 seconds of the processor and 0.25 for each page"
    assert outcome(hostile, "pages that take a second") == reason
    assert outcome(hostile, "the next") == "the next!"


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
def test_the_processors_time_has_an_end_and_is_renewed(hostile: Worker) -> None:
    assert outcome(hostile, "the first") == "the first!"
    assert outcome(hostile, "spin") == "reading it takes more than 20 seconds of the processor"
    outcome(hostile, "the next")
    process = hostile._process
    for _ in range(3):
        assert outcome(hostile, "work a second") == "work a second!"
    assert hostile._process is process


def test_a_process_reads_many_documents(hostile: Worker) -> None:
    outcome(hostile, "one")
    process = hostile._process
    assert process is not None
    assert [outcome(hostile, f"{n}") for n in range(20)] == [f"{n}!" for n in range(20)]
    assert hostile._process is process


def marked_pixels(png: bytes) -> set[tuple[int, int]]:
    """Where a drawn page is yellow, in points from its upper left corner."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    assert image.format is None and image.width > 500
    yellow = np.argwhere((np.asarray(image) == (255, 226, 110)).all(axis=2))
    return {(int(x) // 2, int(y) // 2) for y, x in yellow}


def test_a_page_is_drawn_with_the_quote_marked() -> None:
    worker = Worker()
    box = Box(2, 100, 500, 200, 520)
    drawn = worker.draw(
        Drawing(".pdf", 2, (box, box._replace(page=1, left=300, right=400))), REPORT
    )
    assert drawn is not None
    height = Image.open(io.BytesIO(drawn)).height / 2
    marked = marked_pixels(drawn)
    assert {x for x, _ in marked} <= set(range(97, 204))
    assert {y for _, y in marked} <= set(range(int(height) - 523, int(height) - 495))
    assert len(marked) > 1500
    for page, data in ((9, REPORT), (1, b"%PDF-1.7 torn"), (1, b"")):
        assert worker.draw(Drawing(".pdf", page, ()), data) is None
    (read,) = worker.read(TXT, b"The process goes on.")
    assert isinstance(read, Extracted)
    worker.close()


def test_what_is_no_picture_is_not_handed_on(hostile: Worker) -> None:
    assert hostile.draw(Drawing(".png", 1, ()), b"<svg onload=alert(1)>") is None


def test_results_come_in_the_order_of_the_items() -> None:
    texts = [f"Document {number}. " * (number % 7 + 1) for number in range(60)]
    with WorkerPool(2) as pool:
        results = list(pool.map(lambda worker, text: worker.read(TXT, text.encode())[0], texts))
        processes = [worker._process for worker in pool._workers]
    assert [each.text for each in results if isinstance(each, Extracted)] == texts
    assert all(
        process is not None and process.popen.returncode is not None for process in processes
    )


def test_stopping_early_ends_the_processes() -> None:
    with WorkerPool(2) as pool:
        reading = pool.map(lambda worker, text: worker.read(TXT, text), [b"text"] * 50)
        next(reading)
        processes = [worker._process for worker in pool._workers if worker._process]
        del reading
    assert processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process.popen.pid, 0)


@needs_tesseract
def test_a_scan_is_read_where_nobody_remembers_pages() -> None:
    worker = Worker(120)
    try:
        request = Request(".png", ColumnSettings(), (), ("eng",))
        (read,) = worker.read(request, as_bytes(scanned(REPORT), "png"))
    finally:
        worker.close()
    assert isinstance(read, Extracted)
    assert "The seminar on international law" in read.text
