"""The filter that the kernel runs at each system call of a loading process: what is not named here
is refused with EPERM. https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Sequence

from casc_qa.loaders.sandbox.system_calls import ANY, PROCESSORS, Processor

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 1  # refused calls end with EPERM
_LOAD, _EQUALS, _AT_LEAST, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16  # offsets in struct seccomp_data
_X32 = 0x40000000  # numbers of x86's other call table
# Of open: to write, to create, to cut off, without a name.
_NOT_FOR_READING = 0o3 | 0o100 | 0o1000 | 0o20000000
_IS_TERMINAL, _IS_TERMINAL_2, _CLOSE_ON_EXEC, _KEEP_ON_EXEC = 0x5401, 0x802C542A, 0x5451, 0x5450
_DUPLICATE, _GET_FLAGS, _DUPLICATE_CLOSING = 0, (1, 2, 3), 1030  # of fcntl
_FIRST_HARMFUL_ADVICE = 26  # of madvise: 100 and 101 take memory from the whole machine
_LOCAL_SOCKET = 1  # AF_UNIX
_PROCESSOR_TIME = 0  # RLIMIT_CPU, renewed for each document

_Step = tuple[int, int, int, int]
"""Operation, steps to skip when it is so, steps to skip when not, value."""


def refuse_calls() -> None:
    """Installs the filter for good. Raises OSError where the kernel or the processor has none."""
    processor = _processor()
    _install(program(processor.architecture, processor.numbers, os.getpid()))


def refuse_reaching_out() -> None:
    """Installs for good what refuses sockets of a network, other processes' memory, and what only
    whoever runs a machine needs; all else is allowed. Raises OSError as ``refuse_calls``.
    """
    processor = _processor()
    steps = _of_this_architecture(processor.architecture)
    for name, number in processor.reaching_out.items():
        refused = _one_of(0, _LOCAL_SOCKET) if name == "socket" else [(_RETURN, 0, 0, _REFUSE)]
        steps += [(_EQUALS, 0, len(refused), number), *refused]
    _install([*steps, (_RETURN, 0, 0, _ALLOW)])


def _processor() -> Processor:
    processor = PROCESSORS.get(os.uname().machine)
    if processor is None:
        raise OSError(f"no filter for {os.uname().machine}")
    return processor


def _install(steps: Sequence[_Step]) -> None:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    held, none = Program(len(steps), packed), ctypes.c_ulong(0)
    call = ctypes.CDLL(None, use_errno=True).prctl
    if call(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), ctypes.byref(held), none, none):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def program(architecture: int, numbers: dict[str, int], process: int) -> list[_Step]:
    """The filter's steps, for the process of this number."""
    checks = _checks(process)
    steps = _of_this_architecture(architecture)
    for name, number in numbers.items():
        allowed = [(_RETURN, 0, 0, _ALLOW)] if name in ANY else checks[name]
        steps += [(_EQUALS, 0, len(allowed), number), *allowed]
    return [*steps, (_RETURN, 0, 0, _REFUSE)]


def _of_this_architecture(architecture: int) -> list[_Step]:
    """Refuses calls of any other, then loads the call's number."""
    return [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUALS, 1, 0, architecture),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _REFUSE),
    ]


def _checks(process: int) -> dict[str, list[_Step]]:
    """Of calls that may be made with some arguments, what looks at these."""
    return {
        "open": _without(1, _NOT_FOR_READING),
        "openat": _without(2, _NOT_FOR_READING),
        "ioctl": _one_of(1, _IS_TERMINAL, _IS_TERMINAL_2, _CLOSE_ON_EXEC, _KEEP_ON_EXEC),
        "fcntl": _one_of(1, _DUPLICATE, *_GET_FLAGS, _DUPLICATE_CLOSING),
        "madvise": _one_of(2, *range(_FIRST_HARMFUL_ADVICE)),
        "kill": _one_of(0, process),
        "tgkill": _one_of(0, process),
        # Whose limits: its own. Which: that of time; the others may be read, with no new ones.
        "prlimit64": [
            *_skip_unless(0, 0, process),
            *_one_of(1, _PROCESSOR_TIME)[:-1],
            *_nothing_in(2),
        ],
    }


def _word(argument: int, half: int = 0) -> _Step:
    """Loads the low half of an argument, or the high one; both processors have the low first."""
    return (_LOAD, 0, 0, _ARGUMENTS_AT + 8 * argument + 4 * half)


def _without(argument: int, bits: int) -> list[_Step]:
    """Allowed when none of these bits is set. The kernel itself looks at the low half alone."""
    return [
        _word(argument),
        (_ANY_OF, 0, 1, bits),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _one_of(argument: int, *values: int) -> list[_Step]:
    """Allowed when the argument is one of these."""
    steps = [_word(argument)]
    for value in values:
        steps += [(_EQUALS, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return [*steps, (_RETURN, 0, 0, _REFUSE)]


def _skip_unless(argument: int, *values: int) -> list[_Step]:
    """Refused unless the argument is one of these; goes on when it is."""
    steps = [_word(argument)]
    for index, value in enumerate(values):
        steps.append((_EQUALS, len(values) - index, 0, value))
    return [*steps, (_RETURN, 0, 0, _REFUSE)]


def _nothing_in(argument: int) -> list[_Step]:
    """Allowed when the argument, an address, is none."""
    return [
        _word(argument),
        (_EQUALS, 0, 3, 0),
        _word(argument, 1),
        (_EQUALS, 0, 1, 0),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _REFUSE),
    ]
