"""What hostile code in a library may try without the interpreter's knowledge: system calls."""

from __future__ import annotations

import ctypes
import mmap
import os
import platform
from collections.abc import Callable
from pathlib import Path

# Name, number on x86_64 and on aarch64.
_TABLE = """
socket 41 198|socketpair 53 199|connect 42 203|execve 59 221|execveat 322 281|clone 56 220
clone3 435 435|memfd_create 319 279|io_uring_setup 425 425|mount 165 40|unshare 272 97
setns 308 268|bpf 321 280|perf_event_open 298 241|keyctl 250 219|userfaultfd 323 282
ptrace 101 117|process_vm_readv 310 270|process_vm_writev 311 271|pidfd_open 434 434
pidfd_send_signal 424 424|pidfd_getfd 438 438|kill 62 129|tgkill 234 131|tkill 200 130
openat 257 56|openat2 437 437|truncate 76 45|renameat2 316 276|unlinkat 263 35|linkat 265 37
symlinkat 266 36|mkdirat 258 34|mknodat 259 33|fchmodat 268 53|fchownat 260 54|utimensat 280 88
ioctl 16 29|fcntl 72 25|setpriority 141 140|prlimit64 302 261|semget 64 190|shmget 29 194
msgget 68 186|setxattr 188 5|swapon 167 224|init_module 175 105|chroot 161 51
fsopen 430 430|open_tree 428 428|name_to_handle_at 303 264|madvise 28 233|prctl 157 167
seccomp 317 277|landlock_create_ruleset 444 444|inotify_init1 294 26|fanotify_init 300 262
timer_create 222 107|setitimer 38 103|mq_open 180 180|add_key 248 217|reboot 169 142
sethostname 170 161|setuid 105 146|capset 126 91|quotactl 179 60|sched_setaffinity 203 122
"""
_COLUMN = {"x86_64": 1, "aarch64": 2}
NUMBERS = {
    row.split()[0]: int(number)
    for row in _TABLE.replace("|", "\n").strip().splitlines()
    if (number := row.split()[_COLUMN.get(platform.machine(), 1)]) != "-"
}
_HERE = -100  # AT_FDCWD
_TYPE_INTO_TERMINAL, _STEAL_TERMINAL, _SET_OWNER, _SET_FLAGS = 0x5412, 0x540E, 8, 4
_ATTACH, _NO_PROCESS = 16, -1
_LIMIT_OF_MEMORY, _LIMIT_OF_FILES, _UNLIMITED = 9, 7, (1 << 64) - 1


def call(name: str, *arguments: int | bytes | ctypes.Array[ctypes.c_ulong] | None) -> int:
    """A system call by its number. Raises OSError."""
    words = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    made: int = ctypes.CDLL(None, use_errno=True).syscall(ctypes.c_long(NUMBERS[name]), *words)
    if made < 0:
        raise OSError(ctypes.get_errno(), name)
    return made


def _words(*values: int) -> ctypes.Array[ctypes.c_ulong]:
    return (ctypes.c_ulong * len(values))(*values)


def _map_and_write(path: str) -> None:
    descriptor = call("openat", _HERE, path.encode(), os.O_RDWR, 0)
    with mmap.mmap(descriptor, 4) as mapped:
        mapped[:4] = b"lost"


def _write_memory(process: int) -> None:
    Path(f"/proc/{process}/mem").open("r+b", buffering=0).close()


def _vector(name: str, process: int) -> None:
    held = ctypes.create_string_buffer(8)
    local = _words(ctypes.addressof(held), 8)
    call(name, process, local, 1, local, 1, 0)


def _signal_by_descriptor(process: int) -> None:
    descriptor = call("pidfd_open", process, 0)
    call("pidfd_send_signal", descriptor, 0, None, 0)


def _fork(name: str, *arguments: int) -> None:
    if not call(name, *arguments):
        os._exit(0)


# Each is given the path of a file.
WITH_A_FILE: dict[str, Callable[[str], object]] = {
    "open to write": lambda p: call("openat", _HERE, p.encode(), os.O_WRONLY, 0),
    "open to read and write": lambda p: call("openat", _HERE, p.encode(), os.O_RDWR, 0),
    "open to cut off": lambda p: call("openat", _HERE, p.encode(), os.O_TRUNC, 0),
    "open to append": lambda p: call("openat", _HERE, p.encode(), os.O_WRONLY | os.O_APPEND, 0),
    "create": lambda p: call("openat", _HERE, f"{p}.new".encode(), os.O_CREAT, 0o600),
    "create without a name": lambda p: call(
        "openat", _HERE, os.fsencode(Path(p).parent), os.O_TMPFILE | os.O_RDWR, 0o600
    ),
    "open by openat2": lambda p: call("openat2", _HERE, p.encode(), _words(os.O_RDWR, 0, 0), 24),
    "write by the interpreter": lambda p: Path(p).write_text("lost"),
    "truncate": lambda p: call("truncate", p.encode(), 0),
    "rename": lambda p: call("renameat2", _HERE, p.encode(), _HERE, f"{p}.moved".encode(), 0),
    "unlink": lambda p: call("unlinkat", _HERE, p.encode(), 0),
    "hard link": lambda p: call("linkat", _HERE, p.encode(), _HERE, f"{p}.linked".encode(), 0),
    "symbolic link": lambda p: call("symlinkat", p.encode(), _HERE, f"{p}.soft".encode()),
    "make a folder": lambda p: call("mkdirat", _HERE, f"{p}.folder".encode(), 0o700),
    "make a pipe": lambda p: call("mknodat", _HERE, f"{p}.pipe".encode(), 0o10600, 0),
    "write through memory": _map_and_write,
}
# Landlock has no right for these.
ON_A_FILE: dict[str, Callable[[str], object]] = {
    "chmod": lambda p: call("fchmodat", _HERE, p.encode(), 0o777),
    "chown": lambda p: call("fchownat", _HERE, p.encode(), 1, 1, 0),
    "utime": lambda p: call("utimensat", _HERE, p.encode(), None, 0),
    "attribute": lambda p: call("setxattr", p.encode(), b"user.a", b"b", 1, 0),
}
READING: dict[str, Callable[[str], object]] = {
    "read": lambda p: Path(p).read_bytes(),
    "read natively": lambda p: call("openat", _HERE, p.encode(), os.O_RDONLY, 0),
    "list the folder": lambda p: list(Path(p).parent.iterdir()),
}
# Each is given the number of a process.
WITH_A_PROCESS: dict[str, Callable[[int], object]] = {
    "kill": lambda n: call("kill", n, 0),
    "tgkill": lambda n: call("tgkill", n, n, 0),
    "tkill": lambda n: call("tkill", n, 0),
    "send a signal by descriptor": _signal_by_descriptor,
    "ptrace": lambda n: call("ptrace", _ATTACH, n, 0, 0),
    "read its memory": lambda n: _vector("process_vm_readv", n),
    "write its memory": lambda n: _vector("process_vm_writev", n),
    "open its memory": _write_memory,
}


