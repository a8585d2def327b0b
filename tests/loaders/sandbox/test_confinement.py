"""What code that runs in a loading process can do to the rest of the machine: nothing.

Each deed is tried by system calls. To see that a test would notice, the same deeds are tried
without the layers: there none may be refused.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from casc_qa.loaders.sandbox.pool import Worker
from helpers.processes import native
from helpers.processes.programs import MISBEHAVING, outcome

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel refuses on Linux alone"),
    pytest.mark.skipif(
        platform.machine() not in ("x86_64", "aarch64"), reason="no filter for this processor"
    ),
]
REFUSED = "PermissionError"
LAYERS = ("_limit_resources", "give_up_privileges", "restrict_files", "refuse_calls", "_audit")
KILLED_PARENT = """
import sys
from casc_qa.loaders.sandbox.pool import Worker
from casc_qa.loaders.sandbox.worker import Request
from casc_qa.config import ColumnSettings
worker = Worker(command=sys.argv[1:])
worker.read(Request(".txt", ColumnSettings()), b"first")
print(worker._process.popen.pid, flush=True)
worker.read(Request(".txt", ColumnSettings()), b"sleep")
"""


def has_landlock() -> bool:
    return ctypes.CDLL(None).syscall(444, None, ctypes.c_long(0), ctypes.c_long(1)) >= 6


def opened(*without: str) -> Iterator[Worker]:
    worker = Worker(wall_seconds=120, command=[*MISBEHAVING, *without])
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def confined() -> Iterator[Worker]:
    yield from opened()


@pytest.fixture(scope="module")
def filtered() -> Iterator[Worker]:
    """As on a kernel without Landlock."""
    yield from opened("restrict_files")


@pytest.fixture(scope="module")
def landlocked() -> Iterator[Worker]:
    """As on a processor without a filter, and where root gave up nothing."""
    yield from opened("refuse_calls", "give_up_privileges", "_limit_resources")


@pytest.fixture(scope="module")
def free() -> Iterator[Worker]:
    yield from opened(*LAYERS)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    made = tmp_path / "documents" / "one.txt"
    made.parent.mkdir()
    made.write_text("These words stay.")
    return made


@pytest.fixture(scope="module")
def bystander() -> Iterator[int]:
    process = subprocess.Popen(["sleep", "600"])
    yield process.pid
    process.kill()
    process.wait()


def tried(worker: Worker, name: str, what: object = "") -> str:
    return outcome(worker, f"{name}\t{what}")


def untouched(target: Path) -> bool:
    """Whether it and its folder are as they were."""
    mode = target.stat().st_mode & 0o777
    alone = [path.name for path in target.parent.iterdir()] == [target.name]
    return alone and target.read_text() == "These words stay." and mode != 0o777


@pytest.mark.parametrize("name", native.WITH_A_FILE | native.ON_A_FILE)
def test_no_file_is_altered(confined: Worker, filtered: Worker, name: str, target: Path) -> None:
    assert tried(confined, name, target) == REFUSED
    assert tried(filtered, name, target) == REFUSED
    assert untouched(target)


@pytest.mark.skipif(not has_landlock(), reason="an older kernel")
@pytest.mark.parametrize("name", native.WITH_A_FILE)
def test_landlock_alone_keeps_files_too(landlocked: Worker, name: str, target: Path) -> None:
    assert tried(landlocked, name, target) == REFUSED
    assert untouched(target)


@pytest.mark.skipif(not has_landlock(), reason="an older kernel")
@pytest.mark.parametrize("name", native.READING)
def test_no_file_is_read_but_the_libraries(confined: Worker, name: str, target: Path) -> None:
    assert tried(confined, name, target) == REFUSED
    for private in (Path.home() / ".ssh" / "id", Path("/etc/shadow"), Path("/proc/self/environ")):
        assert tried(confined, name, private) in (REFUSED, "FileNotFoundError")


@pytest.mark.parametrize("name", native.WITH_A_PROCESS)
def test_no_other_process_is_reached(
    confined: Worker, filtered: Worker, name: str, bystander: int
) -> None:
    for process in (bystander, os.getpid(), os.getppid()):
        assert tried(confined, name, process) == REFUSED
        assert tried(filtered, name, process) == REFUSED


@pytest.mark.skipif(not has_landlock(), reason="an older kernel")
@pytest.mark.parametrize("name", native.WITH_A_PROCESS)
def test_landlock_alone_keeps_processes_too(landlocked: Worker, name: str, bystander: int) -> None:
    assert tried(landlocked, name, bystander) == REFUSED


@pytest.mark.parametrize("name", native.LOOKING_AT_A_PROCESS)
def test_the_program_is_not_looked_into(confined: Worker, filtered: Worker, name: str) -> None:
    assert tried(confined, name, os.getpid()) == REFUSED
    assert tried(filtered, name, os.getpid()) == REFUSED  # it keeps its memory to itself


@pytest.mark.parametrize("name", native.OF_ITS_OWN)
def test_no_call_leads_out(confined: Worker, filtered: Worker, name: str) -> None:
    assert tried(confined, name) == REFUSED
    assert tried(filtered, name) == REFUSED
    assert outcome(confined, "the next") == "the next!"


def test_what_is_refused_would_otherwise_go_through(
    free: Worker, bystander: int, target: Path
) -> None:
    """Where the machine itself lets a process do it: as root, all of it."""
    if os.geteuid():
        pytest.skip("as root alone")
    refused = []
    for name in native.OF_ITS_OWN:
        if tried(free, name) == REFUSED:
            refused.append(name)
    for name in native.READING | native.WITH_A_FILE | native.ON_A_FILE:
        target.write_text("These words stay.")
        if tried(free, name, target) == REFUSED:
            refused.append(name)
    processes = native.LOOKING_AT_A_PROCESS | native.WITH_A_PROCESS
    refused += [name for name in processes if tried(free, name, bystander) == REFUSED]
    assert refused == []


@pytest.mark.skipif(not has_landlock(), reason="an older kernel")
def test_landlock_alone_keeps_from_abstract_sockets() -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(f"\0casc-qa-{os.getpid()}")
    server.listen()
    worker = Worker(command=[*MISBEHAVING, "refuse_calls", "_audit"])
    try:
        assert tried(worker, "an abstract socket", os.getpid()) == REFUSED
    finally:
        worker.close()
        server.close()


def test_what_may_be_read_holds_no_documents_of_the_user() -> None:
    code = "from casc_qa.loaders.sandbox.landlock import readable; print(*readable(), sep='\\n')"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    paths = [Path(line).resolve() for line in done.stdout.splitlines()]
    assert Path(sys.prefix, "lib").resolve() in paths
    assert not {Path("/"), Path.home(), Path.cwd(), Path("/etc")}.intersection(paths)


def ended_within(process: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            status = Path(f"/proc/{process}/status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return True
        if "State:\tZ" in status:  # nobody has waited for it, and it does nothing
            return True
        time.sleep(0.05)
    return False


def test_it_does_not_outlive_the_program() -> None:
    program = subprocess.Popen(
        [sys.executable, "-P", "-c", KILLED_PARENT, *MISBEHAVING], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    worker = int(program.stdout.readline())
    time.sleep(0.5)  # until the document is being read
    assert not ended_within(worker, 0)
    assert os.getsid(worker) == worker  # a session of its own, and no terminal
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    assert ended_within(worker, 10)


def test_it_outlives_the_thread_that_asked_for_it() -> None:
    from threading import Thread

    worker = Worker(command=MISBEHAVING)
    try:
        thread = Thread(target=outcome, args=(worker, "first"))
        thread.start()
        thread.join()
        process = worker._process
        time.sleep(0.3)
        assert outcome(worker, "next") == "next!"
        assert worker._process is process is not None
    finally:
        worker.close()


def test_one_whose_program_is_gone_ends_before_it_reads() -> None:
    started = subprocess.Popen(
        [*MISBEHAVING, str(os.getppid())], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert started.wait(60) == 0  # standard input is still open
    for stream in (started.stdin, started.stdout):
        assert stream is not None
        stream.close()
