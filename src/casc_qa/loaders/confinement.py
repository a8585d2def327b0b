"""What a loading process may not do: take more memory or time than it is given, write files, start
programs, reach the network.

Linux enforces all of it in the kernel; macOS limits time alone, Windows nothing: there the
interpreter's own audit hook and the program's clock remain.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import struct
import sys
from pathlib import Path

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
_OPEN_FILES = 64
_HELD = Path("/proc/self/statm")
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")

# seccomp, https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _MODE_FILTER = 22, 38, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # refused calls end with EPERM
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ARCHITECTURE_AT, _NUMBER_AT = 4, 0  # offsets in struct seccomp_data
_X32 = 0x40000000  # numbers of x86's other call table
# AUDIT_ARCH, then the numbers of socket, connect, socketpair, execve, execveat, fork and its kin.
_CALLS = {
    "x86_64": (0xC000003E, (41, 42, 53, 57, 58, 59, 322, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 221, 281, 425)),
}


def confine() -> None:
    """Takes from this process, for good, what reading a document does not need."""
    with contextlib.suppress(ImportError):
        _limit_resources()
    _forbid_calls()
    sys.addaudithook(_audit)


def renew_processor_time() -> None:
    """Gives the process its seconds anew, for one more document."""
    with contextlib.suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        until = math.ceil(used.ru_utime + used.ru_stime) + CPU_SECONDS
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def held_memory() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    try:
        pages = int(_HELD.read_bytes().split()[1])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_resources() -> None:
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        with contextlib.suppress(ValueError, OSError):  # a system that has no such limit
            resource.setrlimit(limit, (value, value))


def _audit(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a loader may not do this: {event}")


def _forbid_calls() -> None:
    """Has the kernel refuse sockets and programs, where it is Linux on a known processor."""
    known = _CALLS.get(os.uname().machine) if sys.platform == "linux" else None
    if known is None:
        return
    with contextlib.suppress(OSError, AttributeError):
        _install(_filter(*known))


def _filter(architecture: int, numbers: tuple[int, ...]) -> bytes:
    """The program that the kernel runs at each call: refuse these numbers, and any other table."""
    refuse = len(numbers)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUALS, 0, refuse + 3, architecture),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, refuse + 1, 0, _X32),
        *((_EQUALS, refuse - place, 0, number) for place, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)


def _install(program: bytes) -> None:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    call = ctypes.CDLL(None, use_errno=True).prctl
    one, none = ctypes.c_ulong(1), ctypes.c_ulong(0)
    held = Program(len(program) // 8, program)
    if call(_PR_SET_NO_NEW_PRIVS, one, none, none, none) or call(
        _PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), ctypes.byref(held), none, none
    ):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