def _abstract_socket(process: int) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as made:
        made.connect(f"\0casc-qa-{process}")


BY_SOCKET: dict[str, Callable[[int], object]] = {"an abstract socket": _abstract_socket}
LOOKING_AT_A_PROCESS: dict[str, Callable[[int], object]] = {
    "read what its files are": lambda n: Path(f"/proc/{n}/fd/0").readlink(),
    "open what it has open": lambda n: Path(f"/proc/{n}/fd/0").open("rb", buffering=0).close(),
    "read its environment": lambda n: Path(f"/proc/{n}/environ").read_bytes(),
}
OF_ITS_OWN: dict[str, Callable[[], object]] = {
    "clone": lambda: _fork("clone", 17, 0, 0, 0, 0),
    "clone3": lambda: call("clone3", None, 0),
    "socket": lambda: call("socket", 2, 1, 0),
    "a socket of this machine": lambda: call("socket", 1, 1, 0),
    "a pair of sockets": lambda: call("socketpair", 1, 1, 0, _words(0)),
    "execve": lambda: call("execve", b"/nowhere", None, None),
    "execveat": lambda: call("execveat", _NO_PROCESS, b"", None, None, 0x1000),
    "memfd_create": lambda: call("memfd_create", b"a", 0),
    "io_uring_setup": lambda: call("io_uring_setup", 1, None),
    "mount": lambda: call("mount", None, b"/nowhere", None, 0, None),
    "unshare": lambda: call("unshare", 0),
    "setns": lambda: call("setns", _NO_PROCESS, 0),
    "bpf": lambda: call("bpf", 0, None, 0),
    "perf_event_open": lambda: call("perf_event_open", None, 0, 0, -1, 0),
    "keyctl": lambda: call("keyctl", 0, -3, 0),
    "add_key": lambda: call("add_key", None, None, None, 0, 0),
    "userfaultfd": lambda: call("userfaultfd", 1),
    "every process": lambda: call("kill", 0, 0),
    "type into the terminal": lambda: call("ioctl", 0, _TYPE_INTO_TERMINAL, b"x"),
    "take the terminal": lambda: call("ioctl", 0, _STEAL_TERMINAL, 0),
    "ask for signals": lambda: call("fcntl", 0, _SET_OWNER, 1),
    "set flags of a pipe": lambda: call("fcntl", 0, _SET_FLAGS, os.O_NONBLOCK),
    "setpriority": lambda: call("setpriority", 0, 0, 0),
    "more memory": lambda: call("prlimit64", 0, _LIMIT_OF_MEMORY, _words(1 << 40, 1 << 40), None),
    "a limit of process 1": lambda: call("prlimit64", 1, _LIMIT_OF_FILES, None, _words(0, 0)),
    "semaphores": lambda: call("semget", 1, 0, 0),
    "shared memory": lambda: call("shmget", 1, 0, 0),
    "messages": lambda: call("msgget", 1, 0),
    "named shared memory": lambda: call(
        "openat", _HERE, b"/dev/shm/casc-qa-test", os.O_RDWR | os.O_CREAT, 0o600
    ),
    "swapon": lambda: call("swapon", None, 0),
    "a module of the kernel": lambda: call("init_module", None, 0, None),
    "chroot": lambda: call("chroot", b"/nowhere"),
    "fsopen": lambda: call("fsopen", None, 0),
    "open_tree": lambda: call("open_tree", -1, b"/nowhere", 0),
    "name_to_handle_at": lambda: call("name_to_handle_at", -1, None, None, None, 0),
    "poison memory": lambda: call("madvise", 0, 0, 100),
    "prctl": lambda: call("prctl", 3, 0, 0, 0, 0),
    "another filter": lambda: call("seccomp", 0, 0, None),
    "inotify": lambda: call("inotify_init1", 0),
    "fanotify": lambda: call("fanotify_init", 0, 0),
    "a timer": lambda: call("setitimer", 0, None, None),
    "a queue": lambda: call("mq_open", None, 0, 0, None),
    "restart the machine": lambda: call("reboot", 0, 0, 0, None),
    "the machine's name": lambda: call("sethostname", None, -1),
    "another user": lambda: call("setuid", os.getuid()),
    "capabilities": lambda: call("capset", None, None),
    "processors": lambda: call("sched_setaffinity", 0, 0, None),
}
