"""A loading process whose formats do what a hostile document might bring a library to do.

Arguments before the last name layers of its confinement that are left out.
"""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

from casc_qa.config import ColumnSettings
from casc_qa.loaders.formats import registry
from casc_qa.loaders.formats.extracted import Extracted, Unreadable
from casc_qa.loaders.formats.scans.page_reading import PageReading
from casc_qa.loaders.sandbox import confinement, worker

sys.path.append(str(Path(__file__).parents[2]))

from helpers.processes import native


def attempt(act: Callable[[], object]) -> str:
    """What came of it."""
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "it went through"


def native_socket() -> None:
    """A socket made without the interpreter's knowledge."""
    made = ctypes.CDLL(None, use_errno=True).socket(2, 1, 0)
    if made < 0:
        raise OSError(ctypes.get_errno(), "refused")


def native_program() -> None:
    """A program started without the interpreter's knowledge."""
    arguments = (ctypes.c_char_p * 2)(b"/bin/true", None)
    ctypes.CDLL(None, use_errno=True).execv(b"/bin/true", arguments)
    raise OSError(ctypes.get_errno(), "refused")


def exhaust() -> None:
    """Takes all the memory there is."""
    held = []
    while True:
        held.append(bytearray(50_000_000))


def work() -> None:
    """Takes a second of the processor's time."""
    until = time.process_time() + 1
    while time.process_time() < until:
        pass


def spin() -> None:
    """Takes all the time there is."""
    while True:
        pass


DEEDS: dict[str, Callable[[], object]] = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "look up": lambda: socket.getaddrinfo("example.org", 80),
    "start": lambda: subprocess.run(["true"]),
    "fork": os.fork,
    "write": lambda: Path("written").write_text("x" * 100),
    "native socket": native_socket,
    "native program": native_program,
}
CRASHES: dict[str, Callable[[], object]] = {
    "exhaust": exhaust,
    "spin": spin,
    "work a second": work,
    "sleep": lambda: time.sleep(600),
    "abort": os.abort,
    "leave": lambda: os._exit(3),
    "read nothing": lambda: ctypes.string_at(0),
    "chatter": lambda: os.write(1, b"chatter"),
    "flood": lambda: os.write(2, b"x" * 10_000_000),
}


def native_deed(name: str, what: str) -> Callable[[], object]:
    """The deed of this name, done to a file, or a process, or to nothing else."""
    if name in native.OF_ITS_OWN:
        return native.OF_ITS_OWN[name]
    processes = native.WITH_A_PROCESS | native.LOOKING_AT_A_PROCESS | native.BY_SOCKET
    if name in processes:
        return lambda: processes[name](int(what))
    files = native.WITH_A_FILE | native.ON_A_FILE | native.READING
    return lambda: files[name](what)


def pages(count: int, act: Callable[[], object], reading: PageReading) -> None:
    """Does something for each of so many pages."""
    for _ in range(count):
        act()
        reading.done(False)


def load(data: bytes, _: ColumnSettings, reading: PageReading) -> Iterable[Extracted | Unreadable]:
    """Does the deed that the document names, and gives back what came of it."""
    deed = data.decode()
    if "\t" in deed:
        return [Extracted(attempt(native_deed(*deed.split("\t"))), "misbehaving")]
    if deed in DEEDS:
        return [Extracted(attempt(DEEDS[deed]), "misbehaving")]
    if deed == "hard to cut":
        return [Extracted("「《x》" * 1_000_000, "misbehaving")]
    if deed.startswith("long "):
        return [Extracted("x" * int(deed[5:]), "misbehaving")]
    if deed == "pages that wait":
        pages(8, lambda: time.sleep(0.7), reading)
    if deed == "pages that take a second":
        pages(20, work, reading)
    if deed in CRASHES:
        CRASHES[deed]()
    return [Extracted(f"{deed}!", "misbehaving")]


if __name__ == "__main__":
    confinement.CPU_SECONDS = 2  # no test should take twenty
    for layer in sys.argv[1:-1]:
        setattr(confinement, layer, lambda *_: None)
    cast(dict[str, Any], registry.LOADERS)[".txt"] = load
    worker.main()
