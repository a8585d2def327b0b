"""What a loading process may not do: take more memory or time than it is given, write or see files,
start programs, reach the network or another process, outlive the program.

Linux enforces all of it in the kernel, in layers: limits, capabilities given up, Landlock
(``landlock``) and a filter of system calls (``seccomp``). macOS limits time alone, Windows nothing:
there the interpreter's own audit hook and the program's clock remain.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import signal
import sys

from casc_qa.loaders.sandbox.landlock import restrict_files
from casc_qa.loaders.sandbox.seccomp import refuse_calls

MEMORY_BYTES = 1 << 30
CPU_SECONDS = 20
_OPEN_FILES = 64
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
# prctl: https://man7.org/linux/man-pages/man2/prctl.2.html
_SIGNAL_AT_PARENTS_END, _GET_DUMPABLE, _SET_DUMPABLE, _NO_NEW_PRIVILEGES = 1, 3, 4, 38
_CAPABILITY_VERSION = 0x20080522
_READ_ANY_FILE = 1 << 2  # CAP_DAC_READ_SEARCH: the libraries may be another user's


def confine(parent: int | None = None) -> None:
    """Takes from this process, for good, what reading a document does not need.

    ``parent`` is the program's process, at whose end this one ends too.
    """
    is_linux = sys.platform == "linux"
    if is_linux and parent is not None:
        end_with_parent(parent)
    with contextlib.suppress(ImportError):
        _limit_resources()
    if is_linux:
        _MEMORY.open()
        _control(_SET_DUMPABLE, 0)
        refuse_privileges()
        for layer in (give_up_privileges, restrict_files, refuse_calls):
            with contextlib.suppress(OSError, AttributeError):  # an old kernel: the others hold
                layer()
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


class _Memory:
    """The system's account of this process; opened before there is nothing left to open."""

    _descriptor: int | None = None

    def open(self) -> None:
        """Opens the account, as long as this process may open files."""
        with contextlib.suppress(OSError):
            self._descriptor = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)

    def held(self) -> int:
        """The resident bytes; 0 where there is no account."""
        if self._descriptor is None:
            return 0
        pages = int(os.pread(self._descriptor, 200, 0).split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")


_MEMORY = _Memory()


def held_memory() -> int:
    """The bytes of memory that this process holds; 0 where the system does not tell."""
    return _MEMORY.held()


def set_dumpable(is_dumpable: bool) -> bool:
    """Whether processes of the same user may look into this one; tells whether they could before.

    Does nothing but on Linux.
    """
    if sys.platform != "linux":
        return True
    before = _control(_GET_DUMPABLE)
    _control(_SET_DUMPABLE, int(is_dumpable))
    return before == 1


def refuse_privileges() -> None:
    """No program that this process becomes has more rights than it; without that, none but root may
    install the layers.
    """
    _control(_NO_NEW_PRIVILEGES, 1)


def end_with_parent(parent: int) -> None:
    """Has the kernel kill this process when the thread that started it ends."""
    _control(_SIGNAL_AT_PARENTS_END, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel was asked
        os._exit(0)


def _limit_resources() -> None:
    import resource

    for name, value in (
        ("RLIMIT_AS", MEMORY_BYTES),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
        ("RLIMIT_NOFILE", _OPEN_FILES),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_MSGQUEUE", 0),
        ("RLIMIT_MEMLOCK", 0),
    ):
        with contextlib.suppress(ValueError, OSError, AttributeError):  # not on this system
            resource.setrlimit(getattr(resource, name), (value, value))


def give_up_privileges() -> None:
    """Leaves no capability but to read libraries."""

    class Header(ctypes.Structure):
        _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))

    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = Header(_CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    libc.capget(ctypes.byref(header), ctypes.byref(sets))
    effective, permitted = sets[0] & _READ_ANY_FILE, sets[1] & _READ_ANY_FILE
    libc.capset(ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)(effective, permitted)))


def _control(what: int, value: int = 0) -> int:
    none = ctypes.c_ulong(0)
    made: int = ctypes.CDLL(None, use_errno=True).prctl(
        what, ctypes.c_ulong(value), none, none, none
    )
    return made


def _audit(event: str, _: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a loader may not do this: {event}")
