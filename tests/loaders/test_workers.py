"""Loading processes: what a document can bring one to do, and what the program makes of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.config import ColumnSettings
from casc_qa.errors import CorpusError
from casc_qa.loaders.bounds import bounded, printable
from casc_qa.loaders.extracted import Extracted, Unreadable
from casc_qa.loaders.pool import Worker, WorkerPool
from casc_qa.loaders.worker import Reply, Request
from casc_qa.types import Anchor

TXT = Request(".txt", ColumnSettings())
MISBEHAVING = [sys.executable, str(Path(__file__).with_name("misbehaving.py"))]


@pytest.fixture
def hostile() -> Iterator[Worker]:
    worker = Worker(wall_seconds=120, command=MISBEHAVING)
    yield worker
    worker.close()


def said(worker: Worker, told: str) -> str:
    (found,) = worker.read(TXT, told.encode())
    return found.text if isinstance(found, Extracted) else str(found)


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
        ("write", "OSError"),
    ],
)
def test_reading_needs_no_network_no_program_no_file(
    hostile: Worker, deed: str, refusal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(hostile, deed) == refusal
    assert said(hostile, "the next") == "the next!"
    assert [path.stat().st_size for path in tmp_path.iterdir()] in ([], [0])


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("exhaust", "reading it takes more than 1 GB of memory"),
        ("abort", "reading it crashed the process that read it (SIGABRT)"),
        ("read nothing", "reading it crashed the process that read it (SIGSEGV)"),
        ("leave", "reading it ended the process that read it (the other side has ended)"),
        ("long 20000001", "it has more than 20,000,000 characters"),
    ],
)
def test_a_document_that_breaks_its_process_has_a_reason(
    hostile: Worker, told: str, reason: str
) -> None:
    assert said(hostile, told) == reason
    assert said(hostile, "the next") == "the next!"


def test_what_a_library_prints_is_no_reply(hostile: Worker) -> None:
    assert said(hostile, "chatter") == "chatter!"
    assert said(hostile, "flood") == "flood!"


def test_what_an_earlier_document_did_is_not_laid_to_the_next(hostile: Worker) -> None:
    assert said(hostile, "the first") == "the first!"
    assert hostile._process is not None
    hostile._process.kill()
    hostile._process.wait()
    assert said(hostile, "the next") == "the next!"
    assert said(hostile, "abort") == "reading it crashed the process that read it (SIGABRT)"


def test_no_process_to_be_had_is_an_error_of_one_line() -> None:
    with pytest.raises(CorpusError, match="No process can be started to read documents"):
        Worker(command=["/nowhere/at/all"]).read(TXT, b"text")


def test_stopping_does_not_wait_for_the_last_document() -> None:
    class StoppedError(Exception):
        pass

    def work(worker: Worker, told: bytes) -> None:
        worker._command = MISBEHAVING
        worker.read(TXT, told)

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
    assert said(worker, "the next") == "the next!"
    worker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
def test_the_processors_time_has_an_end_and_is_renewed(hostile: Worker) -> None:
    assert said(hostile, "the first") == "the first!"
    assert said(hostile, "spin") == "reading it takes more than 20 seconds of the processor"
    said(hostile, "the next")
    process = hostile._process
    for _ in range(3):
        assert said(hostile, "work a second") == "work a second!"
    assert hostile._process is process


def test_a_process_reads_many_documents(hostile: Worker) -> None:
    said(hostile, "one")
    process = hostile._process
    assert process is not None
    assert [said(hostile, f"{n}") for n in range(20)] == [f"{n}!" for n in range(20)]
    assert hostile._process is process


def test_results_come_in_the_order_of_the_items() -> None:
    texts = [f"Document {number}. " * (number % 7 + 1) for number in range(60)]
    with WorkerPool(2) as pool:
        found = list(pool.map(lambda worker, text: worker.read(TXT, text.encode())[0], texts))
        processes = [worker._process for worker in pool._workers]
    assert [each.text for each in found if isinstance(each, Extracted)] == texts
    assert all(process is not None and process.returncode is not None for process in processes)


def test_stopping_early_ends_the_processes() -> None:
    with WorkerPool(2) as pool:
        reading = pool.map(lambda worker, text: worker.read(TXT, text), [b"text"] * 50)
        next(reading)
        processes = [worker._process for worker in pool._workers if worker._process]
        del reading
    assert processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process.pid, 0)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FOUND = st.builds(
    Extracted,
    text=TEXT,
    extractor=TEXT,
    anchors=st.lists(
        st.builds(Anchor, st.integers(0), st.sampled_from(["page", "heading"]), TEXT)
    ).map(tuple),
    title=st.none() | TEXT,
    notes=st.lists(TEXT).map(tuple),
)


@given(st.lists(FOUND), st.booleans())
def test_replies_arrive_as_they_were_sent(found: list[Extracted], is_last: bool) -> None:
    assert Reply.load(Reply(found, is_last).dump()) == (found, is_last)


def test_reasons_arrive_as_they_were_sent() -> None:
    reply = Reply.load(Reply([Unreadable("it is torn")], False).dump())
    assert [str(each) for each in reply.found] == ["it is torn"]


@given(st.lists(st.text(min_size=1), min_size=1), st.text())
def test_requests_arrive_as_they_were_sent(columns: list[str], suffix: str) -> None:
    request = Request(suffix, ColumnSettings(tuple(columns), title=suffix))
    assert Request.load(request.dump()) == request


def test_lone_surrogates_of_a_library_become_replacements() -> None:
    found = printable(Extracted("a\ud800b", "x", (Anchor(2, "heading", "b"),)))
    assert found.text == "a\ufffdb"


def kept(*found: Extracted | Unreadable) -> list[Extracted | Unreadable]:
    return list(bounded(iter(found)))


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([Extracted("a\n\n" * 1_000_001, "x")], "it has more than 1,000,000 lines and sentences"),
        ([Extracted("1. " * 1_000_001, "x")], "it has more than 1,000,000 lines and sentences"),
        ([Extracted("a", "x")] * 100_001, "it has more than 100,000 rows"),
        ([Extracted("a" * 10_000_001, "x")] * 2, "it has more than 20,000,000 characters"),
    ],
)
def test_what_would_take_the_program_too_long_is_a_reason(
    found: list[Extracted], reason: str
) -> None:
    *before, last = kept(*found)
    assert str(last) == reason
    assert before == found[: len(before)]


def test_reasons_can_be_shown() -> None:
    (found,) = kept(Unreadable("its part \x1b[31m\n" + "n" * 60_000 + " is missing"))
    assert str(found) == "its part [31m " + "n" * 235 + "…"


def test_what_is_stated_beside_the_text_can_be_shown() -> None:
    headings = tuple(Anchor(n, "heading", "h" * 1_000) for n in range(3))
    notes = tuple(f"Note {n}." for n in range(5_000))
    (found,) = kept(
        Extracted("abc", "x", headings, "t\n" * 900_000, url="javascript:alert(1)", notes=notes)
    )
    assert isinstance(found, Extracted)
    assert (found.title, found.url) == ("t " * 149 + "t…", None)
    assert [a.value for a in found.anchors] == ["h" * 300] * 3
    assert found.notes == (*notes[:20], "and 4,980 more of this kind")
    many = tuple(Anchor(n, "heading", "h") for n in range(50_001))
    page = Anchor(0, "page", "1")
    (found,) = kept(Extracted("a" * 60_000, "x", (page, *many)))
    assert isinstance(found, Extracted)
    assert found.anchors == (page,)
