"""What of the file system a loading process may see: Python and its libraries, to read.

https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from casc_qa.loaders.formats.scans import tesseract

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls, of the same numbers on all processors
_ASK_VERSION, _PATH_BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_MAKE_SOCKET = 1 << 9
_ON_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | 1 << 14 | 1 << 15  # to cut off, device calls
# All rights on files, on the network and across processes that each version of the ABI knows.
_FILE_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_NEWEST_FILE_RIGHTS = (1 << 16) - 1
_NETWORK_RIGHTS, _NETWORK_SINCE = 0b11, 4
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets and signals
# Where the dynamic linker finds libraries, and what C libraries look up.
_SYSTEM = (
    "/lib /lib32 /lib64 /usr/lib /usr/lib32 /usr/lib64 /usr/local/lib /usr/local/lib64 /nix/store"
    " /gnu/store /etc/ld.so.cache /etc/ld.so.preload /etc/localtime /etc/mime.types"
    " /usr/share/zoneinfo /usr/share/locale /dev/urandom /dev/null"
).split()


class _Handled(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def restrict_files() -> None:
    """Leaves this thread's process to read what ``readable`` names and nothing else, for good.

    Raises OSError where the kernel has no Landlock, or it is switched off.
    """
    _restrict(dict.fromkeys(readable(), _READ_FILE | _READ_FOLDER))


def restrict_to(
    readable: Iterable[str], own: Path, devices: Iterable[str], for_sockets: Iterable[str]
) -> None:
    """Leaves this thread's process, and what it starts, to read and start what is ``readable``, to
    do anything in its ``own`` folder, to use ``devices`` and to make sockets in the folders
    ``for_sockets``, for good.

    Raises OSError where the kernel has no Landlock, or it is switched off.
    """
    rules = {Path(path): _READ_FILE | _READ_FOLDER | _EXECUTE for path in readable}
    rules |= {Path(path): _READ_FILE | _WRITE_FILE for path in devices}
    rules |= {Path(path): _MAKE_SOCKET for path in for_sockets}
    rules[own] = _NEWEST_FILE_RIGHTS & ~_EXECUTE
    _restrict({path: rights for path, rights in rules.items() if path.exists()})


def _restrict(rights: Mapping[Path, int]) -> None:
    """Leaves these rights on these paths, those on folders on all that is below, and no other."""
    version = _call(_CREATE, None, 0, _ASK_VERSION)
    handled = _Handled(
        _FILE_RIGHTS.get(version, _NEWEST_FILE_RIGHTS),
        _NETWORK_RIGHTS if version >= _NETWORK_SINCE else 0,
        _SCOPES if version >= _SCOPES_SINCE else 0,
    )
    size = 8 * (1 + (version >= _NETWORK_SINCE) + (version >= _SCOPES_SINCE))
    rules = _call(_CREATE, ctypes.byref(handled), size, 0)
    try:
        for path, rights_on_it in rights.items():
            _allow(rules, path, rights_on_it & handled.files)
        _call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)


def readable() -> Iterator[Path]:
    """Files and folders that imports need."""
    python = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    beside = [f"{prefix}/lib" for prefix in (sys.prefix, sys.base_prefix)]
    linker = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    known = map(str, tesseract.data_folders())
    for name in dict.fromkeys([*sys.path, *sorted(python), *beside, *linker, *_SYSTEM, *known]):
        if name and (path := Path(name)).exists():
            yield path


def _allow(rules: int, path: Path, rights: int) -> None:
    rights &= ~0 if path.is_dir() else _ON_FILES
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        beneath = _Beneath(rights, descriptor)
        _call(_ADD, rules, _PATH_BENEATH, ctypes.byref(beneath), 0)
    finally:
        os.close(descriptor)


def _call(*arguments: object) -> int:
    words = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    made: int = ctypes.CDLL(None, use_errno=True).syscall(*words)
    if made < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return made
