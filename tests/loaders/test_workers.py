"""Loading processes: what a document can bring one to do, and what the program makes of it."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casc_qa.config import ColumnSettings
from casc_qa.errors import CorpusError
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.sandbox import confinement
from casc_qa.loaders.sandbox.confinement import set_dumpable
from casc_qa.loaders.sandbox.output_limits import bounded, printable
from casc_qa.loaders.sandbox.pool import Worker, WorkerPool
from casc_qa.loaders.sandbox.worker import Reply, Request
from casc_qa.text.sections import sentence_starts
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
        ("write", "PermissionError"),
    ],
)
def test_reading_needs_no_network_no_program_no_file(
    hostile: Worker, deed: str, refusal: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said(hostile, deed) == refusal
    assert said(hostile, "the next") == "the next!"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")
@pytest.mark.parametrize(
    ("told", "reason"),
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
    hostile: Worker, told: str, reason: str
) -> None:
    assert said(hostile, told) == reason
    assert said(hostile, "the next") == "the next!"


def test_a_document_comes_cut_into_sentences() -> None:
    worker = Worker()
    try:
        text = "He met Dr. Ray. It rained.\n\nОн живёт в г. Ош. Она тоже."
        (found,) = worker.read(TXT, text.encode())
        assert isinstance(found, Extracted)
        assert array("I", found.sentences) == sentence_starts(text, (), "en")
        markdown = "# One\nA line. " + "## Two\nB. It is so.\n" * 3
        (found,) = worker.read(Request(".md", ColumnSettings()), markdown.encode())
        assert isinstance(found, Extracted)
        assert array("I", found.sentences) == sentence_starts(markdown, found.anchors, "en")
        (found,) = worker.read(TXT, ("中文。" * 500_001).encode())
        assert str(found) == "it has more than 500,000 sentences"
    finally:
        worker.close()


def test_its_language_is_what_a_person_says_or_else_its_own() -> None:
    abbreviated = "Dans la réunion de M. Ray, il a parlé. No. 4 was read. Ca. 50 came. "
    worker = Worker()
    try:
        for languages, expected in (((), "en"), (((1, "fr"),), "fr"), (((2, "fr"),), "en")):
            request = Request(".txt", ColumnSettings(), languages)
            (found,) = worker.read(request, abbreviated.encode())
            assert isinstance(found, Extracted)
            assert array("I", found.sentences) == sentence_starts(abbreviated, (), expected)
        assert sentence_starts(abbreviated, (), "en") != sentence_starts(abbreviated, (), "fr")
    finally:
        worker.close()


def test_what_a_library_prints_is_no_reply(hostile: Worker) -> None:
    assert said(hostile, "chatter") == "chatter!"
    assert said(hostile, "flood") == "flood!"


def test_what_an_earlier_document_did_is_not_laid_to_the_next(hostile: Worker) -> None:
    assert said(hostile, "the first") == "the first!"
    assert hostile._process is not None
    hostile._process.popen.kill()
    hostile._process.popen.wait()
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


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that keeps it")


@LINUX
def test_the_program_keeps_its_memory_to_itself_while_there_are_some() -> None:
    def is_open() -> bool:
        return confinement._control(confinement._GET_DUMPABLE) == 1

    before = set_dumpable(True)
    try:
        one, other = Worker(command=MISBEHAVING), Worker(command=MISBEHAVING)
        said(one, "first")
        said(other, "first")
        assert not is_open()
        one.close()
        assert not is_open()
        other.close()
        assert is_open()
    finally:
        set_dumpable(before)


@LINUX
def test_a_process_that_can_not_start_leaves_it_open() -> None:
    before = set_dumpable(True)
    try:
        with pytest.raises(Exception, match="No process can be started"):
            Worker(command=["/nowhere/at/all"]).read(TXT, b"text")
        assert confinement._control(confinement._GET_DUMPABLE) == 1
    finally:
        set_dumpable(before)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
LINE = st.text(st.characters(categories=["L", "N", "P"]), max_size=200)


@st.composite
def found_documents(draw: st.DrawFn) -> Extracted:
    text = draw(TEXT)
    places = st.integers(0, len(text))
    anchors = st.builds(Anchor, places, st.sampled_from(["page", "heading"]), LINE)
    starts = sorted(draw(st.sets(st.integers(0, len(text) - 1)))) if text else []
    return Extracted(
        text,
        draw(LINE),
        tuple(draw(st.lists(anchors))),
        draw(st.none() | LINE),
        draw(st.none() | st.just("2023-06")),
        draw(st.none() | st.just("ru")),
        draw(st.none() | st.just("https://example.org/a")),
        tuple(draw(st.lists(LINE, max_size=20))),
        array("I", starts).tobytes(),
    )


@given(st.lists(found_documents(), max_size=5), st.booleans())
def test_replies_arrive_as_they_were_sent(found: list[Extracted], is_last: bool) -> None:
    assert Reply.load(Reply(found, is_last).dump()) == (found, is_last)


GOOD = Extracted("One. Two.", "x", sentences=array("I", [0, 5]).tobytes())


@pytest.mark.parametrize(
    "bad",
    [
        replace(GOOD, anchors=(Anchor(10, "heading", "beyond the end"),)),
        replace(GOOD, anchors=(Anchor(0, "heading", "h" * 301),)),
        replace(GOOD, title="\x1b[31m"),
        replace(GOOD, title="t" * 301),
        replace(GOOD, notes=("n",) * 22),
        replace(GOOD, notes=("a\nb",)),
        replace(GOOD, extractor="x" * 301),
        replace(GOOD, url="javascript:alert(1)"),
        replace(GOOD, language="<b>"),
        replace(GOOD, date="yesterday"),
        replace(GOOD, sentences=b"abc"),
        replace(GOOD, sentences=array("I", [5, 0]).tobytes()),
        replace(GOOD, sentences=array("I", [0, 9]).tobytes()),
        replace(GOOD, text="x" * 20_000_001),
    ],
    ids=lambda bad: str(bad)[:80],
)
def test_a_reply_that_no_loader_gives_is_refused(bad: Extracted) -> None:
    with pytest.raises(ValueError):  # of any wording
        Reply.load(Reply([bad], False).dump())


@given(
    st.binary()
    | st.recursive(st.none() | st.integers() | TEXT, st.lists).map(
        lambda value: json.dumps(value).encode()
    )
)
def test_replies_of_any_other_form_are_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        Reply.load(data)


@pytest.mark.parametrize(
    ("name", "value"),
    [("text", 1), ("text", None), ("anchors", [[0, "page"]]), ("anchors", [[-1, "page", "1"]]),
     ("anchors", [[0, "place", "1"]]), ("notes", "abc"), ("title", ["a"]), ("sentences", "?"),
     ("language", 3), ("text", "\ud800")],
)  # fmt: skip
def test_replies_of_other_types_are_refused(name: str, value: object) -> None:
    table = json.loads(Reply([GOOD], False).dump())
    table["found"][0][name] = value
    with pytest.raises((ValueError, KeyError)):
        Reply.load(json.dumps(table).encode())


def test_reasons_arrive_as_they_were_sent() -> None:
    reply = Reply.load(Reply([Unreadable("it is torn")], False).dump())
    assert [str(each) for each in reply.found] == ["it is torn"]


@given(
    st.lists(st.text(min_size=1), min_size=1),
    st.text(),
    st.lists(st.tuples(st.integers(1), st.text())).map(tuple),
)
def test_requests_arrive_as_they_were_sent(
    columns: list[str], suffix: str, languages: tuple[tuple[int, str], ...]
) -> None:
    request = Request(suffix, ColumnSettings(tuple(columns), title=suffix), languages)
    assert Request.load(request.dump()) == request


def test_lone_surrogates_of_a_library_become_replacements() -> None:
    found = printable(Extracted("a\ud800b", "x", (Anchor(2, "heading", "b"),)))
    assert found.text == "a\ufffdb"


def kept(*found: Extracted | Unreadable) -> list[Extracted | Unreadable]:
    return list(bounded(iter(found)))


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ([Extracted("a\n\n" * 500_001, "x")], "it has more than 500,000 lines and sentences"),
        ([Extracted("1. " * 500_001, "x")], "it has more than 500,000 lines and sentences"),
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
